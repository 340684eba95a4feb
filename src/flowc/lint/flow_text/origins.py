"""What documents and routes were before they were built: which node, and what of it.

Documents are known by the names of what they were made from, copies that a shared count has made by those of their
originals (``copies``): where there is no original, because callers come there only behind a failure, a copy stands for
it. The same goes for routes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flowc.lint.decisions import KnownDecision
from flowc.lint.flow_text.copies import is_copy, original
from flowc.lint.flow_text.order import merged_nodes
from flowc.lint.flow_text.words import is_name
from flowc.lint.forms import Written
from flowc.lint.graph import Known, KnownRoute, Page, Site
from flowc.lint.sites import Manifest
from flowc.lint.values import plain
from flowc.patterns import pattern
from flowc.records import NamedTuple
from flowc.templates import fill

__all__ = ["NO_DIGITS", "Asked", "Content", "Origins", "fields_of"]

_START = "answer"
_PART = pattern(r"\.part[0-9]+\Z")

NO_DIGITS = "\0"
"""Stands for the digits of a template that is compared with what is none; no text holds it."""

Content = tuple[tuple[str, str], ...]
"""What a document comes to from a place on, to be compared."""


class Asked(NamedTuple):
    """A gather whose digits go to a route: the document, and the place of the gather among its actions."""

    page: Page
    at: int
    route: KnownRoute


class Origins:
    """A site, sorted by what it was.

    Args:
        site: documents and routes; without routes each document is a step.
        manifest: what a build says of them. Calls begin at the node that ``answer`` belongs to, and at the first
            document where nothing is said of that.
    """

    def __init__(self, site: Site, manifest: Manifest | None) -> None:
        self.site = site
        self.owners: Mapping[str, str] = {} if manifest is None else manifest.documents
        self._hangups = None if manifest is None else manifest.hangups
        self._nodes = frozenset(self.owners.values())
        self.pages: dict[str, Page] = {}
        for page in sorted(site.pages, key=self.is_copy):
            self.pages.setdefault(self.original(page.name), page)
        self.start = self.owners.get(_START) or next(iter(self.pages), _START)
        self.by_url = {page.url: page for page in site.pages if page.url is not None}
        self.attempts: dict[str, list[KnownRoute]] = {}
        self.confirms: dict[str, KnownRoute] = {}
        self.decisions: dict[str, KnownDecision] = {}
        self._sort_routes()
        self.asked = list(self._asked())
        self.messages = {name: routes for name, routes in self.attempts.items() if self._is_message(name, routes)}
        self.questions = {name: routes for name, routes in self.attempts.items() if name not in self.messages}
        self.steps = {
            self.node_name(name): page
            for name, page in self.pages.items()
            if self.is_node(name) and not self._asks_at_once(name, page)
        }
        self.whole: dict[Content, str] = {}
        for name, page in self.steps.items():
            self.whole.setdefault(self.content(page, 0), name)
        for name in (*self.messages, *self.decisions):
            self.steps.pop(name, None)

    def _sort_routes(self) -> None:
        attempts: dict[str, dict[int, KnownRoute]] = {}
        for route in sorted(self.site.routes.values(), key=lambda route: is_copy(route.name, route.node)):
            if isinstance(route, KnownDecision):
                self.decisions.setdefault(route.node, route)
            elif route.confirms is not None:
                self.confirms.setdefault(original(route.name, route.node), route)
            else:
                attempts.setdefault(route.node, {}).setdefault(route.attempt, route)
        for name, routes in attempts.items():
            self.attempts[name] = [routes[attempt] for attempt in sorted(routes)]

    # --- names ---------------------------------------------------------------------------------------------

    def owner(self, document: str) -> str:
        """The node of a document; nothing where no build has said so."""
        return self.owners.get(document, "")

    def is_copy(self, page: Page) -> bool:
        return is_copy(page.name, self.owner(page.name))

    def original(self, document: str) -> str:
        return original(document, self.owner(document))

    def is_node(self, document: str) -> bool:
        """Whether a document is the whole of a node. Its name holds a dot only where a part has brought the node."""
        return is_name(document) or document in self._nodes

    def node_name(self, document: str) -> str:
        return self.start if document == _START else document

    def is_part(self, document: str) -> bool:
        """Whether a document goes on where another one was full."""
        return _PART.search(document) is not None and not self.is_node(document)

    def is_entry(self, node: str) -> bool:
        return node in self.site.entries and node != self.start

    def order(self) -> list[str]:
        """The nodes in the order in which they were written.

        Documents of whole nodes come first in a build, in the order of their nodes; those of what happens within nodes
        follow, in the same order, and behind them copies. Routes are sorted by node.
        """
        whole: dict[str, None] = {}
        within: dict[str, None] = {}
        for document, node in self.owners.items():
            if document == node or _PART.sub("", document) in (node, _START):
                whole[node] = None
            elif not is_copy(document, node):
                within[node] = None
        routes = dict.fromkeys(route.node for route in self.site.routes.values())
        return merged_nodes([[self.start], list(routes), list(whole), list(within)])

    def hangs_up(self, page: Page) -> bool:
        """Whether a call ends on purpose at the end of a page; so it does where nobody says otherwise."""
        return self._hangups is None or page.name in self._hangups

    # --- routes --------------------------------------------------------------------------------------------

    def next_of(self, route: Known) -> dict[str, str]:
        """Where each event of a route leads."""
        return {event: self.original(target) for event, target, _ in route.next}

    def is_retry(self, route: KnownRoute, document: str) -> bool:
        """Whether a document asks the question of a route once more."""
        again = f"{route.node}.retry{route.attempt + 1}"
        return document == again or document.startswith(again + ".")

    def route_at(self, page: Page, at: int) -> KnownRoute | None:
        """The route that a gather's redirect names; None where no gather is, or another application takes over."""
        if page.actions[at].action.name != "gather" or at + 1 >= len(page.actions):
            return None
        route = self._named_at(page, at + 1)
        return route if isinstance(route, KnownRoute) else None

    def decision_at(self, page: Page, at: int) -> KnownDecision | None:
        """The decision that a redirect leads to."""
        route = self._named_at(page, at)
        return route if isinstance(route, KnownDecision) else None

    def _named_at(self, page: Page, at: int) -> Known | None:
        if page.actions[at].action.name != "redirect":
            return None
        return self._named(fields_of(page.actions[at])["url"])

    def _named(self, url: str) -> Known | None:
        return self.site.routes.get(url.partition("?")[0])

    def routes_in(self, page: Page) -> Iterator[Known]:
        """The routes that a page's redirects lead to."""
        named = (self._named_at(page, at) for at in range(len(page.actions)))
        return (route for route in named if route is not None)

    def leads(self, page: Page) -> set[str]:
        """The documents that a page leads to, under their own names."""
        found = {target for route in self.routes_in(page) for _, target, _ in route.next}
        urls = (fields_of(written).get("url") for written in page.actions)
        return found | {self.by_url[url].name for url in urls if url in self.by_url}

    def _asked(self) -> Iterator[Asked]:
        for page in self.site.pages:
            for at in range(len(page.actions)):
                route = self.route_at(page, at)
                if route is not None:
                    yield Asked(page, at, route)

    def _asks_at_once(self, name: str, page: Page) -> bool:
        route = self.route_at(page, 0) if page.actions else None
        return route is not None and route.node == self.node_name(name)

    def _is_message(self, name: str, routes: list[KnownRoute]) -> bool:
        """Whether the routes of a node are the waiting of a voicemail."""
        done = self.pages.get(f"{name}.on_done")
        if done is None or not done.actions or done.actions[0].action.name != "stop_recording":
            return False
        return self.next_of(routes[-1]).get("noinput") == f"{name}.on_done"

    # --- contents ------------------------------------------------------------------------------------------

    def said(self, page: Page, at: int) -> dict[str, Any]:
        """The fields of an action as they would stand in a document that is no template."""
        fields = fields_of(page.actions[at])
        return fill(fields, NO_DIGITS) if page.fills else fields

    def content(self, page: Page, at: int) -> Content:
        """What a page comes to from a place on. A copy comes to the same as its original, though it asks a later
        attempt and leads to other copies."""
        contents = []
        for place in range(at, len(page.actions)):
            fields = self.said(page, place)
            if "url" in fields:
                fields["url"] = self._place(fields["url"], self.is_copy(page))
            contents.append((page.actions[place].action.name, repr(sorted(fields.items()))))
        return tuple(contents)

    def _place(self, url: str, copied: bool) -> str:
        """What a redirect leads to, where it leads to something of this site; else its URL."""
        route = self._named(url)
        if route is not None:
            return f"route {route.node if copied or is_copy(route.name, route.node) else route.name}"
        page = self.by_url.get(url)
        return url if page is None else f"document {self.original(page.name)}"


def fields_of(written: Written) -> dict[str, Any]:
    """The fields of an action, another name of a field being the field's own."""
    known = written.action.fields
    return {known[member.key].alias_of or member.key: plain(member.value) for member in written.fields.members}
