"""What callers have heard, on any small graph, against following every set of texts through it one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.checks.analyses.persons import left_alone
from flowc.checks.analyses.ways import Ways
from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.ir.graph import Bridge, Ending, Gather, Program, Redirect

from .build import Does, act, ask, bridge, goto, hangup, program, redirect, transfer

NAMES = [f"n{number}" for number in range(6)]
KEYS_OF = {"Press 1.": {"1"}, "Press 2 or 3.": {"2", "3"}, "This call is recorded.": set()}

Heard = frozenset[str]


@st.composite
def programs(draw: st.DrawFn) -> Program:
    names = NAMES[: draw(st.integers(2, len(NAMES)))]
    name = st.sampled_from(names)
    action = st.sampled_from([act("say", text=text) for text in KEYS_OF] + [act("start_recording")])
    actions = st.lists(action, max_size=2)
    answers = st.dictionaries(st.sampled_from(["1", "2", "noinput", "nomatch"]), name, min_size=1)
    does = st.one_of(
        st.builds(lambda to, a: goto(to, *a), name, actions),
        st.builds(lambda to, a: ask(to, *a), answers, actions),
        st.builds(lambda to, a: bridge(to, *a), st.none() | name, actions),
        st.builds(lambda to, failed, a: redirect(to, failed, *a), st.none() | name, st.none() | name, actions),
        st.builds(lambda a: hangup(*a), actions),
        st.builds(lambda a: transfer(*a), actions),
    )
    blocks: dict[str, Does] = {each: draw(does) for each in names}
    return program(blocks, entries=draw(st.lists(name, max_size=1)))


def facts_of(of: Program) -> Facts:
    return Facts(of, Limits())


def said_by(of: Program, block: int) -> Heard:
    return frozenset(action.get("text") for action in of.blocks[block].actions if action.name == "say")


def everything_heard(of: Program, ways: Ways, fresh: Iterable[int]) -> dict[int, set[Heard]]:
    """For each block every set of texts that some call has heard when it comes to the block's exit."""
    found: dict[int, set[Heard]] = {}
    waiting: list[tuple[int, Heard]] = [(block, frozenset()) for block in fresh]
    while waiting:
        block, before = waiting.pop()
        heard = before | said_by(of, block)
        if heard in found.setdefault(block, set()):
            continue
        found[block].add(heard)
        after = frozenset() if isinstance(of.blocks[block].exit, Gather) else heard
        waiting.extend((edge.to, after) for edge in ways[block])
    return found


@given(programs())
@settings(max_examples=80)
def test_what_is_heard_is_what_all_or_some_callers_have_heard(of: Program) -> None:
    facts = facts_of(of)
    entries = [block for block in facts.roots if block not in facts.fresh]
    known = everything_heard(of, facts.ways, facts.fresh)
    unknown = everything_heard(of, facts.ways, entries)
    for block, ways_there in known.items():
        heard = facts.spoken.before_prompt(block)
        assert heard is not None
        assert heard.silent >= (frozenset() in ways_there)
        assert set(heard.announced) >= keys_in(*ways_there)
        assert all(key in keys_in(texts) for texts in ways_there for key in heard.mentioned)
        if block not in unknown:
            assert heard.silent == (frozenset() in ways_there)
            assert set(heard.announced) == keys_in(*ways_there)
            assert heard.mentioned == set.intersection(*(keys_in(texts) for texts in ways_there))


def keys_in(*texts: Heard) -> set[str]:
    return {key for heard in texts for text in heard for key in KEYS_OF[text]}


@given(programs())
@settings(max_examples=80)
def test_a_way_without_a_key_is_there_exactly_where_it_is_not_mentioned(of: Program) -> None:
    facts = facts_of(of)
    for block in everything_heard(of, facts.ways, facts.fresh):
        heard = facts.spoken.before_prompt(block)
        assert heard is not None
        for key in "123":
            own = key in keys_in(said_by(of, block))
            way = None if own else facts.spoken.way_without(block, key)
            assert (way is not None) == (key not in heard.mentioned)
            for step in (way or [])[1:]:
                assert key not in keys_in(said_by(of, step.block))


@given(programs())
@settings(max_examples=80)
def test_a_recording_is_unannounced_where_some_caller_was_not_told(of: Program) -> None:
    facts = facts_of(of)
    assert {block for block, _, _ in facts.unannounced} == set(begins_untold(of, facts))
    for block, _, steps in facts.unannounced:
        assert all("This call is recorded." not in said_by(of, step.block) for step in steps)
        assert (steps[-1].edge.to if steps else facts.fresh[0]) == block


def begins_untold(of: Program, facts: Facts) -> Iterator[int]:
    seen = set()
    waiting = list(facts.fresh)
    while waiting:
        block = waiting.pop()
        if block in seen:
            continue
        seen.add(block)
        words = [action.get("text") or action.name for action in of.blocks[block].actions]
        first = next((word for word in words if word in ("start_recording", "This call is recorded.")), None)
        if first == "start_recording":
            yield block
        elif first is None:
            waiting.extend(edge.to for edge in facts.ways[block])


@given(programs())
@settings(max_examples=80)
def test_nobody_is_reached_from_where_callers_are_left_alone(of: Program) -> None:
    facts = facts_of(of)

    def onward(block: int) -> set[int]:
        seen = {block}
        waiting = [block]
        while waiting:
            for edge in facts.ways[waiting.pop()]:
                if edge.to not in seen:
                    seen.add(edge.to)
                    waiting.append(edge.to)
        return seen

    def helped(block: int) -> bool:
        return any(
            isinstance(leave, Bridge | Ending) or (isinstance(leave, Redirect) and leave.to is None)
            for leave in (of.blocks[each].exit for each in onward(block))
        )

    assert facts.alone == [not helped(block) for block in range(len(of.blocks))]
    named = left_alone(of, facts.arcs, facts.alone, facts.journeys.order, facts.fresh)
    assert all(facts.alone[block] for block in named)
    for block in facts.journeys.order:
        if facts.alone[block] and isinstance(of.blocks[block].exit, Gather):
            from_entry = any(facts.alone[root] and block in onward(root) for root in facts.roots)
            assert from_entry or any(block in onward(each) for each in named)
