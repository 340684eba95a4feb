"""What a token is worth: strings with their escapes and inserts, numbers, durations.

The lexer finds the closing quote of a string; only one that holds a brace or a backslash is looked at again here,
and may turn out to be none. Offsets are those of the compilation.
"""

from __future__ import annotations

import re

from flowc.records import new
from flowc.source import Span
from flowc.syntax import tables, tree

__all__ = ["MAKERS", "make_name", "special"]

_ESCAPES = {'\\"': '"', "\\\\": "\\", "\\n": "\n", "\\t": "\t"}

_pattern: re.Pattern[str] | None = None


def special() -> re.Pattern[str]:
    """What a string may hold beside plain text: a doubled brace (group 1), an insert (2), an escape (3)."""
    global _pattern
    if _pattern is None:
        _pattern = re.compile(tables.IN_STRING)
    return _pattern


def make_name(lexeme: str, start: int) -> tree.Name:
    return new(tree.Name, (lexeme, new(Span, (start, start + len(lexeme)))))


def make_text(lexeme: str, start: int) -> tree.Text | None:
    """A string on one line, or None where something in it has no meaning."""
    source = lexeme[1:-1]
    parts: tuple[str | tree.Insert, ...]
    if "{" in source or "\\" in source or "}" in source:
        if not _is_exact(source):
            return None
        parts = _joined(_pieces(source, start + 1))
    else:
        parts = (source,) if source else ()
    return new(tree.Text, (parts, new(Span, (start, start + len(lexeme))), False, source))


def make_long_text(lexeme: str, start: int) -> tree.Text | None:
    """A string over several lines: they are trimmed, empty ones left out, and the rest joined by one space."""
    source = lexeme[3:-3]
    if not _is_exact(source):
        return None
    pieces: list[str | tree.Insert] = []
    at = start + 3
    for line in source.split("\n"):
        words = line.strip(" \t\r")
        if words:
            if pieces:
                pieces.append(" ")
            pieces += _pieces(words, at + line.index(words))
        at += len(line) + 1
    return tree.Text(_joined(pieces), Span(start, start + len(lexeme)), True, source)


def _is_exact(source: str) -> bool:
    """Whether every brace and backslash belongs to something that has a meaning."""
    plain = special().sub("", source)
    return not ("{" in plain or "}" in plain or "\\" in plain)


def _pieces(source: str, start: int) -> list[str | tree.Insert]:
    """Literal pieces and inserts, in order; escapes are resolved."""
    pieces: list[str | tree.Insert] = []
    done = 0
    for match in special().finditer(source):
        if match.start() > done:
            pieces.append(source[done : match.start()])
        done = match.end()
        written = match[0]
        if match[1]:
            pieces.append(written[0])
        elif match[2]:
            name = make_name(written[1:-1], start + match.start() + 1)
            pieces.append(tree.Insert(name, Span(start + match.start(), start + done)))
        elif written in _ESCAPES:
            pieces.append(_ESCAPES[written])
        else:
            pieces.append(chr(int(written[3:-1], 16)))
    if done < len(source):
        pieces.append(source[done:])
    return pieces


def _joined(pieces: list[str | tree.Insert]) -> tuple[str | tree.Insert, ...]:
    joined: list[str | tree.Insert] = []
    literal: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            literal.append(piece)
            continue
        if literal:
            joined.append("".join(literal))
            literal = []
        joined.append(piece)
    if literal:
        joined.append("".join(literal))
    return tuple(joined)


def _make_number(lexeme: str, start: int) -> tree.Number:
    return new(tree.Number, (int(lexeme), lexeme, new(Span, (start, start + len(lexeme)))))


def _make_duration(lexeme: str, start: int) -> tree.Duration:
    unit = "ms" if lexeme.endswith("ms") else lexeme[-1]
    return new(tree.Duration, (int(lexeme.removesuffix(unit)), unit, new(Span, (start, start + len(lexeme)))))


def _make_phone(lexeme: str, start: int) -> tree.Phone:
    return new(tree.Phone, (lexeme, new(Span, (start, start + len(lexeme)))))


def _make_sip(lexeme: str, start: int) -> tree.Sip:
    return new(tree.Sip, (lexeme, new(Span, (start, start + len(lexeme)))))


def _make_keys(lexeme: str, start: int) -> tree.Keys:
    return new(tree.Keys, (lexeme, new(Span, (start, start + len(lexeme)))))


def _make_pattern(lexeme: str, start: int) -> tree.Pattern:
    return new(tree.Pattern, (lexeme, new(Span, (start, start + len(lexeme)))))


def _make_word(lexeme: str, start: int) -> tree.Word:
    return new(tree.Word, (lexeme, new(Span, (start, start + len(lexeme)))))


def _make_date(lexeme: str, start: int) -> tree.Date:
    return new(tree.Date, (lexeme, new(Span, (start, start + len(lexeme)))))


def _make_time(lexeme: str, start: int) -> tree.Time:
    return new(tree.Time, (lexeme, new(Span, (start, start + len(lexeme)))))


def _make_place(lexeme: str, start: int) -> int:
    return start


_BY_SHAPE = {
    "NAME": make_name,
    "STRING": make_text,
    "LONG_STRING": make_long_text,
    "NUMBER": _make_number,
    "DURATION": _make_duration,
    "PHONE": _make_phone,
    "PHONES": _make_phone,
    "DATE": _make_date,
    "TIME": _make_time,
    "SIP": _make_sip,
    "KEYS": _make_keys,
    "PATTERN": _make_pattern,
    "WILD": _make_word,
    "WORD": _make_word,
}

MAKERS = tuple(_BY_SHAPE.get(shape, _make_place) for shape in tables.SHAPES)
"""For each shape of token, what makes its value of what was written and where."""
