"""Digits: what a gather makes of the keys that are pressed, and what takes them.

A gather ends when it has as many digits as it can take, at its finish key, or when its time is up. The finish key
ends it and is not one of its digits. Keys pressed after its end are discarded.
"""

from __future__ import annotations

from collections.abc import Sequence

from flowc.records import NamedTuple

__all__ = ["KEYS", "Ask", "Entry", "enter", "example", "matches"]

KEYS = "1234567890*#"
"""The keys of a caller's telephone, in the order of its keypad."""

_CLASSES = {"X": "0123456789", "Z": "123456789", "N": "23456789"}


class Ask(NamedTuple):
    """What a gather waits for. ``most`` is None where nothing but the finish key or the time ends it."""

    least: int
    most: int | None
    finish_on: str | None
    timeout_seconds: int


class Entry(NamedTuple):
    """What became of the keys: the digits, whether the time ran out, and the keys that came too late."""

    digits: str
    timed_out: bool
    left: str


def enter(keys: str, ask: Ask) -> Entry:
    """Press keys one after the other into a gather, until it ends or they do."""
    for count, key in enumerate(keys):
        if key == ask.finish_on:
            return Entry(keys[:count], False, keys[count + 1 :])
        if count + 1 == ask.most:
            return Entry(keys[: count + 1], False, keys[count + 1 :])
    return Entry(keys, True, "")


def matches(pattern: str, digits: str) -> bool:
    """Whether a run of keys or a pattern takes these digits: ``X`` is 0-9, ``Z`` 1-9, ``N`` 2-9."""
    return len(pattern) == len(digits) and all(
        key in _CLASSES.get(place, place) for place, key in zip(pattern, digits, strict=True)
    )


def example(lengths: Sequence[int], within: str | None, without: Sequence[str], finish_on: str | None) -> str | None:
    """The first digits, in the order of the keypad, that ``within`` takes (None: anything) and nothing of ``without``.

    ``lengths`` are tried in their order. None where there are no such digits.
    """
    for length in lengths:
        if within is None or len(within) == length:
            rivals = [pattern for pattern in without if len(pattern) == length]
            found = _fill("", length, within, rivals, finish_on)
            if found is not None:
                return found
    return None


def _fill(head: str, length: int, within: str | None, rivals: list[str], finish_on: str | None) -> str | None:
    if len(head) == length:
        return None if rivals else head
    free = [_keys_at(within, place, finish_on) for place in range(len(head), length)]
    for rival in rivals:
        if all(keys <= set(_CLASSES.get(place, place)) for keys, place in zip(free, rival[len(head) :], strict=True)):
            return None
    for key in KEYS:
        if key in free[0]:
            still = [rival for rival in rivals if key in _CLASSES.get(rival[len(head)], rival[len(head)])]
            found = _fill(head + key, length, within, still, finish_on)
            if found is not None:
                return found
    return None


def _keys_at(within: str | None, place: int, finish_on: str | None) -> set[str]:
    keys = KEYS if within is None else _CLASSES.get(within[place], within[place])
    return set(keys) - {finish_on}
