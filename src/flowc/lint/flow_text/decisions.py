"""Decisions and their opening hours as flow text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from flowc.ir.graph import DAYS, Decision, Hours, Period
from flowc.ir.names import outcome_name
from flowc.lint.decisions import KnownDecision
from flowc.lint.flow_text.words import Handler, block, quoted, variable

__all__ = ["decide_lines", "declared_hours"]

Target = Callable[[str], Sequence[str]]
"""The text that a document comes to as a target."""


def declared_hours(decisions: Iterable[KnownDecision], prefix: str) -> tuple[dict[str, str], list[list[str]]]:
    """The name of the hours of each decision, by its node, and their declarations.

    Hours are called after the first decision that is taken by them; ``prefix`` keeps them apart from those of others.
    """
    names: dict[str, str] = {}
    declared: dict[tuple[object, ...], str] = {}
    lines = []
    for known in decisions:
        hours = known.decision.hours
        if hours is not None:
            same = hours.zone, hours.week, tuple((date, periods) for date, periods, _ in hours.dates)
            if same not in declared:
                declared[same] = prefix + hours.name
                lines.append(_hours_lines(hours, declared[same]))
            names[known.node] = declared[same]
    return names, lines


def _hours_lines(hours: Hours, name: str) -> list[str]:
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
    return block(f"hours {name} {quoted(hours.zone)}", lines or ["mon-sun closed"])


def _periods(periods: tuple[Period, ...]) -> str:
    return ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in periods) or "closed"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def decide_lines(known: KnownDecision, leads: Mapping[str, str], hours: str, target: Target) -> list[str]:
    """What a decision is taken by, and its handlers; ``leads`` is the document of each outcome, ``hours`` what its
    hours are called."""
    lines = _by(known.decision, hours)
    for events, document in _handlers(known.node, leads):
        lines += Handler(tuple(map(_event, events)), tuple(target(document))).lines
    return lines


def _by(decision: Decision, hours: str) -> list[str]:
    match decision.kind:
        case "hours":
            return [f"by hours {hours}"]
        case "variable":
            return [f"by variable {variable(decision.variable or '')}"]
        case "ask":
            timeout = decision.timeout_ms
            shown = f"{timeout // 1000}s" if timeout % 1000 == 0 else f"{timeout}ms"
            sent = [name if name == kind else variable(name) for name, kind in decision.send]
            return [
                f"ask {quoted(decision.url or '')} timeout {shown}",
                *([f"send {', '.join(sent)}"] if sent else []),
            ]
    return [f"by {decision.kind}"]


def _handlers(node: str, leads: Mapping[str, str]) -> list[tuple[list[str], str]]:
    """The events of each handler, and the document that it leads to.

    Outcomes that lead to one inline block share its handler; others only with their neighbours, for values are tried
    in their order.
    """
    handlers: list[tuple[list[str], str]] = []
    for event, document in leads.items():
        inline = f"{node}.on_" in document
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


def _event(event: str) -> str:
    return quoted(json.loads(event)) if event.startswith('"') else event
