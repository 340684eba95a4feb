"""For how long other systems may be asked while nothing has been said.

A call is *quiet* from its beginning, and from each gather on, until something is said. Along a quiet path the times
that ``ask`` may take add up, and the decision whose answer takes the sum past the limit is the one to tell of; what is
asked behind it on the same path adds nothing to that. Two paths may come to one decision with different sums, and the
smaller one may go on to a decision which the greater is told before. So the search goes over pairs of a block and a
sum, breadth first: each pair is reached by a shortest journey, and where nothing has been asked there are as many pairs
as blocks. A cycle of decisions (which MV312 refuses) ends at the limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.checks.analyses.journeys import Journeys, Step, far_end_fails
from flowc.checks.analyses.ways import Ways
from flowc.ir.graph import Block, Decide, Gather, Program
from flowc.records import NamedTuple

__all__ = ["Asked", "silent_asking"]

_MOST_SUMS = 64
"""Different sums within the limit that are followed from one block on; no flow that people write comes to ten."""
_SHOWN_STEPS = 100_000
"""Steps of all journeys together; beyond them none is shown."""


class Asked(NamedTuple):
    """A decision, the most milliseconds of quiet asking up to its answer, and a journey on which they pass.

    ``steps`` is None where the journeys before it came to more than anybody reads.
    """

    block: int
    milliseconds: int
    steps: list[Step] | None


class _Quiet(NamedTuple):
    """A call that comes to a block after so many milliseconds of asking since it last heard anything."""

    block: int
    milliseconds: int


_Arrival = tuple[_Quiet, _Quiet | None, Step | None]
"""A pair, the one before it (None at the beginning of a quiet path), and the step to it (None at that of a call)."""
_Came = dict[_Quiet, tuple[_Quiet | None, Step | None]]
"""For each pair how it was come to first."""


def silent_asking(program: Program, ways: Ways, journeys: Journeys, roots: Sequence[int], most: int) -> list[Asked]:
    """The decisions on quiet paths at which the asking may get past ``most`` milliseconds, nearest first."""
    if not any(_asks(block) for block in program.blocks):
        return []
    came: _Came = {}
    worst: dict[int, _Quiet] = {}
    for at in _quiet(program, ways, journeys, roots, most, came):
        asked = _asks(program.blocks[at.block])
        if at.milliseconds + asked > most and (at.block not in worst or at.milliseconds > worst[at.block].milliseconds):
            worst[at.block] = at
    found = []
    left = _SHOWN_STEPS
    for at in worst.values():
        steps = _steps(came, at, journeys) if left > 0 else None
        left -= len(steps) if steps is not None else 0
        found.append(Asked(at.block, at.milliseconds + _asks(program.blocks[at.block]), steps))
    return found


def _quiet(
    program: Program, ways: Ways, journeys: Journeys, roots: Sequence[int], most: int, came: _Came
) -> Iterator[_Quiet]:
    """Every pair that a quiet call comes to within ``most`` milliseconds. What only a failing redirect of the build's
    own leads to waits until nothing else is left, as in ``find_journeys``."""
    sums = [0] * len(program.blocks)
    waiting: list[_Arrival] = [(_Quiet(root, 0), None, None) for root in roots]
    postponed: list[_Arrival] = []

    def go_on(number: int, after: int, at: _Quiet | None, arrivals: list[_Arrival]) -> None:
        for edge in ways[number]:
            own = edge.event == "failed" and not far_end_fails(program, number)
            (postponed if own else arrivals).append((_Quiet(edge.to, after), at, Step(number, edge)))

    for number in journeys.order:
        if isinstance(program.blocks[number].exit, Gather):
            go_on(number, 0, None, waiting)
    for arrivals in (waiting, postponed):
        for at, before, step in arrivals:
            if at in came or sums[at.block] == _MOST_SUMS:
                continue
            came[at] = before, step
            sums[at.block] += 1
            yield at
            block = program.blocks[at.block]
            after = at.milliseconds + _asks(block)
            if after <= most and not isinstance(block.exit, Gather) and not _says(block):
                go_on(at.block, after, at, arrivals)


def _steps(came: _Came, at: _Quiet, journeys: Journeys) -> list[Step]:
    """The steps of a call up to a pair, from where the call begins."""
    steps: list[Step] = []
    before: _Quiet | None = at
    while before is not None:
        before, step = came[before]
        if step is not None:
            steps.append(step)
    begun = steps[-1].block if steps else at.block
    return [*journeys.to(begun), *steps[::-1]]


def _asks(block: Block) -> int:
    """Milliseconds that a block may ask; a decision does nothing else."""
    match block.exit:
        case Decide(decision=decision):
            return decision.timeout_ms if decision.kind == "ask" else 0
    return 0


def _says(block: Block) -> bool:
    return any(action.name == "say" for action in block.actions)
