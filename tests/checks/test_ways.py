"""Who decides that an edge is taken, and where a call can end."""

from __future__ import annotations

import pytest

from flowc.checks.analyses.ways import FATE, KEY, LOST, SILENT, chosen, decider, ends, presses_keys, roots, ways_of
from flowc.ir.graph import Edge, Open, Program

from .build import NOWHERE, ask, bridge, decide, goto, hangup, program, redirect, transfer


def edge(event: str) -> Edge:
    return Edge(event, 0, "direct", NOWHERE)


@pytest.mark.parametrize(
    ("event", "who"),
    [
        ("1", KEY),
        ("*", KEY),
        ("[1-4]X", KEY),
        ("noinput", SILENT),
        ("nomatch", LOST),
        ("incomplete", LOST),
        ("digits", LOST),
        ("failed", FATE),
        ("goto", FATE),
        ("redirect", FATE),
        ("open", FATE),
        ("other", FATE),
        ('"gold"', FATE),
        ("+353861234567", FATE),
    ],
)
def test_an_edge_is_taken_by_a_caller_or_by_fate(event: str, who: int) -> None:
    assert decider(edge(event)) == who
    assert presses_keys(edge(event)) == (who == KEY)
    assert chosen(edge(event)) == (who == KEY or event == "digits")


def ended(of: Program) -> list[str]:
    return [block.name for block, end in zip(of.blocks, ends(of), strict=True) if end]


def test_a_call_ends_at_a_hangup_a_transfer_a_redirect_out_of_the_build_and_behind_a_bridge() -> None:
    flow = {
        "a": goto("b"),
        "b": redirect("c", "c"),
        "c": decide({"other": "d", "failed": "e"}),
        "d": hangup(),
        "e": transfer(),
        "f": redirect(None, "d"),
        "g": bridge("d"),
    }
    assert ended(program(flow)) == ["d", "e", "f", "g"]


def test_a_call_ends_where_the_flow_forgot_to_say_how_it_goes_on() -> None:
    of = program({"a": hangup()})
    open_ended = of._replace(blocks=(of.blocks[0]._replace(exit=Open(NOWHERE)),))
    assert ended(open_ended) == ["a"]


@pytest.mark.parametrize(
    ("digits", "events", "end"),
    [
        (1, ["1"], True),
        (1, ["1", "noinput"], False),
        (2, ["digits", "noinput"], True),
        (2, ["digits", "incomplete"], True),
        (2, ["digits", "noinput", "incomplete"], False),
    ],
)
def test_a_question_ends_a_call_where_nothing_follows_silence_or_too_few_digits(
    digits: int, events: list[str], end: bool
) -> None:
    of = program({"a": ask(dict.fromkeys(events, "b")), "b": goto("a")})
    spec = of.routes[0].gather._replace(min_digits=digits, max_digits=digits)
    asking = of._replace(routes=(of.routes[0]._replace(gather=spec),))
    assert ended(asking) == (["a"] if end else [])


def test_calls_begin_at_the_start_and_then_at_entries_each_once() -> None:
    of = program({"a": goto("b"), "b": hangup(), "c": hangup()}, entries=["c", "a"])
    assert roots(of) == [0, 2]
    assert roots(of._replace(flows=(of.flows[0]._replace(start=-1),))) == [0, 2]
    assert roots(program({"a": hangup(), "b": hangup()})) == [0]
    without = program({"a": hangup(), "b": hangup()}, entries=["b"])
    assert roots(without._replace(flows=(without.flows[0]._replace(start=-1),))) == [1]


def test_ways_stand_in_the_order_in_which_they_are_tried() -> None:
    of = program({"a": ask({"1": "b", "noinput": "a"}), "b": hangup()})
    assert [(edge.event, edge.to) for edge in ways_of(of)[0]] == [("1", 1), ("noinput", 0)]
