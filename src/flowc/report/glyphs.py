"""Text as it may be put on a terminal: what would move the cursor, hide or reorder is shown as a glyph.

Sources and paths are written by anybody. An escape sequence in one must not reach the terminal, and a control that
turns the reading direction around must be seen where it stands.
"""

from __future__ import annotations

__all__ = ["expand", "visible", "width"]

_TAB = 4
_CONTROL_PICTURES = 0x2400
_DELETE = 0x7F


def visible(text: str) -> str:
    """``text`` with every character that is not plainly visible replaced by a sign for it."""
    if text.isprintable():
        return text
    return "".join([character if character.isprintable() else _sign(character) for character in text])


def expand(text: str) -> tuple[str, list[int] | range]:
    """A line made visible, its tabs expanded, and the column on the screen of each character and of the end."""
    if text.isascii() and text.isprintable():
        return text, range(len(text) + 1)
    shown: list[str] = []
    columns = []
    column = 0
    for character in text:
        columns.append(column)
        if character == "\t":
            sign = " " * (_TAB - column % _TAB)
        else:
            sign = character if character.isprintable() else _sign(character)
        shown.append(sign)
        column += width(sign)
    columns.append(column)
    return "".join(shown), columns


def width(text: str) -> int:
    """How many columns of a terminal a visible text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1 for character in text)


def _sign(character: str) -> str:
    number = ord(character)
    if number < 0x20:
        return chr(_CONTROL_PICTURES + number)
    if number == _DELETE:
        return "\N{SYMBOL FOR DELETE}"
    return f"<U+{number:04X}>"
