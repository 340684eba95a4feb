"""For how long other systems may be asked while nothing has been said.

A call is *quiet* from its beginning, and from each gather on, until something is said. Along quiet paths the times that
``ask`` may take add up. The most that a block comes to is the greatest sum over all of them, found by carrying sums
forward until nothing grows any more; a cycle of decisions (which MV312 refuses) stops at a limit.
"""

from __future__ import annotations

from collections.abc import Iterable

from flowc.checks.analyses.ways import Ways
from flowc.ir.graph import Block, Decide, Gather, Program
from flowc.records import NamedTuple

__all__ = ["Asked", "silent_asking"]

_LIMIT = 60_000
"""Milliseconds after which nobody counts on."""


class Asked(NamedTuple):
    """A decision, and the milliseconds of quiet asking up to its answer."""

    block: int
    milliseconds: int


def silent_asking(program: Program, ways: Ways, roots: Iterable[int], reached: Iterable[int], most: int) -> list[Asked]:
    """The first decisions on quiet paths whose asking may come to more than ``most`` milliseconds, nearest first."""
    if not any(_asks(block) for block in program.blocks):
        return []
    reached = list(reached)
    quiet = [-1] * len(program.blocks)
    waiting = list(dict.fromkeys(roots))
    for number in waiting:
        quiet[number] = 0
    for number in reached:
        if isinstance(program.blocks[number].exit, Gather):
            for edge in ways[number]:
                if quiet[edge.to] < 0:
                    quiet[edge.to] = 0
                    waiting.append(edge.to)
    while waiting:
        number = waiting.pop()
        block = program.blocks[number]
        if isinstance(block.exit, Gather) or _says(block):
            continue
        after = quiet[number] + _asks(block)
        for edge in ways[number]:
            if quiet[edge.to] < after <= _LIMIT:
                quiet[edge.to] = after
                waiting.append(edge.to)
    sums = ((number, quiet[number], _asks(program.blocks[number])) for number in reached if quiet[number] >= 0)
    return [Asked(number, before + asked) for number, before, asked in sums if before <= most < before + asked]


def _asks(block: Block) -> int:
    """Milliseconds that a block may ask; a decision does nothing else."""
    match block.exit:
        case Decide(decision=decision):
            return decision.timeout_ms if decision.kind == "ask" else 0
    return 0


def _says(block: Block) -> bool:
    return any(action.name == "say" for action in block.actions)
