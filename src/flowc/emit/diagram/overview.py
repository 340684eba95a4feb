"""What is too large for one sheet, on several: an overview, and a picture of each part.

The parts of several flows are the flows, those of a large flow its larger panels. A way that leaves a part is a stub
with the name of the card that it leads to. In the overview every part is one card.
"""

from __future__ import annotations

from collections.abc import Sequence

from flowc.emit.diagram.panels import panelled, parts_of
from flowc.emit.diagram.picture import Card, Picture, Way, stubs_of
from flowc.emit.diagram.words import Said
from flowc.ir.graph import Program, edges_of
from flowc.records import NamedTuple

__all__ = ["LARGE", "Overview", "overview_of"]

LARGE = 240
"""Cards from which on a flow is cut into parts."""


_PART = 60
"""Cards that a part of a large flow has at least."""


class Overview(NamedTuple):
    """The picture that comes first, and those of the parts by name."""

    first: Picture
    parts: tuple[tuple[str, Picture], ...]


def overview_of(program: Program, pictures: Sequence[tuple[str, Picture]], *, whole: bool = False) -> Overview:
    """One picture as it is where it is small, or is to stay whole; else an overview and its parts."""
    if len(pictures) > 1:
        return Overview(
            _of_flows(program, [picture for _, picture in pictures]),
            tuple((name, panelled(picture)) for name, picture in pictures),
        )
    picture = pictures[0][1]
    if whole or len(picture.cards) <= LARGE:
        return Overview(panelled(picture), ())
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
            for edge in edges_of(program, program.blocks[block]):
                other = program.flow_of(edge.to)
                if other is not flow and other.name in place:
                    to = place[other.name]
                    led.setdefault(to, Way((), "next", to, False, ()))
        said = (*first.said[:2], Said("note", _many(len(picture.cards), "card")))
        cards.append(
            first._replace(
                name=picture.title, kind="step", said=said, again="", words=(), ways=tuple(led.values()), start=False
            )
        )
    return Picture("overview", _many(len(pictures), "flow"), _with_stubs(cards))


def _of_parts(picture: Picture) -> Overview:
    groups = parts_of(picture.cards, _PART)
    part_of = {index: number for number, group in enumerate(groups) for index in group}
    titles = [picture.cards[group[0]].name for group in groups]
    cards = []
    for group in groups:
        first = picture.cards[group[0]]
        led: dict[int, Way] = {}
        for index in group:
            for way in picture.cards[index].ways:
                to = part_of.get(way.to)
                if to is not None and way.to == groups[to][0] and not way.quiet and to != part_of[index]:
                    led.setdefault(to, Way((), "next", to, False, ()))
        said = (*first.said[:1], Said("note", _many(len(group), "card")))
        marks = tuple(mark for index in group for mark in picture.cards[index].marks)
        cards.append(first._replace(said=said, again="", words=(), ways=tuple(led.values()), marks=marks))
    whole = Picture(picture.flow, picture.title, _with_stubs(cards), picture.language)
    parts = [
        (picture.cards[group[0]].node, _part(picture, group, titles[number])) for number, group in enumerate(groups)
    ]
    return Overview(whole, tuple(parts))


def _part(picture: Picture, group: Sequence[int], title: str) -> Picture:
    """Some cards of a picture; the ways out of them become stubs."""
    number = {index: at for at, index in enumerate(group)}
    cards = []
    for index in group:
        ways = []
        for way in picture.cards[index].ways:
            inside = number.get(way.to)
            if way.to < 0:
                ways.append(way)
            elif inside is None:
                ways.append(way._replace(to=-1, stub=True, name=picture.cards[way.to].name))
            else:
                ways.append(way._replace(to=inside, stub=way.stub and bool(picture.cards[way.to].name)))
        cards.append(picture.cards[index]._replace(ways=tuple(ways)))
    return panelled(picture._replace(title=f"{picture.title}: {title}", cards=tuple(cards), panels=()))


def _with_stubs(cards: Sequence[Card]) -> tuple[Card, ...]:
    stubs = stubs_of([[(way.to, way.quiet) for way in card.ways] for card in cards])
    return tuple(
        card._replace(ways=tuple(way._replace(stub=(index, at) in stubs) for at, way in enumerate(card.ways)))
        for index, card in enumerate(cards)
    )


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
