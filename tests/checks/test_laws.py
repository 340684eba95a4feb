"""What the analyses say about any small graph, against definitions that are too slow to use."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.checks.analyses.call_state import RECORDING, Fault, Question, faults
from flowc.checks.analyses.flow_state import OFF
from flowc.checks.analyses.journeys import Step, far_end_fails
from flowc.checks.analyses.ways import FATE, KEY, LOST, SILENT, chosen, decider
from flowc.checks.analyses.worst_case import worst_cases
from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.ir.graph import Action, Block, Edge, Gather, Program, Redirect

from .build import Does, act, ask, bridge, goto, hangup, program, redirect, transfer

NAMES = [f"n{number}" for number in range(6)]


@st.composite
def programs(draw: st.DrawFn) -> Program:
    names = NAMES[: draw(st.integers(2, len(NAMES)))]
    name = st.sampled_from(names)
    action = st.sampled_from([act("start_recording"), act("stop_recording"), act("say", text="hi")])
    actions = st.lists(action, max_size=2)
    answers = st.fixed_dictionaries(
        {"noinput": name, "nomatch": name}, optional={"1": name, "2": name, "digits": name, "incomplete": name}
    )
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


def reachable(facts: Facts, start: int, deciders: set[int], needed: int | None = None) -> set[int]:
    """Where edges of the given deciders lead, one of them at least decided by ``needed``."""
    seen: set[tuple[int, bool]] = set()
    waiting = [(start, needed is None)]
    found = set()
    while waiting:
        block, taken = waiting.pop()
        for edge in facts.ways[block]:
            if decider(edge) in deciders:
                at = (edge.to, taken or decider(edge) == needed)
                if at not in seen:
                    seen.add(at)
                    waiting.append(at)
                    if at[1]:
                        found.add(edge.to)
    return found


def everything(facts: Facts) -> set[int]:
    reached = set(facts.roots)
    for root in facts.roots:
        reached |= reachable(facts, root, {KEY, SILENT, LOST, FATE})
    return reached


@given(programs())
@settings(max_examples=100)
def test_a_trap_is_found_where_the_adversary_can_go_round(of: Program) -> None:
    facts = facts_of(of)
    reached = everything(facts)

    def circles(deciders: set[int], needed: int) -> bool:
        return any(block in reachable(facts, block, deciders, needed) for block in reached)

    assert any(trap.silent for trap in facts.traps) == circles({SILENT, FATE}, SILENT)
    assert any(not trap.silent and not trap.mixed for trap in facts.traps) == circles({LOST, FATE}, LOST)
    anyone = circles({SILENT, LOST, FATE}, SILENT) or circles({SILENT, LOST, FATE}, LOST)
    assert bool(facts.traps) == anyone


@given(programs())
@settings(max_examples=100)
def test_a_trap_shows_a_circle_that_its_caller_can_go_and_a_journey_into_it(of: Program) -> None:
    facts = facts_of(of)
    for trap in facts.traps:
        allowed = {FATE, SILENT} if trap.silent else {FATE, SILENT, LOST} if trap.mixed else {FATE, LOST}
        assert {decider(step.edge) for step in trap.cycle} <= allowed
        assert is_walk(facts, [*facts.journeys.to(trap.cycle[0].block), *trap.cycle])
        assert trap.cycle[-1].edge.to == trap.cycle[0].block


def is_walk(facts: Facts, steps: list[Step]) -> bool:
    at = steps[0].block if steps else facts.roots[0]
    if at not in facts.roots:
        return False
    for step in steps:
        if step.block != at or step.edge not in facts.ways[at]:
            return False
        at = step.edge.to
    return True


@given(programs())
@settings(max_examples=100)
def test_no_exit_is_said_where_no_input_ends_the_call(of: Program) -> None:
    facts = facts_of(of)

    def inputs(block: int) -> list[Edge]:
        within = isinstance(of.blocks[block].exit, Gather | Redirect)
        return [edge for edge in facts.ways[block] if not (within and edge.event == "failed")]

    def from_here(block: int) -> set[int]:
        seen = {block}
        waiting = [block]
        while waiting:
            for edge in inputs(waiting.pop()):
                if edge.to not in seen:
                    seen.add(edge.to)
                    waiting.append(edge.to)
        return seen

    def ends(block: int) -> bool:
        match of.blocks[block].exit:
            case Gather(route=route):
                edges = of.routes[route].edges
                return of.routes[route].gather.min_digits > 1 and all(e.event != "incomplete" for e in edges)
            case Redirect(to=int()):
                return False
            case leave:
                return type(leave).__name__ != "Goto"

    def asks(block: int) -> bool:
        return isinstance(of.blocks[block].exit, Gather)

    lost = {block for block in everything(facts) if not any(map(ends, from_here(block)))}
    told = [set(group) for group in facts.no_exit]
    assert all(group <= lost for group in told)
    for block in lost:
        innermost = [other for other in from_here(block) if from_here(other) == from_here(block)]
        if set(innermost) == from_here(block) and any(map(asks, innermost)):
            assert set(innermost) in told


def stop_recording(block: Block, action: Action | None) -> Iterator[Question]:
    if action is not None and action.name == "stop_recording":
        yield Question("", action.span, (RECORDING,), OFF)


@given(programs())
@settings(max_examples=100)
def test_a_recording_is_stopped_in_vain_on_some_path_or_on_every(of: Program) -> None:
    facts = facts_of(of)
    seen: set[tuple[int, bool | None]] = set()
    waiting: list[tuple[int, bool | None]] = [(block, False if block in facts.fresh else None) for block in facts.roots]
    before: dict[object, set[bool | None]] = {}
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        block, recording = at
        for action in of.blocks[block].actions:
            if action.name == "stop_recording":
                before.setdefault(action.span, set()).add(recording)
            if action.name.endswith("_recording"):
                recording = action.name == "start_recording"
        waiting += [(edge.to, recording) for edge in facts.ways[block]]
    expected = {span: states == {False} for span, states in before.items() if False in states}
    found = faults(facts, stop_recording, ("recording",))
    assert {fault.question.span: fault.certain for fault in found} == expected
    for fault in found:
        assert is_walk(facts, fault.steps) or (not fault.steps and fault.block in facts.roots)
        assert recorded_before(of, fault) is False


def recorded_before(of: Program, fault: Fault) -> bool:
    """Whether the call is recorded where the journey of a fault comes to its place."""
    recording = False
    for step in fault.steps:
        for action in of.blocks[step.block].actions:
            if action.name.endswith("_recording"):
                recording = action.name == "start_recording"
    for action in of.blocks[fault.block].actions:
        if action.span == fault.question.span:
            return recording
        if action.name.endswith("_recording"):
            recording = action.name == "start_recording"
    raise AssertionError("the journey does not come to the place")


@given(programs())
@settings(max_examples=100)
def test_the_path_of_a_fault_is_the_shortest_that_no_server_of_ours_spoils(of: Program) -> None:
    facts = facts_of(of)
    distance: dict[Place, int] = {(root, False if root in facts.fresh else None): 0 for root in facts.roots}
    lengths: dict[object, int] = {}
    for at, length in walk(distance):
        block, recording = at
        for action in of.blocks[block].actions:
            if action.name == "stop_recording" and recording is False:
                lengths.setdefault(action.span, length)
            if action.name.endswith("_recording"):
                recording = action.name == "start_recording"
        for edge in facts.ways[block]:
            if edge.event != "failed" or far_end_fails(of, block):
                distance.setdefault((edge.to, recording), length + 1)
    for fault in faults(facts, stop_recording, ("recording",)):
        if fault.question.span in lengths:
            assert len(fault.steps) == lengths[fault.question.span]


Place = tuple[int, bool | None]


def walk(distance: dict[Place, int]) -> Iterator[tuple[Place, int]]:
    """Every place, nearest first, while places are being added."""
    done: set[Place] = set()
    while left := [(length, number, at) for number, (at, length) in enumerate(distance.items()) if at not in done]:
        length, _, at = min(left)
        done.add(at)
        yield at, length


@given(programs(), st.lists(st.integers(0, 5), max_size=60))
@settings(max_examples=150)
def test_no_run_is_worse_than_the_worst_case(of: Program, choices: list[int]) -> None:
    facts = facts_of(of)
    [case] = worst_cases(facts)
    if case.worst is None or case.returns is None:
        return
    returns = {(step.block, step.edge) for step in facts.redirects.rest.returns}
    block = facts.roots[choices[0] % len(facts.roots)] if choices else facts.roots[0]
    prompts = redirects = taken = 0
    for choice in [*choices, *[0] * 10]:
        leave = of.blocks[block].exit
        prompts += isinstance(leave, Gather)
        if not facts.ways[block] or (isinstance(leave, Redirect) and leave.to is None and choice % 2):
            redirects += isinstance(leave, Redirect)
            break
        redirects += isinstance(leave, Gather | Redirect)
        edge = facts.ways[block][choice % len(facts.ways[block])]
        if (block, edge) in returns:
            assert chosen(edge)
            taken += 1
        block = edge.to
    each = case.returns.each
    assert prompts <= case.worst.prompts + taken * each.prompts
    assert redirects <= case.worst.redirects + taken * each.redirects


@given(programs(), st.integers(0, 6))
@settings(max_examples=100)
def test_an_overrun_is_shown_by_a_journey_that_needs_too_much(of: Program, limit: int) -> None:
    facts = facts_of(of)
    redirects = facts.redirects
    sources = [*facts.roots, *redirects.rest.again]
    known = [source for source in sources if redirects.most[source] >= 0]
    most = max((redirects.spent[source] + redirects.most[source] for source in known), default=-1)
    over = redirects.overrun(limit, sources)
    assert (over is not None) == (most > limit)
    if over is not None:
        steps, block = over
        assert is_walk(facts, steps)
        cost = sum(redirects.of(step) for step in steps)
        if not steps or steps[-1].block != block:
            cost += redirects.within[block]
        assert cost == limit + 1 or (limit == 0 and cost > 0)


@given(programs())
@settings(max_examples=100)
def test_the_cheapest_way_out_is_never_dearer_than_the_longest(of: Program) -> None:
    facts = facts_of(of)
    for block, most in enumerate(facts.redirects.most):
        if facts.reached(block):
            assert (most < 0) == (block in facts.redirects.rest.endless)
            assert most < 0 or facts.redirects.least[block] <= most


@given(programs())
@settings(max_examples=100)
def test_a_journey_leads_there_and_is_the_shortest_that_no_server_of_ours_spoils(of: Program) -> None:
    facts = facts_of(of)
    distance = dict.fromkeys(facts.roots, 0)
    for length in range(len(of.blocks)):
        for block in [block for block, known in distance.items() if known == length]:
            for edge in facts.ways[block]:
                if edge.event != "failed" or far_end_fails(of, block):
                    distance.setdefault(edge.to, length + 1)
    for block in everything(facts):
        steps = facts.journeys.to(block)
        assert is_walk(facts, steps) or (not steps and block in facts.roots)
        assert not steps or steps[-1].edge.to == block
        if block in distance:
            assert len(steps) == distance[block]
