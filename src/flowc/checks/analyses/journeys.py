"""The shortest journey to every block, and how a journey reads to whoever replays it.

A journey begins where a call can begin and takes one edge after the other. The search goes breadth first, so that the
first journey found is among the shortest. That a redirect of the build's own cannot be fetched, its own document or the
route behind a gather, is assumed only where nothing else leads on: the author wants to see what callers do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from flowc.checks.analyses.walk import Arcs
from flowc.checks.analyses.ways import Ways
from flowc.diagnostics import WitnessStep
from flowc.ir.digits import KEYS, box, example
from flowc.ir.graph import Bridge, Decide, Edge, Exit, Gather, Program, Redirect, Route
from flowc.ir.outcomes import Answers, is_keys, outcome_token
from flowc.records import NamedTuple

__all__ = ["Inputs", "Journeys", "Step", "example_input", "far_end_fails", "find_journeys", "witness"]


_SHOWN_STEPS = 100_000
"""Steps that are shown in all findings together, for a thousand findings a thousand steps deep help nobody."""


class Step(NamedTuple):
    """A call that stood at ``block`` took ``edge``."""

    block: int
    edge: Edge


class Journeys:
    """``last`` is the last step of the shortest journey to each block (None at a root and where no call comes).

    ``order`` are the blocks that calls reach, nearest first; ``distance`` the number of edges, -1 where none leads.
    """

    def __init__(self, last: list[Step | None], order: list[int], distance: list[int]) -> None:
        self.last = last
        self.order = order
        self.distance = distance
        self._steps_left = _SHOWN_STEPS

    def to(self, block: int) -> list[Step]:
        """The steps of the shortest journey to a block, from a root on; none once too much has been shown already."""
        self._steps_left -= self.distance[block]
        if self._steps_left < 0:
            return []
        steps = []
        step = self.last[block]
        while step is not None:
            steps.append(step)
            step = self.last[step.block]
        return steps[::-1]


def find_journeys(program: Program, ways: Ways, arcs: Arcs, starts: Iterable[int]) -> Journeys:
    """Breadth first over all edges; those that only a failing redirect takes wait until nothing else is left."""
    last: list[Step | None] = [None] * len(ways)
    distance = [-1] * len(ways)
    order: list[int] = []
    for start in starts:
        distance[start] = 0
        order.append(start)
    postponed: list[Step] = []
    done = tried = 0
    while True:
        while done < len(order):
            block = order[done]
            done += 1
            if not [to for to in arcs[block] if distance[to] < 0]:
                continue
            for edge in ways[block]:
                if distance[edge.to] >= 0:
                    continue
                if edge.event == "failed" and not far_end_fails(program, block):
                    postponed.append(Step(block, edge))
                    continue
                distance[edge.to] = distance[block] + 1
                last[edge.to] = Step(block, edge)
                order.append(edge.to)
        while tried < len(postponed) and distance[postponed[tried].edge.to] >= 0:
            tried += 1
        if tried == len(postponed):
            return Journeys(last, order, distance)
        step = postponed[tried]
        distance[step.edge.to] = distance[step.block] + 1
        last[step.edge.to] = step
        order.append(step.edge.to)


def far_end_fails(program: Program, block: int) -> bool:
    """Whether it is the far end or who is asked, and not the build's own server, that makes a block's exit fail."""
    match program.blocks[block].exit:
        case Bridge() | Decide() | Redirect(to=None):
            return True
    return False


Inputs = dict[tuple[int, str], str]
"""Keys that are known to make a route yield an event."""


def witness(program: Program, steps: Sequence[Step], at: int, known: Inputs) -> tuple[WitnessStep, ...]:
    """A journey as nodes and inputs, ending at block ``at``. Steps that a node takes by itself are left out.

    ``fail`` at a gather is silence, and that the route behind it cannot be fetched. That a redirect within the build
    fails has no input: it is the one step that cannot be replayed.
    """
    shown: list[WitnessStep] = []
    for number, edge in steps:
        block = program.blocks[number]
        node = program.nodes[block.node].name
        given = _input(program, node, block.exit, edge, known)
        if given or not shown or shown[-1].node != node:
            shown.append(WitnessStep(node, given))
    end = program.nodes[program.blocks[at].node].name
    if not shown or shown[-1].input or shown[-1].node != end:
        shown.append(WitnessStep(end, ""))
    return tuple(shown)


def _input(program: Program, node: str, leave: Exit, edge: Edge, known: Inputs) -> str:
    """What a caller, or the far end, does at an exit so that an edge is taken; empty where it is nobody's doing."""
    event = edge.event
    if isinstance(leave, Gather) and event != "failed":
        if event == "noinput":
            return "wait"
        key = leave.route, event
        if key not in known:
            known[key] = example_input(program.routes[leave.route], event)
        return known[key]
    if isinstance(leave, Decide):
        return outcome_token(node, event)
    if event != "failed" or (isinstance(leave, Redirect) and leave.to is not None):
        return ""
    return "fail"


def example_input(route: Route, event: str) -> str:
    """Keys that make a gather yield an event: the whole entry, with the finish key where that is needed to end it.

    An entry that is shorter than the most, where no key ends it, ends with the gather's timeout.
    """
    spec = route.gather
    patterns = tuple(edge.event for edge in route.edges if is_keys(edge.event))
    return _example_input(spec.min_digits, spec.max_digits, spec.finish_on, patterns, event)


@lru_cache(maxsize=4096)
def _example_input(least: int, most: int, finish_on: str | None, patterns: tuple[str, ...], event: str) -> str:
    if event == "incomplete":
        return next(key for key in KEYS if key != finish_on)
    answers = Answers(least, most, finish_on, patterns)
    if event in answers.patterns:
        family = answers.family
        index = answers.patterns.index(event)
        keys = example(box(event), [family.boxes[member] for member in family.inside(index)])
    else:
        keys = answers.example()
    if keys is None:
        return event
    return keys + finish_on if finish_on and len(keys) < most else keys
