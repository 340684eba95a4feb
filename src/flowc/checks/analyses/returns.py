"""Journeys without the returns that callers choose.

Anyone can press "repeat" twenty times; what a flow costs is asked without that. Left out are

1. an edge that the caller chose and whose target dominates its source: it leads back to where the call has been for
   certain (``on 9 -> main``);
2. in what then remains, an edge by keys inside a strongly connected component: some way leads from its target back to
   its source.

What remains has no cycle unless some caller is trapped (``traps``), so that the longest path in it can be told. The
second kind errs both ways. In a component every key edge goes, also the one that a person would call the way
forward, so that a single path in the rest can miss what a caller hears who takes it once. Therefore the **sources** of
paths are not only the blocks where calls begin but also the targets of all edges of the second kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress

from flowc.checks.analyses.components import components
from flowc.checks.analyses.dominators import Dominators
from flowc.checks.analyses.journeys import Step
from flowc.checks.analyses.walk import Walk
from flowc.checks.analyses.ways import Ways, chosen, presses_keys
from flowc.records import NamedTuple

__all__ = ["Rest", "leave_out_returns", "longest"]


class Rest(NamedTuple):
    """``ways`` without ``returns``; ``order`` lists the blocks so that every edge leads to an earlier one.

    ``again`` are the blocks that returns of the second kind lead to. ``endless`` are blocks on a cycle, or before one.
    """

    ways: Ways
    returns: tuple[Step, ...]
    again: tuple[int, ...]
    order: list[int]
    endless: set[int]


def leave_out_returns(ways: Ways, walk: Walk, reached: list[int], dominators: Dominators) -> Rest:
    """Part the edges of all blocks that calls reach into returns and the rest.

    An edge whose target dominates its source leads back in every walk, so only those that do in ``walk`` are looked at;
    and where none is left that does, nothing goes round in the rest, and its order is that of the walk.
    """
    rest: Ways = [()] * len(ways)
    for block in reached:
        rest[block] = ways[block]
    returns: list[Step] = []
    again: dict[int, None] = {}
    around = [block for block in reached if block in walk.back]
    for block in around:
        back = walk.back[block]
        home = [e.to in back and chosen(e) and dominators.dominates(e.to, block) for e in rest[block]]
        returns += _take_out(rest, block, home)
    if not any(edge.to in walk.back[block] for block in around for edge in rest[block]):
        known = set(reached)
        return Rest(rest, tuple(returns), (), [block for block in walk.finished if block in known], set())
    component = _components(rest)
    for block in reached:
        here = component[block]
        inside = [component[edge.to] == here and presses_keys(edge) for edge in rest[block]]
        taken = _take_out(rest, block, inside)
        again |= dict.fromkeys(step.edge.to for step in taken)
        returns += taken
    component = _components(rest)
    order = sorted(reached, key=component.__getitem__)
    return Rest(rest, tuple(returns), tuple(again), order, _endless(rest, order, component))


def _components(ways: Ways) -> list[int]:
    return components([[edge.to for edge in of_block] for of_block in ways])


def _take_out(rest: Ways, block: int, returning: list[bool]) -> list[Step]:
    """Take those edges of a block out of ``rest`` that are ``returning``, and give them as steps."""
    if True not in returning or len(returning) < 2:  # nothing that is asked for has one answer only
        return []
    of_block = rest[block]
    rest[block] = tuple(edge for edge, back in zip(of_block, returning, strict=True) if not back)
    return [Step(block, edge) for edge in compress(of_block, returning)]


def _endless(rest: Ways, order: list[int], component: list[int]) -> set[int]:
    size = [0] * (max(component) + 1)
    for block in order:
        size[component[block]] += 1
    endless: set[int] = set()
    for block in order:
        if size[component[block]] > 1 or any(edge.to == block or edge.to in endless for edge in rest[block]):
            endless.add(block)
    return endless


def longest(
    rest: Rest, at_block: Sequence[int], leaving: Sequence[int], extra: Mapping[tuple[int, str], int] | None = None
) -> list[int]:
    """The greatest sum along a path of the rest from each block; -1 for blocks that a cycle follows.

    ``at_block`` is what each block adds, ``leaving`` what each of its edges adds, ``extra`` what some edges, by their
    blocks and events, add besides.
    """
    besides = extra or {}
    sums = [-1] * len(at_block)
    for block in rest.order:
        if block in rest.endless:
            continue
        edges = rest.ways[block]
        if besides:
            onward = [sums[edge.to] + besides.get((block, edge.event), 0) for edge in edges]
        else:
            onward = [sums[edge.to] for edge in edges]
        sums[block] = at_block[block] + (leaving[block] + max(onward) if onward else 0)
    return sums
