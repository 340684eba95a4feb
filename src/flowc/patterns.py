"""Regular expressions that are compiled when they are first used.

Compiling is what they cost at the start of a run, and most of those of a module are for texts that this run does not
see.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["pattern"]


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, which is called when the pattern is first asked for anything."""
    return _Later(source, flags)  # type: ignore[return-value]


class _Later:
    """Stands for a pattern; a method that has been asked for once is found without coming here again."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found
