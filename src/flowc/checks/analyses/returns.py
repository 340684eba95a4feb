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

from collections.abc import Callable
from typing import NamedTuple

from flowc.checks.analyses.components import components
from flowc.checks.analyses.dominators import Dominators
from flowc.checks.analyses.journeys import Step
from flowc.checks.analyses.ways import KEY, Ways, chosen, decider
from flowc.ir.graph import Edge

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


def leave_out_returns(ways: Ways, reached: list[int], dominators: Dominators) -> Rest:
    """Part the edges of all blocks that calls reach into returns and the rest."""
    rest: Ways = [()] * len(ways)
    returns: list[Step] = []
    for block in reached:
        kept = tuple(e for e in ways[block] if not (chosen(e) and dominators.dominates(e.to, block)))
        if len(kept) < len(ways[block]):
            returns += [Step(block, edge) for edge in ways[block] if edge not in kept]
        rest[block] = kept
    component = components([[edge.to for edge in of_block] for of_block in rest])
    again: dict[int, None] = {}
    for block in reached:
        inside = [e for e in rest[block] if decider(e) == KEY and component[e.to] == component[block]]
        if inside:
            returns += [Step(block, edge) for edge in inside]
            again.update((edge.to, None) for edge in inside)
            rest[block] = tuple(edge for edge in rest[block] if edge not in inside)
    order, endless = _order(rest, reached, again=bool(again), component=component)
    return Rest(rest, tuple(returns), tuple(again), order, endless)


def _order(rest: Ways, reached: list[int], again: bool, component: list[int]) -> tuple[list[int], set[int]]:
    if again:
        component = components([[edge.to for edge in of_block] for of_block in rest])
    order = sorted(reached, key=component.__getitem__)
    size: dict[int, int] = {}
    for block in order:
        size[component[block]] = size.get(component[block], 0) + 1
    endless: set[int] = set()
    for block in order:
        if size[component[block]] > 1 or any(edge.to == block or edge.to in endless for edge in rest[block]):
            endless.add(block)
    return order, endless


def longest(
    rest: Rest, at_block: Callable[[int], int], of_edge: Callable[[int, Edge], int]
) -> dict[int, int]:
    """The greatest sum along a path of the rest, from each block that no cycle follows."""
    sums: dict[int, int] = {}
    for block in rest.order:
        if block in rest.endless:
            continue
        onward = max((of_edge(block, edge) + sums[edge.to] for edge in rest.ways[block]), default=0)
        sums[block] = at_block(block) + onward
    return sums
