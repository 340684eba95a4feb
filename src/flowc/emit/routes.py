"""``routes.json``: what is asked where, of the caller or of anybody else, and which answer leads to which document.

A route of a gather has branches that are tried in their order, and the first that matches wins; the outcomes that are
no branches (``noinput``, ``incomplete``, ``nomatch``) stand beside them where they can happen. A route of a decision
has what deciding needs and the document for each outcome. The request for ``<base_url>/<flow>/route/<route>`` is
answered by the document itself, not by a further redirect. A document of another flow is called with that flow's
name (``billing/main``).
"""

from __future__ import annotations

from flowc.emit.wire import Json
from flowc.ir.graph import DAYS, Decide, Edge, Hours, Period, Program, Route
from flowc.ir.layout import decision_route

__all__ = ["OUTCOMES", "flow_routes"]

OUTCOMES = ("noinput", "incomplete", "nomatch")
"""Events of a gather that are no branch, in the order in which they are written."""

_WORDS = ("open", "closed", "withheld", "unset", "other", "failed")
"""Outcomes of decisions that are no branch, in the order in which they are written."""


def flow_routes(program: Program, flow_index: int, routes: list[int], decisions: list[int]) -> Json:
    """The whole of ``routes.json`` for these routes of a flow and the blocks of these decisions, node by node."""
    flow = program.flows[flow_index]
    writer = _Writer(program, flow_index)
    written = [(program.routes[index].node, writer.gather(program.routes[index])) for index in routes]
    written += [(program.blocks[index].node, writer.decision(index)) for index in decisions]
    written.sort(key=lambda pair: pair[0])
    return {
        "flow": flow.name,
        "base_url": flow.base_url,
        "routes": {name: route for _, (name, route) in written},
    }


class _Writer:
    """Writes the routes of one flow, each with its name."""

    def __init__(self, program: Program, flow: int) -> None:
        self.program = program
        self.flow = flow

    def gather(self, route: Route) -> tuple[str, Json]:
        spec = route.gather
        outcomes = {edge.event: self._next(edge) for edge in route.edges if edge.event in OUTCOMES}
        confirms = {} if route.confirms is None else {"confirms": route.confirms}
        return route.name, {
            "kind": "gather",
            "node": self.program.nodes[route.node].name,
            "attempt": route.attempt,
            **confirms,
            "min_digits": spec.min_digits,
            "max_digits": spec.max_digits,
            "finish_on": spec.finish_on,
            "timeout_seconds": spec.timeout_seconds,
            "sensitive": spec.sensitive,
            "branches": [
                {"pattern": edge.event, "next": self._next(edge)} for edge in route.edges if edge.event not in OUTCOMES
            ],
            **{event: outcomes[event] for event in OUTCOMES if event in outcomes},
        }

    def decision(self, block: int) -> tuple[str, Json]:
        name = decision_route(self.program, self.program.blocks[block])
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
        return name, route | {event: outcomes[event] for event in _WORDS if event in outcomes}

    def _values(self, decide: Decide) -> list[Json]:
        import json

        return [{"value": json.loads(event), "next": to} for event, to in self._branches(decide)]

    def _branches(self, decide: Decide) -> list[tuple[str, str]]:
        return [(edge.event, self._next(edge)) for edge in decide.edges if edge.event not in _WORDS]

    def _next(self, edge: Edge) -> str:
        """The document that an edge leads to."""
        block = self.program.blocks[edge.to]
        flow = self.program.nodes[block.node].flow
        return block.name if flow == self.flow else f"{self.program.flows[flow].name}/{block.name}"


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
