"""Lines of source with words underlined.

Columns are those of the screen: a tab is expanded, a wide character takes two, a control character is shown as a
sign for it. Of a line longer than the screen only the neighbourhood of what is underlined is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from flowc.records import NamedTuple
from flowc.report.glyphs import expand, visible, width
from flowc.report.style import paint
from flowc.source import SourceMap, Span

__all__ = ["Mark", "show"]

_ROOM = 110
"""Columns of source that are shown of one line."""
_BEFORE = 40
"""Columns of them before what is underlined, where the line must be cut."""
_REACH = 160
"""Characters of a line on either side of a place that are looked at."""


class Mark(NamedTuple):
    """A place to underline, and what is to be said of it."""

    span: Span
    message: str
    meaning: str
    """``error``, ``warning`` or ``info`` for the place that the finding is about, else ``secondary``."""


class _Placed(NamedTuple):
    """A mark within its line: columns of the text from 0, the end exclusive."""

    line: int
    start: int
    end: int
    mark: Mark


def show(marks: Sequence[Mark], sources: SourceMap, margin: int, colour: bool) -> list[str]:
    """Snippets of every text that the marks lie in, the first mark's text first.

    Args:
        marks: the first is the place that the finding is about.
        margin: the width of the column of line numbers.
    """
    placed: dict[str, list[_Placed]] = {}
    for mark in marks:
        at = sources.locate(mark.span)
        source = sources.at(mark.span.start)
        text, left = source.near(at.line, at.column - 1, _REACH)
        right = left + len(text)
        start = min(at.column - 1, right)
        end = at.end_column - 1 if at.end_line == at.line else right
        placed.setdefault(source.path, []).append(_Placed(at.line, start, max(start, min(end, right)), mark))
    lines: list[str] = []
    for number, (path, places) in enumerate(placed.items()):
        first = places[0]
        arrow = "-->" if number == 0 else ":::"
        place = f"{visible(path)}:{first.line}:{first.start + 1}"
        lines.append(f"{' ' * margin}{paint(arrow, 'frame', colour)} {place}")
        lines.extend(_one_text(places, sources, margin, colour))
    return lines


def _one_text(places: Sequence[_Placed], sources: SourceMap, margin: int, colour: bool) -> list[str]:
    source = sources.at(places[0].mark.span.start)
    bar = paint(" " * margin + " |", "frame", colour)
    lines = [bar]
    shown = 0
    by_line: dict[int, list[_Placed]] = {}
    for place in places:
        by_line.setdefault(place.line, []).append(place)
    for number in sorted(by_line):
        here = by_line[number]
        if shown and number == shown + 2:
            lines.append(_source_line(number - 1, source.near(number - 1, 0, _REACH)[0], margin, colour))
        elif shown and number > shown + 1:
            lines.append(paint("...", "frame", colour))
        shown = number
        fits = expand(source.near(number, 0, _REACH)[0])[1][-1] <= _ROOM
        for group in [here] if fits else [[place] for place in here]:
            near, left = source.near(number, 0 if fits else group[0].start, _REACH)
            text, columns = expand(near)
            cut, first = _window(text, _column(columns, group[0].start - left), _column(columns, group[0].end - left))
            lines.append(_source_line(number, cut, margin, colour, shown=True))
            for place in group:
                start, end = (_column(columns, at - left) - first for at in (place.start, place.end))
                lines.append(f"{bar} {_underline(place.mark, start, end, colour)}")
    return lines


def _column(columns: Sequence[int], at: int) -> int:
    return columns[min(at, len(columns) - 1)]


def _source_line(number: int, text: str, margin: int, colour: bool, *, shown: bool = False) -> str:
    if not shown:
        full, columns = expand(text)
        text = _window(full, 0, 0)[0] if columns[-1] > _ROOM else full
    return f"{paint(f'{number:>{margin}} |', 'frame', colour)} {text}".rstrip()


def _window(text: str, start: int, end: int) -> tuple[str, int]:
    """What is shown of a visible line so that the columns from ``start`` on are in it, and its first column."""
    if width(text) <= _ROOM:
        return text, 0
    first = max(0, start - _BEFORE) if end > _ROOM else 0
    kept: list[str] = []
    column = taken = 0
    begins = None
    for character in text:
        size = width(character)
        if column >= first:
            if begins is None:
                begins = column
            if taken + size > _ROOM:
                break
            kept.append(character)
            taken += size
        column += size
    before, after = "..." if first else "", "..." if column < width(text) else ""
    return before + "".join(kept) + after, (begins or 0) - len(before)


def _underline(mark: Mark, start: int, end: int, colour: bool) -> str:
    sign = "-" if mark.meaning == "secondary" else "^"
    signs = sign * max(1, min(end - start, _ROOM + 3 - start))
    message = f" {visible(mark.message)}" if mark.message else ""
    return " " * start + paint(signs + message, mark.meaning, colour)
