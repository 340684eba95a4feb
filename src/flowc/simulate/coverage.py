"""What the tests of a flow have come by: its nodes, and the edges that its author wrote.

An **edge** here is one thing that can happen at one node, whichever attempt it happens in: a key or a pattern, silence,
too few digits, a wrong key, the last attempt used up, a bridge (or a redirect to somebody else) that fails, an outcome
of a decision. Counted
is what a test can reach from the start of the flow; a redirect of ours that cannot be fetched is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowc.ir.graph import Block, Bridge, Decide, Edge, Flow, Gather, Program, Redirect, edges_of
from flowc.records import NamedTuple
from flowc.simulate.graph import Taken
from flowc.simulate.trials import Trial
from flowc.source import Span

__all__ = ["KINDS", "Coverage", "Target", "collect_coverage", "edge_key", "edge_targets", "own_blocks"]

KINDS = ("keys", "no-input", "incomplete", "no-match", "exhausted", "failure", "outcome")
"""The kinds of edges, in the order of reports."""

_OUTCOMES = {"noinput": "no-input", "incomplete": "incomplete", "nomatch": "no-match", "failed": "failure"}

Key = tuple[int, str, str]
"""An edge of a node: the node, the kind, and what tells it from others of its kind."""


class Target(NamedTuple):
    """An edge that can be covered. ``span`` is the handler that decides, or the bridge that fails."""

    key: Key
    node: str
    kind: str
    label: str
    span: Span


class Coverage(NamedTuple):
    """How often the tests of a flow have come by each of its nodes and edges."""

    flow: Flow
    nodes: tuple[tuple[str, Span, int], ...]
    edges: tuple[tuple[Target, int], ...]

    @property
    def percent(self) -> float:
        """Covered edges among all, 0 to 100; 100 where a flow has none."""
        if not self.edges:
            return 100.0
        return 100 * sum(count > 0 for _, count in self.edges) / len(self.edges)

    def of_kind(self, kind: str) -> tuple[int, int]:
        """Covered edges of a kind, and all of it."""
        counts = [count for target, count in self.edges if target.kind == kind]
        return sum(count > 0 for count in counts), len(counts)

    @property
    def missed(self) -> list[Target]:
        return [target for target, count in self.edges if not count]

    @property
    def missed_nodes(self) -> list[tuple[str, Span]]:
        return [(name, span) for name, span, count in self.nodes if not count]


def collect_coverage(program: Program, flow: Flow, trials: Iterable[Trial]) -> Coverage:
    """Count what these trials have come by of a flow; they may be those of other flows, which lead into this one."""
    nodes: dict[int, int] = {}
    edges: dict[Key, int] = {}
    for trial in trials:
        for block in trial.blocks:
            node = program.blocks[block].node
            nodes[node] = nodes.get(node, 0) + 1
        for taken in trial.trail:
            key = edge_key(program, taken)
            if key is not None:
                edges[key] = edges.get(key, 0) + 1
    blocks = own_blocks(program, flow)
    owned = {program.blocks[block].node for block in blocks}
    return Coverage(
        flow,
        tuple(
            (node.name, node.name_span, nodes.get(index, 0))
            for index, node in enumerate(program.nodes)
            if index in owned
        ),
        tuple((target, edges.get(target.key, 0)) for target in edge_targets(program, blocks)),
    )


def own_blocks(program: Program, flow: Flow) -> list[int]:
    """The blocks of the flow itself that a test of it can bring a call to."""
    own = program.nodes[flow.start].flow
    return [block for block in reachable(program, flow) if program.nodes[program.blocks[block].node].flow == own]


def reachable(program: Program, flow: Flow) -> list[int]:
    """The blocks that a test can bring a call to, in the order in which they are found from the start."""
    found = [program.nodes[flow.start].block]
    seen = set(found)
    for index in found:
        for edge in testable_edges(program, program.blocks[index]):
            if edge.to not in seen:
                seen.add(edge.to)
                found.append(edge.to)
    return found


def testable_edges(program: Program, block: Block) -> Iterator[Edge]:
    """The ways out of a block, without those behind a redirect of ours that fails."""
    ours = isinstance(block.exit, Gather) or (isinstance(block.exit, Redirect) and block.exit.to is not None)
    return (edge for edge in edges_of(program, block) if not (ours and edge.event == "failed"))


def edge_targets(program: Program, blocks: Iterable[int]) -> list[Target]:
    """The edges out of these blocks that can be covered, each once."""
    targets: dict[Key, Target] = {}
    for index in blocks:
        for edge in testable_edges(program, program.blocks[index]):
            key = edge_key(program, Taken(index, edge))
            if key is not None and key not in targets:
                targets[key] = _target(program, program.blocks[index], key, edge)
    return sorted(targets.values(), key=lambda target: (target.key[0], KINDS.index(target.kind)))


def edge_key(program: Program, taken: Taken) -> Key | None:
    """Which of the author's edges was taken; None for what is none (``goto``)."""
    block = program.blocks[taken.block]
    edge = taken.edge
    match block.exit:
        case Bridge(action, _) | Redirect(action, None, _):
            return block.node, "failure", f"{action.span.start}"
        case Gather() if edge.event == "failed":
            return None
        case Gather() if edge.way == "exhausted":
            return block.node, "exhausted", ""
        case Gather(route=route):
            confirms = program.routes[route].confirms
            event = edge.event if confirms is None else f"{edge.event} for {confirms}"
            return block.node, _OUTCOMES.get(edge.event, "keys"), event
        case Decide():
            return block.node, "outcome", edge.event
        case _:
            return None


def _target(program: Program, block: Block, key: Key, edge: Edge) -> Target:
    node = program.nodes[block.node].name
    match block.exit:
        case Bridge(action, _) | Redirect(action, _, _):
            to = action.get("destination") or action.get("url")
            return Target(key, node, key[1], f"{action.name} {to} fails", action.span)
        case _:
            return Target(key, node, key[1], _label(key, edge), edge.span)


def _label(key: Key, edge: Edge) -> str:
    _, kind, what = key
    if kind == "exhausted":
        return kind
    label = {"keys": f"key {edge.event}", "outcome": edge.event}.get(kind, kind)
    if edge.event == "digits":
        label = "digits"
    confirmed = what.partition(" for ")[2]
    return f"{label} to the confirmation of {confirmed}" if confirmed and kind != "outcome" else label
