"""The platform's events, one JSON object on each line, sorted into calls.

Lines come in any order, of many calls at once, some of them twice: deliveries are repeated until they are accepted.
An event is known by its call and its ``event_key``, where it has one, else by its whole body; what comes a second time
is counted and left out, also where it says something else then. Fields that nobody knows are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flowc.records import NamedTuple

__all__ = ["CallLog", "Event", "Gathered", "Log", "Problem", "read_log"]

_ORDER = {"call.created": 0, "call.answered": 1, "call.completed": 8, "call.failed": 8, "recording.completed": 9}
"""What comes first of events of the same moment; anything else stands between."""
_USUAL = 5
_MOST_TEXT = 40


class Gathered(NamedTuple):
    """What a ``call.gathered`` says: ``least``, ``most``, ``seconds`` and ``finish_on`` are None where it does not."""

    digits: str
    timed_out: bool
    least: int | None
    most: int | None
    seconds: int | None
    finish_on: str | None


class Event(NamedTuple):
    """One event. ``at`` is its ``created_at`` in milliseconds since 1970; ``gathered`` belongs to ``call.gathered``."""

    name: str
    at: int
    created_at: str
    body: Mapping[str, Any]
    gathered: Gathered | None = None

    @property
    def data(self) -> Mapping[str, Any]:
        data = self.body.get("data")
        return data if isinstance(data, dict) else {}


class CallLog(NamedTuple):
    """The events of one call in their order. ``repeated`` were delivered again, ``conflicting`` with other contents."""

    id: str
    events: tuple[Event, ...]
    repeated: int
    conflicting: tuple[Event, ...]

    @property
    def gathers(self) -> list[int]:
        """The places of ``call.gathered`` among the events."""
        return [index for index, event in enumerate(self.events) if event.gathered is not None]

    @property
    def ending(self) -> Event | None:
        """``call.completed`` or ``call.failed``; None while the call goes on."""
        return next((event for event in self.events if event.name in ("call.completed", "call.failed")), None)


class Problem(NamedTuple):
    """A line that is no event, and why; ``line`` counts from 1."""

    line: int
    message: str


class Log(NamedTuple):
    """Calls in the order in which they began."""

    calls: tuple[CallLog, ...]
    problems: tuple[Problem, ...]


class _UnreadableError(Exception):
    """Why a line is no event."""


def read_log(lines: Iterable[bytes]) -> Log:
    """Sort events into calls. Empty lines are passed over; a line that is no event is a problem and nothing more."""
    problems: list[Problem] = []
    found: dict[str, dict[str, Event]] = {}
    repeated: dict[str, int] = {}
    conflicting: dict[str, list[Event]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            call, event = _read(line)
        except _UnreadableError as problem:
            problems.append(Problem(number, str(problem)))
            continue
        own = found.setdefault(call, {})
        first = own.setdefault(_identity(event), event)
        if first is event:
            continue
        if first.body == event.body:
            repeated[call] = repeated.get(call, 0) + 1
        else:
            conflicting.setdefault(call, []).append(event)
    calls = [
        CallLog(call, tuple(sorted(own.values(), key=_when)), repeated.get(call, 0), tuple(conflicting.get(call, ())))
        for call, own in found.items()
    ]
    return Log(tuple(sorted(calls, key=lambda call: (call.events[0].at, call.id))), tuple(problems))


def _when(event: Event) -> tuple[int, int, str]:
    return event.at, _ORDER.get(event.name, _USUAL), event.name


def _identity(event: Event) -> str:
    """What two deliveries of the same event have in common."""
    key = event.data.get("event_key", event.body.get("event_key"))
    if isinstance(key, str) and key:
        return f"key {key}"
    from json import dumps

    return dumps(event.body, sort_keys=True)


def _read(line: bytes) -> tuple[str, Event]:
    """The call of a line, and its event."""
    from json import loads

    try:
        body = loads(line)
    except (ValueError, RecursionError):
        raise _UnreadableError("this is no JSON") from None
    if not isinstance(body, dict):
        raise _UnreadableError("this is no JSON object")
    call = body.get("call")
    call_id = call.get("id") if isinstance(call, dict) else None
    if not isinstance(call_id, str) or not call_id:
        raise _UnreadableError("`call.id` is missing, so nobody knows which call it is of")
    name = body.get("event")
    if not isinstance(name, str) or not name:
        raise _UnreadableError("`event` is missing, so nobody knows what happened")
    created_at = body.get("created_at")
    at = _milliseconds(created_at)
    if at is None:
        raise _UnreadableError("`created_at` is missing or no time, such as 2026-01-31T09:30:00Z")
    data = body.get("data")
    if data is not None and not isinstance(data, dict):
        raise _UnreadableError("`data` is no JSON object")
    return call_id, Event(name, at, str(created_at), body, _gathered(data or {}) if name == "call.gathered" else None)


def _milliseconds(written: Any) -> int | None:
    from datetime import UTC, datetime

    if not isinstance(written, str) or len(written) > _MOST_TEXT:
        return None
    try:
        time = datetime.fromisoformat(written)
        return round((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError):
        return None


def _gathered(data: Mapping[str, Any]) -> Gathered:
    digits = data.get("digits")
    if digits is not None and not isinstance(digits, str):
        raise _UnreadableError("`data.digits` is no string")
    finish_on = data.get("finish_on_key")
    return Gathered(
        digits or "",
        data.get("timed_out") is True or data.get("status") == "timeout",
        _number(data.get("min_digits")),
        _number(data.get("max_digits")),
        _number(data.get("timeout_seconds")),
        finish_on if isinstance(finish_on, str) else None,
    )


def _number(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if value == value // 1 else None
