"""What is offered for property tests of one's own flows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from flowc.simulate.actions import Refusal, read_document
from flowc.simulate.transcript import Transcript
from flowc.testing import FlowMachine, action_documents, calls
from flowc.testing.stage import set_stage

RECEPTION = Path(__file__).parents[2] / "examples" / "receptionist.mv"
brief = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@brief
@given(calls(RECEPTION))
def test_calls_come_to_an_end_and_nobody_hears_more_than_six_prompts_in_a_row(call: Transcript) -> None:
    prompts = 0
    for entry in call.entries:
        prompts = prompts + 1 if entry.kind == "prompt" else 0 if entry.kind in ("press", "dial") else prompts
        assert prompts <= 6
    assert call.end is not None


def test_a_property_that_does_not_hold_is_found_out() -> None:
    @settings(brief, max_examples=200)
    @given(calls(RECEPTION))
    def nobody_is_silent(call: Transcript) -> None:
        assert not any(entry.kind == "wait" for entry in call.entries)

    with pytest.raises(AssertionError):
        nobody_is_silent()


class Reception(FlowMachine):
    path = RECEPTION

    @invariant()
    def a_call_stands_somewhere_or_has_ended(self) -> None:
        assert not self.call.entries or (self.place is None) == (self.end is not None)

    @invariant()
    def nothing_is_refused_but_a_redirect(self) -> None:
        faults = {entry.text for entry in self.call.entries if entry.kind == "fault"}
        assert faults <= {"redirect_failed", "too_many_redirects"}


def test_a_machine_plays_a_flow() -> None:
    run_state_machine_as_test(Reception, settings=settings(brief, stateful_step_count=20))  # type: ignore[no-untyped-call]


class NobodyRings(Reception):
    @invariant()
    def nothing_ever_rings(self) -> None:
        assert not any(entry.kind == "dial" for entry in self.call.entries)


def test_a_machine_finds_out_what_does_not_hold() -> None:
    with pytest.raises(AssertionError):
        run_state_machine_as_test(NobodyRings, settings=settings(brief, max_examples=300))  # type: ignore[no-untyped-call]


@brief
@given(action_documents())
def test_documents_that_are_made_up_are_accepted_by_the_platform(document: object) -> None:
    actions = read_document(document)
    assert not isinstance(actions, Refusal)
    assert not any(isinstance(action, Refusal) for action in actions)


def test_a_flow_with_errors_cannot_be_called(tmp_path: Path) -> None:
    bad = tmp_path / "bad.mv"
    bad.write_text("flow bad { start nowhere }\n", encoding="utf-8")
    with pytest.raises(ValueError, match="MV101"):
        set_stage(bad)
