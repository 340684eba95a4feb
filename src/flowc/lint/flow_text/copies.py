"""Names of the copies that a shared count of attempts has made: ``main.tries_left2`` is one of ``main``.

Behind a failure, whatever leads to a question of the count again is laid down once more for each number of attempts
that are left. A second count copies what the first has made, and its name stands behind.
"""

from __future__ import annotations

from flowc.patterns import pattern

__all__ = ["count_of", "is_copy", "original"]

_COPY = pattern(r"\.([a-z][a-z0-9_]*)_left[0-9]+(?=\.|\Z)")


def is_copy(name: str, node: str) -> bool:
    """Whether a document or a route of a node is a copy."""
    return count_of(name, node) is not None


def count_of(name: str, node: str) -> str | None:
    """The count that has made a copy, of several the last; None for what is no copy."""
    return next(reversed(_COPY.findall(name.removeprefix(node))), None)


def original(name: str, node: str) -> str:
    """The name of what a document or a route is a copy of; its own where it is none.

    What the node itself is called is left alone: a node may have a name that looks like that of a copy.
    """
    behind = name.removeprefix(node)
    return name[: len(name) - len(behind)] + _COPY.sub("", behind)
