"""What is put on the cards of decisions, confirmations and messages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from flowc.emit.diagram.words import Said, short_url
from flowc.ir.graph import Action, Decision, Hours, Node, Period, Program
from flowc.templates import MARK, fill

__all__ = ["decision_words", "message_words", "outcome_label", "unfilled"]

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WORDS = {
    "withheld": "number withheld",
    "unset": "not set",
    "other": "anything else",
    "failed": "no answer",
}


def decision_words(decision: Decision) -> Iterator[Said]:
    """What a decision is taken by."""
    match decision.kind:
        case "hours":
            assert decision.hours is not None, "it is decided by hours"
            yield Said("decision", f"Open at the hour of the call? Local time of {decision.hours.zone}")
            yield from (Said("waiting", line) for line in _hours(decision.hours))
        case "caller":
            yield Said("decision", "From which number does the call come?")
        case "called":
            yield Said("decision", "Which number was called?")
        case "variable":
            yield Said("decision", f"What is noted as {decision.variable}?")
        case _:
            yield Said("decision", f"Asks {short_url(decision.url or '')}")
            sent = f"sends {', '.join(name for name, _ in decision.send)}; " if decision.send else ""
            yield Said("waiting", f"{sent}waits {decision.timeout_ms / 1000:g} s for the answer".capitalize())


def outcome_label(event: str, decision: Decision) -> str:
    """How a decision comes out."""
    if event.startswith('"'):
        from json import loads

        return str(loads(event))
    if event.startswith("+"):
        return "".join("\u2022" if sign in "XZN" else sign for sign in event)
    if event == "other" and decision.kind in ("caller", "called"):
        return "any other number"
    return _WORDS.get(event, event)


def message_words(program: Program, node: Node) -> Said:
    """How long a voicemail listens, and what ends it."""
    routes = [route for route in program.routes if program.nodes[route.node] is node]
    seconds = sum(route.gather.timeout_seconds for route in routes)
    key = next((edge.event for route in routes for edge in route.edges if edge.event in "0123456789*#"), None)
    ended = f", ended by {key}" if key is not None else ""
    return Said("record", f"Takes a message, {seconds} s at the most{ended}")


def unfilled(value: Any) -> Any:
    """What stands in a template, as a reader is shown it: braces are braces, and digits ``{digits}``."""
    if isinstance(value, Action):
        return value._replace(fields=tuple(field._replace(value=unfilled(field.value)) for field in value.fields))
    if isinstance(value, dict):
        return {name: unfilled(item) for name, item in value.items()}
    return fill({"": value}, MARK)[""]


def _hours(hours: Hours) -> Iterator[str]:
    for periods, run in groupby(zip(_DAYS, hours.week, strict=True), key=lambda day: day[1]):
        names = [name for name, _ in run]
        days = names[0] if len(names) == 1 else f"{names[0]}\u2013{names[-1]}"
        if periods:
            yield f"{days} {_periods(periods)}"
    if hours.dates:
        first = hours.dates[0]
        yield f"{first[0]} {_periods(first[1])}" if len(hours.dates) == 1 else f"{len(hours.dates)} dates of their own"


def _periods(periods: tuple[Period, ...]) -> str:
    return ", ".join(f"{_clock(start)}\u2013{_clock(end)}" for start, end in periods) or "closed"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
