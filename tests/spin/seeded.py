"""Faults put into what was built, each of which SPIN must find."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import NamedTuple

from tests.spin.promela import Built
from tests.spin.verify import shows

__all__ = ["Seeded", "seeded"]


class Seeded(NamedTuple):
    """A build with a fault; ``shows`` is the field of the verdict that must be true."""

    name: str
    built: Built
    shows: str

    @property
    def is_found(self) -> bool:
        return shows(self.built, self.shows)


def seeded(built: Built) -> Iterator[Seeded]:
    """One build for each kind of fault, put into the first route; none where a flow asks nothing."""
    asking = _asking(built)
    if not asking:
        return
    route, document = next(iter(asking.items()))
    for event, to, what in (
        ("noinput", document, "silent"),
        ("nomatch", document, "any"),
        ("noinput", "nowhere", "missing"),
    ):
        changed = copy.deepcopy(built)
        where = changed[1]["routes"][route]
        if event in where:
            where[event] = to
            yield Seeded(f"`{event}` of `{route}` leads to `{to}`", changed, what)
    changed = copy.deepcopy(built)
    del changed[1]["routes"][route]
    yield Seeded(f"there is no route `{route}`", changed, "missing")


def _asking(built: Built) -> dict[str, str]:
    """For every route a document that asks its question."""
    documents, routes = built
    found = {}
    for route in routes["routes"]:
        url = f"{routes['base_url']}/{routes['flow']}/route/{route}"
        for name, document in documents.items():
            actions = [action.get("redirect", action) for action in document["actions"]]
            if any(action.get("url") == url for action in actions):
                found.setdefault(route, name)
    return found
