"""What is drawn on a card, from its upper left corner.

Rows and texts are drawn as if they lay at the top, and moved to where they lie: so equal ones are the same text of SVG,
which is made once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from flowc.emit.diagram.metrics import text_width
from flowc.emit.diagram.picture import Card, Way
from flowc.emit.diagram.signs import MOODS, SIGNS
from flowc.emit.diagram.sizes import CAP, HEADER, LINE, ROW, Box, Line, Text
from flowc.emit.diagram.text import decimal, xml

__all__ = ["TIP", "Strokes", "face_of"]

TIP = 7
"""The length of an arrow's tip."""

_RADIUS = 9
_CUT = 14
_MIDDLE = ROW // 2
_CODES = 3
"""Findings that a card names; of more there is only the number."""

_WIDEST = 8.5
"""The line of what most callers do, where traffic is drawn."""


class Strokes:
    """How ways are drawn, with the calls that took them; ``counted`` and ``most`` are of the whole picture."""

    def __init__(self, counted: str, most: int) -> None:
        self.counted = counted
        self.most = most

    def classes(self, way: Way) -> str:
        return f"{'quiet ' if way.quiet else ''}{way.kind}{self.visited(way.taken_by)}"

    def visited(self, count: int | None) -> str:
        """The class of what calls came by, or where tests did not."""
        if count:
            return " taken"
        return " missed" if count == 0 and self.counted == "coverage" else ""

    def width(self, way: Way) -> str:
        """The width of a line where traffic is drawn: as many callers as took it."""
        if self.counted != "traffic" or not way.taken_by:
            return ""
        return f' style="stroke-width:{decimal(1.5 + (_WIDEST - 1.5) * way.taken_by / self.most)}"'

    def count(self, way: Way, x: float) -> str:
        """How many calls took a way, above the line in its row."""
        if way.taken_by is None or self.counted not in ("coverage", "traffic"):
            return ""
        if self.counted == "coverage":
            return _count(way.taken_by or "untested", x, _MIDDLE - 4)
        return _count(way.taken_by, x, _MIDDLE - 6) if way.taken_by else ""


def _count(shown: int | str, x: float, y: int) -> str:
    return f'<text class="count" x="{decimal(x)}" y="{y}">{shown}</text>'


def face_of(card: Card, box: Box, told: list[str], strokes: Strokes) -> Iterator[str]:
    """The parts of a card, the hindmost first; ``told`` are the ways of the card in words, as XML."""
    yield _frame(card, box)
    if card.name:
        yield _header(card, box)
    yield from _flags(card, box)
    for text in box.texts:
        yield _text(text, box.width)
    for place, y, line in box.rows:
        way = card.ways[place]
        lead, rest = _row(line, way.kind == "keys", box.width)
        count = strokes.count(way, line.end + 7)
        yield (
            f'<g class="{strokes.classes(way)}" transform="translate(0 {y})"><title>{told[place]}</title>'
            f'<path class="way"{strokes.width(way)} {lead}/>{rest}{count}</g>'
        )
    yield from _marks(card, box)


def _frame(card: Card, box: Box) -> str:
    """The outline of a card; a decision's has its corners cut, as near to a diamond as a card can be."""
    width, height = box.width, box.height
    if card.kind != "decide":
        return f'<rect class="frame" width="{width}" height="{height}" rx="{_RADIUS}"/>'
    return (
        f'<path class="frame" d="M0 {_CUT}L{_CUT} 0H{width - _CUT}L{width} {_CUT}V{height - _CUT}'
        f'L{width - _CUT} {height}H{_CUT}L0 {height - _CUT}z"/>'
    )


def _header(card: Card, box: Box) -> str:
    if card.kind == "decide":
        cut = _CUT + 0.5
        shape = f"M1 {HEADER}V{cut}L{cut} 1H{box.width - cut}L{box.width - 1} {cut}V{HEADER}z"
    else:
        arc = f"a{_RADIUS} {_RADIUS} 0 0 1 {_RADIUS}"
        shape = f"M1 {HEADER}V{_RADIUS + 1}{arc} -{_RADIUS}H{box.width - _RADIUS - 1}{arc} {_RADIUS}V{HEADER}z"
    x = 16 if card.kind == "decide" else 12
    return f'<path class="head" d="{shape}"/><text class="name" x="{x}" y="{HEADER - 10.5}">{xml(box.header)}</text>'


def _flags(card: Card, box: Box) -> Iterator[str]:
    word = "START" if card.start else "ENTRY" if card.entry else ""
    if word:
        x = box.width - 54
        yield (
            f'<g class="flag"><rect x="{x}" y="8" width="46" height="17" rx="8.5"/>'
            f'<text x="{x + 23}" y="20" text-anchor="middle">{word}</text></g>'
        )


def _text(text: Text, width: int) -> str:
    mood = MOODS.get(text.sign, "plain")
    return f'<g class="{mood}" transform="translate(0 {text.y})">{_words(text.sign, text.lines, text.loud, width)}</g>'


@lru_cache(maxsize=1_000)
def _words(sign: str, lines: tuple[str, ...], loud: bool, width: int) -> str:
    top, band = 0, ""
    if loud:
        top, tall = 4, len(lines) * LINE + 8
        band = f'<rect class="band" x="7" width="{width - 14}" height="{tall}" rx="{min(12, tall // 2)}"/>'
    small = ' class="small"' if sign in ("waiting", "again") else ""
    spans = "".join(f'<tspan x="36" y="{top + 12 + at * LINE}">{xml(line)}</tspan>' for at, line in enumerate(lines))
    return f'{band}<g transform="translate(13 {top})">{SIGNS.get(sign, SIGNS["other"])}</g><text{small}>{spans}</text>'


@lru_cache(maxsize=1_000)
def _row(line: Line, keys: bool, width: int) -> tuple[str, str]:
    """The path from the caps of a way to the edge of the card or to a stub; and caps and stub."""
    caps = "".join(
        f'<rect x="{decimal(cap.x)}" y="{_MIDDLE - CAP // 2}" width="{decimal(cap.width)}" height="{CAP}" '
        f'rx="{4 if keys else 9}"/><text x="{decimal(cap.x + cap.width / 2)}" y="{_MIDDLE + 4}" '
        f'text-anchor="middle">{xml(cap.text)}</text>'
        for cap in line.caps
    )
    until = line.stub_x - 5 if line.stub else width
    lead = f'd="M{decimal(line.end + 5)} {_MIDDLE}H{decimal(until - (TIP if line.stub else 0))}"'
    stub = ""
    if line.stub:
        stub = (
            f'<path class="tip" d="M{decimal(until)} {_MIDDLE}l-{TIP} -4v8z"/><g class="stub">'
            f'<rect x="{decimal(line.stub_x)}" y="{_MIDDLE - CAP // 2}" width="{decimal(line.stub_width)}" '
            f'height="{CAP}" rx="3"/><text x="{decimal(line.stub_x + 8)}" y="{_MIDDLE + 4}">{xml(line.stub)}</text></g>'
        )
    return lead, f'<g class="cap">{caps}</g>{stub}'


def _marks(card: Card, box: Box) -> Iterator[str]:
    """The codes of findings, on the lower edge of a card."""
    if not card.marks:
        return
    codes = list(dict.fromkeys((mark.severity, mark.code) for mark in card.marks))
    signs = {"error": "\u00d7", "warning": "!", "info": "i"}
    shown = [(severity, f"{signs[severity]} {code}") for severity, code in codes[:_CODES]]
    if len(codes) > _CODES:
        shown.append(("info", f"+{len(codes) - _CODES}"))
    x = 12.0
    for severity, words in shown:
        width = text_width(words, 10, bold=True) + 14
        yield (
            f'<g class="mark {severity}"><rect x="{decimal(x)}" y="{box.height - 9}" width="{decimal(width)}" '
            f'height="17" rx="4"/><text x="{decimal(x + width / 2)}" y="{box.height + 3}" '
            f'text-anchor="middle">{xml(words)}</text></g>'
        )
        x += width + 5
