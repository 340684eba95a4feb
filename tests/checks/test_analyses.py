"""The analyses against small graphs, and against slow definitions of what they compute."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.checks.analyses import call_state, flow_state, journeys, notices
from flowc.checks.analyses import traps as traps_module
from flowc.checks.analyses.call_state import HOLD, RECORDING
from flowc.checks.analyses.components import components, members
from flowc.checks.analyses.dominators import Dominators
from flowc.checks.analyses.flow_state import OFF, ON, UNKNOWN
from flowc.checks.analyses.walk import leading_to, walk
from flowc.checks.analyses.worst_case import Returns, Worst, worst_cases
from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.checks.rules import mv405_unmute_without_mute
from flowc.compile import compile_sources
from flowc.ir.graph import Edge, GatherSpec, Program, Route
from flowc.source import SourceMap

from .build import NOWHERE, act, ask, bridge, decide, goto, hangup, program, redirect, transfer

graphs = st.integers(1, 9).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size - 1), max_size=3), min_size=size, max_size=size)
)


def facts(of: Program) -> Facts:
    return Facts(of, Limits())


def reach(successors: list[list[int]], start: int, without: int = -1) -> set[int]:
    seen: set[int] = set()
    waiting = [start] if start != without else []
    while waiting:
        block = waiting.pop()
        if block not in seen and block != without:
            seen.add(block)
            waiting += successors[block]
    return seen


@given(graphs)
@settings(max_examples=200)
def test_two_blocks_share_a_component_where_each_reaches_the_other(successors: list[list[int]]) -> None:
    component = components(successors)
    reached = [reach(successors, block) for block in range(len(successors))]
    for one in range(len(successors)):
        for other in range(len(successors)):
            together = other in reached[one] and one in reached[other]
            assert (component[one] == component[other]) == together
            if other in successors[one]:
                assert component[other] <= component[one]


def test_the_members_of_components_stand_in_the_order_of_the_table() -> None:
    assert members([1, 0, 1]) == [[1], [0, 2]]
    assert members([]) == []


@given(graphs, st.sets(st.integers(0, 8), max_size=2))
@settings(max_examples=200)
def test_a_walk_is_done_with_a_block_after_all_that_it_leads_to_but_for_the_arcs_that_lead_back(
    successors: list[list[int]], starts: set[int]
) -> None:
    starts = {start for start in starts if start < len(successors)}
    found = walk(successors, starts)
    place = {block: at for at, block in enumerate(found.finished)}
    assert sorted(found.entered) == sorted(place) == list(range(len(successors)))
    assert set(found.entered[: found.reached]) == set().union(*(reach(successors, start) for start in starts))
    for block, targets in enumerate(successors):
        for to in targets:
            assert (place[to] < place[block]) == (to not in found.back.get(block, ()))


@given(graphs, st.sets(st.integers(0, 8), max_size=2), st.sets(st.integers(0, 8), max_size=2), st.integers(0, 8))
@settings(max_examples=200)
def test_what_leads_to_a_goal_is_found_also_where_the_walk_went_over_more_arcs(
    successors: list[list[int]], starts: set[int], goals: set[int], without: int
) -> None:
    size = len(successors)
    over = walk(successors, {start for start in starts if start < size})
    fewer = [[to for to in targets if (block + to) % 9 != without] for block, targets in enumerate(successors)]
    expected = [bool(reach(fewer, block) & goals) for block in range(size)]
    assert leading_to(fewer, over, [block in goals for block in range(size)]) == expected


def dominators_of(successors: list[list[int]], starts: list[int]) -> Dominators:
    return Dominators(successors, walk(successors, starts), starts)


@given(graphs, st.lists(st.integers(0, 8), min_size=1, max_size=2, unique=True))
@settings(max_examples=200)
def test_one_block_dominates_another_where_no_call_reaches_it_otherwise(
    successors: list[list[int]], starts: list[int]
) -> None:
    starts = [start for start in starts if start < len(successors)] or [0]
    dominators = dominators_of(successors, starts)
    reached = set().union(*(reach(successors, start) for start in starts))
    for one in range(len(successors)):
        past = set().union(*(reach(successors, start, without=one) for start in starts))
        for other in range(len(successors)):
            expected = one in reached and other in reached and other not in past
            assert dominators.dominates(one, other) == expected


@pytest.mark.parametrize("seed", range(4))
def test_dominators_of_graphs_with_many_ways_across(seed: int) -> None:
    """Where paths meet in many places, what is known of a block is shortened again and again."""
    source = random.Random(seed)
    for _ in range(50):
        size = 16
        successors = [source.choices(range(size), k=source.randrange(4)) for _ in range(size)]
        starts = source.sample(range(size), 3)
        dominators = dominators_of(successors, starts)
        reached = set().union(*(reach(successors, start) for start in starts))
        for one in range(size):
            past = set().union(*(reach(successors, start, without=one) for start in starts))
            behind = [other for other in range(size) if dominators.dominates(one, other)]
            assert behind == sorted(reached - past if one in reached else [])


def test_a_long_chain_of_menus_that_all_lead_back_is_no_trouble() -> None:
    size = 20_000
    chain = [[min(block + 1, size - 1), 0] for block in range(size)]
    assert dominators_of(chain, [0]).dominates(1, size - 1)


def traps(of: Program) -> list[tuple[bool, bool, list[str]]]:
    return [(trap.silent, trap.mixed, [of.blocks[step.block].name for step in trap.cycle]) for trap in facts(of).traps]


def test_silence_that_goes_round_is_a_trap() -> None:
    assert traps(program({"a": goto("b"), "b": ask({"noinput": "a", "nomatch": "c", "1": "c"}), "c": hangup()})) == [
        (True, False, ["a", "b"])
    ]


def test_a_cycle_that_takes_both_is_a_mixed_trap() -> None:
    flow = {
        "a": ask({"noinput": "b", "nomatch": "end"}),
        "b": ask({"noinput": "end", "nomatch": "a"}),
        "end": hangup(),
    }
    assert traps(program(flow)) == [(False, True, ["a", "b"])]


def test_silence_and_misunderstanding_that_both_go_round_are_two_traps_and_no_third() -> None:
    flow = {"a": ask({"noinput": "a", "nomatch": "a", "1": "end"}), "end": hangup()}
    assert traps(program(flow)) == [(True, False, ["a"]), (False, False, ["a"])]


def test_any_digits_that_lead_back_are_a_trap_and_a_key_is_none() -> None:
    flow = {"a": ask({"1234": "end", "digits": "a", "noinput": "end", "incomplete": "end"}), "end": hangup()}
    assert traps(program(flow)) == [(False, False, ["a"])]
    flow = {"a": ask({"1": "a", "noinput": "end", "nomatch": "end"}), "end": hangup()}
    assert traps(program(flow)) == []


def test_a_bridge_that_always_fails_can_close_the_circle() -> None:
    flow = {"a": ask({"noinput": "b", "nomatch": "end"}), "b": bridge("a"), "end": hangup()}
    assert traps(program(flow)) == [(True, False, ["a", "b"])]


def test_an_unreached_trap_traps_nobody() -> None:
    assert traps(program({"a": hangup(), "b": ask({"noinput": "b"})})) == []
    assert traps(program({"a": hangup(), "b": ask({"noinput": "b"})}, entries=["b"])) == [(True, False, ["b"])]


def test_two_faults_in_one_component_are_two_traps() -> None:
    flow = {"a": ask({"noinput": "end", "nomatch": "a", "incomplete": "a"}), "end": hangup()}
    assert traps(program(flow)) == [(False, False, ["a"]), (False, False, ["a"])]


def test_a_cycle_that_is_left_when_another_is_closed_is_a_trap_beside_it() -> None:
    flow = {
        "a": ask({"noinput": "b", "nomatch": "end"}),
        "b": decide({"open": "a", "other": "c"}),
        "c": goto("a"),
        "end": hangup(),
    }
    assert traps(program(flow)) == [(True, False, ["a", "b"]), (True, False, ["a", "b", "c"])]


def test_groups_and_their_blocks_stand_nearest_first() -> None:
    flow = {
        "start": ask({"3": "silent", "2": "way", "1": "near", "noinput": "way"}),
        "far": ask({"noinput": "far"}),
        "way": goto("far"),
        "second": ask({"noinput": "near"}),
        "near": ask({"noinput": "second"}),
        "silent": goto("silent"),
    }
    of = program(flow)
    assert [[of.blocks[block].name for block in group] for group in facts(of).no_exit] == [["near", "second"], ["far"]]


def test_the_group_that_nothing_leaves_is_found_and_not_what_leads_there() -> None:
    flow = {
        "a": ask({"1": "b", "noinput": "b", "nomatch": "b"}),
        "b": ask({"1": "c", "noinput": "c", "nomatch": "b"}),
        "c": goto("b"),
    }
    built = program(flow)
    assert [[built.blocks[block].name for block in group] for group in facts(built).no_exit] == [["b", "c"]]


def test_a_fallback_behind_a_redirect_within_the_build_is_no_way_out() -> None:
    flow = {"a": redirect("b", "end"), "b": ask({"noinput": "a", "nomatch": "a"}), "end": hangup()}
    assert facts(program(flow)).no_exit == [[0, 1]]


def test_returns_are_left_out_of_the_budget_and_told_apart() -> None:
    flow = {
        "a": ask({"1": "b", "9": "a", "noinput": "end", "nomatch": "end"}, act("say", text="one two three four five")),
        "b": ask({"1": "a", "2": "end", "noinput": "end", "nomatch": "end"}),
        "end": transfer(),
    }
    [case] = worst_cases(facts(program(flow)))
    assert case.worst == Worst(prompts=2, redirects=2, seconds=2 + 2 * 5.4)
    assert case.returns is not None
    assert case.returns.ways == 2
    assert case.returns.each == Worst(2, 3, case.worst.seconds)
    assert case.returns.left == 6


def test_a_key_on_a_circle_that_only_silence_closes_is_a_return_of_the_second_kind() -> None:
    flow = {
        "a": ask({"1": "b", "2": "end", "noinput": "end", "nomatch": "end"}),
        "b": ask({"1": "end", "noinput": "a", "nomatch": "a"}),
        "end": hangup(),
    }
    built = facts(program(flow))
    redirects = built.redirects
    assert [(step.block, step.edge.event) for step in redirects.rest.returns] == [(0, "1")]
    assert redirects.rest.again == (1,)
    assert [edge.event for edge in redirects.rest.ways[0]] == ["2", "noinput", "nomatch"]
    assert redirects.most == [1, 2, 0]
    assert redirects.overrun(2, [0, 1]) is not None
    assert redirects.overrun(3, [0, 1]) is None
    [case] = worst_cases(built)
    assert case.returns is not None
    assert case.returns.each[:2] == (2, 3)


def test_a_flow_without_returns_has_none_that_cost_something() -> None:
    [case] = worst_cases(facts(program({"a": ask({"1": "end", "noinput": "end", "nomatch": "end"}), "end": hangup()})))
    assert case.returns == Returns(0, Worst(0, 0, 0.0), None)


def test_a_trapping_flow_has_no_worst_case() -> None:
    [case] = worst_cases(facts(program({"a": ask({"noinput": "a", "1": "end"}), "end": hangup()})))
    assert case.worst is None


def test_a_long_row_of_questions_runs_over_the_budget_by_the_shortest_journey() -> None:
    row = {f"q{n}": ask({"1": f"q{n + 1}", "noinput": "end", "nomatch": "end"}) for n in range(25)}
    built = facts(program({**row, "q25": hangup(), "end": hangup()}))
    over = built.redirects.overrun(20, built.roots)
    assert over is not None
    assert len(over[0]) == 21
    assert over[1] == 20
    assert built.redirects.overrun(25, built.roots) is None
    assert built.redirects.most[0] == 25
    assert built.redirects.least[0] == 1


def test_a_full_document_costs_a_redirect() -> None:
    say = [act("say", text="again")] * 30
    built = facts(program({"a": goto("b", *say), "b": hangup(*say), "c": hangup()}))
    assert built.redirects.most[0] == 1
    built = facts(program({"a": hangup(*say, *say, *say, *say)}))
    assert built.redirects.most[0] == 2


def states(of: Program, block: int) -> int:
    return facts(of).call_state.of(RECORDING, block, len(of.blocks[block].actions))


def test_states_are_united_where_paths_meet() -> None:
    flow = {
        "a": ask({"1": "b", "noinput": "c", "nomatch": "c"}),
        "b": goto("c", act("start_recording")),
        "c": hangup(),
    }
    assert states(program(flow), 2) == OFF | ON
    assert states(program(flow, entries=["c"]), 2) == OFF | ON | UNKNOWN


def test_a_path_search_shows_the_way_that_a_state_came_by() -> None:
    flow = {
        "a": ask({"1": "b", "noinput": "c", "nomatch": "c"}),
        "b": goto("c", act("start_recording")),
        "c": hangup(),
    }
    built = facts(program(flow))
    found, steps = built.call_state.search(2, 0, [RECORDING], lambda states: states == (ON,))
    assert found
    assert [step.edge.event for step in steps] == ["1", "goto"]
    assert not built.call_state.search(2, 0, [RECORDING], lambda states: states == (UNKNOWN,))[0]


def test_a_fallback_in_another_document_costs_a_redirect_more() -> None:
    say = [act("say", text="again")] * 30
    flow = {"a": redirect(None, "b", *say), "b": hangup(*say)}
    built = facts(program(flow)).redirects
    assert built.extra == {(0, "failed"): 1}
    assert built.spent == [0, 2]
    assert built.most[0] == 2
    assert built.least[0] == 1


def test_a_decision_costs_a_redirect_where_the_platform_comes_to_it_and_none_behind_an_answer() -> None:
    decided = decide({"open": "end", "closed": "end"})
    end = hangup(act("say", text="Goodbye."))
    hello = act("say", text="Hello.")
    assert costs({"opening": decided, "end": end}) == 1
    assert costs({"a": goto("opening"), "opening": decided, "end": end}) == 1
    assert costs({"a": goto("opening", hello), "opening": decided, "end": end}) == 1
    assert costs({"a": bridge("opening"), "opening": decided, "end": end}) == 1
    assert costs({"a": redirect("opening", "end"), "opening": decided, "end": end}) == 2
    assert costs({"a": ask({"1": "opening", "noinput": "opening"}), "opening": decided, "end": end}) == 1
    question = ask({"1": "b", "noinput": "b"})
    assert costs({"a": question, "b": goto("opening"), "opening": decided, "end": end}) == 1
    assert costs({"a": question, "b": goto("opening", hello), "opening": decided, "end": end}) == 2
    chain = {"opening": decide({"open": "plan", "closed": "end"}), "plan": decide({"other": "end"}), "end": end}
    assert costs(chain) == 1


def costs(blocks: dict[str, Any]) -> int:
    """What the longest journey costs, which is here as dear as the cheapest is at the most."""
    built = facts(program(blocks)).redirects
    most = built.spent[0] + built.most[0]
    assert built.least[0] <= built.most[0]
    assert built.overrun(most, [0]) is None
    assert most == 0 or built.overrun(most - 1, [0]) is not None
    return most


def test_a_step_that_does_nothing_before_one_that_fills_a_document_costs_a_redirect() -> None:
    say = [act("say", text="again")] * 60
    assert facts(program({"a": goto("b"), "b": hangup(*say)})).redirects.most[0] == 2
    assert facts(program({"b": hangup(*say)})).redirects.most[0] == 1


def test_nothing_that_follows_a_cycle_has_a_longest_journey() -> None:
    flow = {"a": goto("b"), "b": ask({"noinput": "b", "nomatch": "end"}), "end": hangup()}
    built = facts(program(flow))
    assert built.redirects.most == [-1, -1, 0]
    assert built.redirects.overrun(0, built.roots) is None


def test_a_way_that_only_a_failing_redirect_of_the_build_leads_is_taken_last() -> None:
    flow = {
        "a": redirect("b", "c"),
        "b": ask({"1": "d", "noinput": "d", "nomatch": "d"}),
        "c": goto("d"),
        "d": hangup(act("start_recording"), act("stop_recording")),
    }
    built = facts(program(flow))
    assert [step.edge.event for step in built.journeys.to(3)] == ["redirect", "1"]
    assert [step.edge.event for step in built.journeys.to(2)] == ["failed"]
    found, steps = built.call_state.search(2, 0, [RECORDING], lambda states: states == (OFF,))
    assert found
    assert [step.edge.event for step in steps] == ["failed"]
    assert [(s.node, s.input) for s in built.witness(2)] == [("a", ""), ("c", "")]
    assert [(s.node, s.input) for s in built.witness(3)] == [("a", ""), ("b", "1"), ("d", "")]


def test_a_search_that_takes_too_long_says_yes_and_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_state, "_SEARCH_STEPS", 1)
    monkeypatch.setattr(flow_state, "_SEARCH_STEPS_A_BLOCK", 0)
    flow = {"a": goto("b"), "b": goto("c"), "c": hangup(act("stop_recording"))}
    assert facts(program(flow)).call_state.search(2, 0, [RECORDING], lambda states: True) == (True, [])


def test_paths_end_where_too_much_has_been_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_state, "_SHOWN_STEPS", 3)
    built = facts(program({"a": goto("b"), "b": goto("c"), "c": hangup(act("stop_recording"))})).call_state
    assert len(built.search(2, 0, [RECORDING], lambda states: True)[1]) == 2
    assert built.search(2, 0, [RECORDING], lambda states: True) == (True, [])


def test_of_switches_that_are_not_followed_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_state, "_MOST_BITS", 6)
    flow = {"a": goto("b", act("start_recording"), act("hold")), "b": hangup(act("resume"))}
    built = facts(program(flow)).call_state
    assert built.of(RECORDING, 1, 0) == ON
    assert built.of(HOLD, 1, 0) == UNKNOWN
    assert built.of(HOLD, 1, 1) == OFF


def test_a_stop_of_all_streams_is_followed_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    urls = ["wss://a.example", "wss://b.example"]
    flow = {"a": goto("b", *(act("start_stream", stream_url=url) for url in urls)), "b": hangup(act("stop_stream"))}
    monkeypatch.setattr(call_state, "_MOST_STREAM_TURNS", 2)
    assert call_state.stream_urls(program(flow)) == [*urls, ""]
    monkeypatch.setattr(call_state, "_MOST_STREAM_TURNS", 1)
    assert call_state.stream_urls(program(flow)) == [""]


def test_witnesses_end_where_too_much_has_been_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journeys, "_SHOWN_STEPS", 3)
    built = facts(program({"a": goto("b"), "b": goto("c"), "c": hangup()}))
    assert built.witness(2) != ()
    assert built.witness(2) == ()


def test_recordings_that_nobody_is_told_of_are_found_where_too_much_has_been_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notices, "_SHOWN_STEPS", 2)
    flow = {
        "a": bridge("b", act("start_recording")),
        "b": goto("c"),
        "c": ask({"1": "d", "2": "e", "noinput": "e"}),
        "d": transfer(act("start_recording")),
        "e": transfer(act("start_recording")),
    }
    flow = {"z": ask({"1": "b", "2": "a", "noinput": "a"}), **flow}
    built = program(flow)
    found = facts(built).unannounced
    assert [(built.blocks[each.block].name, len(each.steps)) for each in found] == [("a", 1), ("d", 0), ("e", 0)]


def test_more_faults_than_are_asked_for_in_one_component_are_left_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traps_module, "_ROUNDS", 1)
    flow = {"a": ask({"noinput": "end", "nomatch": "a", "incomplete": "a", "digits": "a"}), "end": hangup()}
    assert traps(program(flow)) == [(False, False, ["a"])] * 2


def test_an_unmute_that_says_no_direction_is_not_asked_about() -> None:
    built = facts(program({"a": hangup(act("unmute"), act("mute", direction="read"))}))
    assert list(mv405_unmute_without_mute.check(built)) == []


def test_each_flow_has_a_worst_case_that_ends_where_the_other_flow_does() -> None:
    sources = SourceMap()
    sources.add("flows.mv", TWO_FLOWS)
    compiled = compile_sources(sources).program
    assert compiled is not None
    first, second = worst_cases(facts(compiled))
    assert first.worst == Worst(3, 5, pytest.approx(3 * 5 + 1.6 + 2 * 0.8))
    assert second.worst == Worst(2, 3, pytest.approx(2 * 5 + 2 * 0.8))
    assert second.returns is not None
    assert second.returns.ways == 1


TWO_FLOWS = """
flow one {
    base_url "https://voice.example"
    start ask_one
    menu ask_one {
        prompt "To go on, 1."
        timeout 5s
        on 1 -> redirect "https://voice.example/two/answer.json"
        on noinput, nomatch -> redirect "https://voice.example/two/answer.json"
    }
}
flow two {
    base_url "https://voice.example"
    start ask_two
    menu ask_two {
        prompt "Press 1."
        timeout 5s
        attempts 2
        on 1 -> transfer +15551230001
        on 9 -> ask_two
        on noinput, nomatch -> retry
        on exhausted -> redirect "https://elsewhere.example/voice"
    }
}
"""


def test_a_goto_into_another_flow_costs_a_redirect() -> None:
    one = program({"a": goto("b"), "b": hangup(act("say", text="Goodbye."))})
    assert facts(one).redirects.most[0] == 0
    [flow] = one.flows
    flows = (flow._replace(nodes=(0,), blocks=(0,)), flow._replace(name="other", start=1, nodes=(1,), blocks=(1,)))
    nodes = (one.nodes[0], one.nodes[1]._replace(flow=1))
    assert facts(one._replace(flows=flows, nodes=nodes)).redirects.most[0] == 1


@pytest.mark.parametrize(
    ("least", "most", "finish_on", "events", "event", "keys"),
    [
        (1, 1, None, ["1", "nomatch"], "1", "1"),
        (1, 1, None, ["1", "2", "nomatch"], "nomatch", "3"),
        (4, 4, None, ["1234", "digits", "incomplete"], "digits", "1111"),
        (4, 6, "#", ["1234", "digits", "incomplete"], "1234", "1234#"),
        (4, 6, None, ["1234", "digits", "incomplete"], "1234", "1234"),
        (3, 3, None, ["1XX", "11X", "111"], "11X", "112"),
        (3, 3, None, ["1XX", "11X", "111"], "1XX", "121"),
        (3, 3, "1", ["incomplete"], "incomplete", "2"),
        (1, 1, None, ["X", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0"], "X", "X"),
    ],
)
def test_the_example_of_an_event_makes_it_happen(
    least: int, most: int, finish_on: str | None, events: list[str], event: str, keys: str
) -> None:
    spec = GatherSpec(least, most, finish_on, 5, 3, False, None, NOWHERE, NOWHERE, NOWHERE)
    edges = tuple(Edge(each, 0, "direct", NOWHERE) for each in events)
    assert journeys.example_input(Route("r", 0, 1, edges, spec), event) == keys
