"""Edits are noticed by looking: no file system tells of all of them, on every system and across mounts alike.

A file has changed where its size, its time of change or its identity has; editors write in place or put a new file in
the place of the old one. A file that is gone for a moment has changed too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

__all__ = ["PAUSE", "Watch"]

PAUSE = 0.25
"""Seconds between two looks."""

Signature = dict[str, tuple[int, int, int] | None]


class Watch:
    """Looks after files, of which there may be others each time.

    Args:
        named: files that count when they come and go, too.
        read: files of which only changes count: what the last edit has led to was read with it.
    """

    def __init__(self, named: Callable[[], Iterable[str]], read: Callable[[], Iterable[str]] = tuple) -> None:
        self._sources = (named, read)
        self._named, self._read = self._look()

    def changed(self) -> bool:
        """Whether anything has changed since this was asked before."""
        before = self._read
        named, read = self._look()
        changed = named != self._named or any(before[path] != read[path] for path in before.keys() & read.keys())
        self._named, self._read = named, read
        return changed

    def _look(self) -> tuple[Signature, Signature]:
        named, read = ({path: _signature(path) for path in source()} for source in self._sources)
        return named, read


def _signature(path: str) -> tuple[int, int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
