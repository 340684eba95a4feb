"""How large a card is, and what stands where on it.

Lengths are points, from the upper left corner of the card. Heights are whole numbers of ``UNIT``, so that Graphviz can
be told of a card as a stack of equal fields: the line of a way then leaves at the middle of its row.

Most rows of a large picture are like others (``after 3 tries``, and to the same card), so that what takes the width of
texts is worked out once for equal words.
"""

from __future__ import annotations

from functools import lru_cache

from flowc.emit.diagram.metrics import shortened, text_width, wrapped
from flowc.emit.diagram.picture import Picture, Way
from flowc.records import NamedTuple

__all__ = [
    "ARRIVAL",
    "CAP",
    "FONT",
    "HEADER",
    "LINE",
    "ROW",
    "SMALL",
    "UNIT",
    "WIDTH",
    "Box",
    "Cap",
    "Line",
    "Row",
    "Text",
    "box_of",
]

UNIT = 8
WIDTH = 256
FONT, SMALL = 12.5, 11.0
LINE, ROW, HEADER = 16, 24, 32
ARRIVAL = 5 * UNIT // 2
"""The height at which lines arrive at a card, and at which the way of a card with only one leaves."""

CAP = 18
_MARGIN = 12
_TEXT_X = 36
_MOST_LINES = 5


class Text(NamedTuple):
    """Lines of text and the sign before them; ``y`` is the top."""

    y: int
    sign: str
    lines: tuple[str, ...]
    quoted: bool
    loud: bool


class Cap(NamedTuple):
    """A key, or what became of a caller, in a frame."""

    x: float
    width: float
    text: str


class Line(NamedTuple):
    """What stands in the row of a way. ``stub`` is the name that stands for a line, ``stub_x`` where its frame begins
    and ``stub_width`` how wide it is; ``end`` is where the caps end."""

    caps: tuple[Cap, ...]
    end: float
    stub: str
    stub_x: float
    stub_width: float


class Row(NamedTuple):
    """A way that has a row; ``y`` is the top."""

    way: int
    y: int
    line: Line


class Box(NamedTuple):
    """``ports`` are the heights at which the lines of ways leave, by the place of the way."""

    width: int
    height: int
    header: str
    texts: tuple[Text, ...]
    rows: tuple[Row, ...]
    ports: dict[int, int]


_LOUD = frozenset({"transfer", "bridge", "conference", "handover", "end"})


def box_of(picture: Picture, index: int) -> Box:
    """The size and the contents of a card."""
    card = picture.cards[index]
    header = shortened(card.name, FONT + 1, WIDTH - _TEXT_X - (58 if card.start or card.entry else 16), bold=True)
    y = HEADER + 4 if card.name else 10
    texts: list[Text] = []
    for sign, text, quoted in card.said:
        small = sign == "waiting"
        shown = f"\u201c{text}\u201d" if quoted and text else text or "(nothing is said)"
        room = WIDTH - _TEXT_X - _MARGIN - (8 if sign in _LOUD else 0)
        lines = wrapped(shown, SMALL if small else FONT, room, _MOST_LINES)
        texts.append(Text(y, sign, lines, quoted, sign in _LOUD))
        y += len(lines) * LINE + (12 if sign in _LOUD else 6)
    if card.again:
        again = wrapped(card.again, SMALL, WIDTH - _TEXT_X - _MARGIN, 2)
        texts.append(Text(y, "again", again, False, False))
        y += len(again) * LINE + 6
    y = _up(y + 2)
    rows: list[Row] = []
    ports: dict[int, int] = {}
    for place, way in enumerate(card.ways):
        if not way.labels and not way.stub:
            ports[place] = ARRIVAL
            continue
        stub = _stub(picture, index, way) if way.stub else ""
        rows.append(Row(place, y, _line(way.labels or ("then",), stub, way.quiet)))
        if not stub:
            ports[place] = y + ROW // 2
        y += ROW
    foot = 2 + (6 if rows else 0) + (UNIT if card.marks else 0)
    return Box(WIDTH, _up(y + foot), header, tuple(texts), tuple(rows), ports)


def _stub(picture: Picture, index: int, way: Way) -> str:
    """What stands for the line of a way."""
    if way.to == index:
        return "always asks again" if way.quiet else "asks again"
    return picture.target_name(way)


@lru_cache(maxsize=1_000)
def _line(labels: tuple[str, ...], stub: str, quiet: bool) -> Line:
    caps, end = _caps(labels, WIDTH - 2 * _MARGIN - (90 if stub else 24), quiet)
    stub = shortened(stub, SMALL, WIDTH - _MARGIN - end - 40) if stub else ""
    width = text_width(stub, SMALL) + 16 if stub else 0
    return Line(caps, end, stub, WIDTH - _MARGIN - width, width)


def _caps(labels: tuple[str, ...], room: float, quiet: bool) -> tuple[tuple[Cap, ...], float]:
    """The caps of a way, side by side where there is room, else in one."""
    texts = list(labels)
    if sum(map(_cap_width, texts)) + 4 * len(texts) > room or quiet:
        texts = [_joined(labels, room)]
    caps, x = [], float(_MARGIN)
    for text in texts:
        caps.append(Cap(x, _cap_width(text), text))
        x += _cap_width(text) + 4
    return tuple(caps), x - 4


def _joined(labels: tuple[str, ...], room: float) -> str:
    return shortened(", ".join(labels), SMALL, room - 14)


def _cap_width(text: str) -> float:
    return max(float(CAP + 2), round(text_width(text, SMALL, bold=True) + 12, 1))


def _up(length: int) -> int:
    return -(-length // UNIT) * UNIT
