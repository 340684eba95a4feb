"""What the server tells of its work: one JSON object in a line, on standard error.

Each line has ``time``, ``level`` and ``event``, and ``call`` where it is of one. No digits, no numbers, no variables
and no query ever stand in one, nor the name of a document that digits have led to, which may give them away.

Lines that are only for information are written together, a moment later.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable

__all__ = ["LEVELS", "Log"]

LEVELS = ("info", "warning", "error", "off")

_MOMENT = 0.1
_encode = json.JSONEncoder().encode


class Log:
    """Writes the lines of one level and above."""

    def __init__(self, level: str = "info", write: Callable[[str], object] | None = None) -> None:
        self._least = LEVELS.index(level)
        self._write = write or sys.stderr.write
        self._lines: list[str] = []
        self._second = 0
        self._stamp = ""

    @property
    def tells_all(self) -> bool:
        return self._least == 0

    def info(self, event: str, **fields: object) -> None:
        if self._least > 0:
            return
        if not self._lines:
            try:
                asyncio.get_running_loop().call_later(_MOMENT, self.flush)
            except RuntimeError:  # nobody would come back to it
                self._line("info", event, fields)
                self.flush()
                return
        self._line("info", event, fields)

    def warning(self, event: str, **fields: object) -> None:
        if self._least <= 1:
            self._line("warning", event, fields)
            self.flush()

    def error(self, event: str, **fields: object) -> None:
        if self._least <= 2:
            self._line("error", event, fields)
            self.flush()

    def flush(self) -> None:
        """Write what is still to be written."""
        text = "".join(self._lines)
        self._lines.clear()
        try:
            self._write(text)
        except (OSError, ValueError):
            self._least = len(LEVELS)  # nobody reads it any more

    def _line(self, level: str, event: str, fields: dict[str, object]) -> None:
        now = time.time()
        second = int(now)
        if second != self._second:
            self._second = second
            self._stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        stamp = f"{self._stamp}.{int(now * 1000) % 1000:03}Z"
        self._lines.append(_encode({"time": stamp, "level": level, "event": event, **fields}) + "\n")
