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

from collections.abc import Callable, Mapping, Sequence
from itertools import compress, repeat

from flowc.checks.analyses.components import components
from flowc.checks.analyses.dominators import Dominators
from flowc.checks.analyses.journeys import Step
from flowc.checks.analyses.ways import Ways, chosen, presses_keys
from flowc.ir.graph import Edge
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


def leave_out_returns(ways: Ways, reached: list[int], dominators: Callable[[], Dominators]) -> Rest:
    """Part the edges of all blocks that calls reach into returns and the rest.

    ``dominators`` are asked for only where something leads back at all.
    """
    rest: Ways = [()] * len(ways)
    for block in reached:
        rest[block] = ways[block]
    returns: list[Step] = []
    component = _components(rest)
    if _goes_round(rest, component):
        returns = _take_out(rest, reached, component, chosen, dominators().dominates)
        component = _components(rest)
    again: dict[int, None] = {}
    if _goes_round(rest, component):
        around = _take_out(rest, reached, component, presses_keys, _anywhere)
        again = dict.fromkeys(step.edge.to for step in around)
        returns += around
        component = _components(rest)
    order = sorted(reached, key=component.__getitem__)
    return Rest(rest, tuple(returns), tuple(again), order, _endless(rest, order, component))


def _components(ways: Ways) -> list[int]:
    return components([[edge.to for edge in of_block] for of_block in ways])


def _goes_round(ways: Ways, component: list[int]) -> bool:
    """Whether an edge leads to a block from which another way leads back."""
    return len(set(component)) < len(component) or any(
        edge.to == block for block, of_block in enumerate(ways) for edge in of_block
    )


def _take_out(
    rest: Ways,
    reached: list[int],
    component: list[int],
    asked_for: Callable[[Edge], bool],
    leads_back: Callable[[int, int], bool],
) -> list[Step]:
    """Take those edges out of ``rest`` that lie in a component and lead back, of those ``asked_for``; give them."""
    taken: list[Step] = []
    for block in reached:
        of_block = rest[block]
        if len(of_block) < 2:  # nothing that is asked for has one answer only
            continue
        here = component[block]
        back = [component[e.to] == here and asked_for(e) and leads_back(e.to, block) for e in of_block]
        if True in back:
            taken += map(Step, repeat(block), compress(of_block, back))
            rest[block] = tuple(edge for edge, returning in zip(of_block, back, strict=True) if not returning)
    return taken


def _anywhere(to: int, block: int) -> bool:
    return True


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
        onward = 0
        for edge in rest.ways[block]:
            here = leaving[block] + sums[edge.to]
            if besides:
                here += besides.get((block, edge.event), 0)
            if here > onward:
                onward = here
        sums[block] = at_block[block] + onward
    return sums
