"""Small programs made by hand, one node for each block, so that analyses are tested without a compiler."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flowc.ir.graph import (
    Action,
    Block,
    Bridge,
    Decide,
    Decision,
    Edge,
    Ending,
    Exit,
    Field,
    Flow,
    Gather,
    GatherSpec,
    Goto,
    Hangup,
    Node,
    Program,
    Redirect,
    Route,
)
from flowc.source import Span

NOWHERE = Span(0, 0)


class Does(NamedTuple):
    """What a block does, and how it ends: ``goto``, ``ask``, ``decide``, ``bridge``, ``redirect``, ``transfer`` or
    ``hangup``."""

    actions: tuple[Action, ...]
    way: str
    to: Any


def act(name: str, **fields: Any) -> Action:
    return Action(name, tuple(Field(field, value, NOWHERE) for field, value in fields.items()), NOWHERE)


def goto(to: str, *actions: Action) -> Does:
    return Does(actions, "goto", to)


def ask(answers: Mapping[str, str], *actions: Action) -> Does:
    return Does(actions, "ask", answers)


def decide(outcomes: Mapping[str, str], timeout: int = 2000) -> Does:
    """A decision by what another system says, within so many milliseconds."""
    return Does((), "decide", (outcomes, timeout))


def bridge(failed: str | None, *actions: Action) -> Does:
    return Does(actions, "bridge", failed)


def redirect(to: str | None, failed: str | None, *actions: Action) -> Does:
    return Does(actions, "redirect", (to, failed))


def hangup(*actions: Action) -> Does:
    return Does(actions, "hangup", None)


def transfer(*actions: Action) -> Does:
    return Does(actions, "transfer", None)


def program(blocks: Mapping[str, Does], entries: Sequence[str] = ()) -> Program:
    """One flow that starts at the first block. Every edge and place has a span of its own."""
    index = {name: number for number, name in enumerate(blocks)}
    routes: list[Route] = []
    built: list[Block] = []
    nodes: list[Node] = []
    clock = iter(range(10_000_000))

    def span() -> Span:
        at = next(clock)
        return Span(at, at + 1)

    def edge(event: str, to: str) -> Edge:
        return Edge(event, index[to], "direct", span())

    def maybe(to: str | None) -> Edge | None:
        return None if to is None else edge("failed", to)

    def leave(name: str, does: Does) -> Exit:
        action = Action(does.way, (), span())
        match does.way:
            case "goto":
                return Goto(index[does.to], span())
            case "ask":
                spec = GatherSpec(1, 1, None, 5, 3, False, "Well?", NOWHERE, NOWHERE, NOWHERE)
                edges = tuple(edge(event, to) for event, to in does.to.items())
                routes.append(Route(name, index[name], 1, edges, spec))
                return Gather(len(routes) - 1, "Well?", NOWHERE, None, span())
            case "decide":
                outcomes, timeout = does.to
                edges = tuple(edge(event, to) for event, to in outcomes.items())
                return Decide(Decision("ask", span(), url="https://crm.example/", timeout_ms=timeout), edges, span())
            case "bridge":
                return Bridge(action, maybe(does.to))
            case "redirect":
                to, failed = does.to
                return Redirect(action, None if to is None else index[to], maybe(failed))
            case "transfer":
                return Ending(action)
        return Hangup(span())

    for name, does in blocks.items():
        actions = tuple(action._replace(span=span()) for action in does.actions)
        at = span()
        built.append(Block(name, index[name], 1, actions, leave(name, does), at))
        kind = {"ask": "menu", "decide": "decide"}.get(does.way, "step")
        nodes.append(Node(name, kind, 0, name in entries, index[name], None, (), at, at))
    everything = tuple(range(len(built)))
    flow = Flow("test", None, None, "en", 0, everything, everything, tuple(range(len(routes))), (), NOWHERE, NOWHERE)
    return Program((flow,), tuple(nodes), tuple(built), tuple(routes))
