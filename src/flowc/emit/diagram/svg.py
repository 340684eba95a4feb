"""A picture as SVG: one file that needs nothing else, with no script and no link in it.

Cards are groups whose ``title`` is everything that they say, so that a shortened text can be read in full by pointing
at it. Colours are variables that follow the reader's choice of light or dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.emit.diagram.describe import description, told_of
from flowc.emit.diagram.engine import Point, Positions, points_of
from flowc.emit.diagram.face import TIP, Strokes, face_of
from flowc.emit.diagram.metrics import text_width
from flowc.emit.diagram.panels import columns
from flowc.emit.diagram.picture import Picture, Way
from flowc.emit.diagram.placing import place
from flowc.emit.diagram.signs import LEGEND, MOODS, SIGNS
from flowc.emit.diagram.sizes import ARRIVAL, SMALL, Box, box_of
from flowc.emit.diagram.text import decimal, xml
from flowc.emit.diagram.theme import style_sheet

__all__ = ["draw_svg"]

_MARGIN = 28
_TITLE = 48
_NEXT_COLUMN = 90
_FRAME = 18
_LEVEL = 3
"""Heights that differ by less are meant to be the same: Graphviz places ports on whole points only."""


def draw_svg(
    picture: Picture,
    *,
    engine: str = "auto",
    scope: str = "",
    number: str = "",
    fixed: bool = False,
    styled: bool = True,
) -> str:
    """The picture as the text of an SVG file.

    Args:
        engine: as ``place`` takes it.
        scope: a selector that the style is for, where the picture becomes part of a page.
        number: tells the picture from others of the same page.
        fixed: as ``style_sheet`` takes it.
        styled: False where the page has the style sheet already; ``scope`` and ``fixed`` mean nothing then.

    Raises:
        EngineError: nothing could lay it out.
    """
    boxes = [box_of(picture, index) for index in range(len(picture.cards))]
    panels = picture.panels or (tuple(range(len(boxes))),)
    placed = [place(picture, boxes, panel, engine) for panel in panels]
    style = f"<style>\n{style_sheet(scope, fixed=fixed)}</style>\n" if styled else ""
    return _Drawing(picture, boxes, placed, style, number).text()


class _Drawing:
    def __init__(
        self, picture: Picture, boxes: Sequence[Box], placed: Sequence[Positions], style: str, number: str
    ) -> None:
        self.picture = picture
        self.boxes = boxes
        self.style = style
        self.number = number
        self.legend = list(_legend(picture))
        self.told = told_of(picture)
        self.ways = [list(map(xml, words)) for words in self.told.ways]
        most = max((way.taken_by or 0 for card in picture.cards for way in card.ways), default=0)
        self.strokes = Strokes(picture.counted, most)
        frame = _FRAME if picture.panels else 0
        sizes = [(panel.width + 2 * frame, panel.height + 2 * frame) for panel in placed]
        corners = [(_MARGIN + x, _MARGIN + _TITLE + y) for x, y in columns(sizes)]
        self.frames = [(*corner, *size) for corner, size in zip(corners, sizes, strict=True)] if frame else []
        moved = [panel.moved(x + frame, y + frame) for panel, (x, y) in zip(placed, corners, strict=True)]
        corner_of = {name: (round(x), round(y)) for panel in moved for name, (x, y) in panel.nodes.items()}
        self.corners = [corner_of[f"n{index}"] for index in range(len(boxes))]
        self.edges = {pair: curves for panel in moved for pair, curves in panel.edges.items()}
        right = max(x + size[0] for (x, _), size in zip(corners, sizes, strict=True))
        bottom = max(y + size[1] for (_, y), size in zip(corners, sizes, strict=True))
        least = max(text_width(picture.title, 20, bold=True), _legend_width(self.legend[:4])) + 2 * _MARGIN
        self.width = max(right + _MARGIN, least)
        self.height = bottom + _MARGIN + _legend_height(self.legend, self.width)

    def text(self) -> str:
        return (
            "\n".join([*self._head(), *self._frames(), *self._ways(), *self._cards(), *self._legend(), "</svg>"]) + "\n"
        )

    def _head(self) -> Iterator[str]:
        title, about = f"title{self.number}", f"about{self.number}"
        size = f"{decimal(self.width)} {decimal(self.height)}"
        width, height = size.split()
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {size}" '
            f'role="img" aria-labelledby="{title} {about}" lang="en">'
        )
        yield f'<title id="{title}">{xml(self.picture.title)}</title>'
        yield f'<desc id="{about}">{xml(description(self.picture, self.told))}</desc>'
        yield f'{self.style}<rect class="paper" width="{width}" height="{height}"/>'
        yield f'<text class="title" x="{_MARGIN}" y="{_MARGIN + 18}">{xml(self.picture.title)}</text>'

    def _frames(self) -> Iterator[str]:
        for frame in self.frames:
            x, y, width, height = map(decimal, frame)
            yield f'<rect class="panel" x="{x}" y="{y}" width="{width}" height="{height}" rx="14"/>'

    def _ways(self) -> Iterator[str]:
        """The lines, beneath the cards: quiet ones first, so that chosen ones lie above them."""
        lines = [
            (index, place, way)
            for index, card in enumerate(self.picture.cards)
            for place, way in enumerate(card.ways)
            if not way.stub
        ]
        curves = points_of(self.edges, [(f"n{index}", f"n{way.to}") for index, _, way in lines])
        drawn = [self._way(index, place, way, curve) for (index, place, way), curve in zip(lines, curves, strict=True)]
        order = sorted(range(len(lines)), key=lambda at: (not lines[at][2].quiet, at))
        return iter([drawn[at] for at in order])

    def _way(self, index: int, place: int, way: Way, curve: Sequence[Point]) -> str:
        left, top = self.corners[index]
        to_left, to_top = self.corners[way.to]
        x, y = left + self.boxes[index].width, top + self.boxes[index].ports[place]
        end = to_top + ARRIVAL
        if abs(end - y) <= _LEVEL and to_left - x <= _NEXT_COLUMN:
            end = y
        bend = self._bend((x, y), (to_left - TIP + 1, end), curve)
        middle = ""
        if way.taken_by and self.picture.counted == "coverage" and not way.labels:  # it has no row to be told in
            middle = f'<text class="count" x="{x + 5}" y="{y - 5}">{way.taken_by}</text>'
        return (
            f'<g class="{self.strokes.classes(way)}"><title>{self.ways[index][place]}</title>'
            f'<path class="way"{self.strokes.width(way)} d="M{x},{y}{bend}"/>'
            f'<path class="tip" d="M{to_left} {end}l-{TIP + 2} -4.5v9z"/>{middle}</g>'
        )

    def _bend(self, begin: tuple[int, int], stop: tuple[int, int], curve: Sequence[Point]) -> str:
        """From one end to the other: straight, in an even bend to the next column, or around cards."""
        (x, y), (to_x, to_y) = begin, stop
        across = to_x - x
        if 0 < across <= _NEXT_COLUMN:
            if y == to_y:
                return f"H{to_x}"
            bent = across * 3 // 5
            return f" C{x + bent},{y} {to_x - bent},{to_y} {to_x},{to_y}"
        *inner, last = curve[1:-1]
        points = [*inner, (min(last[0], to_x - 12), to_y), stop]
        return " C" + " ".join(f"{decimal(x)},{decimal(y)}" for x, y in points)

    def _cards(self) -> Iterator[str]:
        for index, (card, box, (x, y)) in enumerate(zip(self.picture.cards, self.boxes, self.corners, strict=True)):
            flags = (
                f"{' start' if card.start else ''}{self.strokes.visited(card.visits)}{' found' if card.marks else ''}"
            )
            yield f'<g class="card {card.kind}{flags}" id="c{self.number}{index}" transform="translate({x} {y})">'
            yield f"<title>{xml(self.told.cards[index])}</title>"
            yield from face_of(card, box, self.ways[index], self.strokes)
            yield "</g>"

    def _legend(self) -> Iterator[str]:
        x, y = float(_MARGIN), self.height - _legend_height(self.legend, self.width) + 4
        for sign, words in self.legend:
            width = _item_width(words)
            if x + width > self.width - _MARGIN and x > _MARGIN:
                x, y = float(_MARGIN), y + 24
            mood = MOODS.get(sign, "plain")
            yield (
                f'<g class="{mood}" transform="translate({decimal(x)} {decimal(y)})">{_drawing(sign)}'
                f'<text class="small" x="24" y="12.5">{xml(words)}</text></g>'
            )
            x += width


_LINES = {
    "keys": '<g class="cap"><rect y="-1" width="18" height="18" rx="4"/>'
    '<text x="9" y="12" text-anchor="middle">1</text></g>',
    "outcome": '<g class="outcome"><g class="cap"><rect y="-1" x="-1" width="20" height="18" rx="9"/>'
    '<text x="9" y="12" text-anchor="middle">?</text></g></g>',
    "quiet": '<g class="quiet"><g class="cap"><rect y="-1" x="-1" width="20" height="18" rx="9"/>'
    '<text x="9" y="11" text-anchor="middle">\u2026</text></g></g>',
    "trodden": '<g class="taken"><path class="way" style="stroke-width:6" d="M0 8h18"/></g>',
    "stub": '<g class="stub"><rect y="-1" width="18" height="18" rx="3"/>'
    '<text x="9" y="12" text-anchor="middle">A</text></g>',
}


def _drawing(sign: str) -> str:
    return _LINES.get(sign) or SIGNS[sign]


def _legend(picture: Picture) -> Iterator[tuple[str, str]]:
    """What is to be explained: what occurs."""
    ways = [way for card in picture.cards for way in card.ways]
    if any(way.kind == "keys" for way in ways):
        yield "keys", "pressed by the caller"
    if any(way.kind == "outcome" for way in ways):
        yield "outcome", "how it comes out"
    if any(way.quiet for way in ways):
        yield "quiet", "what else can happen"
    if any(way.stub for way in ways):
        yield "stub", "goes on at the card of that name"
    if picture.counted == "traffic":
        yield "trodden", "the more callers, the wider"
    used = {said.sign for card in picture.cards for said in card.said}
    yield from ((sign, words) for sign, words in LEGEND if sign in used)


def _item_width(words: str) -> float:
    return 24 + text_width(words, SMALL) + 22


def _legend_width(items: Sequence[tuple[str, str]]) -> float:
    return sum(_item_width(words) for _, words in items)


def _legend_height(items: Sequence[tuple[str, str]], width: float) -> float:
    x, rows = float(_MARGIN), 1
    for _, words in items:
        if x + _item_width(words) > width - _MARGIN and x > _MARGIN:
            x, rows = float(_MARGIN), rows + 1
        x += _item_width(words)
    return rows * 24 + 20
