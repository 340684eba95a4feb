"""What decides without digits: the clock, the numbers of a call, its variables, and somebody who is asked.

Each decision is read in the form that it has in ``routes.json`` and is a function of the ``Facts`` of a call. What is
not known decides nothing: a number that was never told is ``withheld``, a variable is ``unset``, and where the table
has no such way there is no outcome at all, and the redirect to the decision fails as the author has provided for.

The simulator decides as well, by code of its own: what the server answers is compared with it, call by call. So what a
pattern takes and when an office is open stand there a second time, and are not to be brought together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from flowc.ir.graph import DAYS
from flowc.serve.tables import Route

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "WITHHELD", "Facts", "by_hours", "by_number", "by_outcome", "by_variable", "by_word", "is_open", "local_time",
    "takes", "to_send",
]  # fmt: skip

_KEYS = {"X": "0123456789", "Z": "123456789", "N": "23456789"}
WITHHELD = ("", "anonymous", "private", "restricted", "unavailable", "unknown", "withheld")
"""What stands for the number of a caller who withholds it, in small letters."""

_WORDS = ("open", "closed", "withheld", "unset", "other", "failed")


class Facts(NamedTuple):
    """What is known of a call when it comes to a decision; ``now`` in seconds since the epoch.

    ``given`` has outcomes taken for granted, by the decision's key (``<flow>/<route>``), for trying a flow out.
    """

    now: float
    call: str | None = None
    caller: str | None = None
    called: str | None = None
    variables: Mapping[str, str] | None = None
    given: Mapping[str, str] | None = None


def by_word(route: Route, outcome: str) -> str | None:
    """Where an outcome leads, written as in the flow: a word, a number or pattern, a value in quotation marks."""
    if outcome in _WORDS:
        return _way(route, outcome)
    for branch in route.get("branches", ()):
        if outcome in (branch.get("pattern"), json.dumps(branch.get("value"), ensure_ascii=False)):
            return str(branch["next"])
    return None


def by_hours(route: Route, now: float) -> str:
    """Where the clock leads."""
    target: str = route["open" if is_open(route, now) else "closed"]
    return target


def is_open(hours: Route, now: float) -> bool:
    """Whether a moment falls into opening hours: from the first minute of a span up to, not including, the last.

    A local time that a change of the clock doubles is open both times.
    """
    local = local_time(hours["zone"], now)
    time = f"{local:%H:%M}"
    dates: Mapping[str, list[list[str]]] = hours.get("dates", {})
    spans = dates.get(f"{local:%Y-%m-%d}", hours["week"][DAYS[local.weekday()]])
    return any(begin <= time < end for begin, end in spans)


def local_time(zone: str, now: float) -> datetime:
    """A moment as the clocks of a zone show it.

    Raises:
        KeyError, ValueError, OSError, OverflowError: there is no such zone, or no such time.
    """
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    return datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(zone))


def by_number(route: Route, facts: Facts) -> str | None:
    """Where a number of the call leads."""
    number = facts.caller if route["kind"] == "caller" else facts.called
    if number is None or number.lower() in WITHHELD:
        return _way(route, "withheld") or _way(route, "other")
    for branch in route["branches"]:
        if takes(branch["pattern"], number):
            return str(branch["next"])
    return _way(route, "other")


def _way(route: Route, outcome: str) -> str | None:
    target: str | None = route.get(outcome)
    return target


def takes(pattern: str, text: str) -> bool:
    """Whether a number, a run of keys, or a pattern with ``X`` (0-9), ``Z`` (1-9) and ``N`` (2-9) takes a text."""
    return len(pattern) == len(text) and all(
        sign in _KEYS.get(place, place) for place, sign in zip(pattern, text, strict=True)
    )


def by_variable(route: Route, facts: Facts) -> str:
    """Where a variable of the call leads."""
    value = (facts.variables or {}).get(route["variable"])
    target: str = route["unset"] if value is None else by_outcome(route, value)
    return target


def by_outcome(route: Route, outcome: str | None) -> str:
    """Where a value leads; None where whoever was asked has failed to tell one."""
    if outcome is None:
        return str(route["failed"])
    for branch in route["branches"]:
        if branch["value"] == outcome:
            return str(branch["next"])
    return str(route["other"])


def to_send(route: Route, facts: Facts) -> dict[str, Any]:
    """The object that whoever is asked is sent; null stands for what is not known."""
    known = {"caller": facts.caller, "called": facts.called, "call": facts.call}
    variables = facts.variables or {}
    return {
        name: variables.get(name) if kind == "variable" else known[kind]
        for name, kind in route.get("send", {}).items()
    }
