"""What is too large for one sheet, on several: an overview, and a picture of each part.

The parts of several flows are the flows. A large flow is cut where its lines are: they make up nearly a tree, and
whatever hangs on a card that has a name becomes a part as soon as there is enough of it. A way that leaves a part is a
stub with the name of the card that it leads to. In the overview every part is one card.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flowc.emit.diagram.picture import Card, Picture, Way, stubs_of
from flowc.emit.diagram.words import Said
from flowc.ir.graph import Program, Redirect

__all__ = ["LARGE", "PART", "Overview", "overview_of", "parts_of"]

LARGE = 80
"""Cards from which on a flow is cut into parts."""

PART = 16
"""Cards that a part has at least, as far as names allow."""


class Overview(NamedTuple):
    """The picture that comes first, and those of the parts by name."""

    first: Picture
    parts: tuple[tuple[str, Picture], ...]


def overview_of(program: Program, pictures: Sequence[tuple[str, Picture]], *, whole: bool = False) -> Overview:
    """One picture as it is where it is small, or is to stay whole; else an overview and its parts."""
    if len(pictures) > 1:
        return Overview(_of_flows(program, [picture for _, picture in pictures]), tuple(pictures))
    picture = pictures[0][1]
    if whole or len(picture.cards) <= LARGE:
        return Overview(picture, ())
    return _of_parts(picture)


def _of_flows(program: Program, pictures: Sequence[Picture]) -> Picture:
    """A card for each flow: its first words, how large it is, and which flows it hands calls to."""
    place = {picture.flow: index for index, picture in enumerate(pictures)}
    cards = []
    for picture in pictures:
        first = next((card for card in picture.cards if card.start), picture.cards[0])
        flow = next(flow for flow in program.flows if flow.name == picture.flow)
        led: dict[int, Way] = {}
        for block in flow.blocks:
            exit_ = program.blocks[block].exit
            if isinstance(exit_, Redirect) and exit_.to is not None:
                to = place.get(program.flow_of(exit_.to).name)
                if to is not None and program.flow_of(exit_.to) is not flow:
                    led.setdefault(to, Way((), "next", to, False, ()))
        said = (*first.said[:2], Said("note", _many(len(picture.cards), "card")))
        cards.append(
            first._replace(name=picture.title, kind="step", said=said, again="", words=(), ways=tuple(led.values()))
        )
    return Picture("overview", _many(len(pictures), "flow"), _with_stubs(cards))


def _of_parts(picture: Picture) -> Overview:
    groups = parts_of(picture.cards)
    part_of = {index: number for number, group in enumerate(groups) for index in group}
    titles = [picture.cards[group[0]].name for group in groups]
    cards = []
    for group in groups:
        first = picture.cards[group[0]]
        led: dict[int, Way] = {}
        for index in group:
            for way in picture.cards[index].ways:
                to = part_of[way.to]
                if way.to == groups[to][0] and not way.quiet and to != part_of[index]:
                    led.setdefault(to, Way((), "next", to, False, ()))
        said = (*first.said[:1], Said("note", _many(len(group), "card")))
        marks = tuple(mark for index in group for mark in picture.cards[index].marks)
        cards.append(first._replace(said=said, again="", words=(), ways=tuple(led.values()), marks=marks))
    first = Picture(picture.flow, picture.title, _with_stubs(cards), picture.language)
    parts = [
        (picture.cards[group[0]].node, _part(picture, group, titles[number])) for number, group in enumerate(groups)
    ]
    return Overview(first, tuple(parts))


def _part(picture: Picture, group: Sequence[int], title: str) -> Picture:
    """Some cards of a picture; the ways out of them become stubs."""
    number = {index: at for at, index in enumerate(group)}
    cards = []
    for index in group:
        ways = []
        for way in picture.cards[index].ways:
            inside = number.get(way.to)
            if inside is None:
                ways.append(way._replace(to=-1, stub=True, name=picture.cards[way.to].name))
            else:
                ways.append(way._replace(to=inside, stub=way.stub and bool(picture.cards[way.to].name)))
        cards.append(picture.cards[index]._replace(ways=tuple(ways)))
    return picture._replace(title=f"{picture.title}: {title}", cards=tuple(cards))


def parts_of(cards: Sequence[Card]) -> list[list[int]]:
    """The cards of each part, the first of which gives it its name; together they are all cards."""
    parent = _tree(cards)
    below: list[list[int]] = [[index] for index in range(len(cards))]
    parts = []
    for index in reversed(range(len(cards))):
        top = parent[index] is None
        if top or (len(below[index]) >= PART and cards[index].name):
            parts.append(sorted(below[index]))
        else:
            below[parent[index] or 0] += below[index]
    return sorted(_gathered(parts))


def _tree(cards: Sequence[Card]) -> list[int | None]:
    """The card before each card, by the first line that leads to it; None where none does."""
    parent: list[int | None] = [None] * len(cards)
    for index, card in enumerate(cards):
        for way in card.ways:
            if not way.stub and way.to > index and parent[way.to] is None:
                parent[way.to] = index
    return parent


def _gathered(parts: Sequence[list[int]]) -> list[list[int]]:
    """Parts of a card or two, which only stubs lead to, together in the part of the first card."""
    small = [part for part in parts if len(part) < 3 and part[0] != 0]
    large = [part for part in parts if len(part) >= 3 or part[0] == 0]
    for part in large:
        if part[0] == 0:
            part.extend(index for other in small for index in other)
    return large


def _with_stubs(cards: Sequence[Card]) -> tuple[Card, ...]:
    stubs = stubs_of([[(way.to, way.quiet) for way in card.ways] for card in cards])
    return tuple(
        card._replace(ways=tuple(way._replace(stub=(index, at) in stubs) for at, way in enumerate(card.ways)))
        for index, card in enumerate(cards)
    )


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
