"""Reading ``// flowc:`` comments out of a text, whether or not it can be parsed.

Apart from what suppresses findings by them, so that whoever has no such comment does not load this.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from flowc.diagnostics import Finding, warning
from flowc.records import NamedTuple
from flowc.selectors import code_named
from flowc.source import Source, Span

__all__ = ["UNUSED", "Scan", "Suppression", "Word", "whole", "with_comma"]

UNUSED = "MV902"
_TOKEN = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|//[^\n]*', re.DOTALL)
"""Strings, in which nothing is a comment, and comments."""
_DIRECTIVE = re.compile(r"//[ \t]*flowc[ \t]*:[ \t]*(?P<rest>[^\r\n]*)")
_IGNORE = re.compile(r"ignore[ \t]*(?:\[(?P<rules>[^\]]*)\])?[ \t]*(?:--[ \t]*(?P<reason>.*))?\Z")
_FORM = "write `// flowc: ignore[MV502] -- the reason`"


class Word(NamedTuple):
    """A rule as it is named in a suppression."""

    code: str
    span: Span


class Suppression(NamedTuple):
    """``line`` is the one whose findings are meant."""

    source: Source
    span: Span
    line: int
    words: tuple[Word, ...]


class Scan:
    """The suppressions of one text, and the lines that its long strings take."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.suppressions: list[Suppression] = []
        self.problems: list[Finding] = []
        self._by_line: dict[int, list[Suppression]] = {}
        self._strings: list[tuple[int, int]] = []
        directives = []
        for token in _TOKEN.finditer(source.text):
            if token[0].startswith('"""'):
                self._add_string(self._line(token.start()), self._line(token.end()))
            elif token[0].startswith("//"):
                directive = _DIRECTIVE.search(token[0])
                if directive is not None:
                    directives.append((token.start() + directive.start(), directive))
        for start, directive in directives:
            self._read(start, directive)

    def _add_string(self, begin: int, end: int) -> None:
        """Strings that share a line count as one, for no comment can stand between them."""
        if self._strings and begin <= self._strings[-1][1]:
            begin = self._strings.pop()[0]
        self._strings.append((begin, end))

    def at(self, line: int) -> Iterator[Suppression]:
        """The suppressions of findings in a line."""
        for place in self.lines(self._next_code[line]):
            yield from self._by_line.get(place, ())

    def lines(self, line: int) -> tuple[int, ...]:
        """The lines on which a suppression for a finding in this line may stand, the first one first."""
        after = bisect_right(self._strings, (line, sys.maxsize))
        begin, end = self._strings[after - 1] if after else (0, 0)
        return tuple(sorted({begin, line, end})) if begin <= line <= end else (line,)

    @cached_property
    def _next_code(self) -> list[int]:
        """For each line, itself, or where nothing but a comment stands on it, the next one with something else."""
        lines = self.source.text.split("\n")
        within_strings = {line for begin, end in self._strings for line in range(begin + 1, end + 1)}
        following = list(range(len(lines) + 2))
        for number in range(len(lines) - 1, 0, -1):
            bare = not lines[number - 1].strip() or _is_comment(lines[number - 1])
            if bare and number not in within_strings:
                following[number] = following[number + 1]
        return following

    def _line(self, at: int) -> int:
        return self.source.position(self.source.base + at)[0]

    def _read(self, start: int, directive: re.Match[str]) -> None:
        text = directive[0].rstrip()
        base = self.source.base
        span = Span(base + start, base + start + len(text))
        match = _IGNORE.match(directive["rest"].rstrip())
        if match is None:
            self.problems.append(_problem(span, f"`{text}` is not understood, so it suppresses nothing"))
            return
        if not (match["rules"] or "").strip():
            self.problems.append(_problem(span, "this suppression names no rule, so it suppresses nothing"))
        elif not (match["reason"] or "").strip():
            self.problems.append(_problem(span, "this suppression gives no reason, so it suppresses nothing"))
        else:
            at = span.start + directive.start("rest") - directive.start() + match.start("rules")
            words = self._words(match["rules"], at)
            self._keep(Suppression(self.source, span, self._target(start), tuple(words)))

    def _words(self, rules: str, at: int) -> Iterator[Word]:
        for part in rules.split(","):
            word = part.strip()
            start = at + len(part) - len(part.lstrip())
            span = Span(start, start + len(word))
            code = code_named(word)
            if code is None:
                self.problems.append(_problem(span, f"there is no rule `{word}`, so nothing is suppressed by it"))
            else:
                yield Word(code, span)
            at += len(part) + 1

    def _keep(self, one: Suppression) -> None:
        self.suppressions.append(one)
        self._by_line.setdefault(one.line, []).append(one)

    def _target(self, start: int) -> int:
        """The line of a comment, or where it has that to itself, the next one with something else on it."""
        return self._next_code[self._line(start)]


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("//")


def _problem(span: Span, message: str) -> Finding:
    return warning(UNUSED, span, message, help=_FORM)


def whole(one: Suppression) -> Span:
    """A suppression with the space before it, or with its line where it has that to itself."""
    text, base = one.source.text, one.source.base
    start, end = one.span.start - base, one.span.end - base
    begins = text.rfind("\n", 0, start) + 1
    before = text[begins:start].rstrip()
    if before:
        return Span(base + begins + len(before), one.span.end)
    ends = text.find("\n", end)
    return Span(base + begins, base + (len(text) if ends < 0 else ends + 1))


def with_comma(source: Source, span: Span) -> Span:
    text, start, end = source.text, span.start - source.base, span.end - source.base
    after = re.compile(r"[ \t]*,[ \t]*").match(text, end)
    if after:
        return Span(span.start, source.base + after.end())
    line = text[text.rfind("\n", 0, start) + 1 : start].rstrip(" \t")
    if line.endswith(","):
        start = text.rfind(",", 0, start)
        while text[start - 1] in " \t":
            start -= 1
    return Span(source.base + start, span.end)
