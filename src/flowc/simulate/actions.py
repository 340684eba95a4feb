"""What the platform accepts as an action, told a second time.

The linter reads its knowledge of actions from the schema; this table is written from the platform's documentation
by hand, so that the one can testify against the other: a document that the schema lets pass and the platform
would refuse shows up as a call that fails here.

A field is required, or not, and has a test. Both wire forms are read: ``{"say": {"text": "…"}}`` and
``{"type": "say", "text": "…"}``, and ``to`` for ``destination`` where the platform's own examples write it so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from flowc.records import NamedTuple

__all__ = ["Command", "Refusal", "read_action", "read_document"]


class Command(NamedTuple):
    """An action as it is carried out: its name and its fields by their names on the wire."""

    name: str
    fields: Mapping[str, Any]


class Refusal(NamedTuple):
    """Why the platform does not carry something out. ``where`` is a JSON pointer into the document."""

    where: str
    message: str


def read_document(body: Any) -> tuple[Command | Refusal, ...] | Refusal:
    """The actions of a document in their order, each as far as it is valid, or why there are none at all."""
    if not isinstance(body, Mapping):
        return Refusal("", "a document is a JSON object")
    actions = body.get("actions")
    if not isinstance(actions, list):
        return Refusal("/actions", "a document has an array of actions")
    return tuple(read_action(action, f"/actions/{index}") for index, action in enumerate(actions))


def read_action(value: Any, where: str = "") -> Command | Refusal:
    """One action in either wire form, or why the platform refuses it."""
    if not isinstance(value, Mapping):
        return Refusal(where, "an action is a JSON object")
    if "type" in value:
        name, fields = value["type"], {key: field for key, field in value.items() if key != "type"}
    elif len(value) == 1:
        [(name, fields)] = value.items()
        if fields is None:
            fields = {}
    else:
        return Refusal(where, f"an action object names exactly one action, this one {len(value)}")
    if not isinstance(name, str) or name not in _ACTIONS:
        return Refusal(where, f"{name!r} is no action of the platform")
    if not isinstance(fields, Mapping):
        return Refusal(where, f"the fields of {name} are a JSON object")
    return _checked(name, dict(fields), where)


def _checked(name: str, fields: dict[str, Any], where: str) -> Command | Refusal:
    known = _ACTIONS[name]
    if "destination" in known and "to" in fields:
        if "destination" in fields:
            return Refusal(where, f"{name} has both to and destination")
        fields["destination"] = fields.pop("to")
    for field, value in fields.items():
        if field not in known:
            return Refusal(f"{where}/{field}", f"{name} has no field {field}")
        if not known[field].accepts(value):
            return Refusal(f"{where}/{field}", f"{field} of {name} {known[field].message}")
    for field, rule in known.items():
        if rule.required and field not in fields:
            return Refusal(where, f"{name} needs {field}")
    if name == "gather" and fields.get("min_digits", 0) > fields.get("max_digits", 1 << 30):
        return Refusal(where, "gather asks for more digits at least than at most")
    return Command(name, fields)


class _Rule(NamedTuple):
    accepts: Callable[[Any], bool]
    message: str
    required: bool = False

    @property
    def needed(self) -> _Rule:
        return self._replace(required=True)


def _text(pattern: str, message: str) -> _Rule:
    test = re.compile(pattern, re.DOTALL).fullmatch
    return _Rule(lambda value: isinstance(value, str) and test(value) is not None, message)


def _integer(least: int, most: int | None = None) -> _Rule:
    def accepts(value: Any) -> bool:
        return type(value) is int and value >= least and (most is None or value <= most)

    return _Rule(accepts, f"is an integer from {least}" + (f" to {most}" if most is not None else " up"))


def _one_of(*words: str) -> _Rule:
    return _Rule(lambda value: isinstance(value, str) and value in words, f"is one of {', '.join(words)}")


def _variables(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and 0 < len(name) <= 128 and isinstance(text, str) and len(text) <= 4096
        for name, text in value.items()
    )


def _names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) and 0 < len(name) <= 128 for name in value)


_SPOKEN = _text(r".*\S.*", "is text with something to say")
_PROMPT = _text(r".*", "is text")
_WEB = _text(r"https?://[^\s/?#]+\S*", "is an HTTP or HTTPS URL")
_STREAM = _text(r"wss://[^\s/?#]+\S*", "is a wss URL")
_PARTY = _text(r"\+[1-9][0-9]{1,14}|[sS][iI][pP][sS]?:\S+", "is an E.164 number or a SIP URI")
_FROM = _text(r"\S.*", "is text")
_DIRECTION = _one_of("read", "write", "both").needed
_TRACK = _one_of("inbound", "outbound", "both")
_BOOLEAN = _Rule(lambda value: type(value) is bool, "is true or false")

_ACTIONS: dict[str, dict[str, _Rule]] = {
    "say": {"text": _SPOKEN.needed},
    "gather": {
        "prompt": _PROMPT,
        "num_digits": _integer(1),
        "min_digits": _integer(0),
        "max_digits": _integer(1),
        "timeout_seconds": _integer(1, 30),
        "finish_on_key": _text(r"[0-9*#A-D]", "is one DTMF key"),
    },
    "send_digits": {
        "digits": _text(r"[0-9*#A-DwW,]+", "is made of 0-9, *, #, A-D, w, W and commas").needed,
        "pause_before_ms": _integer(0, 60_000),
    },
    "redirect": {"url": _WEB.needed, "method": _one_of("GET", "POST"), "max_redirects": _integer(0, 20)},
    "transfer": {"destination": _PARTY.needed, "from": _FROM},
    "bridge": {"destination": _PARTY.needed, "from": _FROM, "timeout_seconds": _integer(1)},
    "conference": {
        "room": _text(r"[A-Za-z0-9._-]+", "is made of letters, digits, dots, hyphens and underscores").needed,
        "mute": _BOOLEAN,
        "end_on_exit": _BOOLEAN,
    },
    "hold": {},
    "resume": {},
    "mute": {"direction": _DIRECTION},
    "unmute": {"direction": _DIRECTION},
    "start_recording": {},
    "stop_recording": {},
    "start_stream": {"stream_url": _STREAM.needed, "track": _TRACK},
    "stop_stream": {"stream_url": _STREAM, "track": _TRACK},
    "set_variables": {"variables": _Rule(_variables, "holds names and texts within their limits").needed},
    "unset_variables": {"names": _Rule(_names, "is a list of names").needed},
}
