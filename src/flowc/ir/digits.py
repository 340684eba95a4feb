"""What callers can press, as sets: patterns, what two of them share, and what a list of them leaves over.

A run of keys or a pattern of length n is a box: one set of keys for each position (a bit mask over the twelve keys
of a telephone). Two boxes of a flow that is accepted are nested or disjoint, never anything between, because
patterns that overlap otherwise are refused (MV308). That makes every question one of counting: the inputs that
a nested family takes are the sum over its outermost boxes, so "is anything left?" needs no search, where for
arbitrary boxes it would be as hard as telling whether a formula in disjunctive normal form is a tautology.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "KEYS", "Box", "Family", "box", "describe_keys", "everything", "example", "keys_of", "left_over", "show", "size",
]  # fmt: skip

KEYS = "1234567890*#"
"""All keys that a flow can branch on, in the order of a telephone's keypad."""

Box = tuple[int, ...]

_BIT = {key: 1 << index for index, key in enumerate(KEYS)}
_ALL = (1 << len(KEYS)) - 1
_CLASSES = {
    "X": sum(_BIT[key] for key in "0123456789"),
    "Z": sum(_BIT[key] for key in "123456789"),
    "N": sum(_BIT[key] for key in "23456789"),
}
_MASK = {**_BIT, **_CLASSES}
_SHOWN = 6
_STEPS = 2_000


def box(pattern: str) -> Box:
    """The box of a run of keys with ``X`` (0-9), ``Z`` (1-9) and ``N`` (2-9) in it."""
    return tuple(_MASK[character] for character in pattern)


def keys_of(pattern: str) -> str:
    """The keys that a pattern for one key takes, in the order of the keypad."""
    return "".join(key for key in KEYS if _MASK[pattern] & _BIT[key])


def size(area: Box) -> int:
    """How many inputs a box holds."""
    product = 1
    for mask in area:
        product *= mask.bit_count()
    return product


def everything(length: int, finish_on: str | None) -> Box:
    """All inputs of a length: every key but the one that ends the gather."""
    return (_ALL & ~(_BIT.get(finish_on, 0) if finish_on else 0),) * length


class Family:
    """The patterns of one gather, and how each lies to the others.

    Relations are sets of indexes, held as bit masks over the patterns: for every position, which patterns take
    all (or some) of these keys is computed once, so that 256 patterns cost about as much as 256 lookups.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = tuple(patterns)
        self.boxes = [box(pattern) for pattern in patterns]
        lengths: dict[int, int] = {}
        masks: dict[tuple[int, int], int] = {}
        for index, area in enumerate(self.boxes):
            lengths[len(area)] = lengths.get(len(area), 0) | 1 << index
            for position, mask in enumerate(area):
                masks[position, mask] = masks.get((position, mask), 0) | 1 << index
        at: dict[int, list[tuple[int, int]]] = {}
        for (position, mask), members in masks.items():
            at.setdefault(position, []).append((mask, members))
        self._around: list[int] = []
        self._touching: list[int] = []
        taking: dict[tuple[int, int], tuple[int, int]] = {}
        for area in self.boxes:
            around = touching = lengths[len(area)]
            for position, mask in enumerate(area):
                known = taking.get((position, mask))
                if known is None:
                    all_of = some_of = 0
                    for other, members in at[position]:
                        if other & mask:
                            some_of |= members
                            if other & mask == mask:
                                all_of |= members
                    known = taking[position, mask] = all_of, some_of
                around &= known[0]
                touching &= known[1]
            self._around.append(around)
            self._touching.append(touching)
        self._inside = [0] * len(self.boxes)
        for index, around in enumerate(self._around):
            for outer in _members(around & ~(1 << index)):
                self._inside[outer] |= 1 << index

    def crossing(self, index: int) -> list[int]:
        """The patterns that share inputs with this one while neither holds the other."""
        return _members(self._touching[index] & ~self._around[index] & ~self._inside[index])

    def inside(self, index: int) -> list[int]:
        """The outermost of the patterns that lie within this one, and so are tried before it."""
        within = self._inside[index] & ~(1 << index)
        return [member for member in _members(within) if not self._around[member] & within & ~(1 << member)]

    def outermost(self) -> list[Box]:
        """The boxes that lie in no other one; disjoint where nothing crosses."""
        return [area for index, area in enumerate(self.boxes) if self._around[index] == 1 << index]

    def used_up(self, index: int) -> bool:
        """Whether those tried before this pattern leave it nothing (nothing may cross)."""
        return sum(size(self.boxes[member]) for member in self.inside(index)) == size(self.boxes[index])


def _members(bits: int) -> list[int]:
    found = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return found


def example(area: Box, family: Sequence[Box]) -> str | None:
    """The first input of ``area``, in the order of the keypad, that no box of the disjoint ``family`` takes."""
    rest = [member for member in family if _overlap(area, member)]
    if sum(size(_intersection(area, member)) for member in rest) >= size(area):
        return None
    chosen = ""
    for position in range(len(area)):
        tail = area[position + 1 :]
        for key in KEYS:
            bit = _BIT[key]
            if not area[position] & bit:
                continue
            still = [member for member in rest if member[position] & bit]
            if sum(size(_intersection(tail, member[position + 1 :])) for member in still) < size(tail):
                chosen += key
                rest = still
                break
    return chosen


def left_over(area: Box, family: Sequence[Box], limit: int = _SHOWN) -> tuple[list[Box], bool]:
    """What the disjoint ``family`` leaves of ``area``: at most ``limit`` disjoint boxes, and whether that is all."""
    pieces = [(area, [member for member in family if _overlap(area, member)])]
    found: list[Box] = []
    for _ in range(_STEPS):
        if not pieces:
            return found, True
        piece, takers = pieces.pop()
        if not takers:
            found.append(piece)
            if len(found) > limit:
                break
            continue
        taker, *others = takers
        for rest in reversed(_subtract(piece, taker)):
            pieces.append((rest, [member for member in others if _overlap(rest, member)]))
    return found[:limit], False


def _overlap(one: Box, other: Box) -> bool:
    return len(one) == len(other) and all(a & b for a, b in zip(one, other, strict=True))


def _intersection(one: Box, other: Box) -> Box:
    return tuple(a & b for a, b in zip(one, other, strict=True))


def _subtract(area: Box, taken: Box) -> list[Box]:
    pieces = []
    head: Box = ()
    for position, (mask, taken_mask) in enumerate(zip(area, taken, strict=True)):
        rest = mask & ~taken_mask
        if rest:
            pieces.append((*head, rest, *area[position + 1 :]))
        head = (*head, mask & taken_mask)
    return pieces


def describe_keys(mask: int) -> str:
    """A set of keys as people say it: ``3-8, 0, *, #``."""
    return ", ".join(_runs(mask, KEYS))


def show(area: Box, whole: Box) -> str:
    """A box as a pattern, where ``?`` is any key that ``whole`` allows there and ``[3-9]`` one of those."""
    return "".join("?" if mask == any_key else _show_one(mask) for mask, any_key in zip(area, whole, strict=True))


def _show_one(mask: int) -> str:
    for letter, of_letter in _CLASSES.items():
        if mask == of_letter:
            return letter
    if mask.bit_count() == 1:
        return KEYS[mask.bit_length() - 1]
    return "[" + "".join(_runs(mask, "0123456789*#")) + "]"


def _runs(mask: int, order: str) -> list[str]:
    """The keys of a set in an order, three or more digits in a row as a range."""
    runs: list[str] = []
    for key in order:
        if not mask & _BIT[key]:
            continue
        if runs and key.isdigit() and int(key) - 1 == _last_digit(runs[-1]):
            runs[-1] = runs[-1][0] + key
        else:
            runs.append(key)
    return [part for run in runs for part in ([f"{run[0]}-{run[1]}"] if _is_range(run) else run)]


def _last_digit(run: str) -> int:
    return int(run[-1]) if run[-1].isdigit() else -1


def _is_range(run: str) -> bool:
    return len(run) > 1 and int(run[1]) - int(run[0]) > 1
