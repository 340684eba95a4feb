"""A picture in sentences: for tooltips, where the whole text stands, and for those who have it read to them."""

from __future__ import annotations

from collections.abc import Sequence

from flowc.emit.diagram.picture import Card, Picture, Way
from flowc.records import NamedTuple

__all__ = ["Told", "description", "name_of", "told_of"]

_MOST = 60
"""Cards that a description tells of; for more than that, the tooltips are the place to look."""


class Told(NamedTuple):
    """Everything that each card says, and each of its ways with where it leads."""

    cards: list[str]
    ways: list[list[str]]


def told_of(picture: Picture) -> Told:
    """A picture in words."""
    ways = [[_way_words(picture, way) for way in card.ways] for card in picture.cards]
    return Told([_card_words(card, out) for card, out in zip(picture.cards, ways, strict=True)], ways)


def description(picture: Picture, told: Told) -> str:
    """What the picture shows, from the beginning of a call."""
    more = len(told.cards) - _MOST
    rest = f" And {more} more." if more > 0 else ""
    return f"What happens to somebody who calls {picture.title}. {' '.join(told.cards[:_MOST])}{rest}"


def _card_words(card: Card, ways: Sequence[str]) -> str:
    parts = [f"{name_of(card)}{_where(card)}:"]
    for _, text, quoted in card.said:
        parts.append(f"\u201c{text}\u201d" if quoted else f"{text}.")
    if card.again:
        parts.append(f"{card.again}.")
    parts += [f"Then it says \u201c{words}\u201d" for words in card.words]
    parts += [f"{words}." for words in ways]
    parts += [f"{mark.severity.capitalize()} {mark.code}: {mark.message}." for mark in card.marks]
    return " ".join(parts)


def _way_words(picture: Picture, way: Way) -> str:
    labels = ", ".join(way.labels) or "then"
    if way.kind == "keys" and all(_is_keys(label) for label in way.labels):
        labels = f"pressing {labels}"
    name = way.name
    if way.to >= 0:
        target = picture.cards[way.to]
        name = target.name or _first_words(target)
    return f"{labels[:1].upper()}{labels[1:]} leads to {name}"


def _first_words(card: Card) -> str:
    return next((f"\u201c{text}\u201d" if quoted else text for _, text, quoted in card.said), "the next step")


def name_of(card: Card) -> str:
    return card.name or f"Within {card.node.replace('_', ' ')}"


def _where(card: Card) -> str:
    return " (a call starts here)" if card.start else " (calls come back here)" if card.entry else ""


def _is_keys(label: str) -> bool:
    return not label.strip("0123456789*#")
