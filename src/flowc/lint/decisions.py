"""Decisions as ``routes.json`` describes them, with the places of what they lead to."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flowc.ir.graph import DAYS, Decision, Hours, Period
from flowc.lint.values import Array, Json, Scalar, member_of, plain
from flowc.records import NamedTuple
from flowc.source import Span

__all__ = ["KINDS", "KnownDecision", "read_decision"]

KINDS = ("hours", "caller", "called", "variable", "ask")
_WORDS = ("open", "closed", "withheld", "unset", "other", "failed")


class KnownDecision(NamedTuple):
    """What a route decides by; ``next`` is the name of a page for each outcome, outcomes as in the graph.

    The hours of a decision are called after its node.
    """

    name: str
    node: str
    decision: Decision
    next: tuple[tuple[str, str, Span], ...]
    span: Span


def read_decision(name: str, value: Json) -> KnownDecision | None:
    """A route of a decision; None for what is none."""
    try:
        decision = _decision(plain(value), value.span)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    node = member_of(value, "node")
    if not isinstance(node, Scalar):
        return None
    return KnownDecision(name, str(node.value), decision, tuple(_next(value)), value.span)


def _decision(route: dict[str, object], span: Span) -> Decision:
    kind = str(route["kind"])
    match route:
        case {"kind": "hours", "node": str(node), "zone": str(zone), "week": dict(week), "dates": dict(dates)}:
            days = tuple(_periods(week[day]) for day in DAYS)
            own = tuple((str(date), _periods(periods), span) for date, periods in dates.items())
            return Decision(kind, span, hours=Hours(f"{node}_hours".replace(".", "_"), zone, days, own, span))
        case {"kind": "variable", "variable": str(variable)}:
            return Decision(kind, span, variable=variable)
        case {"kind": "ask", "url": str(url), "timeout_ms": int(timeout), "send": dict(send)}:
            sent = tuple((str(name), str(what)) for name, what in send.items())
            return Decision(kind, span, url=url, timeout_ms=timeout, send=sent)
        case {"kind": "caller" | "called"}:
            return Decision(kind, span)
    raise ValueError(kind)


def _periods(written: object) -> tuple[Period, ...]:
    if not isinstance(written, list):
        raise TypeError("a day is a list of periods")
    return tuple(Period(_minutes(start), _minutes(end)) for start, end in written)


def _minutes(clock: str) -> int:
    return 60 * int(clock[:2]) + int(clock[3:])


def _next(route: Json) -> Iterator[tuple[str, str, Span]]:
    branches = member_of(route, "branches")
    for branch in branches.items if isinstance(branches, Array) else ():
        pattern, value, to = member_of(branch, "pattern"), member_of(branch, "value"), member_of(branch, "next")
        if not isinstance(to, Scalar):
            continue
        if isinstance(pattern, Scalar):
            yield str(pattern.value), str(to.value), to.span
        elif isinstance(value, Scalar):
            yield json.dumps(value.value, ensure_ascii=False), str(to.value), to.span
    for event in _WORDS:
        to = member_of(route, event)
        if isinstance(to, Scalar):
            yield event, str(to.value), to.span
