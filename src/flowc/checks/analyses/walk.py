"""A depth-first walk over all blocks, and what it tells of the ways round.

The walk begins at each block where a call can begin, then at each that is still left. Every **arc** (one block leads
to another, by whatever events) goes from a block that is finished later to one that is finished earlier, unless it
**leads back** to a block that is not finished yet; an arc from a block to itself does, too. So every cycle has an arc
that leads back, and a graph without such arcs has none. Most questions about cycles are answered by a look at these
few arcs (R. E. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1, 1972); only where they
leave it open are components or dominators asked.

The walk does without recursion, because a flow may be a hundred thousand blocks deep. Linear in blocks and arcs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flowc.checks.analyses.ways import Ways
from flowc.records import NamedTuple

__all__ = ["Arcs", "Walk", "arcs_of", "leading_to", "walk"]

Arcs = Sequence[Sequence[int]]
"""For each block those that it leads to, each once, in the order of its edges."""


class Walk(NamedTuple):
    """``entered`` has the blocks in the order in which the walk came to them, the first ``reached`` of them are those
    that calls reach. ``parent`` has for each block the one that the walk came from, -1 where it began.

    ``finished`` has the blocks in the order in which the walk was done with them: those that a block leads to stand
    before it, unless the arc leads back. ``back`` are the arcs that do, by their blocks.
    """

    entered: list[int]
    parent: list[int]
    reached: int
    finished: list[int]
    back: dict[int, list[int]]


def arcs_of(ways: Ways) -> list[tuple[int, ...]]:
    """The arcs of every block; blocks that have their ways in common have one tuple in common."""
    known: dict[int, tuple[int, ...]] = {}
    arcs = []
    for of_block in ways:
        targets = known.get(id(of_block))
        if targets is None:
            targets = known[id(of_block)] = tuple(dict.fromkeys([edge.to for edge in of_block]))
        arcs.append(targets)
    return arcs


def walk(arcs: Arcs, roots: Iterable[int]) -> Walk:
    """``roots`` are where calls begin."""
    unseen, opened, done = range(3)
    state = [unseen] * len(arcs)
    parent = [-1] * len(arcs)
    entered: list[int] = []
    finished: list[int] = []
    back: dict[int, list[int]] = {}

    def begin(start: int) -> None:
        state[start] = opened
        entered.append(start)
        block, rest = start, iter(arcs[start])
        path = []
        while True:
            for to in rest:
                if state[to] == unseen:
                    state[to] = opened
                    parent[to] = block
                    entered.append(to)
                    path.append((block, rest))
                    block, rest = to, iter(arcs[to])
                    break
                if state[to] == opened:
                    back.setdefault(block, []).append(to)
            else:
                state[block] = done
                finished.append(block)
                if not path:
                    return
                block, rest = path.pop()

    for start in roots:
        if state[start] == unseen:
            begin(start)
    reached = len(entered)
    for start, seen in enumerate(state):
        if seen == unseen:
            begin(start)
    return Walk(entered, parent, reached, finished, back)


def leading_to(arcs: Arcs, of: Walk, goals: Sequence[bool]) -> list[bool]:
    """For each block whether it is one of the goals, or some way leads from it to one. ``of`` is a walk over these
    arcs, or over these and others.

    One pass over the blocks in the order in which they are finished finds all that get there without leading back; what
    gets there behind an arc that leads back is found backward from there.
    """
    leads = list(goals)
    for block in of.finished:
        if not leads[block]:
            for to in arcs[block]:
                if leads[to]:
                    leads[block] = True
                    break
    waiting = [block for block in of.back if not leads[block] and any(leads[to] for to in arcs[block])]
    if not waiting:
        return leads
    before: dict[int, list[int]] = {}
    for block, found in enumerate(leads):
        if not found:
            for to in arcs[block]:
                before.setdefault(to, []).append(block)
    while waiting:
        block = waiting.pop()
        if not leads[block]:
            leads[block] = True
            waiting += before.get(block, ())
    return leads
