"""What journeys cost in redirects.

The platform counts every redirect of a call (read cautiously: of the whole call, not of a chain). One is spent
behind every gather, one by every ``redirect``, whether it succeeds or not, and one wherever a document is full and goes
on in the next (``flowc.ir.layout``). A bridge and its fallback, and a ``goto``, cost nothing.

Where the same block is laid out in several documents and only some of them are cut there, the dearest counts for
the longest journey, and the budget errs to the safe side: a warning may then speak of a redirect too many.
"""

from __future__ import annotations

from functools import cached_property
from heapq import heappop, heappush

from flowc.checks.analyses.dominators import Dominators
from flowc.checks.analyses.journeys import Journeys, Step
from flowc.checks.analyses.returns import Rest, leave_out_returns, longest
from flowc.checks.analyses.ways import Ways, ends
from flowc.ir.graph import Edge, Gather, Program, Redirect
from flowc.ir.layout import MAX_ACTIONS, Layout, continuation, lay_out

__all__ = ["Redirects"]


class Redirects:
    """Costs of blocks, edges and journeys; every number is a count of redirects."""

    def __init__(self, program: Program, ways: Ways, journeys: Journeys, dominators: Dominators) -> None:
        self._program = program
        self._ways = ways
        self._journeys = journeys
        self._dominators = dominators

    @cached_property
    def rest(self) -> Rest:
        """The graph without the returns that callers choose."""
        return leave_out_returns(self._ways, self._journeys.order, self._dominators)

    @cached_property
    def _cuts(self) -> tuple[dict[int, int], dict[int, int]]:
        """Redirects by which documents go on within a block, and behind one (to where the call goes by itself)."""
        if not _may_be_cut(self._program):
            return {}, {}
        return _cuts(lay_out(self._program), self._program)

    def of_block(self, block: int) -> int:
        """What is spent in a block itself, and by a redirect that leaves the build there."""
        within = self._cuts[0].get(block, 0)
        leave = self._program.blocks[block].exit
        return within + (isinstance(leave, Redirect) and leave.to is None)

    def of_edge(self, block: int, edge: Edge) -> int:
        """What is spent on the way along an edge of a block."""
        behind = self._cuts[1].get(block, 0) if edge.event in ("goto", "failed") else 0
        leave = self._program.blocks[block].exit
        return behind + (isinstance(leave, Gather) or (isinstance(leave, Redirect) and leave.to is not None))

    @cached_property
    def spent(self) -> dict[int, int]:
        """What the shortest journey to each block has cost on arrival."""
        spent: dict[int, int] = {}
        for block in self._journeys.order:
            step = self._journeys.last[block]
            if step is None:
                spent[block] = 0
            else:
                spent[block] = spent[step.block] + self.of_block(step.block) + self.of_edge(step.block, step.edge)
        return spent

    @cached_property
    def most(self) -> dict[int, int]:
        """What a call can still cost from each block to its end, without chosen returns; none before a cycle."""
        return longest(self.rest, self.of_block, self.of_edge)

    @cached_property
    def least(self) -> dict[int, int]:
        """What the cheapest way from each block to an end of the call costs; none where there is no way."""
        program, ways = self._program, self._ways
        before: list[list[tuple[int, int]]] = [[] for _ in ways]
        for block in self._journeys.order:
            for edge in ways[block]:
                before[edge.to].append((block, self.of_edge(block, edge)))
        least: dict[int, int] = {}
        shelves: list[list[int]] = [[]]
        for block in self._journeys.order:
            if ends(program, block):
                _put(shelves, self.of_block(block), block)
        cost = 0
        while cost < len(shelves):
            for block in shelves[cost]:
                if least.setdefault(block, cost) == cost:
                    for source, price in before[block]:
                        if source not in least:
                            _put(shelves, cost + price + self.of_block(source), source)
            cost += 1
        return least

    def overrun(self, limit: int, sources: list[int]) -> tuple[list[Step], int] | None:
        """The shortest journey through the rest that needs more than ``limit`` redirects, and the block where the one
        too many is needed; None where no journey from these sources does. A source that a cycle follows is left out."""
        came: dict[tuple[int, int], tuple[tuple[int, int], Step] | None] = {}
        heap: list[tuple[int, int, int]] = []
        for source in sources:
            if source in self.most and self.spent[source] + self.most[source] > limit:
                came.setdefault((source, self.spent[source]), None)
                heappush(heap, (self._journeys.distance[source], source, self.spent[source]))
        while heap:
            length, block, spent = heappop(heap)
            spent_here = spent + self.of_block(block)
            if spent_here > limit:
                return self._steps(came, (block, spent)), block
            for edge in self.rest.ways[block]:
                following = (edge.to, spent_here + self.of_edge(block, edge))
                if following in came or following[1] + self.most[edge.to] <= limit:
                    continue
                came[following] = ((block, spent), Step(block, edge))
                if following[1] > limit:
                    return self._steps(came, following), block
                heappush(heap, (length + 1, *following))
        return None

    def _steps(
        self, came: dict[tuple[int, int], tuple[tuple[int, int], Step] | None], at: tuple[int, int]
    ) -> list[Step]:
        steps = []
        link = came[at]
        while link is not None:
            at, step = link
            steps.append(step)
            link = came[at]
        return self._journeys.to(at[0]) + steps[::-1]


def _put(shelves: list[list[int]], cost: int, block: int) -> None:
    while len(shelves) <= cost:
        shelves.append([])
    shelves[cost].append(block)


def _may_be_cut(program: Program) -> bool:
    """Whether some path of blocks is too long for a document, or leads into another flow; settled path by path."""
    length: dict[int, int] = {}
    for start in range(len(program.blocks)):
        path: list[int] = []
        at: int | None = start
        while at is not None and at not in length:
            length[at] = 0
            path.append(at)
            at = continuation(program.blocks[at].exit)
        sum_behind = 0 if at is None else length[at]
        if at is not None and path and program.flow_of(at) is not program.flow_of(path[-1]):
            return True
        for block in reversed(path):
            sum_behind += len(program.blocks[block].actions) + 2
            length[block] = sum_behind
            if sum_behind > MAX_ACTIONS:
                return True
    return False


def _cuts(layout: Layout, program: Program) -> tuple[dict[int, int], dict[int, int]]:
    within: dict[int, int] = {}
    behind: dict[int, int] = {}
    parts: dict[int, int] = {}
    for (first, part), document in layout.documents.items():
        if document.goes_on is None:
            continue
        if not document.pieces:
            behind[first] = 1
            continue
        last = document.pieces[-1]
        if last.stop > len(program.blocks[last.block].actions):
            behind[last.block] = 1
            continue
        if part == 1:
            parts = {}
        parts[last.block] = parts.get(last.block, 0) + 1
        within[last.block] = max(within.get(last.block, 0), parts[last.block])
    return within, behind
