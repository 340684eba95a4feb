"""The worst that a flow can do to a caller who chooses no return, in numbers.

For every flow, over all journeys from its start and its entries through the graph without chosen returns: the most
prompts that a caller hears, the most redirects that are spent, the longest that it lasts up to the end or to another
party. Each number is a maximum by itself; they need not belong to one journey. Speech is timed as in ``flowc.speech``,
every gather waits out its timeout, every bridge its ringing and every system that is asked its answer's time, so that
the seconds err upwards.

Returns are told apart. Whoever takes *n* of them hears at most ``prompts + n * each.prompts`` prompts, and so for
redirects and seconds. ``left`` is how many returns the limit of redirects leaves room for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowc.checks.analyses.returns import longest
from flowc.ir.graph import Block, Bridge, Decide, Gather, Program
from flowc.records import NamedTuple
from flowc.speech import action_seconds, speech_seconds

if TYPE_CHECKING:
    from flowc.checks.facts import Facts

__all__ = ["Returns", "Worst", "WorstCase", "worst_cases"]


class Worst(NamedTuple):
    """``prompts`` and ``redirects`` are counts, ``seconds`` are seconds."""

    prompts: int
    redirects: int
    seconds: float


class Returns(NamedTuple):
    """``ways`` is the number of handlers, counted by their keys, by which a caller can choose to go back; ``each`` the
    most that one return adds; ``left`` how many of them the limit of redirects leaves room for, None where they
    cost none."""

    ways: int
    each: Worst
    left: int | None


class WorstCase(NamedTuple):
    """``worst`` is None for a flow that traps a caller: then there is no worst."""

    flow: str
    worst: Worst | None
    returns: Returns | None


def worst_cases(facts: Facts) -> list[WorstCase]:
    """One for every flow, in the order of the program."""
    program, redirects = facts.program, facts.redirects
    rest = redirects.rest
    nothing = [0] * len(program.blocks)
    prompts = longest(rest, [int(isinstance(block.exit, Gather)) for block in program.blocks], nothing)
    millis = longest(rest, [_milliseconds(program, block) for block in program.blocks], nothing)

    def worst(block: int) -> Worst | None:
        if block in rest.endless:
            return None
        return Worst(prompts[block], redirects.most[block], millis[block] / 1000)

    def whole(block: int) -> Worst | None:
        return _after(redirects.beginning(block), worst(block))

    cases = []
    for index, flow in enumerate(program.flows):
        begins = [block for block in facts.roots if facts.node(block).flow == index]
        within = _reached_from(facts, begins)
        steps = [step for step in rest.returns if step.block in within]
        overall = _highest([whole(block) for block in begins])
        trips = [_after(redirects.of(step), worst(step.edge.to)) for step in steps]
        each = _highest(trips) if trips else Worst(0, 0, 0.0)
        returns = None
        if overall is not None and each is not None:
            room = max(0, facts.limits.max_redirects - overall.redirects)
            ways = {(step.edge.span, step.edge.event) for step in steps}
            returns = Returns(len(ways), each, room // each.redirects if each.redirects else None)
        cases.append(WorstCase(flow.name, overall if returns else None, returns))
    return cases


def _milliseconds(program: Program, block: Block) -> int:
    """The longest that a block can take."""
    seconds = sum(action_seconds(action.name, action.get) for action in block.actions)
    match block.exit:
        case Gather(route=route, prompt=prompt):
            seconds += speech_seconds(prompt or "") + program.routes[route].gather.timeout_seconds
        case Bridge(action=action):
            seconds += action_seconds(action.name, action.get)
        case Decide(decision=decision):
            seconds += decision.timeout_ms / 1000
    return round(seconds * 1000)


def _reached_from(facts: Facts, begins: list[int]) -> set[int]:
    """Every block that calls reach which begin there."""
    if len(facts.program.flows) == 1:
        return set(facts.journeys.order)
    reached = set(begins)
    waiting = list(begins)
    while waiting:
        for to in facts.arcs[waiting.pop()]:
            if to not in reached:
                reached.add(to)
                waiting.append(to)
    return reached


def _highest(cases: list[Worst | None]) -> Worst | None:
    """Each number's maximum; None where one is None, or none is given."""
    known = [case for case in cases if case is not None]
    if len(known) < len(cases) or not known:
        return None
    return Worst(*map(max, zip(*known, strict=True)))


def _after(redirects: int, worst: Worst | None) -> Worst | None:
    return None if worst is None else worst._replace(redirects=worst.redirects + redirects)
