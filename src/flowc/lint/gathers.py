"""How many digits a gather takes and how long it waits, with what is assumed where its fields do not say."""

from __future__ import annotations

from collections.abc import Mapping

from flowc.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Entry", "entry_of"]

_FARTHEST = 32
"""Digits that a gather takes whose most is not said."""

_LONGEST = 30
"""Seconds that a gather waits whose timeout is not said, so that nobody calls it hasty."""


class Entry(NamedTuple):
    """Digits at the least and at the most, and the seconds for all of them."""

    least: int
    most: int
    timeout_seconds: int


def entry_of(fields: Mapping[str, Any]) -> Entry:
    """What the fields of a valid ``gather`` come to."""
    timeout = int(fields.get("timeout_seconds", _LONGEST))
    fixed = int(fields.get("num_digits", 1))
    if "min_digits" not in fields and "max_digits" not in fields:
        return Entry(fixed, fixed, timeout)
    least = max(1, int(fields.get("min_digits", 1)))
    most = int(fields.get("max_digits", max(_FARTHEST, least) if "num_digits" not in fields else fixed))
    return Entry(least, most, timeout)
