"""The laws over made-up flows, 1,000 of them; ``python -m tests.laws`` takes as many as one likes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowc.testing.broken import FAULTS, Fault, broken_flows
from flowc.testing.flow_texts import flows
from flowc.testing.whims import callers
from tests.laws import laws, witnesses

often: Any = settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
sometimes: Any = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
rarely: Any = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))


@often
@given(flows(), st.data())
def test_graph_and_documents_agree_on_every_call(text: str, data: st.DataObject) -> None:
    made = laws.no_errors(text)
    laws.graph_and_documents_agree(text, data.draw(callers(made.program, made.flow)))


@sometimes
@given(flows(), st.data())
def test_no_caller_is_stranded_in_a_flow_that_passes(text: str, data: st.DataObject) -> None:
    made = laws.no_errors(text)
    laws.nobody_is_stranded(text, data.draw(callers(made.program, made.flow, hangs_up=False)))


@sometimes
@given(flows(careless=True, max_nodes=8), st.data())
def test_whatever_goes_wrong_in_a_call_was_foretold(text: str, data: st.DataObject) -> None:
    made = laws.stage(text)
    laws.every_accident_was_foretold(text, data.draw(callers(made.program, made.flow)))
    laws.what_is_heard_was_foretold(text, data.draw(callers(made.program, made.flow)))


@sometimes
@given(flows())
def test_formatting_changes_nothing_that_is_built(text: str) -> None:
    laws.formatting_changes_nothing(text)


@sometimes
@given(flows(max_nodes=8))
def test_scenarios_pass_and_come_by_every_edge(text: str) -> None:
    laws.scenarios_cover_everything(text)


@sometimes
@given(flows(careless=True) | broken_flows().map(lambda broken: broken.text))
def test_every_witness_replays_to_what_it_claims(text: str) -> None:
    made = laws.stage(text)
    for finding in made.compilation.findings:
        if finding.witness:
            assert witnesses.holds(made, finding), laws.told(text, [finding])


def test_a_gather_that_says_nothing_does_not_tell_that_the_caller_is_on_hold() -> None:
    text = """\
flow found {
    base_url "https://voice.acme.example/ivr"
    start main
    step main { say "One moment."; hold; goto silent }
    menu silent { on 1 -> spoken; on noinput, nomatch -> spoken }
    menu spoken { prompt "Press 1."; on 1 -> desk; on noinput, nomatch -> desk }
    step desk { transfer +15551230001 }
}
"""
    made = laws.stage(text)
    assert "MV404" in {finding.code for finding in made.compilation.findings}


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{fault.code}-{place}" for place, fault in enumerate(FAULTS)])
def test_a_fault_is_found_among_much_that_is_right(fault: Fault) -> None:
    @rarely
    @given(broken_flows(fault))
    def found(broken: Any) -> None:
        made = laws.stage(broken.text)
        assert broken.code in {finding.code for finding in made.compilation.findings}, broken.text

    found()
