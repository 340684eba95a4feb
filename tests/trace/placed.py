"""Calls that the simulator plays, and the events that the platform would have sent of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from flowc.ir.graph import Flow, Program
from flowc.simulate.call import Call, CallInfo
from flowc.simulate.caller import Act, Caller, Place, given
from flowc.simulate.graph import Taken, play_graph
from flowc.simulate.play import converse
from flowc.simulate.transcript import Transcript

__all__ = ["FACTS", "Facts", "bodies", "facts", "lines", "place"]

_CLOCK = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
"""When the clock of the simulator begins."""


class Facts(NamedTuple):
    """What is known of a call before anybody presses anything."""

    time: str = "2026-01-01T00:00:00+00:00"
    caller: str | None = "+15550100001"
    called: str = "+15550100002"


FACTS = Facts()


def facts() -> st.SearchStrategy[Facts]:
    """Times that are far from the full and the half hour, and numbers of many countries."""
    times = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
        lambda time: time.replace(minute=4, second=0, microsecond=0).isoformat() + "+00:00"
    )
    numbers = st.sampled_from(("+35387", "+3531", "+15551", "+1555", "+4930", "+44")).flatmap(
        lambda head: st.text("0123456789", min_size=4, max_size=9).map(lambda rest: (head + rest)[:15])
    )
    return st.builds(Facts, times, st.none() | numbers, numbers)


class _Informed:
    """A caller at whose call everything is decided by what is known of it, other systems excepted."""

    def __init__(self, caller: Caller, known: Facts) -> None:
        self.caller = caller
        self.to_give = [
            given("time", known.time),
            given("caller", known.caller or "withheld"),
            given("called", known.called),
        ]

    def __call__(self, place: Place) -> Act | None:
        if self.to_give:
            return self.to_give.pop()
        if place.question is not None and place.question.kind != "ask":
            return None
        return self.caller(place)


def place(
    program: Program, flow: Flow, caller: Caller, call_id: str = "call_1", known: Facts | None = None
) -> tuple[Transcript, list[Taken]]:
    """One call to a flow; with ``known`` what is known decides, else the caller does."""
    info = CallInfo(id=call_id)
    if known is not None:
        info = info._replace(caller=known.caller, called=known.called)
        caller = _Informed(caller, known)
    call = Call(info)
    trail: list[Taken] = []
    return converse(play_graph(program, flow, call, trail), call, caller), trail


def bodies(transcript: Transcript, known: Facts = FACTS) -> list[Mapping[str, Any]]:
    """The events of a call that came in at the time that is known."""
    later = datetime.fromisoformat(known.time) - _CLOCK
    return [
        {**entry.data, "created_at": _moved(entry.data["created_at"], later)}
        for entry in transcript.entries
        if entry.kind == "event"
    ]


def _moved(created_at: str, later: timedelta) -> str:
    return (datetime.fromisoformat(created_at) + later).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def lines(events: Iterable[Mapping[str, Any]]) -> list[bytes]:
    return [json.dumps(event).encode() for event in events]
