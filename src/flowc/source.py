"""Texts and the places in them.

All the texts of one compilation lie end to end on one line of offsets, so that a span is two offsets and
nothing else, however many files a flow is made of. Line and column are computed in one function,
``SourceMap.locate``, and only when somebody is told about a place.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

__all__ = ["Location", "Source", "SourceMap", "Span", "whole"]


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
    """One text, where it came from, and the offset at which it begins among all texts."""

    __slots__ = ("_lines", "base", "path", "text")

    def __init__(self, path: str, text: str, base: int = 0) -> None:
        self.path = path
        self.text = text
        self.base = base
        self._lines: list[int] | None = None

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset (an offset of the compilation, not of this text)."""
        if self._lines is None:
            starts = [0]
            find = self.text.find
            at = find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
            self._lines = starts
        local = offset - self.base
        row = bisect_right(self._lines, local) - 1
        return row + 1, local - self._lines[row] + 1

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line end."""
        self.position(self.base)
        assert self._lines is not None
        start = self._lines[number - 1]
        end = self._lines[number] if number < len(self._lines) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def near(self, number: int, column: int, reach: int) -> tuple[str, int]:
        """What stands in a line within ``reach`` of a column (from 0), and the column at which that begins.

        A line can be a megabyte long, and everything that is found can stand in it.
        """
        start = self.start_of(number) - self.base
        assert self._lines is not None
        end = self._lines[number] if number < len(self._lines) else len(self.text)
        left = start + max(0, column - reach)
        return self.text[left : min(end, start + column + reach)].rstrip("\r\n"), left - start

    def start_of(self, number: int) -> int:
        """The offset (of the compilation) at which a line begins, counted from 1."""
        self.position(self.base)
        assert self._lines is not None
        return self.base + self._lines[number - 1]

    def slice(self, span: Span) -> str:
        return self.text[span.start - self.base : span.end - self.base]


def whole(source: Source) -> Span:
    """The span of a whole text."""
    return Span(source.base, source.base + len(source.text))


class SourceMap:
    """Every text of one compilation, by path."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self._bases: list[int] = []

    def add(self, path: str, text: str) -> Source:
        """Lay a text behind those that are there already; one offset stays free between two texts."""
        base = 0
        if self.sources:
            last = self.sources[-1]
            base = last.base + len(last.text) + 1
        source = Source(path, text, base)
        self.sources.append(source)
        self._bases.append(base)
        return source

    def at(self, offset: int) -> Source:
        """The text that an offset lies in."""
        return self.sources[max(0, bisect_right(self._bases, offset) - 1)]

    def locate(self, span: Span) -> Location:
        source = self.at(span.start)
        line, column = source.position(span.start)
        end_line, end_column = source.position(max(span.start, span.end))
        return Location(source.path, line, column, end_line, end_column)
