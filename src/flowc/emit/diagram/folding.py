"""Which blocks make up a card.

A node is one card, whatever blocks its attempts come to. What an author wrote once can be laid down in several blocks
too: once for each number of a shared count of attempts, and once for each key that its handler is for, with the key in
place of ``digits``. These **copies** share a card as well, on which ``{digits}`` stands for the key.
"""

from __future__ import annotations

from collections import Counter

from flowc.emit.diagram.said import alike, said_of
from flowc.emit.diagram.words import Said
from flowc.ir.graph import Block, Flow, Gather, Program
from flowc.records import NamedTuple

__all__ = ["Folded", "asks_for", "confirms", "fold"]

Place = tuple[object, ...]


class Folded(NamedTuple):
    """``owner`` is the first block of the card of each block, ``said`` what stands on the cards of copies that
    differ, by the first."""

    owner: dict[int, int]
    said: dict[int, tuple[Said, ...]]


def fold(program: Program, flow: Flow, *, unroll: bool) -> Folded:
    """Put the blocks of a flow on cards; ``unroll`` where each attempt has one of its own."""
    owner: dict[int, int] = {}
    copies = _Copies(program, flow, unroll)
    attempts = _attempts(program, flow) if unroll else {}
    for index in flow.blocks:
        block = program.blocks[index]
        node = program.nodes[block.node]
        if not asks_for(program, block):
            owner[index] = copies.first_of(index)
        elif not unroll or node.kind == "voicemail":
            owner[index] = node.block
        else:
            owner[index] = attempts.get((block.node, block.attempt), node.block) if confirms(program, block) else index
    return Folded(dict(sorted(owner.items(), key=lambda item: (item[1], item[0]))), copies.said)


class _Copies:
    """Blocks that were written once, by where that is."""

    def __init__(self, program: Program, flow: Flow, unroll: bool) -> None:
        self.program = program
        others = [block for block in map(program.blocks.__getitem__, flow.blocks) if not asks_for(program, block)]
        times = Counter(map(_place, others))
        self.firsts: dict[Place, list[tuple[int, tuple[Said, ...]]]] = {
            place: [] for place in times if times[place] > 1 and not unroll
        }
        self.keys = _keys(program, flow) if self.firsts else {}
        self.said: dict[int, tuple[Said, ...]] = {}

    def first_of(self, index: int) -> int:
        """The first of the blocks that this one is a copy of; itself where there is none."""
        block = self.program.blocks[index]
        firsts = self.firsts.get(_place(block))
        if firsts is None:
            return index
        own, keys = said_of(block, self.program), self.keys.get(index, "")
        for first, theirs in firsts:
            both = alike(theirs, self.keys.get(first, ""), own, keys)
            if both is not None:
                if both != theirs:
                    self.said[first] = both
                return first
        firsts.append((index, own))
        return index


def _place(block: Block) -> Place:
    return block.node, block.span, block.attempt, type(block.exit)


def _keys(program: Program, flow: Flow) -> dict[int, str]:
    """The keys that lead to a block, where they are always the same."""
    keys: dict[int, str] = {}
    for index in flow.blocks:
        leave = program.blocks[index].exit
        for edge in program.routes[leave.route].edges if isinstance(leave, Gather) else ():
            if not edge.event.strip("0123456789*#"):
                keys[edge.to] = edge.event if keys.get(edge.to, edge.event) == edge.event else ""
    return keys


def _attempts(program: Program, flow: Flow) -> dict[tuple[int, int], int]:
    """The block that asks at each attempt of each node; where an entry is read back it has been entered there."""
    asking: dict[tuple[int, int], int] = {}
    for index in flow.blocks:
        block = program.blocks[index]
        if asks_for(program, block) and not confirms(program, block):
            asking.setdefault((block.node, block.attempt), index)
    return asking


def confirms(program: Program, block: Block) -> str | None:
    """The event of the entry that a block reads back; None for every other block."""
    return program.routes[block.exit.route].confirms if isinstance(block.exit, Gather) else None


def asks_for(program: Program, block: Block) -> bool:
    """Whether a block is an attempt of its node, and nothing else that it leads to."""
    return isinstance(block.exit, Gather) and program.routes[block.exit.route].node == block.node
