"""How much of a text is looked at, and what it is by its name."""

from __future__ import annotations

__all__ = ["MAX_ACTIONS", "MAX_MEMBERS", "is_lines"]

MAX_ACTIONS = 5_000
"""Actions in one text; a document that flows are built into has fifty at most."""

MAX_MEMBERS = 1_000
"""Members of an object, or items of a list, within an action."""

_LINE_SUFFIXES = (".jsonl", ".ndjson")


def is_lines(path: str) -> bool:
    """Whether a file is JSON Lines by its name."""
    return path.lower().endswith(_LINE_SUFFIXES)
