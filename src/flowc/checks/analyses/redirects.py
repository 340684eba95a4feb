"""What journeys cost in redirects.

The platform counts every redirect of a call (read cautiously: of the whole call, not of a chain). One is spent
behind every gather, one by every ``redirect``, whether it succeeds or not, and one wherever a document is full and goes
on in the next (``flowc.ir.layout``). A bridge and its fallback, and a ``goto``, cost nothing.

A decision costs one where the platform itself comes to it, and nothing where a route leads to it: whoever answers
the route goes straight on. So what is counted is not its outcomes but the way to it. An edge to a block that is just a
decision costs one more, unless an answer to a gather or an outcome leads there; so does a call that begins in one.

Where the same block is laid out in several documents and only some of them are cut there, the dearest counts for
the longest journey, and the budget errs to the safe side: a warning may then speak of a redirect too many.
"""

from __future__ import annotations

from functools import cached_property

from flowc.checks.analyses.dominators import Dominators
from flowc.checks.analyses.journeys import Journeys, Step
from flowc.checks.analyses.returns import Rest, leave_out_returns, longest
from flowc.checks.analyses.walk import Walk
from flowc.checks.analyses.ways import Ways
from flowc.ir.graph import Decide, Edge, Exit, Gather, Program, Redirect
from flowc.ir.layout import MAX_ACTIONS, Layout, continuation, just_decisions, lay_out

__all__ = ["Redirects"]


_Spent = tuple[int, int]
"""A call that comes to a block, and what it has spent by then."""

_Came = dict[_Spent, tuple[_Spent, Edge] | None]
"""How each of them was come to first; None where the search begins."""

_WIDEST_EXIT = 2
"""Actions that an exit comes to at most: a gather and its redirect."""


class Redirects:
    """Costs of blocks, edges and journeys; every number is a count of redirects.

    ``within`` is what is spent in each block itself, and by a redirect that leaves the build there; ``leaving`` what is
    spent on the way along any of its edges; ``extra`` what some edges, by their blocks and events, cost besides: where
    a document is cut behind a block, and where the platform comes to a decision. ``begins`` are the blocks where a
    redirect is spent already when a call begins there.
    """

    def __init__(
        self, program: Program, ways: Ways, walk: Walk, journeys: Journeys, dominators: Dominators, ends: list[bool]
    ) -> None:
        self._ways = ways
        self._walk = walk
        self._journeys = journeys
        self._dominators = dominators
        self._ends = ends
        self.within, self.leaving = _prices(program)
        self.extra: dict[tuple[int, str], int] = {}
        decides = any(isinstance(block.exit, Decide) for block in program.blocks)
        self.begins = frozenset(just_decisions(program) if decides else ())
        if self.begins:
            self._meet_decisions(program)
        if _may_be_cut(program):
            self._cut(lay_out(program), program)

    def _meet_decisions(self, program: Program) -> None:
        """Add the redirects by which the platform comes to decisions."""
        for index, ways in enumerate(self._ways):
            leave = program.blocks[index].exit
            for edge in ways:
                if edge.to in self.begins and _platform_comes(leave, edge, index in self.begins):
                    self._add(index, edge.event)

    def _add(self, block: int, event: str) -> None:
        self.extra[block, event] = self.extra.get((block, event), 0) + 1

    def _cut(self, layout: Layout, program: Program) -> None:
        """Add the redirects by which documents go on within a block, and behind one, where the call goes by itself."""
        within, behind = _cuts(layout, program)
        for block, cuts in within.items():
            self.within[block] += cuts
        for block in behind:
            if isinstance(program.blocks[block].exit, Gather | Redirect):
                self._add(block, "failed")
            else:
                self.leaving[block] += 1

    @cached_property
    def rest(self) -> Rest:
        """The graph without the returns that callers choose."""
        return leave_out_returns(self._ways, self._walk, self._journeys.order, self._dominators)

    def of(self, step: Step) -> int:
        """What a step spends: in its block, and along its edge."""
        block, edge = step
        return self.within[block] + self.leaving[block] + self._besides(block, edge)

    def _besides(self, block: int, edge: Edge) -> int:
        """What an edge costs that others of its block do not."""
        return self.extra.get((block, edge.event), 0) if self.extra else 0

    def beginning(self, block: int) -> int:
        """What a call that begins at a block has spent when it gets there."""
        return int(block in self.begins)

    @cached_property
    def spent(self) -> list[int]:
        """What the shortest journey to each block has cost on arrival; 0 where no call comes."""
        spent = [0] * len(self._ways)
        for block in self._journeys.order:
            step = self._journeys.last[block]
            spent[block] = self.beginning(block) if step is None else spent[step.block] + self.of(step)
        return spent

    @cached_property
    def most(self) -> list[int]:
        """What a call can still cost from each block to its end, without chosen returns; -1 before a cycle."""
        return longest(self.rest, self.within, self.leaving, self.extra)

    def surely_end(self, limit: int) -> bool:
        """Whether every call can end within ``limit`` redirects, wherever it begins; False where it may be that one
        cannot.

        What the rest leaves of a flow ends every call, for it has all that callers do who choose nothing. So the
        cheapest way in it is a bound for ``least``, and is looked for only where the dearest is past the limit.
        """
        if self.rest.endless:
            return False
        limit -= bool(self.begins)
        most, ways = self.most, self.rest.ways
        cheapest: dict[int, int] = {}
        for block in self.rest.order:
            if most[block] > limit:
                onward = [cheapest.get(edge.to, most[edge.to]) + self._besides(block, edge) for edge in ways[block]]
                cost = self.within[block] + (self.leaving[block] + min(onward) if onward else 0)
                if cost > limit:
                    return False
                cheapest[block] = cost
        return True

    @cached_property
    def least(self) -> dict[int, int]:
        """What the cheapest way from each block to an end of the call costs; none where there is no way."""
        before: list[list[tuple[int, int]]] = [[] for _ in self._ways]
        for block in self._journeys.order:
            here = self.within[block] + self.leaving[block]
            for edge in self._ways[block]:
                before[edge.to].append((block, here + self._besides(block, edge)))
        least: dict[int, int] = {}
        shelves: list[list[int]] = [[]]
        for block in self._journeys.order:
            if self._ends[block]:
                _put(shelves, self.within[block], block)
        cost = 0
        while cost < len(shelves):
            for block in shelves[cost]:
                if block in least:
                    continue
                least[block] = cost
                for source, spent in before[block]:
                    if source not in least:
                        _put(shelves, cost + spent, source)
            cost += 1
        return least

    def overrun(self, limit: int, sources: list[int]) -> tuple[list[Step], int] | None:
        """The shortest journey through the rest that needs more than ``limit`` redirects, and the block where the one
        too many is needed; None where no journey from these sources does. A source that a cycle follows is left out.

        The search goes by length, and among journeys of one length by block and by what is spent.
        """
        most, ways, extra, within, leaving = self.most, self.rest.ways, self.extra, self.within, self.leaving
        came: _Came = {}
        begins: dict[int, list[_Spent]] = {}
        for source in sources:
            at = source, self.spent[source]
            if most[source] >= 0 and at[1] + most[source] > limit:
                came[at] = None
                begins.setdefault(self._journeys.distance[source], []).append(at)
        found: list[_Spent] = []
        length = 0
        while found or begins:
            length = length + 1 if found else min(begins)
            level = sorted(found + begins.pop(length, []))
            found = []
            for at in level:
                block, spent = at
                if spent + within[block] > limit:
                    return self._steps(came, at), block
                after = spent + within[block] + leaving[block]
                for edge in ways[block]:
                    then = after + extra.get((block, edge.event), 0) if extra else after
                    to = edge.to
                    following = to, then
                    if then + most[to] <= limit or following in came:
                        continue
                    came[following] = at, edge
                    if then > limit:
                        return self._steps(came, following), block
                    found.append(following)
        return None

    def _steps(self, came: _Came, at: _Spent) -> list[Step]:
        steps = []
        link = came[at]
        while link is not None:
            at, edge = link
            steps.append(Step(at[0], edge))
            link = came[at]
        return self._journeys.to(at[0]) + steps[::-1]


def _prices(program: Program) -> tuple[list[int], list[int]]:
    """What each block costs by itself, and what leaving it costs, documents that are cut left aside."""
    within = [0] * len(program.blocks)
    leaving = [0] * len(program.blocks)
    for number, block in enumerate(program.blocks):
        leave = block.exit
        if isinstance(leave, Redirect) and leave.to is None:
            within[number] = 1
        elif isinstance(leave, Gather | Redirect):
            leaving[number] = 1
    return within, leaving


def _platform_comes(leave: Exit, edge: Edge, decides: bool) -> bool:
    """Whether it is the platform, and no answer, that goes along an edge to what is just a decision; ``decides`` where
    the block that it leaves is part of the same."""
    match leave:
        case Gather(failed=failed):
            return edge is failed
        case Decide():
            return False
    return not decides


def _put(shelves: list[list[int]], cost: int, block: int) -> None:
    while len(shelves) <= cost:
        shelves.append([])
    shelves[cost].append(block)


def _may_be_cut(program: Program) -> bool:
    """Whether some path that a call goes by itself may be too long for a document, or leads into another flow."""
    blocks = program.blocks
    flows = [program.nodes[block.node].flow for block in blocks]
    length = [-1] * len(blocks)
    for start, flow in enumerate(flows):
        path: list[int] = []
        at: int | None = start
        while at is not None and length[at] < 0:
            length[at] = 0
            path.append(at)
            at = continuation(blocks[at].exit)
            if at is not None and flows[at] != flow:
                return True
        behind = 0 if at is None else length[at]
        while path:
            at = path.pop()
            length[at] = behind = behind + len(blocks[at].actions) + _WIDEST_EXIT
            if behind > MAX_ACTIONS:
                return True
    return False


def _cuts(layout: Layout, program: Program) -> tuple[dict[int, int], set[int]]:
    """How often documents go on within a block, and the blocks behind which one does."""
    within: dict[int, int] = {}
    behind: set[int] = set()
    parts: dict[int, int] = {}
    for document in layout:
        if document.goes_on is None:
            continue
        first, part = document.key
        if not document.blocks:
            behind.add(first)
            continue
        last = document.blocks[-1]
        if document.stop > len(program.blocks[last].actions):
            behind.add(last)
            continue
        if part == 1:
            parts = {}
        parts[last] = parts.get(last, 0) + 1
        within[last] = max(within.get(last, 0), parts[last])
    return within, behind
