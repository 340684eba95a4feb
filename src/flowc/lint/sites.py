"""Documents that belong together: what a build wrote, what is served under one address, or one by itself.

A directory that a build wrote says everything: its manifest which document answers the call and which one ends it on
purpose, its routes what is done with the digits. Of a directory that is served somewhere only the addresses are
known, so its redirects can be followed. A document by itself leads nowhere that is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flowc.diagnostics import Finding, did_you_mean, error
from flowc.ir.graph import GatherSpec
from flowc.ir.settings import ATTEMPTS
from flowc.lint.decisions import KINDS, read_decision
from flowc.lint.graph import Known, KnownRoute, Page, Site
from flowc.lint.lint import Sound
from flowc.lint.reader import read_json
from flowc.lint.values import Array, Json, Object, Scalar, member_of, plain
from flowc.records import NamedTuple
from flowc.source import Source, Span

__all__ = ["Manifest", "alone", "built", "read_manifest", "served"]

_OUTCOMES = ("noinput", "incomplete", "nomatch")
_START = "answer"


class Manifest(NamedTuple):
    """What a build says of its documents: for each the node that it belongs to. ``hangups`` are those that end the call
    on purpose, ``fills`` those that are templates."""

    flow: str
    title: str | None
    base_url: str
    documents: dict[str, str]
    hangups: frozenset[str]
    fills: frozenset[str] = frozenset()

    @property
    def address(self) -> str:
        return f"{self.base_url.rstrip('/')}/{self.flow}"


def read_manifest(source: Source) -> Manifest | None:
    """The manifest of a build; None for another file of that name."""
    reading = read_json(source)
    value: Any = None if reading.value is None or reading.findings else plain(reading.value)
    match value:
        case {"format": int(), "flow": str(flow), "base_url": str(base_url), "documents": dict(documents)} as known:
            entries = {name: entry for name, entry in documents.items() if isinstance(entry, dict)}
            nodes = {name: str(entry.get("node")) for name, entry in entries.items()}
            hangups = frozenset(name for name, entry in entries.items() if "ends" in entry)
            fills = frozenset(name for name, entry in entries.items() if entry.get("fills"))
            title = known.get("title")
            return Manifest(flow, title if isinstance(title, str) else None, base_url, nodes, hangups, fills)
    return None


def alone(name: str, sound: Sound) -> Site:
    """A document of which nothing else is known."""
    page = Page(name, None, sound.actions, _place(sound))
    return Site(name, (page,), {}, None, frozenset((name,)), None, page.span)


def served(address: str, sounds: Sequence[tuple[str, Sound]], paths: Iterable[str], findings: list[Finding]) -> Site:
    """The documents by their paths below the directory that is served under ``address``; ``paths`` are all that are
    there, also those in which something is wrong.

    Calls begin at ``answer.json`` where there is one and no application that is not seen decides where they go;
    else they may come to any document.
    """
    base = address.rstrip("/")
    pages = tuple(Page(name, f"{base}/{name}", sound.actions, _place(sound)) for name, sound in sounds)
    known = {f"{base}/{path}" for path in paths}
    targets = list(_targets(pages))
    for url, span, pointer in targets:
        if _plain(url).startswith(f"{base}/") and _plain(url) not in known:
            findings.append(_missing(_plain(url), span, pointer, known))
    seen = all(_plain(url) in known for url, _, _ in targets) and not any(map(_asks, pages))
    start = next((page.name for page in pages if page.name == f"{_START}.json"), None) if seen else None
    entries = frozenset() if start is not None else frozenset(page.name for page in pages)
    return Site(base, pages, {}, start, entries, base, pages[0].span if pages else Span(0, 0))


def built(manifest: Manifest, routes: Source, sounds: Sequence[tuple[str, Sound]], findings: list[Finding]) -> Site:
    """The documents of a build by their names. What nothing leads to was written for callers from elsewhere."""
    address = manifest.address
    pages = tuple(Page(name, f"{address}/{name}.json", sound.actions, _place(sound)) for name, sound in sounds)
    known = {f"{address}/route/{route.name}": route for route in _routes(routes, findings)}
    names = {page.name for page in pages} | manifest.documents.keys()
    for route in known.values():
        for _, name, span in route.next:
            if name not in names and "/" not in name:
                findings.append(_no_document(name, span, names))
    urls = {page.url or "": page.name for page in pages}
    for url, span, pointer in _targets(pages):
        target = _plain(url)
        listed = target.removeprefix(f"{address}/").removesuffix(".json") in manifest.documents
        if target.startswith(f"{address}/") and target not in urls and target not in known and not listed:
            findings.append(_missing(target, span, pointer, {*urls, *known}))
    entries = _entries(pages, known, urls)
    return Site(manifest.flow, pages, known, _START, entries, manifest.base_url, Span(routes.base, routes.base + 1))


def _entries(pages: Sequence[Page], routes: Mapping[str, Known], urls: Mapping[str, str]) -> frozenset[str]:
    """The pages that calls must come to from elsewhere, because nothing leads to them from the start.

    Of pages that lead to one another in a ring the first one is taken.
    """
    onward: dict[str, set[str]] = {}
    for page in pages:
        targets = {_plain(url) for url, _, _ in _targets((page,))}
        onward[page.name] = {urls[url] for url in targets if url in urls}
        for url in targets & routes.keys():
            onward[page.name] |= {name for _, name, _ in routes[url].next}
    led_to = {name for origin, names in onward.items() for name in names - {origin}}
    entries: list[str] = []
    reached = _reach(_START, onward, set())
    for name in sorted(onward, key=lambda name: (name in led_to, "." in name)):
        if name not in reached:
            entries.append(name)
            reached = _reach(name, onward, reached)
    return frozenset(entries)


def _reach(start: str, onward: Mapping[str, set[str]], reached: set[str]) -> set[str]:
    """``reached`` and whatever can be come to from ``start``."""
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += onward.get(name, ())
    return reached


# --- routes.json ---------------------------------------------------------------------------------------------------


def _routes(source: Source, findings: list[Finding]) -> Iterator[Known]:
    reading = read_json(source)
    findings += reading.findings
    routes = member_of(reading.value, "routes")
    for member in routes.members if isinstance(routes, Object) else ():
        kind = member_of(member.value, "kind")
        route: Known | None
        if isinstance(kind, Scalar) and kind.value in KINDS:
            route = read_decision(member.key, member.value)
        else:
            route = _route(member.key, member.value)
        if route is not None:
            yield route
        else:
            message = f"the route `{member.key}` is not what a build writes"
            findings.append(error("MV209", member.key_span, message, help="build the flow again"))


def _route(name: str, value: Json) -> KnownRoute | None:
    match plain(value):
        case {"node": str(node), "attempt": int(attempt), "min_digits": int(least), "max_digits": int(most),
              "finish_on": str() | None as finish_on, "timeout_seconds": int(timeout)} as known \
             if ATTEMPTS[0] <= attempt <= ATTEMPTS[1]:  # fmt: skip
            span = value.span
            sensitive = known.get("sensitive") is True
            spec = GatherSpec(least, most, finish_on, timeout, 1, sensitive, None, span, span, span)
            confirms = known.get("confirms")
            return KnownRoute(
                name, node, attempt, tuple(_next(value)), spec, confirms if isinstance(confirms, str) else None
            )
    return None


def _next(route: Json) -> Iterator[tuple[str, str, Span]]:
    branches = member_of(route, "branches")
    for branch in branches.items if isinstance(branches, Array) else ():
        pattern, to = member_of(branch, "pattern"), member_of(branch, "next")
        if isinstance(pattern, Scalar) and isinstance(to, Scalar) and pattern.value != "":
            yield str(pattern.value), str(to.value), to.span
    for event in _OUTCOMES:
        to = member_of(route, event)
        if isinstance(to, Scalar):
            yield event, str(to.value), to.span


# --- redirects -----------------------------------------------------------------------------------------------------


def _targets(pages: Sequence[Page]) -> Iterator[tuple[str, Span, str]]:
    """The URLs of all redirects, their places and pointers."""
    for page in pages:
        for written in page.actions:
            url = written.fields.get("url") if written.action.name == "redirect" else None
            if url is not None and isinstance(url.value, Scalar):
                yield str(url.value.value), url.value.span, f"{written.pointer}/url"


def _asks(page: Page) -> bool:
    return any(written.action.name == "gather" for written in page.actions)


def _plain(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]


def _missing(url: str, span: Span, pointer: str, known: Iterable[str]) -> Finding:
    close = did_you_mean(url, known)
    help = f"did you mean {close}?" if close else "publish it with the others, or correct the URL"
    found = error("MV101", span, f"there is no document at {url} among those that are served with this one", help=help)
    return found._replace(pointer=pointer)


def _no_document(name: str, span: Span, names: set[str]) -> Finding:
    close = did_you_mean(name, names)
    help = f"did you mean `{close}`?" if close else "build the flow again"
    return error("MV101", span, f"there is no document called `{name}`", help=help)


def _place(sound: Sound) -> Span:
    start = sound.document.span.start
    return Span(start, start + 1)
