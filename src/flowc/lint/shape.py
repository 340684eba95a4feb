"""The shape of a JSON text: all of it but the strings that are free.

Documents that software answers with are alike, but for what is said in them and where calls go. So a text is parted
into its strings and what stands between them, without reading it, and the strings into **words**, which mean something
in a document (the names of actions and of their fields, the values of enumerations), and **free** ones. A shape is what
stands between, with the words in their places. Texts of one shape are the same JSON but for free strings, so that
whatever can be said of a shape is found out once, however many texts have it.

That a shape is JSON makes its texts JSON only as far as their free strings are (``need_no_escape``). Numbers belong to
the shape. Much of what Python's reader takes too lightly is refused: NaN, fractions and numbers without end. Of a key
that stands twice it keeps one without telling, which shows in the number of strings.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache

from flowc.actions import catalogue
from flowc.patterns import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Shape", "free_at", "need_no_escape", "part", "read_shape", "words"]

_STRING = pattern(r'(?s)"([^"\\]*(?:\\.[^"\\]*)*)(?:"|\\?\Z)')
"""A string, or one without end, which reaches to the end of the text: so that none is looked through again."""

_BAD = pattern("[\x00-\x1f\ud800-\udfff]")
_HALF = pattern("[\ud800-\udfff]")

_FREE = "?"
"""What a free string of a shape begins with, its number behind; no word does."""


Shape = tuple[str, tuple[str | None, ...], bool]
"""What stands between the strings, parted by quotes; the words, with None for each free string; and whether the free
strings are as they were written, and have yet to be asked whether they ``need_no_escape``."""


@cache
def words() -> Mapping[str, str]:
    """The strings that mean something where they stand, each by itself."""
    known = {"actions", "type", "$schema"}
    for action in catalogue().values():
        known.add(action.name)
        known.update(action.fields)
        known.update(*(field.enum for field in action.fields.values()))
    return {word: word for word in known}


def part(text: str) -> tuple[Shape, Sequence[str]] | None:
    """The shape of a text, and all its strings in their order; None where they are none that JSON has, or may be."""
    as_written = "\\" not in text
    parts = text.split('"') if as_written else _STRING.split(text)
    between, strings = '"'.join(parts[::2]), parts[1::2]
    if not as_written:
        if not parts[-1]:
            return None  # ends within a string, or with one
        try:
            strings = list(map(_unescaped, strings))
        except ValueError:
            return None
    return (between, tuple(map(words().get, strings)), as_written), strings


def need_no_escape(string: str) -> bool:
    """Whether a string may stand in JSON as it is, without control characters and halves of pairs."""
    return string.isprintable() or _BAD.search(string) is None


def _unescaped(string: str) -> str:
    if not need_no_escape(string):
        raise ValueError(string)
    meant = json.loads(f'"{string}"') if "\\" in string else string
    if _HALF.search(meant) is not None:
        raise ValueError(string)
    return meant


def read_shape(shape: Shape) -> Any:
    """The value that all texts of a shape have, with numbered strings for those that are free (``free_at``).

    It has fewer strings than the shape where a key stands twice.

    Raises:
        ValueError: no text of this shape is JSON (a string has no end, say), or it has to be read with more care.
        RecursionError: its values are too deep in one another.
    """
    between, words, _ = shape
    parts = [""] * (2 * len(words) + 1)
    parts[::2] = between.split('"')  # as many, but where a quote stands alone
    parts[1::2] = [_FREE + str(at) if word is None else word for at, word in enumerate(words)]
    return _read('"'.join(parts))


def free_at(string: str) -> int | None:
    """The place, among all strings of a text, of a free string of its shape; None for a word."""
    return int(string[1:]) if string.startswith(_FREE) else None


def _refuse(number: str) -> Any:
    raise ValueError(number)


_read = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse).decode
