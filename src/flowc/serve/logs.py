"""What the server tells of its work: one JSON object in a line, on standard error.

Each line has ``time``, ``level`` and ``event``, and ``call`` where it is of one. No digits, no numbers, no variables
and no query ever stand in one, nor the name of a document that digits have led to, which may give them away.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

__all__ = ["LEVELS", "Log"]

LEVELS = ("info", "warning", "error", "off")


class Log:
    """Writes the lines of one level and above."""

    def __init__(self, level: str = "info", write: Callable[[str], object] | None = None) -> None:
        self._least = LEVELS.index(level)
        self._write = write or sys.stderr.write

    @property
    def tells_all(self) -> bool:
        return self._least == 0

    def info(self, event: str, **fields: object) -> None:
        if self._least == 0:
            self._line("info", event, fields)

    def warning(self, event: str, **fields: object) -> None:
        if self._least <= 1:
            self._line("warning", event, fields)

    def error(self, event: str, **fields: object) -> None:
        if self._least <= 2:
            self._line("error", event, fields)

    def _line(self, level: str, event: str, fields: dict[str, object]) -> None:
        now = time.time()
        stamp = f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now))}.{int(now * 1000) % 1000:03}Z"
        try:
            self._write(json.dumps({"time": stamp, "level": level, "event": event, **fields}) + "\n")
        except (OSError, ValueError):
            self._least = len(LEVELS)  # nobody reads it any more
