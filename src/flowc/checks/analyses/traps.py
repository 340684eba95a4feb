"""Cycles that a caller cannot leave without choosing to.

It is a game of one player. The **adversary** is silent or not understood as it pleases and lets every bridge and
redirect fail or not; what it never does is choose a key (see ``ways``). If it can go round for ever, a caller like it
is trapped, however many keys would have led out. A graph in which it can is one in which its edges close a cycle, so
the question is one of strongly connected components, asked three times:

* edges of the silent caller alone: a **silent** trap;
* edges of the caller who is never understood: a **stubborn** trap;
* both, less the edges that are to blame already: a stubborn trap again, for it takes both.

None of them is asked where every arc that leads back in a walk over the graph is the caller's choice.

A cycle without a gather is not asked about here (MV312 is). For every component one shortest cycle is shown, from the
block that calls reach first; then the handler that closes it is taken away and what is left is asked again, so that
two faults in one component are two findings, a few times over.
"""

from __future__ import annotations

from collections import deque

from flowc.checks.analyses.components import components, members
from flowc.checks.analyses.journeys import Journeys, Step
from flowc.checks.analyses.walk import Arcs, Walk, leading_to
from flowc.checks.analyses.ways import FATE, KEY, LOST, SILENT, Ways, decider
from flowc.ir.graph import Gather, Program, Redirect
from flowc.records import NamedTuple
from flowc.source import Span

__all__ = ["Trap", "find_traps", "no_exit"]

_ROUNDS = 5
"""How often what is left of a component is asked again."""


class Trap(NamedTuple):
    """``cycle`` goes round once, from the block that calls reach first and back to it.

    ``silent`` where silence alone does it; ``mixed`` where it takes silence and misunderstanding in turn.
    """

    silent: bool
    mixed: bool
    cycle: tuple[Step, ...]


def find_traps(ways: Ways, walk: Walk, journeys: Journeys) -> list[Trap]:
    """Every trap that some call reaches, nearest first; the silent caller's before others."""
    if not any(edge.to in tos and decider(edge) != KEY for block, tos in walk.back.items() for edge in ways[block]):
        return []
    silent = _peel(ways, journeys, {SILENT}, SILENT, set())
    stubborn = _peel(ways, journeys, {LOST}, LOST, set())
    blamed = {cycle[-1].edge.span for cycle in (*silent, *stubborn)}
    mixed = _peel(ways, journeys, {SILENT, LOST}, LOST, blamed)
    traps = [Trap(True, False, cycle) for cycle in silent]
    traps += [Trap(False, False, cycle) for cycle in stubborn]
    traps += [Trap(False, any(decider(step.edge) == SILENT for step in cycle), cycle) for cycle in mixed]
    return sorted(traps, key=lambda trap: journeys.distance[trap.cycle[0].block])


def _peel(ways: Ways, journeys: Journeys, deciders: set[int], needed: int, blamed: set[Span]) -> list[tuple[Step, ...]]:
    """Cycles of edges that the given deciders, and fate, can take, with one at least that ``needed`` takes."""
    allowed = deciders | {FATE}
    kept: Ways = [()] * len(ways)
    for block in journeys.order:
        kept[block] = tuple(edge for edge in ways[block] if decider(edge) in allowed)
    closed = set(blamed)
    found: list[tuple[Step, ...]] = []
    for _ in range(_ROUNDS):
        if closed:
            kept = [tuple(edge for edge in of_block if edge.span not in closed) for of_block in kept]
        cycles = _cycles(kept, journeys, needed)
        if not cycles:
            break
        found += cycles
        closed.update(cycle[-1].edge.span for cycle in cycles)
    return found


def _cycles(ways: Ways, journeys: Journeys, needed: int) -> list[tuple[Step, ...]]:
    """For each component with an edge that ``needed`` decides, a shortest cycle through such an edge."""
    component = components([[edge.to for edge in of_block] for of_block in ways])
    held: dict[int, int] = {}
    for block in journeys.order:
        for edge in ways[block]:
            if component[edge.to] == component[block] and decider(edge) == needed:
                held.setdefault(component[block], -1)
    for block in journeys.order:
        if held.get(component[block]) == -1:
            held[component[block]] = block
    return [_cycle(ways, component, head, needed) for head in held.values()]


def _cycle(ways: Ways, component: list[int], head: int, needed: int) -> tuple[Step, ...]:
    """The shortest way from ``head`` back to it, within its component, that takes an edge which ``needed`` decides."""
    came: dict[tuple[int, bool], tuple[tuple[int, bool], Step]] = {}
    waiting = deque([(head, False)])
    while (head, True) not in came:
        at = waiting.popleft()
        block, taken = at
        for edge in ways[block]:
            following = (edge.to, taken or decider(edge) == needed)
            if component[edge.to] == component[head] and following not in came:
                came[following] = (at, Step(block, edge))
                waiting.append(following)
    steps = []
    at = (head, True)
    while True:
        at, step = came[at]
        steps.append(step)
        if at == (head, False):
            return tuple(reversed(steps))


def no_exit(program: Program, arcs: Arcs, walk: Walk, journeys: Journeys, ends: list[bool]) -> list[list[int]]:
    """Groups of blocks that a call can only go round in, whatever the caller does; each with its nearest block first.

    Redirects within the build that fail are nobody's input and let nobody out. Groups without a gather are left out.
    """
    onward = _unless_failing(program, arcs)
    free = [ended or distance < 0 for ended, distance in zip(ends, journeys.distance, strict=True)]
    out = leading_to(onward, walk, free)
    if all(out):
        return []
    trapped = [[] if free else tos for free, tos in zip(out, onward, strict=True)]
    component = components(trapped)
    groups = []
    for group in members(component):
        if out[group[0]] or not any(isinstance(program.blocks[block].exit, Gather) for block in group):
            continue
        if all(component[to] == component[block] for block in group for to in trapped[block]):
            groups.append(sorted(group, key=lambda block: journeys.distance[block]))
    return sorted(groups, key=lambda group: journeys.distance[group[0]])


def _unless_failing(program: Program, arcs: Arcs) -> Arcs:
    """The arcs, but for those that only a failing redirect takes."""
    answers = [tuple(edge.to for edge in route.edges) for route in program.routes]
    onward = list(arcs)
    for number, block in enumerate(program.blocks):
        if isinstance(block.exit, Gather):
            onward[number] = answers[block.exit.route]
        elif isinstance(block.exit, Redirect):
            onward[number] = () if block.exit.to is None else (block.exit.to,)
    return onward
