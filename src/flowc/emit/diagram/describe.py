"""A picture in sentences: for tooltips, where the whole text stands, and for those who have it read to them."""

from __future__ import annotations

from flowc.emit.diagram.picture import Card, Picture, Way

__all__ = ["card_words", "description", "way_words"]

_MOST = 60
"""Cards that a description tells of; for more than that, the tooltips are the place to look."""


def description(picture: Picture) -> str:
    """What the picture shows, from the beginning of a call."""
    cards = picture.cards
    told = " ".join(f"{card_words(picture, index)}" for index in range(min(len(cards), _MOST)))
    rest = f" And {len(cards) - _MOST} more." if len(cards) > _MOST else ""
    return f"What happens to somebody who calls {picture.title}. {told}{rest}"


def card_words(picture: Picture, index: int) -> str:
    """Everything that a card says."""
    card = picture.cards[index]
    parts = [f"{name_of(card)}{_where(card)}:"]
    for _, text, quoted in card.said:
        parts.append(f"\u201c{text}\u201d" if quoted else f"{text}.")
    if card.again:
        parts.append(f"{card.again}.")
    parts += [f"Then it says \u201c{words}\u201d" for words in card.words]
    parts += [f"{way_words(picture, way)}." for way in card.ways]
    parts += [f"{mark.severity.capitalize()} {mark.code}: {mark.message}." for mark in card.marks]
    return " ".join(parts)


def way_words(picture: Picture, way: Way) -> str:
    """A way and where it leads."""
    labels = ", ".join(way.labels) or "then"
    if way.kind == "keys":
        labels = f"pressing {labels}" if all(_is_keys(label) for label in way.labels) else labels
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
    return all(character in "0123456789*#" for character in label)
