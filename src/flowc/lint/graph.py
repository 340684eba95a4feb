"""Documents to a flow graph, so that what is checked of flows can be checked of JSON.

A document is cut where the call may take more than one way: behind a gather, a bridge, a redirect, a conference. What
stands behind them is a block of its own, to which the exit's ``failed`` leads; behind a gather that no redirect
follows, all its outcomes do. A redirect is an edge where it names another document that is there, and a gather's
redirect one for each branch where it names a route that is known; else somebody else's application decides, and the
way ends. A redirect to a decision goes on in a node of that decision's own. Documents of other flows are led to where
they are among those that are looked at; else the call leaves there.

Of a call that comes to a document from elsewhere nothing is known: each document is an ``entry``, unless the set of
documents says where calls begin (``Start``). A gather is a node of its own, called after its route or its document,
because a document may hold several.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flowc.ir import graph
from flowc.lint.decisions import KnownDecision
from flowc.lint.forms import Written
from flowc.lint.gathers import entry_of
from flowc.lint.values import Scalar, plain
from flowc.records import NamedTuple
from flowc.source import Span

__all__ = ["Known", "KnownRoute", "Page", "Site", "program_of"]


class Page(NamedTuple):
    """A document that is valid: its name, its address (None where it is not known), and its actions in order.

    ``fills`` where it is a template that has not been filled.
    """

    name: str
    url: str | None
    actions: tuple[Written, ...]
    span: Span
    fills: bool = False


class KnownRoute(NamedTuple):
    """What is done with the digits that are sent to a route's URL; ``next`` is the name of a page for each event.

    A page of another flow is named behind that flow and a slash.
    """

    name: str
    node: str
    attempt: int
    next: tuple[tuple[str, str, Span], ...]
    spec: graph.GatherSpec
    confirms: str | None = None


Known = KnownRoute | KnownDecision

_RESERVED = graph.Block("", 0, 1, (), graph.Open(Span(0, 0)), Span(0, 0))
"""What stands in the place of a block that has its number and is filled later."""


class Site(NamedTuple):
    """Documents that belong together. ``start`` is the page where calls begin, None where that is not known;
    ``entries`` are those that calls may come to from elsewhere."""

    name: str
    pages: tuple[Page, ...]
    routes: Mapping[str, Known]
    start: str | None
    entries: frozenset[str]
    base_url: str | None
    span: Span


def program_of(sites: Sequence[Site]) -> graph.Program:
    """The graph of all sites, each a flow of its own."""
    build = _Build()
    graphs = [_SiteGraph(build, site) for site in sites]
    for site_graph in graphs:
        site_graph.run()
    return graph.Program(tuple(build.flows), tuple(build.nodes), tuple(build.blocks), tuple(build.routes))


class _Build:
    def __init__(self) -> None:
        self.flows: list[graph.Flow] = []
        self.nodes: list[graph.Node] = []
        self.blocks: list[graph.Block] = []
        self.routes: list[graph.Route] = []
        self.pages: dict[tuple[str, str], int] = {}
        self.by_url: dict[str, int] = {}


class _SiteGraph:
    """The graph of one site; pages have their first blocks before any of them is filled."""

    def __init__(self, build: _Build, site: Site) -> None:
        self.build = build
        self.site = site
        self.flow = 0
        self.first_node = self.first_route = 0
        self.by_name: dict[str, int] = {}
        self.known: dict[str, int] = {}
        self.decisions: dict[str, int] = {}
        self.elsewhere: int | None = None
        self.own: list[int] = []
        for page in site.pages:
            block = self._reserve()
            self.by_name[page.name] = block
            build.pages[site.name, page.name] = block
            if page.url is not None:
                build.by_url[page.url] = block

    def run(self) -> None:
        self.flow = len(self.build.flows)
        self.first_node, self.first_route = len(self.build.nodes), len(self.build.routes)
        starts = {}
        for page in self.site.pages:
            starts[page.name] = self._page(page)
        build = self.build
        build.flows.append(
            graph.Flow(
                name=self.site.name,
                title=None,
                base_url=self.site.base_url,
                language="en",
                start=starts.get(self.site.start or "", -1),
                nodes=tuple(range(self.first_node, len(build.nodes))),
                blocks=tuple(self.own),
                routes=tuple(range(self.first_route, len(build.routes))),
                tests=(),
                name_span=self.site.span,
                span=self.site.span,
            )
        )

    def _reserve(self) -> int:
        self.build.blocks.append(_RESERVED)
        self.own.append(len(self.build.blocks) - 1)
        return self.own[-1]

    def _target(self, name: str) -> int | None:
        """The block of a page; None where there is no such page in this flow."""
        other, slash, page = name.partition("/")
        if not slash:
            return self.by_name.get(name)
        found = self.build.pages.get((other, page))
        return self._elsewhere() if found is None else found

    def _elsewhere(self) -> int:
        """Where calls go that leave for a flow that is not looked at."""
        if self.elsewhere is None:
            self.elsewhere = self._reserve()
            node = graph.Node(
                "elsewhere", "step", self.flow, False, self.elsewhere, None, (), self.site.span, self.site.span
            )
            self.build.nodes.append(node)
            leave = graph.Redirect(graph.Action("redirect", (), self.site.span), None, None)
            self._put(self.elsewhere, "elsewhere", len(self.build.nodes) - 1, [], leave, self.site.span)
        return self.elsewhere

    def _page_node(self, page: Page, block: int) -> int:
        name_span = page.actions[0].name_span if page.actions else page.span
        entry = page.name in self.site.entries
        node = graph.Node(page.name, "step", self.flow, entry, block, None, (), name_span, page.span)
        self.build.nodes.append(node)
        return len(self.build.nodes) - 1

    # --- pages ---------------------------------------------------------------------------------------------

    def _page(self, page: Page) -> int:
        """Fill the blocks of a page; the index of its node."""
        block = self.by_name[page.name]
        node = self._page_node(page, block)
        part = 1
        at = 0
        while True:
            name = page.name if part == 1 else f"{page.name} ({part})"
            actions: list[graph.Action] = []
            while at < len(page.actions) and not _leaves(page.actions[at]):
                actions.append(_action(page.actions[at]))
                at += 1
            if at == len(page.actions):
                self._put(block, name, node, actions, graph.Hangup(page.span), page.span)
                return node
            follows = self._behind(page, at)
            rest = self._reserve() if follows < len(page.actions) else None
            leave, owner = self._exit(page, at, rest, name, block)
            owner = node if owner is None else owner
            self._put(block, name, owner, actions, leave, page.actions[at].name_span)
            if rest is None or isinstance(leave, graph.Ending):
                return node
            block, at, part = rest, follows, part + 1

    def _put(
        self, block: int, name: str, node: int, actions: list[graph.Action], leave: graph.Exit, span: Span
    ) -> None:
        self.build.blocks[block] = graph.Block(name, node, 1, tuple(actions), leave, span)

    def _behind(self, page: Page, at: int) -> int:
        """Where the actions go on that run behind an exit: a gather takes the redirect behind it along."""
        return at + 2 if page.actions[at].action.name == "gather" and _redirect(page, at + 1) else at + 1

    def _exit(self, page: Page, at: int, rest: int | None, name: str, block: int) -> tuple[graph.Exit, int | None]:
        """The exit at an action, and the node that asks there; None where nobody is asked."""
        written = page.actions[at]
        action = _action(written)
        failed = graph.Edge("failed", rest, "direct", page.actions[self._behind(page, at)].name_span) if rest else None
        match action.name:
            case "gather":
                return self._gather(page, at, rest, failed, name, block)
            case "redirect":
                url = _address(action.get("url"))
                known = self.site.routes.get(url)
                if isinstance(known, KnownDecision):
                    return graph.Goto(self._decision(known), written.name_span), None
                return graph.Redirect(action, self.build.by_url.get(url), failed), None
            case "bridge":
                return graph.Bridge(action, failed), None
            case "conference" if rest is not None:  # what stands behind runs when the caller has left the room
                return graph.Bridge(action, failed), None
        return graph.Ending(action), None

    # --- gathers -------------------------------------------------------------------------------------------

    def _gather(
        self, page: Page, at: int, rest: int | None, failed: graph.Edge | None, name: str, block: int
    ) -> tuple[graph.Exit, int]:
        written = page.actions[at]
        redirect = _redirect(page, at + 1)
        known = self.site.routes.get(_address(_action(redirect).get("url"))) if redirect is not None else None
        spec = _spec(written)
        if isinstance(known, KnownRoute):
            route = self._known_route(known, spec, block, written)
        else:
            edges = _all_outcomes(spec, rest, written.name_span) if redirect is None and rest is not None else ()
            route = self._route(name, edges, spec, block, written)
        fallback = failed if redirect is not None else None
        leave = graph.Gather(route, spec.prompt, spec.prompt_span, fallback, written.name_span)
        return leave, self.build.routes[route].node

    def _route(
        self, name: str, edges: tuple[graph.Edge, ...], spec: graph.GatherSpec, block: int, written: Written
    ) -> int:
        kind = "menu" if spec.max_digits == 1 else "collect"
        node = graph.Node(name, kind, self.flow, False, block, spec, (), written.name_span, written.span)
        self.build.nodes.append(node)
        self.build.routes.append(graph.Route(name, len(self.build.nodes) - 1, 1, edges, spec))
        return len(self.build.routes) - 1

    def _known_route(self, known: KnownRoute, spec: graph.GatherSpec, block: int, written: Written) -> int:
        """A route of the site, made where it is asked for first."""
        if known.name in self.known:
            return self.known[known.name]
        edges = self._edges(known.next)
        whole = known.spec._replace(prompt=spec.prompt, prompt_span=spec.prompt_span, timeout_span=spec.timeout_span)
        route = self._route(known.name, edges, whole, block, written)
        node = self.build.routes[route].node
        handlers = tuple(
            graph.Handler(edge.event, False, (), False, edge.event, edge.span, edge.span) for edge in edges
        )
        self.build.nodes[node] = self.build.nodes[node]._replace(handlers=handlers)
        self.build.routes[route] = self.build.routes[route]._replace(confirms=known.confirms)
        self.known[known.name] = route
        return route

    def _edges(self, leads: Sequence[tuple[str, str, Span]]) -> tuple[graph.Edge, ...]:
        targets = ((event, self._target(name), span) for event, name, span in leads)
        return tuple(graph.Edge(event, to, "direct", span) for event, to, span in targets if to is not None)

    # --- decisions -----------------------------------------------------------------------------------------

    def _decision(self, known: KnownDecision) -> int:
        """The block of a decision of the site, made where it is asked for first."""
        if known.name in self.decisions:
            return self.decisions[known.name]
        block = self.decisions[known.name] = self._reserve()
        edges = self._edges(known.next)
        handlers = tuple(
            graph.Handler(edge.event, False, (), False, edge.event, edge.span, edge.span) for edge in edges
        )
        place = Span(known.span.start, known.span.start + 1)
        node = graph.Node(known.node, "decide", self.flow, False, block, None, handlers, place, known.span)
        self.build.nodes.append(node)
        self._put(block, known.name, len(self.build.nodes) - 1, [], graph.Decide(known.decision, edges, place), place)
        return block


def _leaves(written: Written) -> bool:
    return written.action.ends != "never" or written.action.name == "gather"


def _redirect(page: Page, at: int) -> Written | None:
    if at < len(page.actions) and page.actions[at].action.name == "redirect":
        return page.actions[at]
    return None


def _action(written: Written) -> graph.Action:
    """The action of the graph; another name of a field becomes the field's own."""
    fields = {
        written.action.fields[member.key].alias_of or member.key: graph.Field(
            written.action.fields[member.key].alias_of or member.key, plain(member.value), member.value.span
        )
        for member in written.fields.members
    }
    ordered = tuple(fields[name] for name in written.action.fields if name in fields)
    return graph.Action(written.action.name, ordered, written.name_span)


def _spec(written: Written) -> graph.GatherSpec:
    values = {member.key: plain(member.value) for member in written.fields.members}
    spans = {member.key: member.value.span for member in written.fields.members if isinstance(member.value, Scalar)}
    entry = entry_of(values)
    here = written.name_span
    return graph.GatherSpec(
        min_digits=entry.least,
        max_digits=entry.most,
        finish_on=values.get("finish_on_key"),
        timeout_seconds=entry.timeout_seconds,
        attempts=1,
        sensitive=False,
        prompt=values.get("prompt"),
        prompt_span=spans.get("prompt", here),
        timeout_span=spans.get("timeout_seconds", here),
        attempts_span=here,
    )


def _all_outcomes(spec: graph.GatherSpec, to: int, span: Span) -> tuple[graph.Edge, ...]:
    """A gather whose digits nobody takes: whatever the caller does, the same follows."""
    events = ["digits", "noinput", *(["incomplete"] if spec.min_digits > 1 else [])]
    return tuple(graph.Edge(event, to, "direct", span) for event in events)


def _address(url: Any) -> str:
    """A URL without query and fragment."""
    return str(url).partition("#")[0].partition("?")[0]
