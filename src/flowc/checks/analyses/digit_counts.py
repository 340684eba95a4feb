"""How many digits a prompt asks for: "enter your eight digit number", "please type the 6 digits on your ticket".

Only one count, behind a verb that asks for an entry in the same sentence, is taken at its word. Where a prompt names
several ("the last 4 digits of your 16 digit number", "two digits for the month and two for the day", "two digits
each"), nothing is concluded.
"""

from __future__ import annotations

import re
from functools import lru_cache

from flowc.records import NamedTuple

__all__ = ["DigitCount", "asked_digits"]

_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
_COUNT = rf"(?i)\b([0-9]{{1,2}}|{'|'.join(_WORDS)})[ -]digits?\b"
_ASKING = r"(?i)\b(?:enter|type|key in|punch in|input|dial)\b[^.!?;]{0,80}\Z"
_SEVERAL = r"(?i)\b(?:each|and|or|to|least|most)\b"
_EACH = r"(?i)\W*each\b"
_AROUND = 80


class DigitCount(NamedTuple):
    """``text[start:end]`` says that so many ``digits`` are to be entered."""

    digits: int
    start: int
    end: int


@lru_cache(maxsize=4096)
def asked_digits(text: str) -> DigitCount | None:
    """The number of digits that a prompt asks for, None where it does not say, or says more than one."""
    counts = list(re.finditer(_COUNT, text))
    if len(counts) != 1:
        return None
    (found,) = counts
    asking = re.search(_ASKING, text[max(0, found.start() - _AROUND) : found.start()])
    if asking is None or re.search(_SEVERAL, asking[0]) or re.match(_EACH, text[found.end() :]):
        return None
    word = found[1].lower()
    return DigitCount(_NUMBERS.get(word) or int(word), *found.span())
