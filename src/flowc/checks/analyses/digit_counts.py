"""How many digits a prompt asks for: "enter your eight digit number", "please type the 6 digits on your ticket".

Only one count, behind a verb that asks for an entry in the same sentence, is taken at its word. Where a prompt names
several ("the last 4 digits of your 16 digit number", "two digits for the month and two for the day", "two digits
each"), nothing is concluded.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["DigitCount", "asked_digits"]

_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
_COUNT = re.compile(rf"\b([0-9]{{1,2}}|{'|'.join(_WORDS)})[ -]digits?\b", re.IGNORECASE)
_ASKING = re.compile(r"\b(?:enter|type|key in|punch in|input|dial)\b[^.!?;]{0,80}\Z", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:each|and|or|to|least|most)\b", re.IGNORECASE)
_AROUND = 80


class DigitCount(NamedTuple):
    """``text[start:end]`` says that so many ``digits`` are to be entered."""

    digits: int
    start: int
    end: int


def asked_digits(text: str) -> DigitCount | None:
    """The number of digits that a prompt asks for, None where it does not say, or says more than one."""
    counts = list(_COUNT.finditer(text))
    if len(counts) != 1:
        return None
    (found,) = counts
    asking = _ASKING.search(text[max(0, found.start() - _AROUND) : found.start()])
    if asking is None or _SEVERAL.search(asking[0]) or re.match(r"\W*each\b", text[found.end() :], re.IGNORECASE):
        return None
    word = found[1].lower()
    return DigitCount(_NUMBERS.get(word) or int(word), *found.span())
