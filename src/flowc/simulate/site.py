"""Where a call's documents come from: built flows, in memory or on disk, answering as a server of theirs would.

A **site** answers requests. One of its own URLs gets a status and a body; any other URL is somebody else's, and what
happens there is not known. A route is answered by the document that the digits lead to. Which one that is is decided
from ``routes.json`` alone: one trailing finish key is taken off, no digits are ``noinput``, too few ``incomplete``,
then the first branch that takes them, then ``digits``, then ``nomatch``.

A route of a decision, and a document that is just a decision where a route leads to it, comes with a question; whoever
asks for it says how that comes out. A document that is a template is filled with the digits of the gather, or with
those that the URL hands on as ``entry``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from flowc.ir.graph import DAYS
from flowc.records import NamedTuple
from flowc.simulate.decisions import Calendar, Question, quoted
from flowc.simulate.keys import matches
from flowc.templates import fill

__all__ = ["Answer", "Built", "BuiltSite", "Site", "lead"]


class Answer(NamedTuple):
    """What a URL answers. ``body`` is the decoded JSON, None where it is none.

    ``document`` is the document's name; ``route`` and ``event`` say which route was asked for, and what the digits were
    taken for. Where a decision is to be taken first there is a ``question`` instead of a body; ``flow``,
    ``deciding`` (a route) and ``entry`` are where it stands, for the site that has asked it.
    """

    status: int
    body: Any
    document: str | None = None
    route: str | None = None
    event: str | None = None
    question: Question | None = None
    flow: str = ""
    deciding: str = ""
    entry: str | None = None


class Site(Protocol):
    def fetch(self, url: str, digits: str) -> Answer | None:
        """What the URL answers after these digits; None where it is not one of ours."""
        ...

    def decided(self, answer: Answer, outcome: str) -> Answer:
        """What is answered once the question of an answer has come out so."""
        ...

    def route_at(self, url: str) -> Mapping[str, Any] | None:
        """The route that a URL stands for, as ``routes.json`` describes it."""
        ...


class Built(NamedTuple):
    """One flow as it was built: its documents by name, the whole of its ``routes.json``, and which documents are
    templates."""

    documents: Mapping[str, Any]
    routes: Mapping[str, Any]
    fills: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return str(self.routes["flow"])


class BuiltSite:
    """Built flows under their own URLs; every flow's ``routes.json`` says what its URL is.

    ``beside`` are flows that calls can be led into, and that nobody has asked for.
    """

    def __init__(self, flows: Iterable[Built], beside: Iterable[Built] = ()) -> None:
        wanted = list(flows)
        self._flows = {_prefix(flow.routes["base_url"], flow.name): flow for flow in (*wanted, *beside)}
        self._wanted = [flow.name for flow in wanted]
        self._names = {flow.name: flow for flow in self._flows.values()}

    def fetch(self, url: str, digits: str) -> Answer | None:
        found = self._find(url)
        if found is None:
            return None
        flow, path, entry = found
        if path.startswith("route/"):
            return self._answer_route(flow, path.removeprefix("route/"), digits, entry)
        name = path.removesuffix(".json") if path.endswith(".json") else None
        return _document(flow, name, entry)

    def decided(self, answer: Answer, outcome: str) -> Answer:
        flow = self._names[answer.flow]
        to = dict(_targets(flow.routes["routes"][answer.deciding])).get(outcome)
        if to is None:
            return _NOT_FOUND._replace(route=answer.route, event=answer.event)
        following = self._arrive(flow, to, answer.entry)
        return following._replace(route=answer.route, event=answer.event or outcome)

    def route_at(self, url: str) -> Mapping[str, Any] | None:
        found = self._find(url)
        if found is None or not found[1].startswith("route/"):
            return None
        route: Mapping[str, Any] | None = found[0].routes["routes"].get(found[1].removeprefix("route/"))
        return route

    def document_url(self, flow: str, document: str) -> str:
        """The URL of a document. KeyError where there is no such flow."""
        return self.start_url(flow).removesuffix("answer.json") + f"{document}.json"

    @property
    def flows(self) -> list[str]:
        """The names of its flows."""
        return list(self._wanted)

    def start_url(self, flow: str) -> str:
        """The URL of a flow's first document, its ``answer_url``. KeyError where there is no such flow."""
        for prefix, built in self._flows.items():
            if built.routes["flow"] == flow:
                return prefix + "answer.json"
        raise KeyError(flow)

    def _find(self, url: str) -> tuple[Built, str, str | None] | None:
        """The flow that a URL belongs to, the path in it, and the digits that it hands on."""
        plain, _, query = url.partition("#")[0].partition("?")
        for prefix, flow in self._flows.items():
            if plain.startswith(prefix):
                return flow, plain.removeprefix(prefix), _entry_in(query)
        return None

    def _answer_route(self, flow: Built, name: str, digits: str, entry: str | None) -> Answer:
        route = flow.routes["routes"].get(name)
        if route is None:
            return _NOT_FOUND
        if route["kind"] != "gather":
            return Answer(200, None, route=name, question=_question(route, flow.name), flow=flow.name, deciding=name)
        event, document = lead(route, "" if entry == "" else digits)
        if document is None:
            return _NOT_FOUND._replace(route=name, event=event)
        finish_on = route.get("finish_on")
        own = digits[:-1] if finish_on and digits.endswith(finish_on) else digits
        return self._arrive(flow, document, own if entry is None else entry)._replace(route=name, event=event)

    def _arrive(self, flow: Built, target: str, entry: str | None) -> Answer:
        """Where a route leads to: a document of the flow or, behind a slash, of another, or the question that it is."""
        other, slash, document = target.rpartition("/")
        of = self._names.get(other) if slash else flow
        if of is None:
            return _NOT_FOUND
        decision = self._sole_decision(of, of.documents.get(document))
        if decision is not None:
            question = _question(of.routes["routes"][decision], of.name)
            return Answer(200, None, question=question, flow=of.name, deciding=decision, entry=entry)
        return _document(of, document, entry)

    def _sole_decision(self, flow: Built, document: Any) -> str | None:
        """The route of the decision that is all of a document."""
        actions = document.get("actions") if isinstance(document, Mapping) else None
        if not isinstance(actions, list) or len(actions) != 1 or not isinstance(actions[0], Mapping):
            return None
        action = actions[0]
        fields = action if action.get("type") == "redirect" else action.get("redirect")
        url = fields.get("url") if isinstance(fields, Mapping) else None
        found = self._find(url) if isinstance(url, str) else None
        if found is None or found[0] is not flow or not found[1].startswith("route/"):
            return None
        name = found[1].removeprefix("route/")
        route = flow.routes["routes"].get(name)
        return None if route is None or route["kind"] == "gather" else name


_ENTRY = re.compile(r"[0-9*#]{1,32}")


def _entry_in(query: str) -> str | None:
    """The digits that a URL hands on; empty where it hands on what are none, None where nothing."""
    from urllib.parse import unquote

    for part in query.split("&"):
        name, equals, value = part.partition("=")
        if name == "entry" and equals:
            digits = unquote(value)
            return digits if _ENTRY.fullmatch(digits) else ""
    return None


def _question(route: Mapping[str, Any], flow: str) -> Question:
    """A decision as the ``routes.json`` of a flow describes it."""
    calendar = None
    if route["kind"] == "hours":
        dates = {date: _periods(periods) for date, periods in route["dates"].items()}
        calendar = Calendar(route["zone"], tuple(_periods(route["week"][day]) for day in DAYS), dates)
    return Question(
        node=route["node"],
        kind=route["kind"],
        outcomes=tuple(outcome for outcome, _ in _targets(route)),
        calendar=calendar,
        variable=route.get("variable"),
        url=route.get("url"),
        timeout_ms=route.get("timeout_ms", 0),
        send=tuple(route.get("send", {}).items()),
        flow=flow,
    )


_WORDS = ("open", "closed", "withheld", "unset", "other", "failed")


def _periods(written: Iterable[Any]) -> tuple[tuple[int, int], ...]:
    return tuple((_minutes(start), _minutes(end)) for start, end in written)


def _minutes(clock: str) -> int:
    return 60 * int(clock[:2]) + int(clock[3:])


def _targets(route: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The outcomes of a decision and where they lead, in the order in which they are tried."""
    branches = [
        (branch["pattern"] if "pattern" in branch else quoted(branch["value"]), branch["next"])
        for branch in route.get("branches", ())
    ]
    return branches + [(word, route[word]) for word in _WORDS if word in route]


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


def _document(flow: Built, name: str | None, entry: str | None) -> Answer:
    if name is None or name not in flow.documents:
        return _NOT_FOUND
    body = flow.documents[name]
    if name in flow.fills:
        return Answer(200, fill(body, entry), name) if entry else _NOT_FOUND
    return Answer(200, body, name)


def _prefix(base_url: str, flow: str) -> str:
    return f"{base_url.rstrip('/')}/{flow}/"


_NOT_FOUND = Answer(404, {"error": {"code": "not_found", "message": "there is no such document"}})
