"""What a gather can yield, decided by the digits alone.

Every input is exactly one of: nothing (``noinput``), fewer digits than the least (``incomplete``), or complete; a
complete input is taken by the first branch that matches it, else by ``digits``, else it is ``nomatch``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from flowc.ir.digits import KEYS, Box, Family, describe_keys, everything, example, left_over, show, size
from flowc.records import NamedTuple

__all__ = ["CATCH_ALL", "DECIDED", "WORDS", "Answers", "is_keys", "outcome_token", "wildcards"]

WORDS = ("noinput", "incomplete", "nomatch")
"""The ways of not being understood, in the order in which routes list them."""

CATCH_ALL = "digits"

DECIDED = frozenset({"open", "closed", "withheld", "unset", "other", "failed"})
"""The outcomes of decisions that are words."""

_WILD = frozenset("XZN")


def is_keys(event: str) -> bool:
    """Whether an event is a run of keys or a pattern, rather than a word."""
    return event[0] in KEYS or event[0] in _WILD


def wildcards(pattern: str) -> int:
    """How many positions of a pattern take more than one key."""
    return sum(character in _WILD for character in pattern)


def outcome_token(node: str, outcome: str) -> str:
    """How the outcome of a decision is written among a call's inputs: ``opening=closed``, ``plan=gold``.

    ``outcome`` is the event of its edge. A string stands without its quotes where nobody can take it for a word.
    """
    plain = outcome[1:-1] if outcome.startswith('"') else ""
    if plain and plain not in DECIDED and all(letter.isalnum() or letter in "_.-" for letter in plain):
        return f"{node}={plain}"
    return f"{node}={outcome}"


class Misfit(NamedTuple):
    """A pattern that no complete input of the gather can match, and why."""

    pattern: str
    reason: str


class Answers:
    """The branches of one gather against all that a caller can press.

    ``patterns`` are the branches as written, each once. Those that no input can match are ``misfits`` and are left out
    of everything else.
    """

    def __init__(self, least: int, most: int, finish_on: str | None, patterns: Sequence[str]) -> None:
        self.least = least
        self.most = most
        self.finish_on = finish_on
        self.misfits = [misfit for pattern in patterns if (misfit := self._misfit(pattern))]
        unfit = {misfit.pattern for misfit in self.misfits}
        self.patterns = [pattern for pattern in patterns if pattern not in unfit]

    def _misfit(self, pattern: str) -> Misfit | None:
        length = len(pattern)
        if length < self.least:
            return Misfit(pattern, f"it has {_digits(length)}, and the least that is asked for is {self.least}")
        if length > self.most:
            return Misfit(pattern, f"it has {_digits(length)}, and the most that is asked for is {self.most}")
        if self.finish_on is not None and self.finish_on in pattern:
            return Misfit(pattern, f"`{self.finish_on}` ends the entry, so it is never one of its digits")
        return None

    @cached_property
    def family(self) -> Family:
        return Family(self.patterns)

    @cached_property
    def crossing(self) -> list[tuple[str, str]]:
        """Patterns that overlap an earlier one without one holding the other, each behind the first that it does."""
        return [
            (self.patterns[others[0]], pattern)
            for index, pattern in enumerate(self.patterns)
            if (others := self.family.crossing(index)) and others[0] < index
        ]

    @cached_property
    def used_up(self) -> list[tuple[str, list[str]]]:
        """Patterns that can never be chosen, each with the more exact ones that take all its inputs."""
        if self.crossing:
            return []
        return [
            (pattern, [self.patterns[member] for member in self.family.inside(index)])
            for index, pattern in enumerate(self.patterns)
            if self.family.used_up(index)
        ]

    @cached_property
    def _by_length(self) -> list[tuple[Box, list[Box]]]:
        outermost = self.family.outermost()
        return [
            (everything(length, self.finish_on), [area for area in outermost if len(area) == length])
            for length in range(self.least, self.most + 1)
        ]

    @cached_property
    def leaves_some(self) -> bool:
        """Whether some complete input is taken by no pattern (true where patterns cross: then it is not decided)."""
        if self.crossing:
            return True
        return any(sum(map(size, taken)) < size(whole) for whole, taken in self._by_length)

    def example(self) -> str | None:
        """The shortest complete input that no pattern takes."""
        for whole, taken in self._by_length:
            found = example(whole, taken)
            if found is not None:
                return found
        return None

    def left(self) -> str:
        """The complete inputs that no pattern takes, in words: ``3-8, 0, *, #`` or ``[013-9*]??, any 1 digit``."""
        return self._left

    @cached_property
    def _left(self) -> str:
        if self.most == 1:
            pieces, _ = left_over(*self._by_length[0])
            return describe_keys(sum(piece[0] for piece in pieces))
        named: list[str] = []
        untouched: list[int] = []
        for whole, taken in self._by_length:
            if not taken:
                untouched.append(len(whole))
                continue
            pieces, complete = left_over(whole, taken)
            named.extend(show(piece, whole) for piece in pieces)
            if not complete:
                named.append("and more")
        return ", ".join([*named, *_lengths(untouched)])


def _digits(count: int) -> str:
    return "1 digit" if count == 1 else f"{count} digits"


def _lengths(lengths: list[int]) -> list[str]:
    runs: list[list[int]] = []
    for length in lengths:
        if runs and runs[-1][1] == length - 1:
            runs[-1][1] = length
        else:
            runs.append([length, length])
    return [f"any {_digits(low)}" if low == high else f"any {low} to {high} digits" for low, high in runs]
