"""The shape of a route in ``routes.json``: what has to be there before it is served."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flowc.ir.graph import DAYS

__all__ = ["DECISIONS", "Route", "is_route"]

Route = Mapping[str, Any]

DECISIONS = ("hours", "caller", "called", "variable", "ask")
"""The kinds of routes that something else than digits decides."""



def is_route(value: Any) -> bool:
    """Whether a value has all that is read of a route."""
    if not isinstance(value, dict) or not isinstance(value.get("node"), str):
        return False
    check = _KINDS.get(value.get("kind", ""))
    return check is not None and check(value)


def _gather(value: Route) -> bool:
    return (
        all(type(value.get(name)) is int for name in ("min_digits", "max_digits"))
        and isinstance(value.get("finish_on"), str | None)
        and isinstance(value.get("sensitive"), bool)
        and _texts(value, "noinput")
        and all(isinstance(value.get(event, ""), str) for event in ("incomplete", "nomatch"))
        and _branches(value, "pattern")
    )


def _hours(value: Route) -> bool:
    week, dates = value.get("week"), value.get("dates", {})
    return (
        isinstance(week, dict)
        and set(week) == set(DAYS)
        and isinstance(dates, dict)
        and all(map(_spans, [*week.values(), *dates.values()]))
        and _texts(value, "zone", "open", "closed")
        and _is_zone(value["zone"])
    )


def _spans(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(span, list) and len(span) == 2 and all(isinstance(end, str) and len(end) == 5 for end in span)
        for span in value
    )


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
    return True


def _number(value: Route) -> bool:
    return _branches(value, "pattern") and all(isinstance(value.get(event, ""), str) for event in ("withheld", "other"))


def _variable(value: Route) -> bool:
    return _branches(value, "value") and _texts(value, "variable", "unset", "other")


def _ask(value: Route) -> bool:
    send = value.get("send", {})
    return (
        _branches(value, "value")
        and _texts(value, "url", "other", "failed")
        and value["url"].startswith("https://")
        and type(value.get("timeout_ms")) is int
        and isinstance(send, dict)
        and set(send.values()) <= {"caller", "called", "call", "variable"}
    )


def _branches(value: Route, key: str) -> bool:
    branches = value.get("branches")
    return isinstance(branches, list) and all(
        isinstance(branch, dict) and _texts(branch, key, "next") for branch in branches
    )


def _texts(value: Route, *names: str) -> bool:
    return all(isinstance(value.get(name), str) for name in names)


_KINDS: dict[str, Callable[[Route], bool]] = {
    "gather": _gather,
    "hours": _hours,
    "caller": _number,
    "called": _number,
    "variable": _variable,
    "ask": _ask,
}
