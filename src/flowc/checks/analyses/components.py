"""Strongly connected components: where one can go round.

Tarjan's algorithm ("Depth-first search and linear graph algorithms", SIAM J. Comput. 1, 1972), without recursion,
because a flow may be a hundred thousand blocks deep. Linear in blocks and edges.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["components", "members"]


def components(successors: Sequence[Sequence[int]]) -> list[int]:
    """The component of every block. Numbers rise against the edges: no edge leads to a greater number."""
    size = len(successors)
    order = [0] * size
    low = [0] * size
    component = [-1] * size
    open_blocks: list[int] = []
    counter = found = 0
    for root in range(size):
        if order[root]:
            continue
        counter += 1
        order[root] = low[root] = counter
        open_blocks.append(root)
        path = [(root, iter(successors[root]))]
        while path:
            block, rest = path[-1]
            for to in rest:
                if not order[to]:
                    counter += 1
                    order[to] = low[to] = counter
                    open_blocks.append(to)
                    path.append((to, iter(successors[to])))
                    break
                if component[to] < 0 and order[to] < low[block]:
                    low[block] = order[to]
            else:
                path.pop()
                if path and low[block] < low[path[-1][0]]:
                    low[path[-1][0]] = low[block]
                if low[block] == order[block]:
                    while True:
                        member = open_blocks.pop()
                        component[member] = found
                        if member == block:
                            break
                    found += 1
    return component


def members(component: Sequence[int]) -> list[list[int]]:
    """The blocks of every component, in the order of the table."""
    groups: list[list[int]] = [[] for _ in range(max(component, default=-1) + 1)]
    for block, index in enumerate(component):
        groups[index].append(block)
    return groups
