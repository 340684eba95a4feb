"""Silent asking against its definition: every quiet path walked by itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.checks.analyses.asked import silent_asking
from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.ir.graph import Decide, Gather, Program

from .build import Does, act, ask, decide, goto, program, transfer

MOST = 2_000
NAMES = [*"abcdefg"]


def facts(of: Program) -> Facts:
    return Facts(of, Limits())


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Decisions that lead to later blocks only, some of them behind words, keys or nothing at all."""
    blocks: dict[str, Does] = {}
    for index, name in enumerate(NAMES):
        later = st.sampled_from([*NAMES[index + 1 :], "end"])
        one, other = draw(later), draw(later)
        kind = draw(st.sampled_from(["decide", "decide", "decide", "say", "goto", "ask"]))
        if kind == "decide":
            timeout = draw(st.sampled_from([400, 700, 1_000, 1_300, 2_000, 3_000]))
            blocks[name] = decide({"other": one, "failed": other}, timeout)
        elif kind == "ask":
            blocks[name] = ask({"1": one, "noinput": other})
        else:
            blocks[name] = goto(one, *[act("say", text="One moment.")] * (kind == "say"))
    blocks["end"] = transfer()
    return program(blocks)


def quiet_paths(of: Program, begins: list[int]) -> dict[int, int]:
    """For each decision where a path gets past the limit, the greatest sum up to its answer, by going all of them."""
    found: dict[int, int] = {}
    ways = facts(of).ways

    def walk(number: int, sum_: int) -> None:
        block = of.blocks[number]
        if isinstance(block.exit, Gather) or block.actions:
            return
        after = sum_ + (block.exit.decision.timeout_ms if isinstance(block.exit, Decide) else 0)
        if after > MOST:
            found[number] = max(found.get(number, 0), after)
            return
        for edge in ways[number]:
            walk(edge.to, after)

    for begin in begins:
        walk(begin, 0)
    return found


@given(programs())
@settings(max_examples=300)
def test_each_decision_is_told_at_which_some_quiet_path_gets_past_the_limit(of: Program) -> None:
    known = facts(of)
    gathers = [number for number in known.journeys.order if isinstance(of.blocks[number].exit, Gather)]
    begins = [*known.roots, *(edge.to for number in gathers for edge in known.ways[number])]
    asked = silent_asking(of, known.ways, known.journeys, known.roots, MOST)
    assert {each.block: each.milliseconds for each in asked} == quiet_paths(of, begins)


@given(programs())
@settings(max_examples=300)
def test_the_journey_that_is_shown_is_as_quiet_as_is_told(of: Program) -> None:
    known = facts(of)
    for asked in silent_asking(of, known.ways, known.journeys, known.roots, MOST):
        assert asked.steps is not None
        blocks = [*(step.block for step in asked.steps), asked.block]
        assert blocks[0] in known.roots
        assert all(edge.to == to for (_, edge), to in zip(asked.steps, blocks[1:], strict=True))
        heard = 0
        for number in blocks:
            block = of.blocks[number]
            if isinstance(block.exit, Decide):
                heard += block.exit.decision.timeout_ms
            elif isinstance(block.exit, Gather) or block.actions:
                heard = 0
        assert heard == asked.milliseconds


def test_a_cycle_of_decisions_is_walked_as_far_as_its_sums_are_followed() -> None:
    of = program({"a": decide({"other": "b", "failed": "a"}, 1), "b": decide({"other": "a", "failed": "b"}, 2)})
    known = facts(of)
    assert len(silent_asking(of, known.ways, known.journeys, known.roots, 50)) == 2
    assert silent_asking(of, known.ways, known.journeys, known.roots, MOST) == []
