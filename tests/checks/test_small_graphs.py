"""What analyses say of graphs so small that the answer is seen at a glance."""

from __future__ import annotations

import pytest

from flowc.checks.analyses import asked, journeys, notices
from flowc.checks.analyses.call_state import RECORDING
from flowc.checks.analyses.flow_state import OFF, ON, UNKNOWN
from flowc.checks.analyses.walk import Walk, arcs_of, leading_to, walk
from flowc.checks.analyses.worst_case import worst_cases
from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.ir.graph import Edge, Gather, Program

from .build import NOWHERE, Does, act, ask, bridge, decide, goto, hangup, program, redirect, transfer


def facts(of: Program) -> Facts:
    return Facts(of, Limits())


def test_a_walk_tells_where_it_came_from_and_what_leads_back() -> None:
    assert walk([[1], [], [2]], [0]) == Walk([0, 1, 2], [-1, 0, -1], 2, [1, 0, 2], {2: [2]})


def test_blocks_that_ask_the_same_have_their_arcs_in_common() -> None:
    edges = (Edge("1", 1, "direct", NOWHERE), Edge("2", 1, "direct", NOWHERE))
    arcs = arcs_of([edges, edges, ()])
    assert arcs == [(1,), (1,), ()]
    assert arcs[0] is arcs[1]


def test_what_gets_to_a_goal_only_by_leading_back_is_found_through_two_ways_back() -> None:
    arcs = [[1, 4], [2, 3], [0], [0], [], [1, 0], []]
    assert leading_to(arcs, walk(arcs, [0]), [block == 4 for block in range(7)]) == [True] * 6 + [False]


def test_distances_are_counted_from_the_start() -> None:
    found = facts(program({"a": goto("b"), "b": goto("c"), "c": hangup(), "lost": hangup()})).journeys
    assert found.distance == [0, 1, 2, -1]
    assert found.order == [0, 1, 2]


def test_as_many_steps_are_shown_as_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journeys, "_SHOWN_STEPS", 4)
    built = facts(program({"a": goto("b"), "b": goto("c"), "c": hangup()}))
    assert [len(built.journeys.to(2)) for _ in range(3)] == [2, 2, 0]


@pytest.mark.parametrize(
    "fails", [bridge("end"), redirect(None, "end"), decide({"open": "other", "failed": "end"})], ids=["b", "r", "d"]
)
def test_a_failure_at_the_far_end_is_a_step_like_any_other(fails: Does) -> None:
    flow = {
        "a": ask({"1": "fails", "2": "long"}),
        "fails": fails,
        "long": goto("longer"),
        "longer": goto("end"),
        "end": hangup(act("stop_recording")),
        "other": hangup(),
    }
    built = facts(program(flow))
    assert [step.edge.event for step in built.journeys.to(4)] == ["1", "failed"]
    found, steps = built.call_state.search(4, 0, [RECORDING], lambda states: True)
    assert found
    assert [step.edge.event for step in steps] == ["1", "failed"]
    assert [given.input for given in built.witness(4)] == ["1", "fails=failed" if fails.way == "decide" else "fail", ""]


def test_failures_of_the_build_s_own_redirects_are_steps_where_nothing_else_leads() -> None:
    flow = {
        "a": ask({"1": "first", "2": "second", "3": "third", "4": "way"}),
        "first": redirect("end", "far"),
        "second": redirect("end", "far"),
        "third": redirect("end", "only"),
        "way": goto("longer"),
        "longer": goto("far"),
        "far": hangup(),
        "only": goto("behind"),
        "behind": hangup(),
        "end": hangup(),
    }
    built = facts(program({**flow, "far": hangup(act("stop_recording"))}))
    shown = built.call_state.search(6, 0, [RECORDING], lambda states: True)[1]
    assert [step.edge.event for step in shown] == ["4", "goto", "goto"]
    found = facts(program(flow)).journeys
    assert [step.edge.event for step in found.to(6)] == ["4", "goto", "goto"]
    assert [step.edge.event for step in found.to(8)] == ["3", "failed", "goto"]
    assert found.distance == [0, 1, 1, 1, 1, 2, 3, 2, 3, 2]


def test_a_witness_has_each_step_that_a_call_takes_by_itself_and_what_decides() -> None:
    built = facts(program({"a": goto("b"), "b": decide({"open": "c"}), "c": goto("d"), "d": hangup()}))
    assert [(step.node, step.input) for step in built.witness(3)] == [("a", ""), ("b", "b=open"), ("c", ""), ("d", "")]


def test_the_route_behind_a_gather_fails_after_silence() -> None:
    one = program({"a": ask({"1": "end", "noinput": "end"}), "b": hangup(), "end": hangup()})
    gather = one.blocks[0].exit
    assert isinstance(gather, Gather)
    fails = gather._replace(failed=Edge("failed", 1, "direct", NOWHERE))
    blocks = (one.blocks[0]._replace(exit=fails), *one.blocks[1:])
    built = facts(one._replace(blocks=blocks))
    assert [(step.node, step.input) for step in built.witness(1)] == [("a", "fail"), ("b", "")]
    assert [(step.node, step.input) for step in built.witness(2)] == [("a", "1"), ("end", "")]


def test_a_switch_that_nobody_turns_is_as_it_was_where_a_call_began() -> None:
    flow = {"a": goto("b"), "b": hangup(act("hold")), "c": goto("d"), "d": hangup(), "e": hangup()}
    built = facts(program(flow, entries=["c"])).call_state
    assert [built.of(RECORDING, block, 0) for block in range(5)] == [OFF, OFF, UNKNOWN, UNKNOWN, 0]
    assert list(built.places()) == [0, 1, 2, 3]
    assert list(built.places(turning=True)) == [1]


def test_nothing_is_anywhere_where_nothing_is_ever_turned() -> None:
    built = facts(program({"a": goto("b"), "b": hangup()})).call_state
    assert list(built.places()) == []
    assert built.of(RECORDING, 1, 0) == 0


def test_a_block_that_calls_come_to_by_several_ways_is_looked_at_again_until_nothing_changes() -> None:
    flow = {
        "a": ask({"1": "b", "2": "d", "noinput": "c"}, act("start_recording")),
        "b": goto("d", act("stop_recording")),
        "c": goto("a"),
        "d": goto("e"),
        "e": ask({"1": "c", "noinput": "end"}),
        "end": hangup(),
    }
    built = facts(program(flow)).call_state
    assert [built.of(RECORDING, block, 0) for block in range(6)] == [
        OFF | ON,
        ON,
        OFF | ON,
        OFF | ON,
        OFF | ON,
        OFF | ON,
    ]
    turned = built.last_turn(built.search(4, 0, [RECORDING], lambda states: states == (OFF,))[1], 4, 0, RECORDING)
    assert turned is not None
    assert turned.name == "stop_recording"
    assert built.last_turn([], 0, 0, RECORDING) is None


def test_a_notice_ends_the_search_and_a_recording_without_one_is_found() -> None:
    told = act("say", text="This call is recorded.")
    flow = {
        "a": ask({"1": "told", "2": "untold", "3": "over"}),
        "told": goto("records", told),
        "untold": goto("again"),
        "again": transfer(act("start_recording")),
        "records": transfer(act("start_recording")),
        "over": transfer(told, act("start_recording")),
    }
    built = program(flow)
    found = facts(built).unannounced
    assert [(each.block, [step.edge.event for step in each.steps]) for each in found] == [(3, ["2", "goto"])]
    assert facts(program({"a": goto("b", act("say", text="Hello.")), "b": hangup()})).unannounced == []


def test_journeys_without_a_notice_are_shown_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_SHOWN_STEPS", 3)
    records = transfer(act("start_recording"))
    flow = {"a": ask({"1": "b", "2": "c", "3": "d", "4": "e"}), "b": records, "c": records, "d": records, "e": records}
    assert [len(each.steps) for each in facts(program(flow)).unannounced] == [1, 1, 1, 0]


def seconds(of: Program) -> float:
    [case] = worst_cases(facts(of))
    assert case.worst is not None
    return case.worst.seconds


def test_the_worst_case_waits_for_bridges_and_for_systems_that_are_asked() -> None:
    assert seconds(program({"a": decide({"open": "b"}, timeout=2500), "b": hangup()})) == 2.5
    ringing = seconds(program({"a": bridge("b"), "b": hangup()}))
    assert ringing > 0
    said = act("say", text="one two three four five")
    spoken = seconds(program({"a": hangup(said)}))
    assert seconds(program({"a": bridge("b", said), "b": hangup(said)})) == pytest.approx(ringing + 2 * spoken)
    assert seconds(program({"a": decide({"open": "b"}), "b": goto("c", said), "c": hangup()})) == 2 + spoken


def test_a_call_that_begins_with_a_decision_has_spent_a_redirect() -> None:
    [case] = worst_cases(
        facts(program({"a": decide({"open": "b"}), "b": ask({"1": "c", "noinput": "c"}), "c": hangup()}))
    )
    assert case.flow == "test"
    assert case.worst is not None
    assert case.worst[:2] == (1, 2)


def test_the_worst_of_a_flow_with_a_trap_behind_one_entry_is_none() -> None:
    flow = {"a": hangup(), "b": ask({"noinput": "b", "1": "a"})}
    [case] = worst_cases(facts(program(flow, entries=["b"])))
    assert (case.worst, case.returns) == (None, None)


def test_returns_are_divided_into_what_is_left_and_none_is_where_too_much_is_spent() -> None:
    flow = {
        "a": ask({"1": "b", "noinput": "end"}),
        "b": ask({"1": "a", "noinput": "end"}),
        "end": hangup(),
    }
    for limit, left in ((6, 1), (7, 1), (8, 2), (1, 0)):
        [case] = worst_cases(Facts(program(flow), Limits(max_redirects=limit)))
        assert case.returns is not None
        assert (case.returns.each.redirects, case.returns.left) == (3, left)


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 4])
def test_that_every_call_can_end_is_the_same_as_what_the_cheapest_ways_cost(limit: int) -> None:
    cheap = {
        "a": ask({"1": "b", "noinput": "end"}),
        "b": ask({"1": "c", "noinput": "end"}),
        "c": hangup(),
        "end": hangup(),
    }
    dear = {"a": ask({"1": "b", "noinput": "b"}), "b": redirect(None, None), "c": hangup()}
    alone = {"a": redirect(None, "b"), "b": redirect(None, None)}
    plain = {"a": hangup()}
    for flow in (cheap, dear, plain):
        found = facts(program(flow)).redirects
        assert found.surely_end(limit) == (found.least[0] <= limit)
    found = facts(program(alone)).redirects
    assert found.least[0] == 1
    assert found.surely_end(limit) == (limit >= 2)


def test_a_flow_that_traps_is_not_known_to_end() -> None:
    assert not facts(program({"a": ask({"noinput": "a", "1": "b"}), "b": hangup()})).redirects.surely_end(20)


@pytest.mark.parametrize(
    ("leaves", "lengths", "besides"),
    [
        (hangup(), {1: 0, 50: 0, 51: 1, 100: 1, 101: 2, 151: 3}, 0),
        (goto("b"), {1: 0, 50: 0, 51: 1, 100: 1, 101: 2, 151: 3}, 0),
        (ask({"1": "b"}), {1: 0, 48: 0, 49: 1, 98: 1, 99: 2}, 1),
        (redirect(None, "b"), {1: 0, 49: 0, 50: 1, 99: 1, 100: 2}, 1),
    ],
    ids=["hangup", "goto", "ask", "redirect"],
)
def test_a_document_that_is_one_action_too_long_goes_on_in_another(
    leaves: Does, lengths: dict[int, int], besides: int
) -> None:
    for length, cuts in lengths.items():
        flow = {"a": leaves._replace(actions=(act("say", text="again"),) * length), "b": hangup()}
        assert facts(program(flow)).redirects.most[0] == cuts + besides


def test_silent_asking_adds_up_over_decisions_and_ends_with_words() -> None:
    said = goto("first", act("say", text="Please wait."))
    slow = decide({"open": "second", "failed": "second"}, timeout=4000)
    flow = {"a": goto("first"), "first": slow, "second": decide({"open": "end"}, timeout=3000), "end": hangup()}
    [found] = silent_asking(program(flow), 5000)
    assert (found.block, found.milliseconds) == (2, 7000)
    assert [step.edge.event for step in found.steps or ()] == ["goto", "open"]
    assert [each.block for each in silent_asking(program(flow), 3999)] == [1]
    assert silent_asking(program(flow), 7000) == []
    assert silent_asking(program({**flow, "a": said}), 0) == []


def silent_asking(of: Program, most: int) -> list[asked.Asked]:
    built = facts(of)
    return asked.silent_asking(of, built.ways, built.journeys, built.roots, most)


def test_the_way_by_which_a_redirect_of_the_build_fails_is_shown_only_where_no_other_leads_to_the_asking() -> None:
    last = decide({"open": "end"}, timeout=9000)
    flow = {"a": redirect("b", "c"), "b": goto("last"), "c": goto("last"), "last": last, "end": hangup()}
    [found] = silent_asking(program(flow), 5000)
    assert [step.edge.event for step in found.steps or ()] == ["redirect", "goto"]
    far = {**flow, "a": bridge("c"), "b": hangup()}
    [found] = silent_asking(program(far), 5000)
    assert [step.edge.event for step in found.steps or ()] == ["failed", "goto"]
    own = {**flow, "b": hangup()}
    [found] = silent_asking(program(own), 5000)
    assert [step.edge.event for step in found.steps or ()] == ["failed", "goto"]


def test_journeys_to_what_is_asked_are_shown_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = decide({"open": "end"}, timeout=9000)
    flow = {"a": ask({"1": "b", "2": "c", "3": "d", "4": "e"}), "b": slow, "c": slow, "d": slow, "e": slow}
    for limit, shown in ((1, 1), (2, 2), (3, 3), (9, 4)):
        monkeypatch.setattr(asked, "_SHOWN_STEPS", limit)
        found = silent_asking(program({**flow, "end": hangup()}), 5000)
        assert [each.steps is not None for each in found] == [number < shown for number in range(4)]


def test_a_journey_is_over_the_limit_where_the_redirect_too_many_is_needed() -> None:
    flow = {
        "a": goto("b"),
        "b": goto("c"),
        "c": redirect(None, "d"),
        "d": redirect(None, "e"),
        "e": redirect(None, None),
    }
    found = facts(program(flow)).redirects
    for limit, block in ((0, 2), (1, 3), (2, 4)):
        for source in (0, 2):
            over = found.overrun(limit, [source])
            assert over is not None
            assert [step.edge.event for step in over[0]] == ["goto", "goto"] + ["failed"] * limit
            assert over[1] == block
    assert found.overrun(3, [0, 2]) is None


def test_a_journey_is_over_the_limit_where_only_the_way_to_a_decision_costs_one_more() -> None:
    flow = {
        "a": ask({"1": "b", "noinput": "end"}),
        "b": goto("c", act("say", text="Hello.")),
        "c": decide({"open": "end", "closed": "d"}),
        "d": ask({"1": "end", "noinput": "end"}),
        "end": hangup(),
    }
    found = facts(program(flow)).redirects
    assert found.most == [3, 2, 1, 1, 0]
    assert found.least[1] == 1
    over = found.overrun(2, [0])
    assert over is not None
    assert ([step.edge.event for step in over[0]], over[1]) == (["1", "goto", "closed", "1"], 3)
    assert found.overrun(1, [0]) is not None
    assert found.overrun(3, [0]) is None


def test_what_is_over_the_limit_is_looked_for_from_the_nearest_source_on() -> None:
    flow = {
        "a": ask({"1": "b", "noinput": "x"}),
        "b": goto("c"),
        "c": goto("d"),
        "d": redirect(None, "e"),
        "e": redirect(None, None),
        "x": goto("y"),
        "y": redirect(None, "z"),
        "z": redirect(None, None),
    }
    found = facts(program(flow)).redirects
    over = found.overrun(2, [3, 6])
    assert over is not None
    assert ([step.edge.event for step in over[0]], over[1]) == (["noinput", "goto", "failed"], 7)
