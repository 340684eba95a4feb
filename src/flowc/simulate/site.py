"""Where a call's documents come from: built flows, in memory or on disk, answering as a server of theirs would.

A **site** answers requests. One of its own URLs gets a status and a body; any other URL is somebody else's, and what
happens there is not known. A route is answered by the document that the digits lead to. Which one that is is decided
from ``routes.json`` alone: one trailing finish key is taken off, no digits are ``noinput``, too few ``incomplete``,
then the first branch that takes them, then ``digits``, then ``nomatch``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from flowc.records import NamedTuple
from flowc.simulate.keys import matches

__all__ = ["Answer", "Built", "BuiltSite", "Site", "lead", "load_site"]


class Answer(NamedTuple):
    """What a URL answers. ``body`` is the decoded JSON, None where it is none.

    ``document`` is the document's name; ``route`` and ``event`` say which route was asked for, and what the digits were
    taken for.
    """

    status: int
    body: Any
    document: str | None = None
    route: str | None = None
    event: str | None = None


class Site(Protocol):
    def fetch(self, url: str, digits: str) -> Answer | None:
        """What the URL answers after these digits; None where it is not one of ours."""
        ...

    def route_at(self, url: str) -> Mapping[str, Any] | None:
        """The route that a URL stands for, as ``routes.json`` describes it."""
        ...


class Built(NamedTuple):
    """One flow as it was built: its documents by name, and the whole of its ``routes.json``."""

    documents: Mapping[str, Any]
    routes: Mapping[str, Any]


class BuiltSite:
    """Built flows under their own URLs; every flow's ``routes.json`` says what its URL is."""

    def __init__(self, flows: Iterable[Built]) -> None:
        self._flows = {_prefix(flow.routes["base_url"], flow.routes["flow"]): flow for flow in flows}

    def fetch(self, url: str, digits: str) -> Answer | None:
        found = self._find(url)
        if found is None:
            return None
        flow, path = found
        if path.startswith("route/"):
            return self._answer_route(flow, path.removeprefix("route/"), digits)
        return _document(flow, path.removesuffix(".json") if path.endswith(".json") else None)

    def route_at(self, url: str) -> Mapping[str, Any] | None:
        found = self._find(url)
        if found is None or not found[1].startswith("route/"):
            return None
        route: Mapping[str, Any] | None = found[0].routes["routes"].get(found[1].removeprefix("route/"))
        return route

    @property
    def flows(self) -> list[str]:
        """The names of its flows."""
        return [built.routes["flow"] for built in self._flows.values()]

    def start_url(self, flow: str) -> str:
        """The URL of a flow's first document, its ``answer_url``. KeyError where there is no such flow."""
        for prefix, built in self._flows.items():
            if built.routes["flow"] == flow:
                return prefix + "answer.json"
        raise KeyError(flow)

    def _find(self, url: str) -> tuple[Built, str] | None:
        address = url.partition("#")[0].partition("?")[0]
        for prefix, flow in self._flows.items():
            if address.startswith(prefix):
                return flow, address.removeprefix(prefix)
        return None

    def _answer_route(self, flow: Built, name: str, digits: str) -> Answer:
        route = flow.routes["routes"].get(name)
        if route is None:
            return _NOT_FOUND
        event, document = lead(route, digits)
        return _document(flow, document)._replace(route=name, event=event)


def lead(route: Mapping[str, Any], digits: str) -> tuple[str, str | None]:
    """What a route takes digits for, and the document that this leads to; None where it leads nowhere."""
    finish_on = route.get("finish_on")
    if finish_on and digits.endswith(finish_on):
        digits = digits[: -len(finish_on)]
    if not digits:
        return "noinput", route.get("noinput")
    if len(digits) < route["min_digits"]:
        return "incomplete", route.get("incomplete")
    for branch in route["branches"]:
        if branch["pattern"] == "digits" or matches(branch["pattern"], digits):
            return branch["pattern"], branch["next"]
    return "nomatch", route.get("nomatch")


def load_site(directory: str) -> BuiltSite:
    """What ``flowc build`` wrote: the directory of one flow, or one that holds such directories.

    Raises:
        OSError: a directory or file cannot be read.
        ValueError: a file is not JSON, or there is no ``routes.json`` in it or directly below.
    """
    folders = [directory, *sorted(entry.path for entry in os.scandir(directory) if entry.is_dir())]
    flows = [_load_flow(folder) for folder in folders if os.path.isfile(os.path.join(folder, "routes.json"))]
    if not flows:
        raise ValueError(f"{directory} holds no built flow: there is no routes.json in it or in a directory below")
    return BuiltSite(flows)


def _load_flow(folder: str) -> Built:
    from json import load

    bodies = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".json"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                bodies[name.removesuffix(".json")] = load(file)
    routes = bodies.pop("routes")
    bodies.pop("manifest", None)
    if not _is_routes(routes):
        raise ValueError(f"{os.path.join(folder, 'routes.json')} is no table of routes")
    return Built(bodies, routes)


def _is_routes(value: Any) -> bool:
    """Whether a value has all that is read of a ``routes.json``."""
    if not isinstance(value, dict) or not isinstance(value.get("routes"), dict):
        return False
    texts = isinstance(value.get("base_url"), str) and isinstance(value.get("flow"), str)
    return texts and all(map(_is_route, value["routes"].values()))


def _is_route(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("node"), str)
        and type(value.get("attempt")) is int
        and type(value.get("min_digits")) is int
        and isinstance(value.get("finish_on"), str | None)
        and all(isinstance(value.get(event), str | None) for event in ("noinput", "incomplete", "nomatch"))
        and isinstance(value.get("branches"), list)
        and all(map(_is_branch, value["branches"]))
    )


def _is_branch(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in ("pattern", "next"))


def _document(flow: Built, name: str | None) -> Answer:
    if name is None or name not in flow.documents:
        return _NOT_FOUND
    return Answer(200, flow.documents[name], name)


def _prefix(base_url: str, flow: str) -> str:
    return f"{base_url.rstrip('/')}/{flow}/"


_NOT_FOUND = Answer(404, {"error": {"code": "not_found", "message": "there is no such document"}})
