"""What ``flowc build`` wrote, as it is served: found by path, with what each document asks on its way.

A document is one way from its first action to its last, left earlier only where something succeeds. The questions
along that way, in the order in which a call can come to them, are its **way**: the first is what the call is led to, a
further one only where the redirect behind each before it has failed. A document that goes on in another has that one's
questions. Where a document can lead a call to somebody else's documents its way is **open**: what the call is asked
there is not known, nor whether it comes back.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flowc.serve.tables import Route, is_route
from flowc.speech import speech_seconds

__all__ = ["Asked", "Build", "BuildError", "Document", "FlowFiles", "RouteAt", "Way", "load", "read_files"]

_NAME = re.compile(r"[a-z][A-Za-z0-9_.]*\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_ECHOED = ("min_digits", "max_digits", "timeout_seconds", "finish_on_key")
_TABLES = ("manifest.json", "routes.json")
_ENDING = ("transfer", "conference")
_HASTE = 2
"""How many times faster than estimated a voice may speak."""


class BuildError(Exception):
    """What was to be served is no build; one line that says why."""


class FlowFiles(NamedTuple):
    """The files of one built flow by name: ``manifest.json``, ``routes.json`` and its documents."""

    files: Mapping[str, bytes]


class Document(NamedTuple):
    """A document: ``body`` as it was written; ``fills`` for a template, ``decides`` where it is just that decision.

    ``path`` is the one of its URL.
    """

    flow: str
    name: str
    body: bytes
    etag: str
    fills: bool
    decides: str | None
    path: str = ""

    @property
    def key(self) -> str:
        return f"{self.flow}/{self.name}"


class RouteAt(NamedTuple):
    """A route under its own name: ``key`` is ``<flow>/<route>``."""

    flow: str
    name: str
    table: Route

    @property
    def key(self) -> str:
        return f"{self.flow}/{self.name}"


class Asked(NamedTuple):
    """A question on the way of a document: its route, and of the fields of its gather those that events repeat."""

    route: str
    fields: Mapping[str, Any]


class Way(NamedTuple):
    """``seconds`` is how long the caller is spoken to, at the least, before the first prompt; no key interrupts it.

    ``decided`` are the routes of decisions on it. ``returns`` where it comes back to a document that it began with.
    """

    asked: tuple[Asked, ...] = ()
    open: bool = False
    seconds: float = 0.0
    decided: tuple[str, ...] = ()
    returns: bool = False

    def position(self, route: str) -> int | None:
        """How many questions come up to this one, itself included; None where it is not on the way."""
        for number, asked in enumerate(self.asked, 1):
            if asked.route == route:
                return number
        return None


class Build:
    """Flows that were built together. It never changes.

    ``digest`` stands for all its manifests, and so for every document, and for its routes. ``documents`` and ``routes``
    are found by the path of their URL, ``receivers`` are the paths at which events come in.
    """

    def __init__(self, flows: Iterable[FlowFiles]) -> None:
        self.documents: dict[str, Document] = {}
        self.routes: dict[str, RouteAt] = {}
        self.addresses: dict[str, str] = {}
        self.files: dict[str, FlowFiles] = {}
        self._by_key: dict[str, Document] = {}
        self._routes_by_key: dict[str, RouteAt] = {}
        self._ways: dict[str, Way] = {}
        self._recurring: dict[str, bool] = {}
        for flow in flows:
            self._add(flow)
        if not self.files:
            raise BuildError("there is no built flow in it")
        tables = [(name, flow.files[table]) for name, flow in self.files.items() for table in _TABLES]
        self.digest = _sha256("".join(f"{name} {_sha256(table)}\n" for name, table in sorted(tables)).encode())
        self.receivers = {f"{_path(address)}/events" for address in self.addresses.values()}
        self.sensitive = [route for route in self._routes_by_key.values() if route.table.get("sensitive")]
        self._check_targets()

    @property
    def flows(self) -> list[str]:
        return list(self.files)

    def document(self, key: str) -> Document | None:
        """The document ``<flow>/<name>``."""
        return self._by_key.get(key)

    def route(self, key: str) -> RouteAt | None:
        """The route ``<flow>/<name>``."""
        return self._routes_by_key.get(key)

    @cached_property
    def first_questions(self) -> list[RouteAt]:
        """The questions on the ways of the documents that calls begin with."""
        return self.on_the_way(self.way(f"{flow}/answer") for flow in self.files)

    def on_the_way(self, ways: Iterable[Way]) -> list[RouteAt]:
        return [self._routes_by_key[asked.route] for way in ways for asked in way.asked]

    def target(self, flow: str, target: str) -> Document | None:
        """The document that a route of a flow names: its own, or ``<flow>/<document>`` of another."""
        return self._by_key.get(target if "/" in target else f"{flow}/{target}")

    def way(self, key: str) -> Way:
        """What the document asks on its way; nothing where there is no such document."""
        way = self._ways.get(key)
        if way is None:
            way = self._ways[key] = self._walk(key)
        return way

    def recurs(self, key: str) -> bool:
        """Whether a caller who says nothing comes to this route a second time, by way of others or at once."""
        found = self._recurring.get(key)
        if found is None:
            found = self._recurring[key] = key in self._behind(key)
        return found

    def _behind(self, key: str) -> set[str]:
        """The routes that silence can lead to from one."""
        behind: set[str] = set()
        waiting = [key]
        while waiting:
            route = self._routes_by_key[waiting.pop()]
            document = self.target(route.flow, route.table["noinput"])
            for silent in self._decided(document):
                for asked in self.way(silent.key).asked:
                    if asked.route not in behind:
                        behind.add(asked.route)
                        waiting.append(asked.route)
        return behind

    def _decided(self, document: Document | None) -> list[Document]:
        """The documents that one can come to by decisions, itself included."""
        found = [] if document is None else [document]
        for one in found:
            own = () if one.decides is None else (f"{one.flow}/{one.decides}",)
            for route in map(self.route, (*own, *self.way(one.key).decided)):
                following = [] if route is None else [self.target(route.flow, name) for name in targets(route.table)]
                found += [other for other in dict.fromkeys(following) if other is not None and other not in found]
        return found

    # --- reading -----------------------------------------------------------------------------------------------

    def _add(self, flow: FlowFiles) -> None:
        manifest, routes = _table(flow, "manifest.json"), _table(flow, "routes.json")
        name, base = manifest.get("flow"), manifest.get("base_url")
        if not (isinstance(name, str) and _NAME.match(name) and isinstance(base, str) and urlsplit(base).netloc):
            raise BuildError("manifest.json does not say which flow it is of, and where that is published")
        if name in self.files:
            raise BuildError(f"the flow `{name}` is in it twice")
        self.files[name] = flow
        self.addresses[name] = address = base.rstrip("/")
        prefix = f"{_path(address)}/{name}/"
        for document in _documents(name, manifest, flow.files):
            placed = document._replace(path=f"{prefix}{document.name}.json")
            self.documents[placed.path] = self._by_key[placed.key] = placed
        tables = routes.get("routes")
        for route, table in (tables if isinstance(tables, dict) else {}).items():
            if not is_route(table):
                raise BuildError(f"{name}: routes.json: `{route}` is no route that can be read")
            found = RouteAt(name, route, table)
            self.routes[f"{prefix}route/{route}"] = self._routes_by_key[found.key] = found

    def _check_targets(self) -> None:
        for route in self._routes_by_key.values():
            for target in targets(route.table):
                if self.target(route.flow, target) is None:
                    raise BuildError(f"{route.flow}: the route `{route.name}` leads to `{target}`, which is not in it")
        for document in self._by_key.values():
            decision = document.decides
            if decision is not None and self.route(f"{document.flow}/{decision}") is None:
                raise BuildError(f"{document.flow}: `{document.name}` waits for `{decision}`, which is not in it")

    # --- ways --------------------------------------------------------------------------------------------------

    def _walk(self, key: str) -> Way:
        asked: list[Asked] = []
        decided: list[str] = []
        seen: set[str] = set()
        seconds, is_open, heading = 0.0, False, key
        while heading and heading not in seen:
            seen.add(heading)
            document, heading = self._by_key.get(heading), ""
            gather: Mapping[str, Any] = {}
            for name, fields in _actions(document):
                if name == "say" and not asked:
                    seconds += speech_seconds(str(fields.get("text", ""))) / _HASTE
                elif name == "gather":
                    gather = fields
                elif name == "redirect":
                    route, following = self._own(str(fields.get("url", "")))
                    if route is not None and route.table["kind"] == "gather":
                        asked.append(Asked(route.key, {field: gather[field] for field in _ECHOED if field in gather}))
                    elif route is not None:
                        decided.append(route.key)
                    elif following is not None:
                        heading = following.key
                        break
                    is_open = is_open or (route is None and following is None)
                elif name in _ENDING:
                    break
        return Way(tuple(asked), is_open, seconds, tuple(decided), heading in seen)

    def _own(self, url: str) -> tuple[RouteAt | None, Document | None]:
        """The route or document that a URL stands for, where it is one of this build."""
        bare = url.partition("#")[0].partition("?")[0]
        for name, address in self.addresses.items():
            if bare.startswith(f"{address}/{name}/"):
                path = _path(address) + bare.removeprefix(address)
                return self.routes.get(path), self.documents.get(path)
        return None, None


def targets(route: Route) -> Iterator[str]:
    """Every document that a route can lead to."""
    for branch in route.get("branches", ()):
        yield branch["next"]
    for outcome in ("noinput", "incomplete", "nomatch", "open", "closed", "withheld", "other", "unset", "failed"):
        if outcome in route:
            yield route[outcome]


def load(directory: str) -> Build:
    """What ``flowc build`` wrote into a directory: one flow, or one in each directory below.

    Raises:
        BuildError: it is none, or what is in it does not fit together.
        OSError: something cannot be read.
    """
    return Build(read_files(directory))


def read_files(directory: str) -> list[FlowFiles]:
    """The files of the built flows in a directory, or directly below it."""
    if not os.path.isdir(directory):
        raise BuildError(f"{directory} is no directory")
    folders = [directory, *sorted(entry.path for entry in os.scandir(directory) if entry.is_dir())]
    built = [folder for folder in folders if os.path.isfile(os.path.join(folder, "manifest.json"))]
    return [FlowFiles(dict(_json_files(folder))) for folder in built]


def _json_files(folder: str) -> Iterator[tuple[str, bytes]]:
    for name in sorted(os.listdir(folder)):
        if name.endswith(".json"):
            with open(os.path.join(folder, name), "rb") as file:
                yield name, file.read()


def _table(flow: FlowFiles, name: str) -> dict[str, Any]:
    try:
        value = json.loads(flow.files[name])
    except KeyError:
        raise BuildError(f"there is no {name} beside its documents") from None
    except (ValueError, RecursionError) as problem:
        raise BuildError(f"{name} is no JSON: {problem}") from None
    if not isinstance(value, dict):
        raise BuildError(f"{name} is no JSON object")
    return value


def _documents(flow: str, manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[Document]:
    entries = manifest.get("documents")
    for name, entry in (entries if isinstance(entries, dict) else {}).items():
        digest = entry.get("sha256") if isinstance(entry, dict) else None
        if not (_NAME.match(name) and isinstance(digest, str) and _SHA256.match(digest)):
            raise BuildError(f"{flow}: manifest.json: `{name}` is no document that can be read")
        body = files.get(f"{name}.json")
        if body is None or _sha256(body) != digest:
            raise BuildError(f"{flow}: {name}.json is not the file that manifest.json tells of; build again")
        yield Document(flow, name, body, f'"{digest}"', bool(entry.get("fills")), entry.get("decides"))


def _actions(document: Document | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The actions of a document in either form: name and fields."""
    if document is None:
        return
    value = json.loads(document.body)
    for action in value.get("actions", ()):
        if "type" in action:
            yield action["type"], action
        else:
            for name, fields in action.items():
                yield name, fields if isinstance(fields, dict) else {}


def _path(address: str) -> str:
    return urlsplit(address).path.rstrip("/")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
