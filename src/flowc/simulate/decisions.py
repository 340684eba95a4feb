"""Decisions: what a call comes to where nobody presses anything.

A **question** is a decision as whoever plays the call knows it, from the graph or from ``routes.json``. Its outcomes
are called as the edges of the graph are: words (``open``, ``unset``), numbers and patterns of numbers, and strings as
JSON (``"gold"``).

What is **given** of a call decides first: an outcome for a node, else the time, the number that calls or the one that
is called. Without that a variable decides by what the call has set so far. Nothing else is assumed: of a clock, a
caller's number or another system of which nothing is said, nobody knows, and the call stands there until somebody does.

A time is local time where the hours are, unless it says how far it is from UTC; it stands still during the call.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flowc.records import NamedTuple
from flowc.simulate.keys import matches

__all__ = ["ABOUT", "Calendar", "Given", "Question", "Unknown", "by_value", "missing", "read_outcome"]

ABOUT = ("time", "caller", "called")
"""What can be given beside the outcomes of nodes."""

_WORDS = {
    "hours": ("open", "closed"),
    "caller": ("withheld", "other"),
    "called": ("other",),
    "variable": ("unset", "other"),
    "ask": ("other", "failed"),
}
_NUMBER = re.compile(r"\+[0-9]{1,15}")

Periods = tuple[tuple[int, int], ...]
"""When a day is open, in minutes from midnight: from the first up to, not including, the second."""


class Calendar(NamedTuple):
    """Opening hours: the days of the week from Monday on, and the dates that replace theirs."""

    zone: str
    week: tuple[Periods, ...]
    dates: Mapping[str, Periods]


class Question(NamedTuple):
    """A decision. ``outcomes`` are those that lead somewhere, in the order in which they are tried.

    Where calls come from one flow into another, ``flow`` tells nodes of the same name apart.
    """

    node: str
    kind: str
    outcomes: tuple[str, ...]
    calendar: Calendar | None = None
    variable: str | None = None
    url: str | None = None
    timeout_ms: int = 0
    send: tuple[tuple[str, str], ...] = ()
    flow: str = ""

    @property
    def names(self) -> tuple[str, str]:
        """What the decision is called: by its node, and by its flow and node."""
        return self.node, f"{self.flow}.{self.node}"

    def seen_from(self, flow: str) -> Question:
        """The decision by the name that it has in a test of a flow."""
        return self if flow == self.flow else self._replace(node=self.names[1])


class Unknown(NamedTuple):
    """Something given that means nothing here. The message stands alone."""

    message: str


class Given:
    """What is known of a call beforehand: outcomes by node, and ``time``, ``caller``, ``called``."""

    def __init__(self) -> None:
        self._outcomes: dict[str, str] = {}
        self._facts: dict[str, str] = {}

    def give(self, about: str, value: str) -> Unknown | None:
        """Note a value; it holds until another is given. What it means for a node shows when the call comes there."""
        if about not in ABOUT:
            self._outcomes[about] = value
            return None
        wrong = _check(about, value)
        if wrong is None:
            self._facts[about] = value
        return wrong

    @property
    def outcomes(self) -> Mapping[str, str]:
        """What is given for single nodes."""
        return self._outcomes

    def outcome(self, question: Question) -> str | Unknown | None:
        """What is given comes to in a decision; None where it says nothing about that one."""
        node, full = question.names
        own = self._outcomes.get(full, self._outcomes.get(node))
        if own is not None:
            return read_outcome(question, own)
        match question.kind:
            case "hours" if "time" in self._facts:
                return _by_time(question, self._facts["time"])
            case "caller" | "called" if question.kind in self._facts:
                return _by_number(question, self._facts[question.kind])
        return None


def read_outcome(question: Question, written: str) -> str | Unknown:
    """The outcome that somebody has written for a decision: ``closed``, ``gold``, ``"gold"``, a number.

    A string, or a number, that no branch names is ``other``.
    """
    if written in question.outcomes:
        return written
    if question.kind in ("variable", "ask"):
        if written.startswith('"'):
            return by_value(question, _unquoted(written))
        if quoted(written) in question.outcomes:
            return quoted(written)
    if question.kind in ("caller", "called") and _NUMBER.fullmatch(written):
        return _by_number(question, written)
    if written in _WORDS[question.kind]:
        return written
    return Unknown(f"`{question.node}` does not come to `{written}`; it comes to {_listed(_possible(question))}")


def by_value(question: Question, value: str) -> str:
    """The outcome of a decision for the value of a variable, or for what another system answers."""
    return quoted(value) if quoted(value) in question.outcomes else "other"


def missing(question: Question, *, line: bool = False) -> str:
    """What to add where nothing says how a decision comes out, in one line.

    ``line``: as a line of a test, else as a word of ``--input``.
    """
    outcomes = _possible(question)
    if line:
        ways = [f"`given {question.node} {outcome}`" for outcome in outcomes]
        facts = {"hours": '`given time "2026-12-24T10:00"`', "caller": "`given caller +353871234567`",
                 "called": "`given called +35315550100`"}  # fmt: skip
    else:
        ways = [f"`{question.node}={outcome}`" for outcome in outcomes]
        facts = {"hours": "`time=2026-12-24T10:00`", "caller": "`caller=+353871234567`",
                 "called": "`called=+35315550100`"}  # fmt: skip
    ways += [facts[question.kind]] if question.kind in facts else []
    return f"nothing says how `{question.node}` is decided; add {_listed(ways)}" + (" before this" if line else "")


def quoted(text: str) -> str:
    """A string as outcomes write it."""
    from json import dumps

    return dumps(text, ensure_ascii=False)


def _unquoted(text: str) -> str:
    from json import loads

    try:
        value = loads(text)
    except ValueError:
        return text
    return value if isinstance(value, str) else text


def _possible(question: Question) -> list[str]:
    """The outcomes that lead somewhere; those of the kind where none does."""
    return list(question.outcomes) or list(_WORDS[question.kind])


_MOST_LISTED = 8


def _listed(ways: list[str]) -> str:
    if len(ways) > _MOST_LISTED:
        ways = [*ways[: _MOST_LISTED - 1], f"another of {len(ways)}"]
    return ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])} or {ways[-1]}"


# --- numbers --------------------------------------------------------------------------------------------------------


def _by_number(question: Question, number: str) -> str:
    if number == "withheld":
        return "withheld"
    return next((outcome for outcome in question.outcomes if outcome[0] == "+" and matches(outcome, number)), "other")


# --- times ----------------------------------------------------------------------------------------------------------


def _check(about: str, value: str) -> Unknown | None:
    if about == "time":
        from datetime import datetime

        try:
            datetime.fromisoformat(value)
        except ValueError:
            return Unknown(f"`{value}` is no time; write `2026-12-24T10:00`, local time where the hours are")
        return None
    if _NUMBER.fullmatch(value) or (about == "caller" and value == "withheld"):
        return None
    return Unknown(f"`{value}` is no telephone number; write one as it is dialled abroad, such as `+353871234567`")


def _by_time(question: Question, written: str) -> str:
    from datetime import datetime

    calendar = question.calendar
    assert calendar is not None, "a decision by hours has hours"
    time = datetime.fromisoformat(written)
    if time.tzinfo is not None:
        from zoneinfo import ZoneInfo

        time = time.astimezone(ZoneInfo(calendar.zone))
    periods = calendar.dates.get(time.date().isoformat(), calendar.week[time.weekday()])
    minute = 60 * time.hour + time.minute
    return "open" if any(start <= minute < end for start, end in periods) else "closed"
