"""Every way on from a block, and who decides that it is taken.

The checks ask what *every* caller can come to. So the ways are sorted by who chooses them:

* ``KEY``: the caller pressed something that the flow knows. A caller who does so again and again wants to.
* ``SILENT``: the caller did nothing.
* ``LOST``: the caller was not understood: too few digits, a wrong key, or anything at all where a branch named
  ``digits`` takes what the more exact branches leave (the endless wrong PIN).
* ``FATE``: nobody on this end decides: the flow goes on by itself, a bridge or a redirect fails, or does not, and a
  decision comes out one way or another.

An **adversary** takes any way but a ``KEY``. ``LOST`` by ``digits`` is both: the adversary may enter it, and a caller
who means it may come back by it as often as they like.
"""

from __future__ import annotations

from flowc.ir.graph import Decide, Edge, Exit, Gather, Goto, Program, Redirect, Route, edges_of
from flowc.ir.outcomes import DECIDED

__all__ = [
    "FATE", "KEY", "LOST", "SILENT", "Ways", "chosen", "decider", "ends", "presses_keys", "roots", "ways_of",
]  # fmt: skip

KEY, SILENT, LOST, FATE = range(4)

Ways = list[tuple[Edge, ...]]
"""For each block its ways on, in the order in which they are tried; the fallback of its exit last."""

_DECIDERS = {
    "noinput": SILENT,
    "incomplete": LOST,
    "nomatch": LOST,
    "digits": LOST,
    "failed": FATE,
    "goto": FATE,
    "redirect": FATE,
    **dict.fromkeys(DECIDED, FATE),
}

_NAMED = ('"', "+")
"""How outcomes of decisions begin that the author names."""


def ways_of(program: Program) -> Ways:
    """Blocks that leave the same question open, with the same fallback, have one tuple in common."""
    asked: dict[tuple[int, Edge | None], tuple[Edge, ...]] = {}
    ways = []
    for block in program.blocks:
        leave = block.exit
        if isinstance(leave, Gather):
            question = leave.route, leave.failed
            if question not in asked:
                answers = program.routes[leave.route].edges
                asked[question] = answers if leave.failed is None else (*answers, leave.failed)
            ways.append(asked[question])
        else:
            ways.append(tuple(edges_of(program, block)))
    return ways


def decider(edge: Edge) -> int:
    """Who decides that an edge is taken."""
    known = _DECIDERS.get(edge.event)
    if known is None:
        return FATE if edge.event[0] in _NAMED else KEY
    return known


def presses_keys(edge: Edge) -> bool:
    """Whether an edge is for keys or for a pattern."""
    return edge.event not in _DECIDERS and edge.event[0] not in _NAMED


def chosen(edge: Edge) -> bool:
    """Whether a caller can take this edge on purpose: keys, a pattern, or digits of their own."""
    return edge.event == "digits" or presses_keys(edge)


def roots(program: Program) -> list[int]:
    """The blocks where a call can begin: the start of every flow, then every entry, each once."""
    starts = [program.nodes[flow.start].block for flow in program.flows if flow.start >= 0]
    entries = [node.block for node in program.nodes if node.entry]
    return list(dict.fromkeys(starts + entries))


def ends(program: Program) -> list[bool]:
    """For each block whether a call can end, or leave the build, there; also where the flow forgot to say how it goes
    on."""
    forgotten = [_forgets(route) for route in program.routes]
    return [_ends(block.exit, forgotten) for block in program.blocks]


def _forgets(route: Route) -> bool:
    """Whether a caller who does nothing, or too little, is led nowhere."""
    events = [edge.event for edge in route.edges]
    return "noinput" not in events or (route.gather.min_digits > 1 and "incomplete" not in events)


def _ends(leave: Exit, forgotten: list[bool]) -> bool:
    if isinstance(leave, Gather):
        return forgotten[leave.route]
    if isinstance(leave, Redirect):
        return leave.to is None
    return not isinstance(leave, Goto | Decide)
