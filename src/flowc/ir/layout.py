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

Both the emitter, which writes the documents, and the checks, which count redirects, read this and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flowc.ir.graph import Block, Bridge, Decide, Edge, Ending, Exit, Gather, Goto, Program, Redirect
from flowc.ir.names import document_name
from flowc.records import NamedTuple

__all__ = [
    "MAX_ACTIONS", "Document", "Key", "Layout", "Piece", "continuation", "decision_route", "just_decisions", "lay_out",
    "leads", "sole_decision",
]  # fmt: skip

MAX_ACTIONS = 50
"""Actions in one document, the redirect that goes on in the next not counted."""

Key = tuple[int, int]
"""A document: the block that it is named after, and which part of it, from 1."""


class Piece(NamedTuple):
    """The items of a block from ``first`` up to, not including, ``stop``.

    A block's items are its actions and, behind them, its exit, however many actions that comes to.
    """

    block: int
    first: int
    stop: int


class Document(NamedTuple):
    """``size`` is the number of actions, without the redirect to ``goes_on``, the document where the path continues."""

    name: str
    flow: int
    node: int
    pieces: tuple[Piece, ...]
    size: int
    goes_on: Key | None


class Layout(NamedTuple):
    """The documents that calls can reach, by key: in the order of the block table, parts in their order.

    ``routes`` are those that some document asks for, in the order of their table; ``decisions`` the blocks of the
    decisions that calls come to. ``loops`` are the blocks that close a cycle of actions; a graph that is built has
    none.
    """

    documents: dict[Key, Document]
    routes: tuple[int, ...]
    decisions: tuple[int, ...]
    loops: tuple[int, ...]


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

    Time and space are linear in the graph and in what is laid out.
    """
    path = _Path(program)
    waiting = [program.nodes[flow.start].block for flow in program.flows]
    waiting += [node.block for node in program.nodes if node.entry]
    documents: dict[Key, Document] = {}
    routes: set[int] = set()
    decisions: set[int] = set()
    begun: set[int] = set()
    left: set[int] = set()
    while waiting:
        start = waiting.pop()
        if start in begun:
            continue
        begun.add(start)
        for key, document in path.documents(start):
            documents[key] = document
            if document.goes_on is not None:
                waiting.append(document.goes_on[0])
            for block, leave in _exits(program, document):
                if block not in left:
                    left.add(block)
                    waiting += [edge.to for edge in _ways_out(program, leave) if edge.to not in begun]
                    if isinstance(leave, Gather):
                        routes.add(leave.route)
                    elif isinstance(leave, Decide):
                        decisions.add(block)
    return Layout(dict(sorted(documents.items())), tuple(sorted(routes)), tuple(sorted(decisions)), path.loops)


def leads(program: Program, document: Document) -> Iterator[tuple[int, Edge]]:
    """The ways out of a document to the beginning of another, and the blocks that they leave.

    Answers to its gathers, outcomes of its decision, and redirects that stay in the build (event ``redirect``);
    ``goes_on`` is not among them. All that leave one block cost one redirect; none where the document is just a
    decision that a route leads to.
    """
    for block, leave in _exits(program, document):
        for edge in _ways_out(program, leave):
            yield block, edge


def sole_decision(program: Program, document: Document) -> int | None:
    """The block of the decision that a document just is; None for every other document."""
    if len(document.pieces) != 1 or document.goes_on is not None:
        return None
    block = document.pieces[0].block
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


def _exits(program: Program, document: Document) -> Iterator[tuple[int, Exit]]:
    """The exits that stand in a document, except those that just lead on in it, and whose they are."""
    blocks = program.blocks
    for index, _, stop in document.pieces:
        block = blocks[index]
        if stop > len(block.actions) and not isinstance(block.exit, Goto):
            yield index, block.exit


def _ways_out(program: Program, leave: Exit) -> Sequence[Edge]:
    match leave:
        case Gather(route=route):
            return program.routes[route].edges
        case Decide(edges=edges):
            return edges
        case Redirect(action=action, to=int(to)):
            return (Edge("redirect", to, "direct", action.span),)
    return ()


def _exit_size(leave: Exit) -> int:
    return _EXIT_SIZES.get(type(leave), 0)


_EXIT_SIZES: dict[type, int] = {Gather: 2, Bridge: 1, Redirect: 1, Ending: 1}
"""How many actions an exit comes to; the others come to none."""


class _Path:
    """The way of every block, resolved once.

    ``onward`` is the next block on the path that does something (or ends it), None at the end; ``hop`` the block that
    a redirect has to lead to; ``run`` the number of actions from a block to the end of its stretch; ``after`` the first
    block behind the stretch. ``landing`` is where a document that begins with this block really begins.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        size = len(program.blocks)
        self.weight = [len(block.actions) + _exit_size(block.exit) for block in program.blocks]
        self.node = [block.node for block in program.blocks]
        self.onward: list[int | None] = [None] * size
        self.hop: list[int | None] = [None] * size
        self.landing = list(range(size))
        self.run = list(self.weight)
        self.after: list[int | None] = [None] * size
        self.tail = list(range(size))
        self.loops = self._resolve()
        self._pieces: dict[int, list[Piece]] = {}

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
        if self.weight[block] == 0:
            self.landing[block] = onward
        if self.node[onward] == self.node[block]:
            self.run[block] += self.run[onward]
            self.after[block] = self.after[onward]
            self.tail[block] = self.tail[onward]
        else:
            self.after[block] = onward

    def documents(self, block: int) -> Iterator[tuple[Key, Document]]:
        """The document that begins with a block, and its further parts where its first stretch needs them."""
        sheet = _Sheet(self, block)
        landing = self.landing[block]
        last = block
        stretch: int | None = landing
        if self.node[landing] == self.node[block] and self.run[landing] > MAX_ACTIONS:
            yield from sheet.fill(self._items(landing))
            last, stretch = self.tail[landing], self.after[landing]
        while stretch is not None:
            if sheet.size + self.run[stretch] > MAX_ACTIONS:
                yield sheet.finish(goes_on=(stretch, 1))
                return
            sheet.take(self._whole(stretch), self.run[stretch])
            last, stretch = self.tail[stretch], self.after[stretch]
        hop = self.hop[last]
        yield sheet.finish(goes_on=None if hop is None else (hop, 1))

    def _whole(self, stretch: int) -> Iterable[Piece]:
        """The blocks of a stretch."""
        pieces = self._pieces.get(stretch)
        if pieces is None:
            blocks = self.program.blocks
            pieces = [Piece(block, 0, len(blocks[block].actions) + 1) for block in self._blocks(stretch)]
            self._pieces[stretch] = pieces
        return pieces

    def _items(self, stretch: int) -> Iterator[tuple[int, int, int]]:
        """The items of a stretch one by one: the block, which item, how many actions it comes to."""
        for index in self._blocks(stretch):
            block: Block = self.program.blocks[index]
            for item in range(len(block.actions)):
                yield index, item, 1
            yield index, len(block.actions), _exit_size(block.exit)

    def _blocks(self, stretch: int) -> Iterator[int]:
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
        self.pieces: list[Piece] = []

    def take(self, pieces: Iterable[Piece], size: int) -> None:
        self.pieces.extend(pieces)
        self.size += size

    def fill(self, items: Iterator[tuple[int, int, int]]) -> Iterator[tuple[Key, Document]]:
        """Lay items out one by one; yield each part that is full, and keep the last."""
        for block, item, size in items:
            if self.size + size > MAX_ACTIONS:
                yield self.finish(goes_on=(self.block, self.part + 1))
                self.part, self.size, self.pieces = self.part + 1, 0, []
            if self.pieces and self.pieces[-1].block == block:
                self.pieces[-1] = self.pieces[-1]._replace(stop=item + 1)
            else:
                self.pieces.append(Piece(block, item, item + 1))
            self.size += size

    def finish(self, goes_on: Key | None) -> tuple[Key, Document]:
        program = self.path.program
        block = program.blocks[self.block]
        name = block.name if self.part == 1 else document_name(block.name, f"part{self.part}")
        flow = program.nodes[block.node].flow
        document = Document(name, flow, block.node, tuple(self.pieces), self.size, goes_on)
        return (self.block, self.part), document
