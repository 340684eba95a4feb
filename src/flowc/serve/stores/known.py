"""Which calls may have a record: a Bloom filter, so that a call that is new costs no look into the file.

It is right wherever it says no. It says yes for nothing in about one of a hundred cases when it holds a million calls,
and more often beyond, which costs a look each time. Nothing can be taken out of it: it is made anew when the file is
opened.

(Burton H. Bloom, Space/Time Trade-offs in Hash Coding with Allowable Errors, 1970; two probes from one 64-bit hash.)
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Known"]

_BITS = 1 << 24
_MASK = _BITS - 1


class Known:
    """The filter: two mebibytes, whatever is in it."""

    __slots__ = ("_bits",)

    def __init__(self, calls: Iterable[str] = ()) -> None:
        self._bits = bytearray(_BITS // 8)
        for call in calls:
            self.add(call)

    def add(self, call: str) -> None:
        number = hash(call)
        for probe in (number & _MASK, (number >> 32) & _MASK):
            self._bits[probe >> 3] |= 1 << (probe & 7)

    def __contains__(self, call: str) -> bool:
        number = hash(call)
        first, second = number & _MASK, (number >> 32) & _MASK
        bits = self._bits
        return bool(bits[first >> 3] >> (first & 7) & 1 and bits[second >> 3] >> (second & 7) & 1)
