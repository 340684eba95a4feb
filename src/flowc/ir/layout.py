"""Which document every block is in: how the graph lies on paper, and what that costs in redirects.

From a block the call goes on by itself along one way at most: a ``goto``, or the ``failed`` edge of a bridge, of a
redirect, of the redirect behind a gather. A **document** is that path, laid out from the block it is named after
until a block that has no way on. It spends no redirect; every way out of a document spends one, except an outcome.

A document holds ``MAX_ACTIONS`` actions and, where it has to go on elsewhere, one redirect more, which is not counted.
The path is laid out node by node: a **stretch** is a run of blocks that belong to one node, its inline blocks and
fallbacks included. The document ends before the first stretch that does not fit and goes on in the document of
the block where that stretch begins, which is the node's own. A stretch too long for any document is only ever laid out
where a document begins (elsewhere it did not fit), and is cut as late as possible: each part is full, except that
a gather and its redirect stay together. The parts are called after the block that the document began with. What
follows the stretch follows the last part under the same rule.

Blocks that do nothing are stepped over: they are in no document except where the path ends with them.

A decision is a redirect to its route. A document of which that is all is **just a decision**: whoever answers a route
that leads there goes straight on to what is decided, so that no redirect is spent on it. Only where the platform itself
comes to a decision (at the end of a document that does something, behind what fails, at the start of the call) one is.
Like the redirect that goes on, it is not counted among the fifty.

A block whose way leads into another flow goes on by a redirect, since documents belong to flows; so does the block
that closes a cycle of actions (MV312 refuses those; whoever lays out a graph with one still gets an answer).

What is kept of a layout is which blocks begin a document. The documents themselves are as large as all that is written
for them, most of it said many times over (whatever follows a menu follows each of its keys), so each is made when it is
asked for, from tables of integers that say how the way of every block goes on.

Both the emitter, which writes the documents, and the checks, which count redirects, read this and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flowc.ir.graph import Block, Bridge, Decide, Edge, Ending, Exit, Gather, Goto, Program, Redirect
from flowc.ir.names import document_name
from flowc.records import NamedTuple

__all__ = [
    "MAX_ACTIONS", "Document", "Key", "Layout", "Share", "continuation", "decision_route", "just_decisions",
    "lay_out", "sole_decision",
]  # fmt: skip

MAX_ACTIONS = 50
"""Actions in one document, the redirect that goes on in the next not counted."""

Key = tuple[int, int]
"""A document: the block that it is named after, and which part of it, from 1."""


class Document(NamedTuple):
    """``blocks`` are those that stand in it, in their order: of the first its items from ``first`` on, of the last the
    items before ``stop``. A block's items are its actions and, behind them, its exit, however many actions that comes
    to.

    ``size`` is the number of actions, without the redirect to ``goes_on``, the document where the path continues.
    """

    key: Key
    name: str
    flow: int
    node: int
    blocks: tuple[int, ...]
    first: int
    stop: int
    size: int
    goes_on: Key | None


class Share(NamedTuple):
    """What a flow has of a layout, each in the order of its table: the blocks that documents begin with, the routes
    that some document asks for, and the blocks of the decisions that calls come to."""

    begins: list[int]
    routes: list[int]
    decisions: list[int]


class Layout:
    """The documents that calls can reach. ``shares`` are those of the flows, in their order; ``loops`` the blocks that
    close a cycle of actions; a graph that is built has none."""

    def __init__(self, path: _Path, shares: list[Share]) -> None:
        self._path = path
        self.shares = shares
        self.loops = path.loops

    def __iter__(self) -> Iterator[Document]:
        """All of them, flow by flow."""
        for flow in range(len(self.shares)):
            yield from self.documents(flow)

    def documents(self, flow: int) -> Iterator[Document]:
        """Those of a flow, in the order of the block table, parts in their order."""
        for block in self.shares[flow].begins:
            yield from self._path.documents(block)

    def first(self, block: int) -> Document:
        """The document that begins with a block, where it has several parts the first."""
        return next(self._path.documents(block))


def continuation(leave: Exit) -> int | None:
    """The block where the call goes on by itself, or when what stands here fails; None where it just ends."""
    match leave:
        case Goto(to=to):
            return to
        case Gather(failed=failed) | Bridge(failed=failed) | Redirect(failed=failed):
            return None if failed is None else failed.to
    return None


def lay_out(program: Program) -> Layout:
    """Every document that a call can reach from the start and the entries of any flow of the build.

    Time and space are linear in the graph.
    """
    path, blocks = _Path(program), program.blocks
    begins, reached = bytearray(len(blocks)), bytearray(len(blocks))
    asked = bytearray(len(program.routes))
    waiting: list[int] = []

    def begin(block: int) -> None:
        if not begins[block]:
            begins[block] = True
            waiting.append(block)

    for flow in program.flows:
        begin(program.nodes[flow.start].block)
    for node in program.nodes:
        if node.entry:
            begin(node.block)
    while waiting:
        start = waiting.pop()
        for block in path.cuts(start):
            begin(block)
        at: int | None = path.landing[start]
        while at is not None and not reached[at]:  # what follows a block that was reached has been as well
            reached[at] = True
            for edge in _ways_out(program, blocks[at].exit, asked):
                begin(edge.to)
            at = path.onward[at]
    shares = [
        Share(
            [block for block in flow.blocks if begins[block]],
            [route for route in flow.routes if asked[route]],
            [block for block in flow.blocks if reached[block] and isinstance(blocks[block].exit, Decide)],
        )
        for flow in program.flows
    ]
    return Layout(path, shares)


def sole_decision(program: Program, document: Document) -> int | None:
    """The block of the decision that a document just is; None for every other document."""
    if len(document.blocks) != 1 or document.goes_on is not None:
        return None
    block = document.blocks[0]
    return block if _is_bare(program.blocks[block]) else None


def decision_route(program: Program, block: Block) -> str:
    """The name of the route where a decision is taken: its node's; of a copy that a shared count has made, its own."""
    node = program.nodes[block.node]
    return node.name if program.blocks[node.block] is block else block.name


def just_decisions(program: Program) -> dict[int, int]:
    """The blocks whose documents are just a decision, each with the block of that decision.

    Those are the decisions themselves, and what does nothing and goes on in one of the same flow.
    """
    blocks, nodes = program.blocks, program.nodes
    before: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        if isinstance(block.exit, Goto) and not block.actions:
            before.setdefault(block.exit.to, []).append(index)
    found = {index: index for index, block in enumerate(blocks) if _is_bare(block)}
    waiting = list(found)
    while waiting:
        at = waiting.pop()
        for index in before.get(at, ()):
            if nodes[blocks[index].node].flow == nodes[blocks[at].node].flow:
                found[index] = found[at]
                waiting.append(index)
    return found


def _is_bare(block: Block) -> bool:
    return isinstance(block.exit, Decide) and not block.actions


def _ways_out(program: Program, leave: Exit, asked: bytearray) -> Sequence[Edge]:
    """The ways out of a document to the beginning of another; those of a route the first time that it is asked for."""
    match leave:
        case Gather(route=route):
            if not asked[route]:
                asked[route] = True
                return program.routes[route].edges
        case Decide(edges=edges):
            return edges
        case Redirect(action=action, to=int(to)):
            return (Edge("redirect", to, "direct", action.span),)
    return ()


_EXIT_SIZES: dict[type, int] = {Gather: 2, Bridge: 1, Redirect: 1, Ending: 1}
"""How many actions an exit comes to that count; the redirect to a decision does not, nor does the one that leads on."""


class _Path:
    """The way of every block, resolved once.

    ``onward`` is the next block on the path that does something (or ends it), None at the end; ``hop`` the block that
    a redirect has to lead to; ``run`` the number of actions from a block to the end of its stretch, ``all`` to the end
    of its path; ``after`` the first block behind the stretch, ``tail`` the last one in it, ``last`` that of the path.
    ``landing`` is where a document that begins with this block really begins.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        size = len(program.blocks)
        self.weight = [len(block.actions) + _EXIT_SIZES.get(type(block.exit), 0) for block in program.blocks]
        self.node = [block.node for block in program.blocks]
        self.onward: list[int | None] = [None] * size
        self.hop: list[int | None] = [None] * size
        self.landing = list(range(size))
        self.run = list(self.weight)
        self.all = list(self.weight)
        self.after: list[int | None] = [None] * size
        self.tail = list(range(size))
        self.last = list(range(size))
        self.loops = self._resolve()

    def _resolve(self) -> tuple[int, ...]:
        """Walk each path to its end once, and settle its blocks on the way back."""
        blocks = self.program.blocks
        unseen, open_, settled = 0, 1, 2
        state = [unseen] * len(blocks)
        loops: list[int] = []
        for start in range(len(blocks)):
            stack: list[int] = []
            block: int | None = start
            while block is not None and state[block] == unseen:
                state[block] = open_
                stack.append(block)
                following = self._following(block)
                if following is not None and state[following] == open_:
                    loops.append(block)
                    self.hop[block] = following
                    following = None
                block = following
            following = block
            while stack:
                block = stack.pop()
                self._settle(block, following)
                state[block] = settled
                following = block
        return tuple(sorted(loops))

    def _following(self, block: int) -> int | None:
        """The next block in the same flow; a way into another flow becomes a hop."""
        to = continuation(self.program.blocks[block].exit)
        if to is None:
            return None
        nodes = self.program.nodes
        if self.node[to] != self.node[block] and nodes[self.node[to]].flow != nodes[self.node[block]].flow:
            self.hop[block] = to
            return None
        return to

    def _settle(self, block: int, following: int | None) -> None:
        if following is None:
            return
        onward = self.landing[following]
        self.onward[block] = onward
        self.all[block] += self.all[onward]
        self.last[block] = self.last[onward]
        if self.weight[block] == 0:
            self.landing[block] = onward
        if self.node[onward] == self.node[block]:
            self.run[block] += self.run[onward]
            self.after[block] = self.after[onward]
            self.tail[block] = self.tail[onward]
        else:
            self.after[block] = onward

    def cuts(self, block: int) -> Sequence[int]:
        """The blocks of other documents where those that begin with a block go on."""
        landing = self.landing[block]
        if self.all[landing] <= MAX_ACTIONS:
            hop = self.hop[self.last[landing]]
            return () if hop is None else (hop,)
        return [document.goes_on[0] for document in self.documents(block) if document.goes_on is not None]

    def documents(self, block: int) -> Iterator[Document]:
        """The document that begins with a block, and its further parts where its first stretch needs them."""
        landing = self.landing[block]
        if self.all[landing] <= MAX_ACTIONS:
            yield self._whole(block, landing)
            return
        sheet = _Sheet(self, block)
        last = block
        stretch: int | None = landing
        if self.node[landing] == self.node[block] and self.run[landing] > MAX_ACTIONS:
            yield from sheet.fill(self._items(landing))
            last, stretch = self.tail[landing], self.after[landing]
        while stretch is not None:
            if sheet.size + self.run[stretch] > MAX_ACTIONS:
                yield sheet.finish(goes_on=(stretch, 1))
                return
            sheet.take(self._stretch(stretch), self.run[stretch])
            last, stretch = self.tail[stretch], self.after[stretch]
        hop = self.hop[last]
        yield sheet.finish(goes_on=None if hop is None else (hop, 1))

    def _whole(self, block: int, landing: int) -> Document:
        """The document of a block whose whole path fits into it."""
        program, last = self.program, self.last[landing]
        here = program.blocks[block]
        path = [landing]
        while (onward := self.onward[path[-1]]) is not None:
            path.append(onward)
        flow, stop = program.nodes[here.node].flow, len(program.blocks[last].actions) + 1
        hop = self.hop[last]
        goes_on = None if hop is None else (hop, 1)
        return Document((block, 1), here.name, flow, here.node, tuple(path), 0, stop, self.all[landing], goes_on)

    def _items(self, stretch: int) -> Iterator[tuple[int, int, int]]:
        """The items of a stretch one by one: the block, which item, how many actions it comes to."""
        for index in self._stretch(stretch):
            block: Block = self.program.blocks[index]
            for item in range(len(block.actions)):
                yield index, item, 1
            yield index, len(block.actions), _EXIT_SIZES.get(type(block.exit), 0)

    def _stretch(self, stretch: int) -> Iterator[int]:
        """The blocks of a stretch."""
        block: int | None = stretch
        end = self.after[stretch]
        while block is not None and block != end:
            yield block
            block = self.onward[block]


class _Sheet:
    """The document that is being written, and, as often as it is full, its next part."""

    def __init__(self, path: _Path, block: int) -> None:
        self.path = path
        self.block = block
        self.part = 1
        self.size = 0
        self.blocks: list[int] = []
        self.first = 0
        self.stop = 0

    def take(self, blocks: Iterable[int], size: int) -> None:
        """Lay out a whole stretch."""
        self.blocks.extend(blocks)
        self.stop = len(self.path.program.blocks[self.blocks[-1]].actions) + 1
        self.size += size

    def fill(self, items: Iterator[tuple[int, int, int]]) -> Iterator[Document]:
        """Lay items out one by one; yield each part that is full, and keep the last."""
        for block, item, size in items:
            if self.size + size > MAX_ACTIONS:
                yield self.finish(goes_on=(self.block, self.part + 1))
                self.part, self.size, self.blocks, self.first = self.part + 1, 0, [], item
            if not self.blocks or self.blocks[-1] != block:
                self.blocks.append(block)
            self.stop = item + 1
            self.size += size

    def finish(self, goes_on: Key | None) -> Document:
        program = self.path.program
        block = program.blocks[self.block]
        name = block.name if self.part == 1 else document_name(block.name, f"part{self.part}")
        flow, key = program.nodes[block.node].flow, (self.block, self.part)
        return Document(key, name, flow, block.node, tuple(self.blocks), self.first, self.stop, self.size, goes_on)
