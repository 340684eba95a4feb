"""How wide text is, without asking the fonts of a machine.

The widths are those of Helvetica, from the metrics that Adobe publishes for the standard fonts of PostScript; Arial and
Liberation Sans share them. Other characters are taken for as wide as an ``m`` where they are wide in East Asian text,
else for an ``n``.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from unicodedata import combining, east_asian_width

__all__ = ["shortened", "text_width", "wrapped"]

_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
"""Thousandths of the font size, from the space (32) to the tilde (126)."""

_OTHER, _WIDE = 600, 1000
_BOLD = 1.07
"""Helvetica Bold is about this much wider."""


class _Advances(dict[str, int]):
    """Thousandths of the font size by character; of others than ASCII those that have been asked for."""

    def __missing__(self, character: str) -> int:
        wide = _WIDE if east_asian_width(character) in "WF" else _OTHER
        self[character] = advance = 0 if combining(character) else wide
        return advance


_advance = _Advances({chr(code): width for code, width in enumerate(_WIDTHS, start=32)}).__getitem__


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line in the unit of ``size``."""
    return _thousandths(text) * size / 1000 * (_BOLD if bold else 1)


@lru_cache(maxsize=10_000)
def _thousandths(text: str) -> int:
    return sum(map(_advance, text))


@lru_cache(maxsize=1_000)
def wrapped(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """The lines of a text that is to be no wider than ``room``; the last of ``most`` ends in an ellipsis where there
    is more. Words that are wider than the room are broken."""
    lines: list[str] = []
    line, wide = "", 0
    widest = room * 1000 / size
    blank = _advance(" ")
    for word in text.split():
        long = _thousandths(word)
        if line and wide + blank + long <= widest:
            line, wide = f"{line} {word}", wide + blank + long
            continue
        if line:
            lines.append(line)
        while long > widest and len(lines) <= most:
            head = _breakable(_fitting(word, size, room))
            lines.append(head)
            word = word[len(head) :]
            long = _thousandths(word)
        line, wide = word, long
        if len(lines) > most:
            break
    if line:
        lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], _with_ellipsis(lines[most - 1], size, room)]
    return tuple(lines)


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """A text on one line, cut with an ellipsis where it is wider than the room."""
    text = " ".join(text.split())
    factor = _BOLD if bold else 1
    if text_width(text, size * factor) <= room:
        return text
    return _with_ellipsis(_fitting(text, size * factor, room), size * factor, room)


def _fitting(text: str, size: float, room: float) -> str:
    """As much of the beginning as there is room for, one character at least."""
    most = room * 1000 / size
    return text[: max(sum(wide <= most for wide in accumulate(map(_advance, text))), 1)]


def _breakable(head: str) -> str:
    """The beginning of a word up to the last sign after which addresses are broken, if there is one late enough."""
    at = max(map(head.rfind, "/.@-_")) + 1
    return head[:at] if at * 2 > len(head) else head


def _with_ellipsis(line: str, size: float, room: float) -> str:
    while line and text_width(line + "\u2026", size) > room:
        line = line[:-1]
    return line.rstrip(" .,;:") + "\u2026"
