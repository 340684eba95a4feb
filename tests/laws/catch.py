"""All laws over one stream of flows, until one is broken: ``python -m tests.laws.catch FLOWS SEED``.

Prints the number of the flow, the law, and the flow; exits with 1. Silent and 0 where every law holds.
"""

from __future__ import annotations

import sys
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from flowc.testing.broken import broken_flows
from flowc.testing.flow_texts import flows
from flowc.testing.whims import callers
from tests.laws import laws, small, witnesses
from tests.laws.test_small_flows import disagreement


class BrokenLawError(Exception):
    """A law does not hold: the number of the flow, the law, the flow.

    Hypothesis plays what failed a second time; ``first`` is what was found at first.
    """

    first: BrokenLawError | None = None

    def __init__(self, *found: object) -> None:
        super().__init__(*found)
        BrokenLawError.first = BrokenLawError.first or self


def run(number: int, start: int) -> None:
    counted = 0
    two = st.sampled_from(list(small.every_flow(2, tuple(small.KINDS))))
    three = st.sampled_from(list(small.every_flow(3, ("menu",))))

    @seed(start)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(st.data())
    def every_law(data: Any) -> None:
        nonlocal counted
        counted += 1
        match data.draw(st.integers(0, 3)):
            case 0:
                _valid(data.draw(flows(max_nodes=12)), data, counted)
            case 1:
                _careless(data.draw(flows(max_nodes=8, careless=True)), data, counted)
            case 2:
                _broken(data.draw(broken_flows()), counted)
            case _:
                _small(data.draw(two | three), counted)

    every_law()


def _small(flow: small.SmallFlow, counted: int) -> None:
    if disagreement(flow) is not None:
        raise BrokenLawError(counted, "checker and explorer agree", small.text_of(flow))


def _valid(text: str, data: Any, counted: int) -> None:
    with _Law(counted, "what is valid has no errors", text):
        made = laws.no_errors(text)
    with _Law(counted, "nobody is stranded", text):
        laws.nobody_is_stranded(text, data.draw(callers(made.program, made.flow, hangs_up=False)))
    _witnesses(text, counted)


def _careless(text: str, data: Any, counted: int) -> None:
    made = laws.stage(text)
    with _Law(counted, "accidents are foretold", text):
        laws.every_accident_was_foretold(text, data.draw(callers(made.program, made.flow)))
    with _Law(counted, "what is heard is foretold", text):
        laws.what_is_heard_was_foretold(text, data.draw(callers(made.program, made.flow)))
    _witnesses(text, counted)


def _broken(broken: Any, counted: int) -> None:
    with _Law(counted, "a fault is found", broken.text):
        assert broken.code in {finding.code for finding in laws.stage(broken.text).compilation.findings}, broken.code
    _witnesses(broken.text, counted)


def _witnesses(text: str, counted: int) -> None:
    made = laws.stage(text)
    for finding in made.compilation.findings:
        if finding.witness:
            with _Law(counted, f"the witness of {finding.code} replays", text):
                assert witnesses.holds(made, finding)


class _Law:
    def __init__(self, counted: int, law: str, text: str) -> None:
        self.found = (counted, law, text)

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, problem: Any, trace: Any) -> None:
        if isinstance(problem, Exception) and type(problem).__module__.partition(".")[0] != "hypothesis":
            raise BrokenLawError(*self.found) from problem


if __name__ == "__main__":
    try:
        run(int(sys.argv[1]), int(sys.argv[2]))
    except BrokenLawError as broken:
        first = broken.first or broken
        print(first.args[0], first.args[1])
        print(first.args[2])
        sys.exit(1)
