"""A picture as SVG: one file that needs nothing else, with no script and no link in it.

Cards are groups whose ``title`` is everything that they say, so that a shortened text can be read in full by pointing
at it. Colours are variables that follow the reader's choice of light or dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.emit.diagram.describe import card_words, description, way_words
from flowc.emit.diagram.dot import layout_dot
from flowc.emit.diagram.engine import Point, Positions, lay_out, points_of
from flowc.emit.diagram.metrics import text_width
from flowc.emit.diagram.panels import columns
from flowc.emit.diagram.picture import Card, Picture, Way
from flowc.emit.diagram.signs import LEGEND, MOODS, SIGNS
from flowc.emit.diagram.sizes import ARRIVAL, CAP, HEADER, LINE, ROW, SMALL, Box, Row, Text, box_of
from flowc.emit.diagram.text import xml
from flowc.emit.diagram.theme import style_sheet

__all__ = ["draw_svg"]

_MARGIN = 28
_TITLE = 48
_TIP = 7
_RADIUS = 9
_CUT = 14
_NEXT_COLUMN = 90
_FRAME = 18
_WIDEST = 8.5
"""The line of what most callers do, where traffic is drawn."""
_CODES = 3
"""Findings that a card names; of more there is only the number."""


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
        engine: as ``lay_out`` takes it.
        scope: a selector that the style is for, where the picture becomes part of a page.
        number: tells the picture from others of the same page.
        fixed: as ``style_sheet`` takes it.
        styled: False where the page has the style sheet already; ``scope`` and ``fixed`` mean nothing then.

    Raises:
        EngineError: nothing could lay it out.
    """
    boxes = [box_of(picture, index) for index in range(len(picture.cards))]
    panels = picture.panels or (tuple(range(len(boxes))),)
    placed = [lay_out(layout_dot(picture, boxes, panel), engine) for panel in panels]
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
        self.most = max((way.taken_by or 0 for card in picture.cards for way in card.ways), default=0)
        frame = _FRAME if picture.panels else 0
        sizes = [(panel.width + 2 * frame, panel.height + 2 * frame) for panel in placed]
        corners = [(_MARGIN + x, _MARGIN + _TITLE + y) for x, y in columns(sizes)]
        self.frames = [(*corner, *size) for corner, size in zip(corners, sizes, strict=True)] if frame else []
        moved = [panel.moved(x + frame, y + frame) for panel, (x, y) in zip(placed, corners, strict=True)]
        corner_of = {name: at for panel in moved for name, at in panel.nodes.items()}
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
        size = f"{_n(self.width)} {_n(self.height)}"
        width, height = size.split()
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {size}" '
            f'role="img" aria-labelledby="{title} {about}" lang="en">'
        )
        yield f'<title id="{title}">{xml(self.picture.title)}</title>'
        yield f'<desc id="{about}">{xml(description(self.picture))}</desc>'
        yield f'{self.style}<rect class="paper" width="{width}" height="{height}"/>'
        yield f'<text class="title" x="{_MARGIN}" y="{_MARGIN + 18}">{xml(self.picture.title)}</text>'

    def _frames(self) -> Iterator[str]:
        for x, y, width, height in self.frames:
            yield f'<rect class="panel" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="14"/>'

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
        box = self.boxes[index]
        to_left, to_top = self.corners[way.to]
        begin = (left + box.width, top + box.ports[place])
        end = (to_left, to_top + ARRIVAL)
        stop = (end[0] - _TIP + 1, end[1])
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in [*self._bend(begin, stop, curve), stop])
        tip = f"M{_n(end[0])} {_n(end[1])}l-{_TIP + 2} -4.5v9z"
        classes = f"{'quiet ' if way.quiet else ''}{way.kind}{self._counted(way.taken_by)}"
        middle = ""
        if way.taken_by and self.picture.counted == "coverage":
            middle = f'<text class="count" x="{_n(begin[0] + 5)}" y="{_n(begin[1] - 5)}">{way.taken_by}</text>'
        return (
            f'<g class="{classes}"><title>{xml(way_words(self.picture, way))}</title>'
            f'<path class="way"{self._trodden(way)} d="M{_n(begin[0])},{_n(begin[1])} C{points}"/>'
            f'<path class="tip" d="{tip}"/>{middle}</g>'
        )

    def _counted(self, count: int | None) -> str:
        """The class of what calls came by, or where tests did not."""
        if count:
            return " taken"
        return " missed" if count == 0 and self.picture.counted == "coverage" else ""

    def _trodden(self, way: Way) -> str:
        """The width of a line where traffic is drawn: as many callers as took it."""
        if self.picture.counted != "traffic" or not way.taken_by:
            return ""
        return f' style="stroke-width:{_n(1.5 + (_WIDEST - 1.5) * way.taken_by / self.most)}"'

    def _bend(self, begin: Point, stop: Point, curve: Sequence[Point]) -> list[Point]:
        """The control points between two ends: an even bend to the next column, else around cards."""
        across = stop[0] - begin[0]
        if 0 < across <= _NEXT_COLUMN:
            return [(begin[0] + across * 0.6, begin[1]), (stop[0] - across * 0.6, stop[1])]
        inner = list(curve[1:-1])
        inner[-1] = (min(inner[-1][0], stop[0] - 12), stop[1])
        return inner

    def _cards(self) -> Iterator[str]:
        for index, card in enumerate(self.picture.cards):
            yield from self._card(index, card)

    def _card(self, index: int, card: Card) -> Iterator[str]:
        box = self.boxes[index]
        x, y = self.corners[index]
        classes = f"card {card.kind}{' start' if card.start else ''}{self._counted(card.visits)}"
        if card.marks:
            classes += " found"
        yield f'<g class="{classes}" id="c{self.number}{index}" transform="translate({_n(x)} {_n(y)})">'
        yield f"<title>{xml(card_words(self.picture, index))}</title>"
        yield _frame(card, box)
        if card.name and card.kind == "decide":
            yield (
                f'<path class="head" d="M1 {HEADER}V{_CUT + 0.5}L{_CUT + 0.5} 1H{_n(box.width - _CUT - 0.5)}'
                f'L{_n(box.width - 1)} {_CUT + 0.5}V{HEADER}z"/>'
                f'<text class="name" x="16" y="{HEADER - 10.5}">{xml(box.header)}</text>'
            )
        elif card.name:
            yield (
                f'<path class="head" d="M1 {HEADER}V{_RADIUS + 1}a{_RADIUS} {_RADIUS} 0 0 1 {_RADIUS} -{_RADIUS}'
                f'H{_n(box.width - _RADIUS - 1)}a{_RADIUS} {_RADIUS} 0 0 1 {_RADIUS} {_RADIUS}V{HEADER}z"/>'
                f'<text class="name" x="12" y="{HEADER - 10.5}">{xml(box.header)}</text>'
            )
        yield from _flags(card, box)
        for text in box.texts:
            yield _text(text, box.width)
        for row in box.rows:
            yield self._row(card.ways[row.way], row, box)
        yield from _marks(card, box)
        yield "</g>"

    def _row(self, way: Way, row: Row, box: Box) -> str:
        middle = row.y + ROW / 2
        classes = f"{'quiet ' if way.quiet else ''}{way.kind}{self._counted(way.taken_by)}"
        caps = "".join(
            f'<rect x="{_n(cap.x)}" y="{_n(middle - CAP / 2)}" width="{_n(cap.width)}" height="{CAP}" '
            f'rx="{4 if way.kind == "keys" else 9}"/><text x="{_n(cap.x + cap.width / 2)}" y="{_n(middle + 4)}" '
            f'text-anchor="middle">{xml(cap.text)}</text>'
            for cap in row.caps
        )
        begin = row.end + 5
        until = row.stub_x - 5 if row.stub else box.width
        end = until - (_TIP if row.stub else 0)
        line = f'<path class="way"{self._trodden(way)} d="M{_n(begin)} {_n(middle)}H{_n(end)}"/>'
        stub = ""
        if row.stub:
            stub = (
                f'<path class="tip" d="M{_n(until)} {_n(middle)}l-{_TIP} -4v8z"/><g class="stub">'
                f'<rect x="{_n(row.stub_x)}" y="{_n(middle - CAP / 2)}" width="{_n(row.stub_width)}" '
                f'height="{CAP}" rx="3"/><text x="{_n(row.stub_x + 8)}" y="{_n(middle + 4)}">{xml(row.stub)}</text></g>'
            )
        count = ""
        if way.taken_by is not None and self.picture.counted == "coverage" and (row.stub or not way.taken_by):
            shown = str(way.taken_by) if way.taken_by else "untested"
            count = f'<text class="count" x="{_n(begin + 2)}" y="{_n(middle - 4)}">{shown}</text>'
        elif way.taken_by and self.picture.counted == "traffic":
            count = f'<text class="count" x="{_n(begin + 2)}" y="{_n(middle - 6)}">{way.taken_by}</text>'
        return (
            f'<g class="{classes}"><title>{xml(way_words(self.picture, way))}</title>'
            f'{line}<g class="cap">{caps}</g>{stub}{count}</g>'
        )

    def _legend(self) -> Iterator[str]:
        x, y = float(_MARGIN), self.height - _legend_height(self.legend, self.width) + 4
        for sign, words in self.legend:
            width = _item_width(words)
            if x + width > self.width - _MARGIN and x > _MARGIN:
                x, y = float(_MARGIN), y + 24
            mood = MOODS.get(sign, "plain")
            yield (
                f'<g class="{mood}" transform="translate({_n(x)} {_n(y)})">{_drawing(sign)}'
                f'<text class="small" x="24" y="12.5">{xml(words)}</text></g>'
            )
            x += width


def _frame(card: Card, box: Box) -> str:
    """The outline of a card; a decision's has its corners cut, as near to a diamond as a card can be."""
    width, height = box.width, box.height
    if card.kind != "decide":
        return f'<rect class="frame" width="{_n(width)}" height="{_n(height)}" rx="{_RADIUS}"/>'
    return (
        f'<path class="frame" d="M0 {_CUT}L{_CUT} 0H{_n(width - _CUT)}L{_n(width)} {_CUT}V{_n(height - _CUT)}'
        f'L{_n(width - _CUT)} {_n(height)}H{_CUT}L0 {_n(height - _CUT)}z"/>'
    )


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


def _text(text: Text, width: float) -> str:
    sign = SIGNS.get(text.sign, SIGNS["other"])
    mood = MOODS.get(text.sign, "plain")
    small = text.sign in ("waiting", "again")
    band = ""
    top = text.y
    if text.loud:
        band = (
            f'<rect class="band" x="7" y="{_n(top)}" width="{_n(width - 14)}" '
            f'height="{_n(len(text.lines) * LINE + 8)}" rx="{_n(min(12, len(text.lines) * LINE / 2 + 4))}"/>'
        )
        top += 4
    lines = "".join(
        f'<tspan x="36" y="{_n(top + 12 + at * LINE)}">{xml(line)}</tspan>' for at, line in enumerate(text.lines)
    )
    return (
        f'<g class="{mood}">{band}<g transform="translate(13 {_n(top)})">{sign}</g>'
        f"<text{' class=' + chr(34) + 'small' + chr(34) if small else ''}>{lines}</text></g>"
    )


def _flags(card: Card, box: Box) -> Iterator[str]:
    word = "START" if card.start else "ENTRY" if card.entry else ""
    if word:
        x = box.width - 54
        yield (
            f'<g class="flag"><rect x="{_n(x)}" y="8" width="46" height="17" rx="8.5"/>'
            f'<text x="{_n(x + 23)}" y="20" text-anchor="middle">{word}</text></g>'
        )


def _marks(card: Card, box: Box) -> Iterator[str]:
    """The codes of findings, on the lower edge of a card."""
    codes = list(dict.fromkeys((mark.severity, mark.code) for mark in card.marks))
    signs = {"error": "\u00d7", "warning": "!", "info": "i"}
    shown = [(severity, f"{signs[severity]} {code}") for severity, code in codes[:_CODES]]
    if len(codes) > _CODES:
        shown.append(("info", f"+{len(codes) - _CODES}"))
    x = 12.0
    for severity, words in shown:
        width = text_width(words, 10, bold=True) + 14
        middle = x + width / 2
        yield (
            f'<g class="mark {severity}"><rect x="{_n(x)}" y="{_n(box.height - 9)}" width="{_n(width)}" height="17" '
            f'rx="4"/><text x="{_n(middle)}" y="{_n(box.height + 3)}" text-anchor="middle">{xml(words)}</text></g>'
        )
        x += width + 5


def _n(number: float) -> str:
    """A number with one digit behind the point, where it has one."""
    return f"{number:.1f}".removesuffix(".0")
