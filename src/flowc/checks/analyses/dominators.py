"""Dominators: what every call has passed on its way to a block.

Block *a* dominates *b* where no call reaches *b* without having been at *a*. Lengauer and Tarjan's algorithm ("A fast
algorithm for finding dominators in a flowgraph", TOPLAS 1, 1979), the simple variant: O(E log V) also for a chain of
a hundred thousand menus that all lead back to the first, where the usual iteration is quadratic.

Blocks go by the numbers in which a depth-first walk came to them, from 1 on; 0 is before all calls. Most blocks have
the one that the walk came from for their semidominator, and then it is their dominator, with nothing left to decide.
"""

from __future__ import annotations

from functools import cached_property

from flowc.checks.analyses.walk import Arcs, Walk

__all__ = ["Dominators"]


class Dominators:
    """Dominance from all blocks at once where calls can begin: each of these is dominated by itself only.

    Computed when it is first asked for, since most flows lead nowhere back.
    """

    def __init__(self, arcs: Arcs, walk: Walk, roots: list[int]) -> None:
        self._arcs = arcs
        self._walk = walk
        self._roots = roots

    def dominates(self, one: int, other: int) -> bool:
        """Whether every call that reaches ``other`` has passed ``one``. False where no call reaches either."""
        first, last = self._stretches
        return 0 <= first[one] <= first[other] <= last[one]

    @cached_property
    def _stretches(self) -> tuple[list[int], list[int]]:
        """For every block the stretch of its subtree in a walk over the dominator tree; -1 where no call comes."""
        reached = self._walk.entered[: self._walk.reached]
        idom = self._immediate(reached)
        size = [1] * len(idom)
        for number in range(len(reached), 0, -1):
            size[idom[number]] += size[number]
        free = [1] * len(idom)
        first = [-1] * len(self._arcs)
        last = [-1] * len(self._arcs)
        for number, block in enumerate(reached, 1):
            begin = free[idom[number]]
            free[idom[number]] = begin + size[number]
            free[number] = begin + 1
            first[block], last[block] = begin, begin + size[number] - 1
        return first, last

    def _immediate(self, reached: list[int]) -> list[int]:
        """The number of the immediate dominator of each block, by its number."""
        parent, before = self._numbered(reached)
        count = len(before)
        semi = list(range(count))
        label = list(range(count))
        ancestor = [-1] * count
        idom = [0] * count
        undecided: dict[int, list[int]] = {}

        def best(number: int) -> int:
            """The label of least semidominator on the linked path above ``number``, which is shortened on the way."""
            path = []
            while ancestor[ancestor[number]] >= 0:
                path.append(number)
                number = ancestor[number]
            for below in reversed(path):
                above = ancestor[below]
                if semi[label[above]] < semi[label[below]]:
                    label[below] = label[above]
                ancestor[below] = ancestor[above]
            return label[path[0]] if path else label[number]

        for number in range(count - 1, 0, -1):
            least = above = parent[number]
            for source in before[number]:
                found = source if source <= number else semi[best(source)]
                if found < least:
                    least = found
            semi[number] = least
            ancestor[number] = idom[number] = above
            if least < above:
                undecided.setdefault(least, []).append(number)
            for waiting in undecided.pop(above, ()):
                least = best(waiting)
                idom[waiting] = least if semi[least] < semi[waiting] else above
        for number in range(1, count):
            if idom[number] != semi[number]:
                idom[number] = idom[idom[number]]
        return idom

    def _numbered(self, reached: list[int]) -> tuple[list[int], list[list[int]]]:
        """Of each block the parent in the walk and all blocks before it, all by their numbers."""
        number_of = [0] * (len(self._arcs) + 1)
        for number, block in enumerate(reached, 1):
            number_of[block] = number
        parent = [0] + [number_of[self._walk.parent[block]] for block in reached]
        before: list[list[int]] = [[] for _ in parent]
        for number, block in enumerate(reached, 1):
            for to in self._arcs[block]:
                before[number_of[to]].append(number)
        for root in self._roots:
            before[number_of[root]].append(0)
        return parent, before
