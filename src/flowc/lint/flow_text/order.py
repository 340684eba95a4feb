"""Several orders of some nodes each, merged into one.

A build numbers its documents node by node, and its routes likewise, but not every node has both: a step that is only
ever gone on to has neither. So several orders of a flow's nodes can be seen, none of them whole. They are merged as the
orders of base classes are (C3): the first name that heads one of them and stands further down in none comes next.
Orders that a build wrote never contradict one another. Where somebody has changed them they may; the first counts then.

Nodes that a part has brought (``driver.ask``) stand together, in the place of its use: so the items of a flow are
merged, and then the nodes of each use by themselves.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence

__all__ = ["merged", "merged_nodes"]


def merged_nodes(orders: Sequence[Sequence[str]], around: str = "") -> list[str]:
    """All nodes of these orders. ``around`` is what all their names begin with: a use and a dot, or nothing."""
    items: list[dict[str, list[str]]] = []
    for order in orders:
        items.append({})
        for node in order:
            items[-1].setdefault(around + node[len(around) :].partition(".")[0], []).append(node)
    names: list[str] = []
    for item in merged([list(order) for order in items]):
        own = [order[item] for order in items if item in order]
        names += [item] if [item] in own else merged_nodes(own, f"{item}.")
    return names


def merged(orders: Sequence[Sequence[str]]) -> list[str]:
    """All names of these orders, each of which has a name once at the most."""
    waiting = [deque(order) for order in orders if order]
    below = Counter(name for order in orders for name in order[1:])
    names: list[str] = []
    while waiting:
        name = next((order[0] for order in waiting if not below[order[0]]), waiting[0][0])
        names.append(name)
        for order in waiting:
            if order[0] == name:
                order.popleft()
                below.subtract([order[0]] if order else [])
            elif below[name] and name in order:
                order.remove(name)
                below[name] -= 1
        waiting = [order for order in waiting if order]
    return names
