"""Texts and the places in them.

All the texts of one compilation lie end to end on one line of offsets, so that a span is two offsets and
nothing else, however many files a flow is made of. Line and column are computed in one function,
``SourceMap.locate``, and only when somebody is told about a place.

A part of a flow is read once and used many times, each time as if it had been written there. Each use is a **view** of
the text that holds the part, with offsets of its own: so the places of two uses are two spans, and yet both lead to
the one line that somebody wrote. ``SourceMap.written`` is the way back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from flowc.records import NamedTuple

__all__ = ["Location", "Source", "SourceMap", "Span", "View", "whole"]


class Span(NamedTuple):
    """A stretch of source text: from ``start`` up to, not including, ``end`` (offsets in code points)."""

    start: int
    end: int

    def merge(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class Location(NamedTuple):
    """A span as people count: lines and columns from 1, the end exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Source:
    """One text, where it came from, and the offset at which it begins among all texts.

    ``library`` where the text is there for others, so that what nothing uses of it here may be of use elsewhere.
    """

    __slots__ = ("_lines", "base", "library", "path", "text")

    def __init__(self, path: str, text: str, base: int = 0) -> None:
        self.path = path
        self.text = text
        self.base = base
        self.library = False
        self._lines: list[int] | None = None

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset (an offset of the compilation, not of this text)."""
        lines = self.line_starts()
        local = offset - self.base
        row = bisect_right(lines, local) - 1
        return row + 1, local - lines[row] + 1

    def line_starts(self) -> list[int]:
        """Where each line begins within the text; found out once."""
        if self._lines is None:
            starts = [0]
            find = self.text.find
            at = find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
            self._lines = starts
        return self._lines

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line end."""
        lines = self.line_starts()
        start = lines[number - 1]
        end = lines[number] if number < len(lines) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def near(self, number: int, column: int, reach: int) -> tuple[str, int]:
        """What stands in a line within ``reach`` of a column (from 0), and the column at which that begins.

        A line can be a megabyte long, and everything that is found can stand in it.
        """
        lines = self.line_starts()
        start = lines[number - 1]
        end = lines[number] if number < len(lines) else len(self.text)
        left = start + max(0, column - reach)
        return self.text[left : min(end, start + column + reach)].rstrip("\r\n"), left - start

    def start_of(self, number: int) -> int:
        """The offset (of the compilation) at which a line begins, counted from 1."""
        return self.base + self.line_starts()[number - 1]

    def slice(self, span: Span) -> str:
        return self.text[span.start - self.base : span.end - self.base]


class View(Source):
    """A text once more, for one use of a part in it.

    ``use`` is where the part is used, which may be in another view; ``name`` what the use is called, as nodes name it
    (``keep_number``, ``second.keep_number``); ``part`` the span of the part where it was written.
    """

    __slots__ = ("name", "origin", "part", "use")

    def __init__(self, origin: Source, base: int, part: Span, use: Span, name: str) -> None:
        super().__init__(origin.path, origin.text, base)
        self.origin = origin
        self.part = part
        self.use = use
        self.name = name
        self._lines = origin.line_starts()


def whole(source: Source) -> Span:
    """The span of a whole text."""
    return Span(source.base, source.base + len(source.text))


class SourceMap:
    """Every text of one compilation, in the order of the line of offsets.

    ``sources`` are the texts that were written; views of them are found by their offsets only.
    """

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self._laid: list[Source] = []
        self._bases: list[int] = []
        self._uses: Counter[Span] = Counter()

    def add(self, path: str, text: str) -> Source:
        """Lay a text behind those that are there already; one offset stays free between two texts."""
        source = Source(path, text, self._end())
        self.sources.append(source)
        self._lay(source)
        return source

    def view(self, part: Span, use: Span, name: str) -> View:
        """Lay the text that holds a part behind the others once more, for one use of that part.

        Args:
            part: the whole part, where it was written.
            use: the use; in a view, where a part uses another.
            name: what the use is called, those around it in front.
        """
        view = View(self.at(part.start), self._end(), part, use, name)
        self._lay(view)
        self._uses[part] += 1
        return view

    def _end(self) -> int:
        last = self._laid[-1] if self._laid else None
        return 0 if last is None else last.base + len(last.text) + 1

    def _lay(self, source: Source) -> None:
        self._laid.append(source)
        self._bases.append(source.base)

    def at(self, offset: int) -> Source:
        """The text that an offset lies in."""
        return self._laid[max(0, bisect_right(self._bases, offset) - 1)]

    def locate(self, span: Span) -> Location:
        source = self.at(span.start)
        line, column = source.position(span.start)
        end_line, end_column = source.position(max(span.start, span.end))
        return Location(source.path, line, column, end_line, end_column)

    def written(self, span: Span) -> Span:
        """The span of the same words where somebody wrote them: that of the part, for a place in one of its uses."""
        source = self.at(span.start)
        if not isinstance(source, View):
            return span
        back = source.origin.base - source.base
        return Span(span.start + back, span.end + back)

    def views_of(self, span: Span) -> list[View]:
        """The uses that a place is in, the innermost first; none for a place that stands for itself."""
        views = []
        source = self.at(span.start)
        while isinstance(source, View):
            views.append(source)
            source = self.at(source.use.start)
        return views

    def count_uses(self, part: Span) -> int:
        """How often a part is used in the whole compilation."""
        return self._uses[part]
