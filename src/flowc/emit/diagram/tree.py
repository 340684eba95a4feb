"""Where the cards of a tree lie, which takes no Graphviz.

Stubs leave most pictures lines that make up trees: to each card they lead from one other at most, be it twice. A tree
has a drawing in which no lines cross, found in one pass from the leaves up, as E. M. Reingold and J. S. Tilford have it
("Tidier Drawings of Trees", IEEE Transactions on Software Engineering 7, 1981), here for cards of any height. Each
depth is a column. What hangs on a card is stacked in the order of its rows, and comes as near as the **outlines**
allow: the upper and the lower edge of a subtree in each of its columns. The card itself is put where its lines are the
shortest, counted by their weight: at the weighted median of the heights at which each of them would be straight. That
is what Graphviz aims at too (``dot`` gives it the same room and the same weights), so that both kinds of pictures look
alike.

An outline is handed on from a card to the one before it, and grows by one column there. To stack two, as many columns
are looked at as the shorter one has; what is left of the longer stays as it is. So all of it takes time and space in
the number of cards, however deep they hang.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from flowc.emit.diagram.dot import ABOVE, ASIDE, weight_of
from flowc.emit.diagram.engine import Point, Positions
from flowc.emit.diagram.picture import Picture
from flowc.emit.diagram.sizes import ARRIVAL, WIDTH, Box

__all__ = ["tree_of"]


class Outline:
    """The upper and the lower edge of a subtree in each column, the last column first: ``edges``, and all of them so
    much lower as ``down`` says, counted from the upper edge of the card that it hangs on."""

    def __init__(self, height: float) -> None:
        self.edges: list[tuple[float, float]] = [(0, height)]
        self.down = 0.0

    def before(self, height: float, down: float) -> Outline:
        """The outline with a card of this height before it, below whose upper edge the rest begins."""
        self.down += down
        self.edges.append((-self.down, height - self.down))
        return self

    def upper(self, at: int) -> float:
        """The upper edge in a column, counted from the first with -1."""
        return self.edges[at][0] + self.down

    def lower(self, at: int) -> float:
        return self.edges[at][1] + self.down


Lines = list[tuple[int, float, int]]
"""The lines out of a card: where to, the height at which each leaves, and its weight."""


def tree_of(picture: Picture, boxes: Sequence[Box], piece: Sequence[int]) -> Positions | None:
    """Cards that hang together placed, in columns from the left; None where their lines make up no tree.

    Every line of a tree leads to the next column, so that none has to be led around cards.
    """
    lines = _lines(picture, boxes, piece)
    if lines is None:
        return None
    outlines: dict[int, Outline] = {}
    below: dict[int, float] = {}
    for index in reversed(piece):
        outlines[index] = _hung(boxes[index].height, lines[index], outlines, below)
    whole = outlines[piece[0]]
    highest = min(upper for upper, _ in whole.edges) + whole.down
    at: dict[int, Point] = {piece[0]: (0.0, -highest)}
    for index in piece:
        x, y = at[index]
        for to, _, _ in lines[index]:
            at[to] = (x + WIDTH + ASIDE, y + below[to])
    nodes = {f"n{index}": at[index] for index in piece}
    height = max(lower for _, lower in whole.edges) + whole.down - highest
    return Positions(len(whole.edges) * (WIDTH + ASIDE) - ASIDE, height, nodes, {})


def _lines(picture: Picture, boxes: Sequence[Box], piece: Sequence[int]) -> dict[int, Lines] | None:
    """The lines out of each card; None where cards share one that they lead to, or a line leads back."""
    lines: dict[int, Lines] = {}
    before: dict[int, int] = {}
    for index in piece:
        out: Lines = []
        for place, way in enumerate(picture.cards[index].ways):
            if way.stub:
                continue
            if way.to <= index or before.setdefault(way.to, index) != index:
                return None
            out.append((way.to, boxes[index].ports[place], weight_of(way)))
        lines[index] = out
    return lines


def _hung(height: float, lines: Lines, outlines: dict[int, Outline], below: dict[int, float]) -> Outline:
    """The outline of a card with what hangs on it; notes in ``below`` how much lower the next cards begin."""
    if not lines:
        return Outline(height)
    children = list(dict.fromkeys(to for to, _, _ in lines))
    whole, tops = _stacked([outlines.pop(to) for to in children])
    top_of = dict(zip(children, tops, strict=True))
    own = _median([(top_of[to] + ARRIVAL - port, weight) for to, port, weight in lines])
    for to, top in top_of.items():
        below[to] = top - own
    return whole.before(height, -own)


def _stacked(outlines: Sequence[Outline]) -> tuple[Outline, list[float]]:
    """Subtrees one below the other: the outline of all, and how much lower than the first each of them begins."""
    whole, tops = outlines[0], [0.0]
    for outline in outlines[1:]:
        both = range(-min(len(whole.edges), len(outline.edges)), 0)
        down = ABOVE + max(whole.lower(at) - outline.upper(at) for at in both)
        tops.append(down)
        outline.down += down
        longer = whole if len(whole.edges) > len(outline.edges) else outline
        for at in both:
            longer.edges[at] = whole.upper(at) - longer.down, outline.lower(at) - longer.down
        whole = longer
    return whole, tops


def _median(weighted: Sequence[tuple[float, int]]) -> float:
    """The value that half of the weight lies above and half below; between two such values, the middle."""
    ordered = sorted(weighted)
    passed = list(accumulate(weight for _, weight in ordered))
    half = passed[-1] / 2
    at = bisect_left(passed, half)
    value, _ = ordered[at]
    return (value + ordered[at + 1][0]) / 2 if passed[at] == half else value
