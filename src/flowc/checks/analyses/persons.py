"""From where a caller can still reach a person.

A person is reached by a transfer, a bridge or a conference, whether or not anybody answers; an application that takes
over by a redirect may have one, and is given the benefit of the doubt, as is a block that does not say how it ends.
What leads to any of these is found by a walk over all arcs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from flowc.checks.analyses.walk import Arcs, Walk, leading_to
from flowc.ir.graph import Bridge, Ending, Exit, Gather, Open, Program, Redirect

__all__ = ["alone", "left_alone"]


def alone(program: Program, arcs: Arcs, walk: Walk) -> list[bool]:
    """For each block whether no way leads from it to a person."""
    persons = [_hands_over(block.exit) for block in program.blocks]
    return [not leads for leads in leading_to(arcs, walk, persons)]


def left_alone(
    program: Program, arcs: Arcs, without: list[bool], reached: Iterable[int], fresh: list[int]
) -> list[int]:
    """The blocks where that begins: starts from which nobody is reached, and the first gathers behind the last help.

    What lies behind a start that is named is not named again.
    """
    if True not in without:
        return []
    found = [number for number in fresh if without[number]]
    seen = _onward(arcs, found)
    waiting = deque(to for number in reached if not without[number] for to in arcs[number] if without[to])
    while waiting:
        number = waiting.popleft()
        if number in seen:
            continue
        seen.add(number)
        if isinstance(program.blocks[number].exit, Gather):
            found.append(number)
        else:
            waiting.extend(arcs[number])
    return found


def _hands_over(leave: Exit) -> bool:
    return isinstance(leave, Bridge | Ending | Open) or (isinstance(leave, Redirect) and leave.to is None)


def _onward(arcs: Arcs, starts: Iterable[int]) -> set[int]:
    """All blocks that some blocks lead to, these included."""
    seen = set(starts)
    waiting = deque(seen)
    while waiting:
        for to in arcs[waiting.popleft()]:
            if to not in seen:
                seen.add(to)
                waiting.append(to)
    return seen
