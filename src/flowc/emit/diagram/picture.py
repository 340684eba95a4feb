"""From the flow graph to what is to be seen: cards, and the ways that lead from one to the next.

A **card** is a node, with everything that is said and done there; what an author wrote between braces has a card
without a name. The attempts of a menu are one card, unless they are to be unrolled: that it asks again is said in a
line. The question that reads an entry back belongs to its collect, the waiting of a voicemail is one card, and so is
what was written once and laid down for each of several keys (see ``folding``). A **way** is what callers do, or what
becomes of them, and the card that it leads to; keys that lead to the same card share a way.

Ways are **chosen** (keys, outcomes of a decision) or **quiet** (silence, wrong keys, attempts used up, a bridge that
nobody answers). A way is drawn as a line or as a **stub**, the name of its target in place of a line. Stubs are what
keep a large picture readable: for lines that lead back, for quiet ones to a card that has a line already, and for all
but the first line to a card that many others lead to; and for whatever leads into another flow. They also leave the
layout a graph that is nearly a tree, which takes a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from flowc.emit.diagram.decisions import outcome_label, unfilled
from flowc.emit.diagram.folding import asks_for, confirms, fold
from flowc.emit.diagram.said import said_of
from flowc.emit.diagram.words import Said, key_label, outcome, readable_name
from flowc.ir.graph import (
    Block,
    Bridge,
    Decide,
    Edge,
    Flow,
    Gather,
    Goto,
    Node,
    Program,
    Redirect,
)
from flowc.records import NamedTuple
from flowc.source import Span

__all__ = ["HUB", "PATHS", "Card", "Mark", "Picture", "Way", "make_picture", "stubs_of"]

PATHS = ("main", "usual", "all")
"""Which ways are shown: those that callers choose; quiet ones too; those that only a fault of the web takes as well."""

HUB = 4
"""A card that so many others lead to has one line at most; the other ways to it are stubs."""


CHOSEN = ("next", "keys", "outcome")
"""The kinds of ways that somebody chooses, or that are the only one."""


class Way(NamedTuple):
    """A way out of a card.

    ``labels`` are keys, or what becomes of the caller; ``kind`` is ``next``, ``keys``, ``outcome``, ``silence``,
    ``short``, ``wrong``, ``exhausted``, ``failed`` or ``fault``, of the first label. ``to`` is a card; the card itself
    where it asks again; -1 for one that is not in this picture and is called ``name``. ``stub`` where the target's name
    stands for a line. ``taken`` are the edges that it is made of, as (block, event), and ``taken_by`` how often calls
    took them, None where nobody counted.
    """

    labels: tuple[str, ...]
    kind: str
    to: int
    stub: bool
    taken: tuple[tuple[int, str], ...]
    taken_by: int | None = None
    name: str = ""

    @property
    def quiet(self) -> bool:
        return self.kind not in CHOSEN


class Mark(NamedTuple):
    """A finding on a card."""

    severity: str
    code: str
    message: str


class Card(NamedTuple):
    """``kind`` is a node's or ``block``; ``said`` what happens, in its order; ``again`` when a menu asks again;
    ``words`` what it says then. ``visits`` as ``taken_by`` of a way."""

    name: str
    kind: str
    node: str
    said: tuple[Said, ...]
    again: str
    words: tuple[str, ...]
    ways: tuple[Way, ...]
    start: bool
    entry: bool
    blocks: tuple[int, ...]
    span: Span
    marks: tuple[Mark, ...] = ()
    visits: int | None = None


class Picture(NamedTuple):
    """``title`` is the flow's, ``flow`` its name; ``counted`` is ``journey``, ``coverage`` or ``traffic`` where calls
    are shown. ``panels`` are the cards of each panel; empty where there is only one.
    """

    flow: str
    title: str
    cards: tuple[Card, ...]
    language: str = "en"
    counted: str = ""
    panels: tuple[tuple[int, ...], ...] = ()

    def target_name(self, way: Way) -> str:
        """The name of the card that a way leads to; the node's, where the card has none."""
        if way.to < 0:
            return way.name
        card = self.cards[way.to]
        return card.name or readable_name(card.node)


def make_picture(program: Program, flow: Flow, *, paths: str = "usual", unroll: bool = False) -> Picture:
    """The picture of a flow.

    Args:
        paths: one of ``PATHS``.
        unroll: each attempt has a card of its own.
    """
    folded = fold(program, flow, unroll=unroll)
    order = list(dict.fromkeys(folded.owner.values()))
    number = {first: index for index, first in enumerate(order)}
    members: dict[int, list[int]] = {first: [] for first in order}
    for block, first in folded.owner.items():
        members[first].append(block)
    target = {block: number[first] for block, first in folded.owner.items()}
    cards = [_card(program, flow, members[first], folded.said, target, paths) for first in order]
    return Picture(flow.name, flow.title or readable_name(flow.name), _ordered(cards), flow.language)


def _attempt_name(block: Block, node: Node) -> str:
    """``main.retry2.noinput`` as a heading."""
    cause = block.name.removeprefix(f"{node.name}.").split(".")[1:]
    after = f", {outcome(cause[0], node.gather).replace('on_', '')}" if cause else ""
    return f"{readable_name(node.name)}, attempt {block.attempt}{after}"


def _card(
    program: Program,
    flow: Flow,
    members: Sequence[int],
    copied: Mapping[int, tuple[Said, ...]],
    target: Mapping[int, int],
    paths: str,
) -> Card:
    first = program.blocks[members[0]]
    node = program.nodes[first.node]
    whole = node.block == members[0]
    attempt = first.attempt > 1 and asks_for(program, first)
    name = readable_name(node.name) if whole else _attempt_name(first, node) if attempt else ""
    causes, ways = _leads(program, members, target, paths)
    return Card(
        name,
        node.kind if whole or attempt else "block",
        node.name,
        (*(copied.get(members[0]) or said_of(first, program)), *_read_back(program, members)),
        _again(causes, first, program),
        _retry_words(program, members),
        ways,
        program.nodes[flow.start].block == members[0] if flow.start >= 0 else False,
        node.entry and whole,
        tuple(members),
        node.span if whole else first.span,
    )


def _read_back(program: Program, members: Sequence[int]) -> Iterable[Said]:
    """The question whether an entry is right, once for each way of asking it."""
    asked: dict[str, None] = {}
    for index in members:
        block = program.blocks[index]
        if confirms(program, block) is not None and isinstance(block.exit, Gather):
            prompt = block.exit.prompt or ""
            asked.setdefault(unfilled(prompt) if block.fills else prompt)
    return [Said("question", prompt, True) for prompt in asked]


def _again(causes: Sequence[str], block: Block, program: Program) -> str:
    if not causes or not isinstance(block.exit, Gather):
        return ""
    attempts = program.routes[block.exit.route].gather.attempts
    joined = " or ".join([", ".join(causes[:-1]), causes[-1]] if len(causes) > 1 else causes)
    return f"{joined[:1].upper()}{joined[1:]}: asks again, {attempts} times in all"


def _retry_words(program: Program, members: Sequence[int]) -> tuple[str, ...]:
    """What later attempts say before the prompt of the first."""
    words: dict[str, None] = {}
    for index in members[1:]:
        exit_ = program.blocks[index].exit
        if isinstance(exit_, Gather) and exit_.prompt and confirms(program, program.blocks[index]) is None:
            gather = program.routes[exit_.route].gather
            repeated = gather.prompt if gather.reprompt is None else gather.reprompt
            words.setdefault(exit_.prompt.removesuffix(repeated or "").strip())
            words.setdefault(gather.reprompt or "")
    return tuple(word for word in words if word)


_KINDS = {"noinput": "silence", "incomplete": "short", "nomatch": "wrong"}
_MISHAPS = frozenset(_KINDS.values())


def _leads(
    program: Program, members: Sequence[int], target: Mapping[int, int], paths: str
) -> tuple[list[str], tuple[Way, ...]]:
    """After what a card asks again, which is counted; and its ways: chosen ones in the order of their keys, then quiet
    ones."""
    own = target[members[0]]
    causes: dict[str, None] = {}
    found: dict[tuple[int, str, bool], tuple[str, dict[str, None], list[tuple[int, str]]]] = {}
    for index in members:
        for kind, label, edge in _named_edges(program, program.blocks[index], paths):
            to = target.get(edge.to, -1)
            if to == own and _within(program, edge):
                continue
            if to == own and edge.way == "retry" and kind in _MISHAPS:
                causes[label] = None
                continue
            name = "" if to >= 0 else _elsewhere(program, edge.to)
            _, labels, taken = found.setdefault((to, name, kind in CHOSEN), (kind, {}, []))
            if label:
                labels[label] = None
            taken.append((index, edge.event))
    ways = [
        Way(tuple(labels), kind, to, to < 0, tuple(taken), name=name)
        for (to, name, _), (kind, labels, taken) in found.items()
    ]
    return list(causes), tuple(sorted(ways, key=lambda way: way.quiet))


def _within(program: Program, edge: Edge) -> bool:
    """Whether an edge to the same card only leads on in it: to the question that reads the entry back, or in a
    voicemail."""
    to = program.blocks[edge.to]
    onward = to.attempt > 1 and program.nodes[to.node].kind == "voicemail"
    return onward or confirms(program, to) is not None


def _elsewhere(program: Program, block: int) -> str:
    """A block of another flow: the flow, and the node."""
    flow = program.flow_of(block)
    node = program.nodes[program.blocks[block].node].name
    return f"{flow.title or readable_name(flow.name)}: {readable_name(node)}"


def _named_edges(program: Program, block: Block, paths: str) -> Iterable[tuple[str, str, Edge]]:
    """The edges out of a block that are to be seen, each with its kind and its label."""
    quiet, faults = paths != "main", paths == "all"
    match block.exit:
        case Goto(to, span):
            yield "next", "", Edge("goto", to, "direct", span)
        case Gather(route=route) if program.nodes[block.node].kind == "voicemail":
            for edge in program.routes[route].edges:
                if edge.event not in _KINDS:
                    yield "keys", edge.event, edge
                elif quiet:
                    yield "silence", "time is up", edge
        case Gather(route=route) if program.routes[route].confirms is not None:
            asked, confirms = program.routes[route], program.routes[route].confirms or ""
            asking_for = program.nodes[block.node].gather or asked.gather
            for edge in asked.edges:
                if edge.way == "direct":
                    yield "keys", key_label(confirms, asking_for, others=False), edge
                elif quiet and edge.way == "exhausted":
                    yield "exhausted", f"after {asking_for.attempts} tries", edge
                elif quiet:
                    yield "wrong", "not confirmed", edge
        case Decide(decision=decision, edges=outcomes):
            for edge in outcomes:
                kind = "failed" if edge.event == "failed" else "outcome"
                if quiet or kind == "outcome":
                    yield kind, outcome_label(edge.event, decision), edge
        case Gather(route=route, failed=failed):
            edges = program.routes[route].edges
            gather = program.routes[route].gather
            others = any(edge.event not in _KINDS and edge.event != "digits" for edge in edges)
            for edge in edges:
                if edge.way == "exhausted":
                    if quiet:
                        tries = gather.attempts
                        yield "exhausted", f"after {tries} tries" if tries > 1 else "after one try", edge
                elif edge.event in _KINDS:
                    if quiet:
                        yield _KINDS[edge.event], outcome(edge.event, gather), edge
                else:
                    yield "keys", key_label(edge.event, gather, others=others), edge
            if failed is not None and faults:
                yield "fault", "out of reach", failed
        case Bridge(failed=failed):
            if failed is not None and quiet:
                yield "failed", outcome("failed", None), failed
        case Redirect(action=action, to=to, failed=failed):
            if to is not None:
                yield "next", "", Edge("redirect", to, "direct", action.span)
            if failed is not None and (quiet if to is None else faults):
                yield "fault", "out of reach", failed


def _ordered(cards: Sequence[Card]) -> tuple[Card, ...]:
    """The cards in the order in which calls come to them, with stubs in place of lines that would not help."""
    order = _reached(cards)
    number = {old: new for new, old in enumerate(order)}
    leads = [[(number.get(way.to, -1), way.quiet) for way in cards[old].ways] for old in order]
    stubs = stubs_of(leads, {new for new, old in enumerate(order) if not cards[old].name})
    return tuple(
        cards[old]._replace(
            ways=tuple(
                way._replace(to=to, stub=to < 0 or (new, place) in stubs)
                for place, (way, (to, _)) in enumerate(zip(cards[old].ways, leads[new], strict=True))
            )
        )
        for new, old in enumerate(order)
    )


def _reached(cards: Sequence[Card]) -> list[int]:
    """The cards, those first that a call comes to first; those that no way leads to last, where an author wrote them
    as nodes, and not at all where what leads to them is not shown."""
    begins = [index for index, card in enumerate(cards) if card.start]
    begins += [index for index, card in enumerate(cards) if card.entry and not card.start]
    begins += [index for index, card in enumerate(cards) if card.kind != "block"]
    order: dict[int, None] = {}
    for begin in begins:
        waiting = [begin]
        for index in waiting:
            if index not in order:
                order[index] = None
                waiting += [way.to for way in cards[index].ways if way.to >= 0]
    return list(order)


def stubs_of(ways: Sequence[Sequence[tuple[int, bool]]], nameless: Collection[int] = ()) -> set[tuple[int, int]]:
    """Which ways are drawn as stubs, as (card, place of the way).

    Args:
        ways: for each card, in the order in which calls come to them, the targets and whether the way is quiet.
        nameless: cards that a stub could not name; lines lead to them always.
    """
    sources: dict[int, set[int]] = {}
    for index, out in enumerate(ways):
        for to, _ in out:
            if to != index and to >= 0:
                sources.setdefault(to, set()).add(index)
    first: dict[int, tuple[int, int]] = {}
    for wanted in (False, True):  # the line to a hub is one that callers choose, where there is one
        for index, out in enumerate(ways):
            for place, (to, quiet) in enumerate(out):
                if quiet == wanted and index < to and to not in first:
                    first[to] = (index, place)
    return {
        (index, place)
        for index, out in enumerate(ways)
        for place, (to, quiet) in enumerate(out)
        if to >= 0
        and to not in nameless
        and (to <= index or (first[to] != (index, place) and (quiet or len(sources[to]) >= HUB)))
    }
