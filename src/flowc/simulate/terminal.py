"""A call in which a person at a terminal is the caller.

What happens is written as it happens, and where the call stands a line is read: keys, or a word of ``--input``, or its
first letter; an empty line is what comes by itself (silence, an answer). Nobody waits, unless time is asked to pass.
Reading, writing and sleeping are handed in, so that a test can be the person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flowc.simulate.call import Call
from flowc.simulate.caller import ANSWER, FAIL, HANGUP, WAIT, Act, Misfit, Place, fits, given, read_input
from flowc.simulate.decisions import Question
from flowc.simulate.transcript import render

__all__ = ["Terminal"]

_SHORT = {"w": WAIT, "a": ANSWER, "f": FAIL, "h": HANGUP}
_ASKS = {
    "gather": "keys, Enter for silence, h to hang up",
    "bridge": "Enter or a: it is answered, f: it is not, h to hang up",
    "redirect": "Enter: it answers, f: it does not",
}
_MOST_SHOWN = 6
"""Outcomes of a decision that are listed in a question."""


class Terminal:
    """A caller who is asked line by line.

    ``read`` takes a prompt and gives a line, or raises EOFError where there are no more. ``sleep`` takes seconds;
    None where nobody waits. ``events``: whether the events that the platform sends are shown too.
    """

    def __init__(
        self,
        call: Call,
        read: Callable[[str], str],
        write: Callable[[str], Any],
        *,
        sleep: Callable[[float], Any] | None = None,
        events: bool = False,
    ) -> None:
        self._call = call
        self._read = read
        self._write = write
        self._sleep = sleep
        self._events = events
        self._shown = 0
        self._clock = 0

    def __call__(self, place: Place) -> Act | None:
        self.show()
        asked = place.question
        if asked is not None and (self._call.asks(asked) or self._call.known(asked) is not None):
            return None
        while True:
            try:
                line = self._read(f"  ({_asks(place)}) > ").strip()
            except EOFError:
                return None
            act = self._understand(line, place)
            if isinstance(act, Act):
                return act
            self._write(f"  {act.message}")

    def show(self) -> None:
        """Write what has happened since."""
        entries = self._call.entries[self._shown :]
        self._shown = len(self._call.entries)
        for entry in entries:
            self._pass(entry.at)
            for line in render([entry], events=self._events):
                self._write(line)
        self._pass(self._call.at)

    def _pass(self, until: int) -> None:
        if self._sleep is not None and until > self._clock:
            self._sleep((until - self._clock) / 1000)
        self._clock = max(self._clock, until)

    def _understand(self, line: str, place: Place) -> Act | Misfit:
        if place.question is not None:
            return self._outcome(line, place.question, place)
        if not line:
            return WAIT if place.kind == "gather" else ANSWER
        acts = [_SHORT[line]] if line in _SHORT else read_input(line)
        if isinstance(acts, Misfit):
            return acts
        if len(acts) != 1:
            return Misfit("one input at a time: the call moves on after each")
        return fits(place, acts[0]) or acts[0]

    def _outcome(self, line: str, question: Question, place: Place) -> Act | Misfit:
        """How a decision comes out: an outcome as such, or a word of ``--input`` (``opening=closed``, ``time=...``)."""
        acts = read_input(line) if "=" in line else [given(question.node, line or question.outcomes[0])]
        if isinstance(acts, Misfit) or len(acts) != 1:
            return Misfit(f"write one of {_listed(question)}")
        if acts[0].about in question.names:
            return fits(place, acts[0]) or acts[0]
        return acts[0]


def _asks(place: Place) -> str:
    if place.question is None:
        return _ASKS[place.kind]
    return f"{place.question.node}: {_listed(place.question)}; Enter for the first"


def _listed(question: Question) -> str:
    shown = question.outcomes[:_MOST_SHOWN]
    return ", ".join(shown) + (", ..." if len(shown) < len(question.outcomes) else "")
