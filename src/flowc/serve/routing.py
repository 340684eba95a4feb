"""From digits to the document that answers, straight on through whatever is decided on the way.

``arrive`` is a generator, so that it needs no network: it yields each question that has to be put to somebody else and
is sent the outcome (None where there was none in time).
"""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import NamedTuple

from flowc.serve.builds import Build, Document, RouteAt
from flowc.serve.decisions import Facts, by_hours, by_number, by_outcome, by_variable, by_word, takes, to_send
from flowc.serve.tables import Route

__all__ = ["MAX_DECISIONS", "Asking", "arrive", "decide", "lead", "without_finish"]

MAX_DECISIONS = 50
"""Decisions in a row; a build in which there are more of them goes in a circle."""

_KEYS = re.compile(r"[0-9*#]+\Z")


class Asking(NamedTuple):
    """A question to somebody else: an HTTPS POST of ``body`` as JSON, with an answer within ``timeout_ms``."""

    url: str
    body: dict[str, object]
    timeout_ms: int


def without_finish(route: Route, digits: str) -> str:
    """Digits without one trailing finish key of the route."""
    finish_on = route["finish_on"]
    return digits[:-1] if finish_on and digits.endswith(finish_on) else digits


def lead(route: Route, digits: str) -> tuple[str, str]:
    """What a gather's route takes digits for (``digits``, or the event's name), and the document that it names.

    What the table has no way for counts as ``noinput``.
    """
    digits = without_finish(route, digits)
    if not digits:
        return "noinput", route["noinput"]
    event = "nomatch"
    if len(digits) < route["min_digits"]:
        event = "incomplete"
    elif len(digits) <= route["max_digits"]:
        for branch in route["branches"]:
            pattern = branch["pattern"]
            if (pattern == "digits" and _KEYS.match(digits)) or takes(pattern, digits):
                return "digits", branch["next"]
    return (event, route[event]) if event in route else ("noinput", route["noinput"])


def arrive(build: Build, document: Document, facts: Facts) -> Generator[Asking, str | None, Document | None]:
    """The document that is reached from one, which may be just a decision; None where nothing decides."""
    for _ in range(MAX_DECISIONS):
        if document.decides is None:
            return document
        route = build.route(f"{document.flow}/{document.decides}")
        following = None if route is None else (yield from decide(build, route, facts))
        if following is None:
            return None
        document = following
    return None


def decide(build: Build, route: RouteAt, facts: Facts) -> Generator[Asking, str | None, Document | None]:
    """The document that one decision leads to; None where nothing decides."""
    table = route.table
    target: str | None = None
    if facts.given is not None and route.key in facts.given:
        target = by_word(table, facts.given[route.key])
    if target is not None:
        return build.target(route.flow, target)
    match table["kind"]:
        case "hours":
            target = by_hours(table, facts.now)
        case "caller" | "called":
            target = by_number(table, facts)
        case "variable":
            target = by_variable(table, facts)
        case _:
            target = by_outcome(table, (yield Asking(table["url"], to_send(table, facts), table["timeout_ms"])))
    return None if target is None else build.target(route.flow, target)
