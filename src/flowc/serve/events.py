"""What is read of an event. Whatever else is in it is passed on, and otherwise left alone."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

__all__ = ["GATHERED", "Event", "EventError", "is_call_id", "read", "read_json", "seconds_of"]

GATHERED = "call.gathered"
ENDS = ("call.completed", "call.failed")

_CALL = re.compile(r"[^\x00-\x20\x7f\ud800-\udfff]{1,256}\Z")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})\Z"
)
_in_order = json.JSONEncoder(sort_keys=True, check_circular=False).encode
_DIGITS = re.compile(r"[0-9A-D*#]{0,64}\Z")


class EventError(ValueError):
    """A body that is no event; one line that says why."""


class Event(NamedTuple):
    """An event.

    ``key`` tells it from the call's other events, and is the same whenever it is delivered again. ``at`` is when it
    came to be, in seconds since the epoch, None where that cannot be read; ``digits`` are None where it tells of none.
    ``echo`` is what a gathered event repeats of its gather.
    """

    name: str
    call: str
    key: str
    at: float | None
    digits: str | None
    echo: Mapping[str, Any]
    caller: str | None
    called: str | None
    variables: Mapping[str, str]
    content: str

    @property
    def ends_call(self) -> bool:
        return self.name in ENDS

    def digest(self, *, with_digits: bool) -> str:
        """What tells two events of one key apart. Without the digits it gives nothing away of them, and says so."""
        if with_digits:
            return hashlib.sha256((self.content + (self.digits or "")).encode()).hexdigest()[:32]
        return "-" + hashlib.sha256(self.content.encode()).hexdigest()[:32]


def read(body: bytes) -> Event:
    """Read the body of a delivery.

    Raises:
        EventError: it is none of an event of a call.
    """
    value = read_json(body)
    call = value.get("call")
    call = call if isinstance(call, dict) else {}
    identity = call.get("id")
    name = value.get("event")
    if not isinstance(name, str) or not 0 < len(name) <= 100:
        raise EventError("the event does not say which one it is")
    if not isinstance(identity, str) or not is_call_id(identity):
        raise EventError("the event does not say of which call it is")
    data = value.get("data")
    data = data if isinstance(data, dict) else {}
    created = value.get("created_at")
    rest = {name: data[name] for name in data if name != "digits"}
    content = _in_order([name, created, identity, rest])
    key = data.get("event_key", value.get("event_key"))
    if not isinstance(key, str) or not 0 < len(key) <= 256:
        key = "sha256:" + hashlib.sha256(content.encode()).hexdigest()[:32]
    return Event(
        name=name,
        call=identity,
        key=key.encode("utf-8", "backslashreplace").decode(),
        at=seconds_of(created),
        digits=_digits(data.get("digits")) if name == GATHERED else None,
        echo=rest if name == GATHERED else {},
        caller=_text(call, "from"),
        called=_text(call, "to"),
        variables=_variables(value.get("variables")),
        content=content,
    )


def read_json(body: bytes) -> dict[str, Any]:
    """A JSON object.

    Raises:
        EventError: the bytes are none.
    """
    try:
        value = json.loads(body.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise EventError("the body is no JSON") from None
    if not isinstance(value, dict):
        raise EventError("the body is no JSON object")
    return value


def is_call_id(text: str) -> bool:
    """Whether a text can be the ID of a call: no blanks, no control characters, no more than 256 characters."""
    return _CALL.match(text) is not None


def seconds_of(created: object) -> float | None:
    """A time as events write it, in seconds since the epoch; None where it is none, or does not say its zone."""
    if not isinstance(created, str) or not _TIME.match(created):
        return None
    try:
        return datetime.fromisoformat(created.upper()).timestamp()
    except (ValueError, OverflowError):
        return None


def _digits(value: object) -> str:
    """The digits of a gathered event: none at all is silence, and what no key can be is taken for silence too."""
    return value if isinstance(value, str) and _DIGITS.match(value) else ""


def _text(call: Mapping[str, Any], name: str) -> str | None:
    value = call.get(name)
    return value[:256] if isinstance(value, str) else None


def _variables(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {name: text for name, text in value.items() if isinstance(text, str)}


def _refuse(constant: str) -> None:
    raise ValueError(constant)
