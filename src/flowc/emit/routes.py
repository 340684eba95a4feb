"""``routes.json``: after which gather which digits lead to which document.

A route's branches are tried in their order and the first that matches wins; the outcomes that are no branches
(``noinput``, ``incomplete``, ``nomatch``) stand beside them where they can happen. The request behind a gather
goes to ``<base_url>/<flow>/route/<route>``, and is answered by the document itself, not by a further redirect.
"""

from __future__ import annotations

from flowc.emit.wire import Json
from flowc.ir.graph import Flow, Program, Route

__all__ = ["OUTCOMES", "flow_routes"]

OUTCOMES = ("noinput", "incomplete", "nomatch")
"""Events of a gather that are no branch, in the order in which they are written."""


def flow_routes(program: Program, flow: Flow, routes: list[int]) -> Json:
    """The whole of ``routes.json`` for these routes of a flow."""
    written = (program.routes[index] for index in routes)
    return {
        "flow": flow.name,
        "base_url": flow.base_url,
        "routes": {route.name: _route(program, route) for route in written},
    }


def _route(program: Program, route: Route) -> Json:
    blocks, spec = program.blocks, route.gather
    outcomes = {edge.event: blocks[edge.to].name for edge in route.edges if edge.event in OUTCOMES}
    return {
        "kind": "gather",
        "node": program.nodes[route.node].name,
        "attempt": route.attempt,
        "min_digits": spec.min_digits,
        "max_digits": spec.max_digits,
        "finish_on": spec.finish_on,
        "timeout_seconds": spec.timeout_seconds,
        "sensitive": spec.sensitive,
        "branches": [
            {"pattern": edge.event, "next": blocks[edge.to].name}
            for edge in route.edges
            if edge.event not in OUTCOMES
        ],
        **{event: outcomes[event] for event in OUTCOMES if event in outcomes},
    }
