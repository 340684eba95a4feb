"""Dominators: what every call has passed on its way to a block.

Block *a* dominates *b* where no call reaches *b* without having been at *a*. Lengauer and Tarjan's algorithm ("A fast
algorithm for finding dominators in a flowgraph", TOPLAS 1, 1979), the simple variant: O(E log V) also for a chain of
a hundred thousand menus that all lead back to the first, where the usual iteration is quadratic.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Dominators"]


class Dominators:
    """Dominance from several starts at once: a start is dominated by itself only."""

    def __init__(self, successors: Sequence[Sequence[int]], starts: Sequence[int]) -> None:
        self._first: list[int]
        self._last: list[int]
        self._first, self._last = _intervals(immediate(successors, starts))

    def dominates(self, one: int, other: int) -> bool:
        """Whether every call that reaches ``other`` has passed ``one``. False where no call reaches either."""
        return 0 <= self._first[one] <= self._first[other] <= self._last[one]


def immediate(successors: Sequence[Sequence[int]], starts: Sequence[int]) -> list[int]:
    """The immediate dominator of every block; ``len(successors)`` (before all calls) for a start, -1 unreached."""
    top = len(successors)
    number = [-1] * (top + 1)
    vertex: list[int] = []
    parent: list[int] = []
    stack = [(top, -1)]
    while stack:
        block, above = stack.pop()
        if number[block] >= 0:
            continue
        number[block] = len(vertex)
        vertex.append(block)
        parent.append(above)
        after = starts if block == top else successors[block]
        stack.extend((to, number[block]) for to in reversed(after) if number[to] < 0)
    count = len(vertex)
    before: list[list[int]] = [[] for _ in range(count)]
    for index, block in enumerate(vertex):
        for to in starts if block == top else successors[block]:
            before[number[to]].append(index)
    semi = list(range(count))
    label = list(range(count))
    ancestor = [-1] * count
    idom = [-1] * count
    bucket: list[list[int]] = [[] for _ in range(count)]

    def best(index: int) -> int:
        """The label of least semidominator on the linked path above ``index``, which is shortened on the way."""
        if ancestor[index] < 0:
            return index
        path = []
        while ancestor[ancestor[index]] >= 0:
            path.append(index)
            index = ancestor[index]
        for below in reversed(path):
            above = ancestor[below]
            if semi[label[above]] < semi[label[below]]:
                label[below] = label[above]
            ancestor[below] = ancestor[above]
        return label[path[0]] if path else label[index]

    for index in range(count - 1, 0, -1):
        for source in before[index]:
            semi[index] = min(semi[index], semi[best(source)])
        bucket[semi[index]].append(index)
        ancestor[index] = parent[index]
        for waiting in bucket[parent[index]]:
            least = best(waiting)
            idom[waiting] = least if semi[least] < semi[waiting] else parent[index]
        bucket[parent[index]].clear()
    result = [-1] * top
    for index in range(1, count):
        if idom[index] != semi[index]:
            idom[index] = idom[idom[index]]
        result[vertex[index]] = vertex[idom[index]]
    return result


def _intervals(idom: Sequence[int]) -> tuple[list[int], list[int]]:
    """For every block the stretch of its subtree in a walk over the dominator tree."""
    top = len(idom)
    below: list[list[int]] = [[] for _ in range(top + 1)]
    for block, above in enumerate(idom):
        if above >= 0:
            below[above].append(block)
    first = [-1] * (top + 1)
    last = [-1] * (top + 1)
    clock = 0
    stack = [top]
    while stack:
        block = stack.pop()
        if first[block] >= 0:
            last[block] = clock
            continue
        clock += 1
        first[block] = clock
        stack.append(block)
        stack.extend(below[block])
    return first, last
