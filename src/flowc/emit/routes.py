"""``routes.json``: what is asked where, of the caller or of anybody else, and which answer leads to which document.

A route of a gather has branches that are tried in their order, and the first that matches wins; the outcomes that are
no branches (``noinput``, ``incomplete``, ``nomatch``) stand beside them where they can happen. A route of a decision
has what deciding needs and the document for each outcome. The request for ``<base_url>/<flow>/route/<route>`` is
answered by the document itself, not by a further redirect. A document of another flow is called with that flow's
name (``billing/main``).
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.emit.json_text import MEMBER, json_file, json_list, json_object, json_text, quote
from flowc.emit.wire import Json
from flowc.ir.graph import DAYS, Decide, Edge, GatherSpec, Hours, Period, Program, Route
from flowc.ir.layout import Share, decision_route

__all__ = ["OUTCOMES", "routes_file"]

OUTCOMES = ("noinput", "incomplete", "nomatch")
"""Events of a gather that are no branch, in the order in which they are written."""

_WORDS = ("open", "closed", "withheld", "unset", "other", "failed")
"""Outcomes of decisions that are no branch, in the order in which they are written."""

_ROUTE = MEMBER + "  "
_IN_ROUTE = _ROUTE + "  "
_BRANCH = _IN_ROUTE + "  "
_IN_BRANCH = _BRANCH + "  "
"""Line break and indent of a route, of its members, of each of its branches, and of their members."""


def routes_file(program: Program, flow_index: int, share: Share) -> bytes:
    """``routes.json`` of a flow, the routes of its share of the layout and of its decisions, node by node."""
    flow = program.flows[flow_index]
    writer = _Writer(program, flow_index)
    written = [(program.routes[index].node, writer.gather(program.routes[index])) for index in share.routes]
    written += [(program.blocks[index].node, writer.decision(index)) for index in share.decisions]
    written.sort(key=lambda pair: pair[0])
    routes = json_object([route for _, route in written], MEMBER)
    members = [f'"flow": "{flow.name}"', f'"base_url": {json_text(flow.base_url)}', f'"routes": {routes}']
    return json_file(json_object(members))


class _Writer:
    """Writes the routes of one flow, each a member of an object. There are many gathers, so those are put together from
    texts: what is the same at all attempts of a question, and each target's name, is put into text once."""

    def __init__(self, program: Program, flow: int) -> None:
        self.program = program
        self.flow = flow
        self._asked: dict[int, list[str]] = {}
        self._names: dict[int, str] = {}

    def gather(self, route: Route) -> str:
        node = self.program.nodes[route.node].name
        members = ['"kind": "gather"', f'"node": "{node}"', f'"attempt": {route.attempt}']
        if route.confirms is not None:
            members.append(f'"confirms": {quote(route.confirms)}')
        asked = self._asked.get(id(route.gather))
        if asked is None:
            asked = self._asked[id(route.gather)] = list(_asked(route.gather))
        branches, outcomes = [], {}
        for edge in route.edges:
            event, to = edge.event, self._next(edge)
            if event in OUTCOMES:
                outcomes[event] = f'"{event}": "{to}"'
            else:
                branches.append(f'{{{_IN_BRANCH}"pattern": {quote(event)},{_IN_BRANCH}"next": "{to}"{_BRANCH}}}')
        members += asked
        members.append(f'"branches": {json_list(branches, _IN_ROUTE)}')
        members += [outcomes[event] for event in OUTCOMES if event in outcomes]
        return f'"{route.name}": {json_object(members, _ROUTE)}'

    def decision(self, block: int) -> str:
        name = decision_route(self.program, self.program.blocks[block])
        return f'"{name}": {json_text(self._decision(block), _ROUTE)}'

    def _decision(self, block: int) -> Json:
        decide = self.program.blocks[block].exit
        assert isinstance(decide, Decide), "a decision is taken where a block ends in one"
        decision, node = decide.decision, self.program.nodes[self.program.blocks[block].node].name
        route: Json = {"kind": decision.kind, "node": node}
        match decision.kind:
            case "hours":
                assert decision.hours is not None, "it is decided by hours"
                route |= _hours(decision.hours)
            case "caller" | "called":
                route["branches"] = [{"pattern": event, "next": to} for event, to in self._branches(decide)]
            case "variable":
                route["variable"] = decision.variable
                route["branches"] = self._values(decide)
            case _:
                route |= {"url": decision.url, "timeout_ms": decision.timeout_ms, "send": dict(decision.send)}
                route["branches"] = self._values(decide)
        outcomes = {edge.event: self._next(edge) for edge in decide.edges if edge.event in _WORDS}
        return route | {event: outcomes[event] for event in _WORDS if event in outcomes}

    def _values(self, decide: Decide) -> list[Json]:
        import json

        return [{"value": json.loads(event), "next": to} for event, to in self._branches(decide)]

    def _branches(self, decide: Decide) -> list[tuple[str, str]]:
        return [(edge.event, self._next(edge)) for edge in decide.edges if edge.event not in _WORDS]

    def _next(self, edge: Edge) -> str:
        """The document that an edge leads to."""
        name = self._names.get(edge.to)
        if name is None:
            block = self.program.blocks[edge.to]
            flow = self.program.nodes[block.node].flow
            name = block.name if flow == self.flow else f"{self.program.flows[flow].name}/{block.name}"
            self._names[edge.to] = name
        return name


def _asked(spec: GatherSpec) -> Iterator[str]:
    """What a question asks for, as members."""
    yield f'"min_digits": {spec.min_digits}'
    yield f'"max_digits": {spec.max_digits}'
    yield f'"finish_on": {json_text(spec.finish_on)}'
    yield f'"timeout_seconds": {spec.timeout_seconds}'
    yield f'"sensitive": {json_text(spec.sensitive)}'


def _hours(hours: Hours) -> Json:
    return {
        "zone": hours.zone,
        "week": {day: _day(periods) for day, periods in zip(DAYS, hours.week, strict=True)},
        "dates": {day: _day(periods) for day, periods, _ in hours.dates},
    }


def _day(periods: tuple[Period, ...]) -> list[list[str]]:
    return [[_clock(start), _clock(end)] for start, end in periods]


def _clock(minutes: int) -> str:
    """Minutes from midnight as a clock shows them; the end of a day is ``24:00``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
