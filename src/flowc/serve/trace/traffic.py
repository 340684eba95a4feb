"""Many calls counted: how often each block was come to, which edges were taken, and where calls ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from flowc.ir.graph import Gather, Program, edges_of
from flowc.ir.outcomes import WORDS
from flowc.records import NamedTuple
from flowc.serve.trace.follow import Way
from flowc.serve.trace.words import node_name

__all__ = ["Happened", "NodeTraffic", "Traffic", "count_traffic", "label", "tells_a_secret"]

ENTERED = "digits"
"""What stands for the keys of a secret entry, whichever branch they took."""


class Happened(NamedTuple):
    """What happened at a node, and how many times. ``label`` as the function of that name has it; ``to`` has the nodes
    that it led to with how often it did, the node itself where it asked again, and "" where the call went on within."""

    label: str
    times: int
    to: tuple[tuple[str, int], ...]


class NodeTraffic(NamedTuple):
    """A node: the calls that came by, how often it asked them, what happened there, and how calls ended there."""

    node: int
    calls: int
    asked: int
    edges: tuple[Happened, ...]
    ends: tuple[tuple[str, int], ...]


class Traffic(NamedTuple):
    """``visits`` and ``taken`` count blocks and (block, event); ``ended`` counts (block, end)."""

    calls: int
    differing: int
    nodes: tuple[NodeTraffic, ...]
    ends: tuple[tuple[str, int], ...]
    visits: Counter[int]
    taken: Counter[tuple[int, str]]
    ended: Counter[tuple[int, str]]


def count_traffic(program: Program, ways: Iterable[Way]) -> Traffic:
    """Count the ways of calls. Nodes stand in the order in which the flow has them; only those that calls came by."""
    ways = list(ways)
    visits: Counter[int] = Counter()
    taken: Counter[tuple[int, str]] = Counter()
    ended: Counter[tuple[int, str]] = Counter()
    calls: Counter[int] = Counter()
    asked: Counter[int] = Counter()
    for way in ways:
        visits.update(step.block for step in way.steps)
        taken.update((step.block, step.edge.event) for step in way.steps if step.edge is not None)
        ended[way.steps[-1].block, way.end] += 1
        blocks = [program.blocks[step.block] for step in way.steps]
        calls.update({block.node for block in blocks})
        asked.update(block.node for block in blocks if isinstance(block.exit, Gather))
    nodes = [
        NodeTraffic(node, calls[node], asked[node], _edges(program, node, taken), _ends(program, node, ended))
        for node in range(len(program.nodes))
        if calls[node]
    ]
    ends = Counter(way.end for way in ways)
    differing = sum(bool(way.differences) for way in ways)
    return Traffic(len(ways), differing, tuple(nodes), tuple(ends.most_common()), visits, taken, ended)


def label(program: Program, block: int, event: str) -> str:
    """The event by which a block was left; the branch of a secret entry is not told."""
    exit_ = program.blocks[block].exit
    secret = isinstance(exit_, Gather) and program.routes[exit_.route].gather.sensitive
    return ENTERED if secret and event not in (*WORDS, "failed") else event


def tells_a_secret(program: Program, block: int, event: str) -> bool:
    """Whether it shows what was entered that a secret question was left by this event: there are other branches."""
    exit_ = program.blocks[block].exit
    if not isinstance(exit_, Gather) or not program.routes[exit_.route].gather.sensitive:
        return False
    branches = [edge.event for edge in program.routes[exit_.route].edges if edge.event not in WORDS]
    return event in branches and len(branches) > 1


def _edges(program: Program, node: int, taken: Counter[tuple[int, str]]) -> tuple[Happened, ...]:
    targets: dict[str, Counter[str]] = {}
    for (block, event), times in taken.items():
        if program.blocks[block].node == node and event not in ("goto", "redirect"):
            to = targets.setdefault(label(program, block, event), Counter())
            to[_target(program, block, event)] += times
    happened = [Happened(name, to.total(), tuple(to.most_common())) for name, to in targets.items()]
    return tuple(sorted(happened, key=lambda one: -one.times))


def _target(program: Program, block: int, event: str) -> str:
    edge = next(edge for edge in edges_of(program, program.blocks[block]) if edge.event == event)
    node = program.blocks[edge.to].node
    own = node == program.blocks[block].node and edge.way != "retry" and edge.to != program.nodes[node].block
    return "" if own else node_name(program, edge.to)


def _ends(program: Program, node: int, ended: Counter[tuple[int, str]]) -> tuple[tuple[str, int], ...]:
    ends: Counter[str] = Counter()
    for (block, end), count in ended.items():
        if program.blocks[block].node == node:
            ends[end] += count
    return tuple(ends.most_common())
