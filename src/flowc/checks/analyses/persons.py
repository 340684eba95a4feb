"""From where a caller can still reach a person.

A person is reached by a transfer, a bridge or a conference, whether or not anybody answers; an application that takes
over by a redirect may have one, and is given the benefit of the doubt, as is a block that does not say how it ends.
Backward from all of these, over every edge.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from flowc.checks.analyses.ways import Ways
from flowc.ir.graph import Bridge, Ending, Gather, Open, Program, Redirect

__all__ = ["alone", "left_alone"]


def alone(program: Program, ways: Ways) -> list[bool]:
    """For each block whether no way leads from it to a person."""
    before: list[list[int]] = [[] for _ in ways]
    for number, edges in enumerate(ways):
        for edge in edges:
            before[edge.to].append(number)
    without = [True] * len(ways)
    waiting = deque(number for number in range(len(ways)) if _hands_over(program, number))
    for number in waiting:
        without[number] = False
    while waiting:
        for number in before[waiting.popleft()]:
            if without[number]:
                without[number] = False
                waiting.append(number)
    return without


def left_alone(
    program: Program, ways: Ways, without: list[bool], reached: Iterable[int], fresh: list[int]
) -> list[int]:
    """The blocks where that begins: starts from which nobody is reached, and the first gathers behind the last help.

    What lies behind a start that is named is not named again.
    """
    found = [number for number in fresh if without[number]]
    seen = _onward(ways, found)
    waiting = deque(edge.to for number in reached if not without[number] for edge in ways[number] if without[edge.to])
    while waiting:
        number = waiting.popleft()
        if number in seen:
            continue
        seen.add(number)
        if isinstance(program.blocks[number].exit, Gather):
            found.append(number)
        else:
            waiting.extend(edge.to for edge in ways[number])
    return found


def _hands_over(program: Program, number: int) -> bool:
    match program.blocks[number].exit:
        case Bridge() | Ending() | Open() | Redirect(to=None):
            return True
    return False


def _onward(ways: Ways, starts: Iterable[int]) -> set[int]:
    """All blocks that some blocks lead to, these included."""
    seen = set(starts)
    waiting = deque(seen)
    while waiting:
        for edge in ways[waiting.popleft()]:
            if edge.to not in seen:
                seen.add(edge.to)
                waiting.append(edge.to)
    return seen
