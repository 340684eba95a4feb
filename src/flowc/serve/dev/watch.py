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
    """Looks after the files that ``files`` names, each time anew: files come and go."""

    def __init__(self, files: Callable[[], Iterable[str]]) -> None:
        self._files = files
        self._last = self._look()

    def changed(self) -> bool:
        """Whether anything has changed since this was asked before."""
        now = self._look()
        changed = now != self._last
        self._last = now
        return changed

    def _look(self) -> Signature:
        return {path: _signature(path) for path in self._files()}


def _signature(path: str) -> tuple[int, int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
