"""Which blocks make up a card.

A node is one card, whatever blocks its attempts come to. What an author wrote once can be laid down in several blocks
too: once for each number of a shared count of attempts, and once for each key that its handler is for, with the key in
place of ``digits``. These **copies** share a card as well, on which ``{digits}`` stands for the key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flowc.ir.graph import Action, Block, Bridge, Ending, Flow, Gather, Program, Redirect
from flowc.records import NamedTuple
from flowc.templates import MARK, encoded, spoken

__all__ = ["Folded", "asks_for", "confirms", "fold", "written_once"]


class Folded(NamedTuple):
    """``owner`` is the first block of the card of each block, ``keys`` what a caller pressed who comes to a block,
    where that is always the same; they are not looked for where there are no copies."""

    owner: dict[int, int]
    keys: dict[int, str]


def fold(program: Program, flow: Flow, *, unroll: bool) -> Folded:
    """Put the blocks of a flow on cards; ``unroll`` where each attempt has one of its own."""
    owner: dict[int, int] = {}
    written: dict[tuple[object, ...], int] = {}
    others = [block for block in map(program.blocks.__getitem__, flow.blocks) if not asks_for(program, block)]
    copied = {place for place, times in Counter(map(_place, others)).items() if times > 1 and not unroll}
    keys = _keys(program, flow) if copied else {}
    for index in flow.blocks:
        block = program.blocks[index]
        node = program.nodes[block.node]
        if not asks_for(program, block):
            alone = _place(block) not in copied
            owner[index] = index if alone else _copied(written, block, index, keys.get(index, ""))
        elif not unroll or node.kind == "voicemail":
            owner[index] = node.block
        else:
            owner[index] = _asked_before(program, flow, block) if confirms(program, block) else index
    return Folded(dict(sorted(owner.items(), key=lambda item: (item[1], item[0]))), keys)


def _keys(program: Program, flow: Flow) -> dict[int, str]:
    """The keys that lead to a block, where they are always the same."""
    keys: dict[int, str] = {}
    for index in flow.blocks:
        leave = program.blocks[index].exit
        for edge in program.routes[leave.route].edges if isinstance(leave, Gather) else ():
            if not edge.event.strip("0123456789*#"):
                keys[edge.to] = edge.event if keys.get(edge.to, edge.event) == edge.event else ""
    return keys


def _copied(written: dict[tuple[object, ...], int], block: Block, index: int, keys: str) -> int:
    """The first of the blocks that this one is a copy of, as it stands or but for the keys that lead to it."""
    own = _as_written(block)
    if own not in written:
        written[own] = written.setdefault(_as_written(_marked(block, keys)), index) if keys else index
    return written[own]


def _place(block: Block) -> tuple[object, ...]:
    """What copies of a block certainly have in common."""
    return block.node, block.span, block.attempt


def _as_written(block: Block) -> tuple[object, ...]:
    """What the copies of a block have in common: all but where they lead."""
    return *_place(block), *_done(block)


def _done(block: Block) -> tuple[object, ...]:
    leave = block.exit
    action = leave.action if isinstance(leave, Bridge | Ending | Redirect) else None
    return repr(block.actions), type(leave), repr(action)


def written_once(program: Program, members: Sequence[int], keys: Mapping[int, str]) -> Block:
    """The first block of a card; of copies that differ, with ``{digits}`` in place of the keys."""
    first, *others = (program.blocks[index] for index in members)
    if asks_for(program, first) or all(_done(other) == _done(first) for other in others):
        return first
    return _marked(first, keys[members[0]])


def _marked(block: Block, keys: str) -> Block:
    """A block with ``{digits}`` wherever the keys stand."""
    leave = block.exit
    if isinstance(leave, Bridge | Ending | Redirect):
        leave = leave._replace(action=_with_mark(leave.action, keys))
    return block._replace(actions=tuple(_with_mark(action, keys) for action in block.actions), exit=leave)


def _with_mark(value: Any, keys: str) -> Any:
    if isinstance(value, Action):
        return value._replace(
            fields=tuple(field._replace(value=_with_mark(field.value, keys)) for field in value.fields)
        )
    if isinstance(value, dict):
        return {name: _with_mark(item, keys) for name, item in value.items()}
    if isinstance(value, str):
        for digits in (spoken(keys), encoded(keys), keys):
            value = value.replace(digits, MARK)
    return value


def _asked_before(program: Program, flow: Flow, block: Block) -> int:
    """The attempt whose entry a block reads back."""
    same = (index for index in flow.blocks if program.blocks[index].node == block.node)
    return next(
        (
            index
            for index in same
            if program.blocks[index].attempt == block.attempt
            and asks_for(program, program.blocks[index])
            and not confirms(program, program.blocks[index])
        ),
        program.nodes[block.node].block,
    )


def confirms(program: Program, block: Block) -> str | None:
    """The event of the entry that a block reads back; None for every other block."""
    return program.routes[block.exit.route].confirms if isinstance(block.exit, Gather) else None


def asks_for(program: Program, block: Block) -> bool:
    """Whether a block is an attempt of its node, and nothing else that it leads to."""
    return isinstance(block.exit, Gather) and program.routes[block.exit.route].node == block.node
