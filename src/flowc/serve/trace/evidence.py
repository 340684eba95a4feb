"""What the events of a call tell of what decided: its keys, its numbers, its variables, the time.

A decision is taken between two events. The caller's numbers are in every event. Variables and opening hours are known
where the event before and the event after agree on them. What another system answered is in no event: the way that the
call went then has to show it.

Which edge digits take is decided here from the graph, as the simulator decides it by code of its own: calls that it has
played are followed here, and have to come out at the same places.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flowc.ir.graph import Decide, Edge, Hours, Route
from flowc.serve.decisions import WITHHELD, local_time, takes
from flowc.serve.trace.events import Event

__all__ = ["decided", "entered"]

_WORDS = frozenset({"noinput", "incomplete", "nomatch"})


def entered(route: Route, digits: str) -> Edge | None:
    """The edge that these digits take out of a question, one finish key at their end left out; None for none."""
    finish_on = route.gather.finish_on
    if finish_on is not None:
        digits = digits.removesuffix(finish_on)
    if not digits:
        outcome = "noinput"
    elif len(digits) < route.gather.min_digits:
        outcome = "incomplete"
    else:
        for edge in route.edges:
            if edge.event == "digits" or (edge.event not in _WORDS and takes(edge.event, digits)):
                return edge
        outcome = "nomatch"
    return next((edge for edge in route.edges if edge.event == outcome), None)


def decided(decide: Decide, before: Event | None, after: Event | None) -> Edge | None:
    """The edge of a decision that is known to have been taken between two events; None where it is not known."""
    outcomes = {_outcome(decide, event) for event in (before, after) if event is not None}
    if len(outcomes) != 1:
        return None
    outcome = outcomes.pop()
    return next((edge for edge in decide.edges if edge.event == outcome), None)


def _outcome(decide: Decide, event: Event) -> str | None:
    """What the decision would come to at the moment of an event; None where the event does not tell."""
    decision = decide.decision
    match decision.kind:
        case "caller":
            return _number(decide, event, "from")
        case "called":
            return _number(decide, event, "to")
        case "variable":
            return _variable(decide, event)
        case "hours" if decision.hours is not None:
            return _hours(decision.hours, event.at // 60_000)
        case _:
            return None


def _number(decide: Decide, event: Event, field: str) -> str | None:
    call: dict[str, Any] = event.body["call"]
    if field not in call:
        return None
    number = call[field]
    if number is None or (isinstance(number, str) and number.strip().lower() in WITHHELD):
        return "withheld"
    if not isinstance(number, str):
        return None
    return next((edge.event for edge in decide.edges if edge.event[0] == "+" and takes(edge.event, number)), "other")


def _variable(decide: Decide, event: Event) -> str | None:
    variables = event.body.get("variables")
    if not isinstance(variables, dict):
        return None
    value = variables.get(decide.decision.variable)
    if value is None:
        return "unset"
    from json import loads

    return next((edge.event for edge in decide.edges if edge.event[0] == '"' and loads(edge.event) == value), "other")


@lru_cache(maxsize=4096)
def _hours(hours: Hours, minute: int) -> str | None:
    """Whether it is open in a minute since 1970."""
    try:
        local = local_time(hours.zone, minute * 60)
    except (KeyError, ValueError, OSError, OverflowError):
        return None
    dates = {entry[0]: entry[1] for entry in hours.dates}
    periods = dates.get(local.date().isoformat(), hours.week[local.weekday()])
    now = local.hour * 60 + local.minute
    return "open" if any(period.start <= now < period.end for period in periods) else "closed"
