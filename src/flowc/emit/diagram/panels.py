"""A picture on panels, so that a large one is as wide as it is high.

Lines make up nearly a tree. Whatever hangs on a card that has a name goes on a panel of its own as soon as there is
enough of it, and the line to it becomes a stub. Panels are laid out one by one, which also takes less time than all at
once, and then put into columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from flowc.emit.diagram.picture import Card, Picture

__all__ = ["PANEL", "SHEET", "columns", "panelled", "parts_of"]

SHEET = 26
"""Cards up to which a picture has no panels."""

PANEL = 8
"""Cards that a panel has at least, as far as names allow."""

_GAP = 36
_ASPECT = 1.5
"""How much wider than high a sheet is to be."""


def panelled(picture: Picture) -> Picture:
    """The picture with its cards on panels, where there are many."""
    if len(picture.cards) <= SHEET:
        return picture
    panels = parts_of(picture.cards, PANEL)
    panel_of = {index: number for number, panel in enumerate(panels) for index in panel}
    cards = tuple(
        card._replace(
            ways=tuple(
                way._replace(stub=way.stub or (way.to >= 0 and panel_of[way.to] != panel_of[index]))
                for way in card.ways
            )
        )
        for index, card in enumerate(picture.cards)
    )
    return picture._replace(cards=cards, panels=tuple(map(tuple, panels)))


def columns(sizes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where panels of these sizes (width, height) lie: each at the foot of the column that is the shortest then."""
    area = sum((width + _GAP) * (height + _GAP) for width, height in sizes)
    widest = max(width for width, _ in sizes) + _GAP
    count = max(1, min(len(sizes), round((area * _ASPECT) ** 0.5 / widest)))
    feet = [0.0] * count
    wide = [0.0] * count
    chosen = []
    for width, height in sizes:
        column = min(range(count), key=lambda at: (feet[at], at))
        chosen.append((column, feet[column]))
        feet[column] += height + _GAP
        wide[column] = max(wide[column], width)
    left = [sum(wide[:at]) + at * _GAP for at in range(count)]
    return [(left[column], top) for column, top in chosen]


def parts_of(cards: Sequence[Card], least: int) -> list[list[int]]:
    """The cards of each part, the first of which gives it its name; together they are all cards.

    Args:
        least: cards that a part has at least, the last ones excepted.
    """
    parent = _tree(cards)
    below: list[list[int]] = [[index] for index in range(len(cards))]
    parts = []
    for index in reversed(range(len(cards))):
        top = parent[index] is None
        if top or (len(below[index]) >= least and cards[index].name):
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
