"""What a caller on the page says is given: the time, and what decisions come to.

It stands in each request of the page, beside the digits: ``time`` is local time in ``zone``, as ``2026-12-25T10:00``,
and ``decided`` a JSON object from ``<flow>/<node>`` to the outcome. It holds for the facts of that request only.
Numbers and variables need nothing of the kind: the page sends them as the platform does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextvars import ContextVar
from typing import NamedTuple
from urllib.parse import parse_qs

from flowc.serve.decisions import Facts

__all__ = ["GIVEN", "Given", "read_given", "with_given"]

class Given(NamedTuple):
    """``now`` in seconds since the epoch, None where it is now; ``decided`` the outcomes by decision, None for none."""

    now: float | None = None
    decided: Mapping[str, str] | None = None


GIVEN: ContextVar[Given] = ContextVar("given", default=Given())  # noqa: B039 (immutable)
"""What is given in the request that is being answered."""


def read_given(query: bytes) -> Given:
    """What the query of a request says is given; what cannot be read is not."""
    fields = {name: values[0] for name, values in parse_qs(query.decode("ascii", "replace")).items()}
    try:
        decided = json.loads(fields.get("decided", "{}"))
    except (ValueError, RecursionError):
        decided = None
    outcomes = decided.items() if isinstance(decided, dict) else ()
    kept = {key: outcome for key, outcome in outcomes if isinstance(outcome, str)}
    return Given(_moment(fields.get("time", ""), fields.get("zone", "")), kept or None)


def _moment(time: str, zone: str) -> float | None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    try:
        return datetime.fromisoformat(time).replace(tzinfo=ZoneInfo(zone)).timestamp()
    except (ValueError, KeyError, OSError, OverflowError):
        return None


def with_given(facts: Facts) -> Facts:
    """The facts of a call, with what the request that is being answered says is given."""
    given = GIVEN.get()
    return facts._replace(now=facts.now if given.now is None else given.now, given=given.decided)
