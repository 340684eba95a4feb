"""Callers of a flow, made up.

A made-up caller has a list of whims and acts on one after the other. A whim is a number; at the place where the call
stands it chooses among what makes a difference there: each edge of the question, keys that nothing takes, silence, a
bridge that is answered or not, each outcome of a decision. So one list suits every flow, shrinks towards few and
ordinary acts, and never says anything that does not fit. When the whims are used up the caller is silent and nobody
answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from flowc.ir.graph import Flow, Program
from flowc.simulate.caller import ANSWER, FAIL, HANGUP, WAIT, Act, Caller, Place, given, press
from flowc.simulate.scenarios import press_for

__all__ = ["Whims", "callers"]


def callers(program: Program, flow: Flow, *, hangs_up: bool = True, most: int = 25) -> st.SearchStrategy[Whims]:
    """Callers of one flow, who act on at most ``most`` whims.

    ``hangs_up``: whether some of them hang up before the call is over.
    """
    choices = _choices(program, flow)
    whims = st.lists(st.integers(0, 99 if hangs_up else 96), max_size=most)
    return whims.map(lambda numbers: Whims(choices, numbers))


class Whims:
    """A made-up caller. ``acts`` are what it did, in the words of ``flowc simulate --input``."""

    def __init__(self, choices: dict[str, tuple[Act, ...]], numbers: Sequence[int]) -> None:
        self.acts: list[str] = []
        self._choices = choices
        self._numbers = list(numbers)
        self._next = 0

    def __call__(self, place: Place) -> Act | None:
        act = self._choose(place)
        if not (place.kind == "redirect" and act == ANSWER):
            self.acts.append(act.word)
        return act

    def again(self) -> Caller:
        """The same caller, calling anew."""
        return Whims(self._choices, self._numbers)

    @property
    def used_up(self) -> bool:
        return self._next >= len(self._numbers)

    def _choose(self, place: Place) -> Act:
        if place.question is not None:
            outcomes = sorted(place.question.outcomes)
            return given(place.question.node, outcomes[self._number() % len(outcomes)])
        if self.used_up:
            return WAIT if place.kind == "gather" else FAIL
        number = self._number()
        if place.kind == "redirect":
            return FAIL if number % 3 == 2 else ANSWER
        if number > 97:
            return HANGUP
        if place.kind == "bridge":
            return FAIL if number % 2 else ANSWER
        known = self._choices.get(place.route or "", ())
        return (*known, *_USUAL)[number % (len(known) + len(_USUAL))]

    def _number(self) -> int:
        """The next whim; 0 where they are used up."""
        if self.used_up:
            return 0
        self._next += 1
        return self._numbers[self._next - 1]

    def __repr__(self) -> str:
        return f"Whims({self._numbers!r})"


_USUAL = (WAIT, press("1"), press("99"), press("12#"), press("*"), press("#"), press("20417733"))


def _choices(program: Program, flow: Flow) -> dict[str, tuple[Act, ...]]:
    """For every route the inputs that take each of its edges."""
    found = {}
    for index in flow.routes:
        route = program.routes[index]
        acts = [press_for(route, edge) for edge in route.edges]
        found[route.name] = tuple(dict.fromkeys(act for act in acts if act is not None))
    return found
