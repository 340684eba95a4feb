"""Decisions and their opening hours as flow text."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from flowc.ir.graph import DAYS, Decision, Hours, Period
from flowc.ir.names import outcome_name
from flowc.lint.decisions import KnownDecision

__all__ = ["decide_lines", "hours_lines"]

_INDENT = "    "
_SENT = ("caller", "called", "call")

Quote = Callable[[str], str]
Handler = tuple[list[str], str]
"""The events of a handler, as the routes call them, and the document that it leads to."""


def hours_lines(hours: Hours, quote: Quote) -> list[str]:
    """The declaration of opening hours."""
    lines = []
    first = 0
    while first < len(DAYS):
        last = first
        while last + 1 < len(DAYS) and hours.week[last + 1] == hours.week[first]:
            last += 1
        if hours.week[first]:
            days = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
            lines.append(f"{days} {_periods(hours.week[first])}")
        first = last + 1
    lines += [f"{date} {_periods(periods)}" for date, periods, _ in hours.dates]
    body = lines or ["mon-sun closed"]
    return [f"hours {hours.name} {quote(hours.zone)} {{", *(_INDENT + line for line in body), "}"]


def _periods(periods: tuple[Period, ...]) -> str:
    return ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in periods) or "closed"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


Target = Callable[[str], Sequence[str]]
"""The text that a document comes to as a target."""


def decide_lines(known: KnownDecision, quote: Quote, variable: Quote, target: Target) -> list[str]:
    """What a decision is taken by, and its handlers."""
    lines = _by(known.decision, quote, variable)
    for events, document in _handlers(known):
        head = f"on {', '.join(_event(event, quote) for event in events)}"
        to = target(document)
        if len(to) == 1 and to[0].startswith("-> "):
            lines.append(f"{head} {to[0]}")
        else:
            lines += [f"{head} {{", *(_INDENT + line for line in to), "}"]
    return lines


def _by(decision: Decision, quote: Quote, variable: Quote) -> list[str]:
    match decision.kind:
        case "hours":
            assert decision.hours is not None, "it is decided by hours"
            return [f"by hours {decision.hours.name}"]
        case "variable":
            return [f"by variable {variable(decision.variable or '')}"]
        case "ask":
            timeout = decision.timeout_ms
            shown = f"{timeout // 1000}s" if timeout % 1000 == 0 else f"{timeout}ms"
            lines = [f"ask {quote(decision.url or '')} timeout {shown}"]
            if decision.send:
                sent = [name if name == kind else variable(name) for name, kind in decision.send]
                lines.append(f"send {', '.join(sent)}")
            return lines
    return [f"by {decision.kind}"]


def _handlers(known: KnownDecision) -> list[Handler]:
    """Outcomes that lead to one inline block share its handler; others only with their neighbours, for values are tried
    in their order."""
    handlers: list[Handler] = []
    for event, document, _ in known.next:
        inline = f"{known.node}.on_" in document
        same = next((handler for handler in handlers if inline and handler[1] == document), None)
        if same is None and handlers and handlers[-1][1] == document:
            same = handlers[-1]
        if same is None:
            handlers.append(([event], document))
        else:
            same[0].append(event)
    for events, document in handlers:
        called = document.rpartition(".on_")[2]
        events.sort(key=lambda event: _name(event) != called)
    return handlers


def _name(event: str) -> str:
    """An outcome as documents are called after it."""
    if event.startswith('"'):
        return outcome_name(json.loads(event), "text")
    return outcome_name(event, "phone" if event.startswith("+") else "word")


def _event(event: str, quote: Quote) -> str:
    return quote(json.loads(event)) if event.startswith('"') else event
