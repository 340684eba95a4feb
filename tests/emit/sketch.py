"""Flow graphs drawn by hand: blocks by name, each with a number of actions and an exit.

``{"a": [("a", 3, goto("b"))], "b": [("b", 0, hangup())]}`` is a node ``a`` of one block with three actions that goes on
in the node ``b``. Exits name blocks; the sketch looks them up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flowc.ir import graph
from flowc.source import Span

NOWHERE = Span(0, 0)
BASE_URL = "https://voice.example/ivr"

Look = Callable[[str], int]
Leave = Callable[[Look, list[graph.Route], int, str], graph.Exit]
BlockSketch = tuple[str, int | Sequence[graph.Action], Leave]
"""A block's name, its actions, its exit. A block whose name ends in ``?`` is filled with the digits of an entry."""
NodeSketches = Mapping[str, Sequence[BlockSketch]]


def action(name: str, **fields: object) -> graph.Action:
    written = tuple(graph.Field(key, value, NOWHERE) for key, value in fields.items())
    return graph.Action(name, written, NOWHERE)


def say(text: str) -> graph.Action:
    return action("say", text=text)


def _edge(look: Look, event: str, to: str | None) -> graph.Edge | None:
    return None if to is None else graph.Edge(event, look(to), "direct", NOWHERE)


def goto(to: str) -> Leave:
    return lambda look, routes, node, name: graph.Goto(look(to), NOWHERE)


def hangup() -> Leave:
    return lambda look, routes, node, name: graph.Hangup(NOWHERE)


def open_end() -> Leave:
    return lambda look, routes, node, name: graph.Open(NOWHERE)


def transfer(destination: str = "+15551230099") -> Leave:
    return lambda look, routes, node, name: graph.Ending(action("transfer", destination=destination))


def bridge(failed: str | None = None) -> Leave:
    dial = action("bridge", destination="sip:desk@example.com", timeout_seconds=20)
    return lambda look, routes, node, name: graph.Bridge(dial, _edge(look, "failed", failed))


def redirect(url: str = "https://else.example/x", to: str | None = None, failed: str | None = None) -> Leave:
    def leave(look: Look, routes: list[graph.Route], node: int, name: str) -> graph.Exit:
        target = None if to is None else look(to)
        return graph.Redirect(action("redirect", url=url), target, _edge(look, "failed", failed))

    return leave


def gather(
    answers: Mapping[str, str],
    *,
    failed: str | None = None,
    prompt: str | None = "Press a key.",
    digits: tuple[int, int] = (1, 1),
    finish_on: str | None = None,
    confirms: str | None = None,
) -> Leave:
    """Ask; ``answers`` are blocks by event. The route is called after the block; one that ``confirms`` an event carries
    the entry along."""

    def leave(look: Look, routes: list[graph.Route], node: int, name: str) -> graph.Exit:
        spec = graph.GatherSpec(*digits, finish_on, 5, 3, False, prompt, NOWHERE, NOWHERE, NOWHERE)
        edges = tuple(graph.Edge(event, look(to), "direct", NOWHERE) for event, to in answers.items())
        routes.append(graph.Route(name, node, 1, edges, spec, confirms))
        fallback = _edge(look, "failed", failed)
        return graph.Gather(len(routes) - 1, prompt, NOWHERE, fallback, NOWHERE, confirms is not None)

    return leave


def decide(outcomes: Mapping[str, str], kind: str = "ask", **what: Any) -> Leave:
    """Decide; ``outcomes`` are blocks by event, ``what`` the fields of the decision."""

    def leave(look: Look, routes: list[graph.Route], node: int, name: str) -> graph.Exit:
        edges = tuple(graph.Edge(event, look(to), "direct", NOWHERE) for event, to in outcomes.items())
        return graph.Decide(graph.Decision(kind, NOWHERE, **what), edges, NOWHERE)

    return leave


def office(*days: Sequence[tuple[int, int]], **dates: Sequence[tuple[int, int]]) -> graph.Hours:
    """Opening hours in Dublin: minutes of each day from Monday on, then of dates (``d2026_12_24``)."""
    week = [tuple(graph.Period(*period) for period in day) for day in days]
    own = [
        (name[1:].replace("_", "-"), tuple(graph.Period(*period) for period in day), NOWHERE)
        for name, day in dates.items()
    ]
    return graph.Hours("office", "Europe/Dublin", (*week, *[()] * (7 - len(week))), tuple(own), NOWHERE)


def program(
    nodes: NodeSketches, *, entries: Sequence[str] = (), start: str | None = None, name: str = "front"
) -> graph.Program:
    """One flow; the first node answers the call where ``start`` does not say otherwise."""
    return programs({name: nodes}, entries=entries, starts={name: start} if start else {})


def programs(
    flows: Mapping[str, NodeSketches], *, entries: Sequence[str] = (), starts: Mapping[str, str] | None = None
) -> graph.Program:
    """Several flows, whose block names must all differ here, so that exits can name any of them."""
    sketched = [(flow, node, block) for flow, nodes in flows.items() for node in nodes for block in nodes[node]]
    index = {block[0].rstrip("?"): position for position, (_, _, block) in enumerate(sketched)}
    names = [(flow, node) for flow, nodes in flows.items() for node in nodes]
    routes: list[graph.Route] = []
    blocks = []
    for flow, node, (sketch_name, actions, leave) in sketched:
        name = sketch_name.rstrip("?")
        owner = names.index((flow, node))
        done = tuple(say(f"{name} {i}") for i in range(actions)) if isinstance(actions, int) else tuple(actions)
        left = leave(index.__getitem__, routes, owner, name)
        blocks.append(graph.Block(name, owner, 1, done, left, NOWHERE, sketch_name.endswith("?")))
    tables = [_flow(flow, position, names, blocks, routes, starts or {}) for position, flow in enumerate(flows)]
    nodes_table = [
        graph.Node(
            node,
            "step",
            list(flows).index(flow),
            node in entries,
            next(i for i, (f, n, _) in enumerate(sketched) if (f, n) == (flow, node)),
            None,
            (),
            NOWHERE,
            NOWHERE,
        )
        for flow, node in names
    ]
    return graph.Program(tuple(tables), tuple(nodes_table), tuple(blocks), tuple(routes))


def _flow(
    flow: str,
    position: int,
    names: list[tuple[str, str]],
    blocks: list[graph.Block],
    routes: list[graph.Route],
    starts: Mapping[str, str],
) -> graph.Flow:
    own = [index for index, (owner, _) in enumerate(names) if owner == flow]
    start = names.index((flow, starts[flow])) if flow in starts else own[0]
    return graph.Flow(
        flow,
        None,
        BASE_URL,
        "en",
        start,
        tuple(own),
        tuple(index for index, block in enumerate(blocks) if block.node in own),
        tuple(index for index, route in enumerate(routes) if route.node in own),
        (),
        NOWHERE,
        NOWHERE,
    )
