"""How a trap is told: the handler that closes the circle, the nodes on it, and the journey once round."""

from __future__ import annotations

from flowc.checks.analyses.traps import Trap
from flowc.checks.facts import Facts
from flowc.diagnostics import Finding, Label, error
from flowc.source import Span

__all__ = ["handler_and_nodes", "trap_finding"]


def handler_and_nodes(facts: Facts, trap: Trap) -> tuple[Span, frozenset[int]]:
    """What one circle has in common for all whom it holds: the handler that closes it, and the nodes on it."""
    return trap.cycle[-1].edge.span, frozenset(facts.program.blocks[step.block].node for step in trap.cycle)


def trap_finding(facts: Facts, trap: Trap, code: str, caller: str, help: str) -> Finding:
    """``caller`` is who is trapped (``a caller who never presses anything``)."""
    head, last = trap.cycle[0], trap.cycle[-1]
    nodes = list(dict.fromkeys(facts.program.blocks[step.block].node for step in trap.cycle))
    names = [facts.program.nodes[node].name for node in nodes]
    way = " -> ".join(f"`{name}`" for name in [*names, names[0]])
    begins = "the way round begins here" if len(nodes) > 1 else "which starts afresh"
    labels = [
        Label(facts.program.nodes[node].name_span, "then through here" if place else begins)
        for place, node in enumerate(nodes)
    ]
    journey = [*facts.journeys.to(head.block), *trap.cycle]
    return error(
        code,
        last.edge.span,
        f"{caller} is never let out: {way}",
        labels=labels,
        help=help,
    )._replace(witness=facts.witness_of(journey, head.block))
