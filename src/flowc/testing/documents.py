"""Action documents, made up: every action of the platform, in both wire forms, with fields within their limits."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

__all__ = ["action_documents", "actions"]

_text = st.sampled_from(("Thank you for calling.", "Grüß Gott.", 'A "quoted" word.', "Two\nlines."))
_party = st.sampled_from(("+15551230002", "sip:desk@acme.example", "sips:desk@acme.example;transport=tcp"))
_caller = st.sampled_from(("+15551230001", "+15551230003"))
_direction = st.sampled_from(("read", "write", "both"))
_track = st.sampled_from(("inbound", "outbound", "both"))
_stream = st.sampled_from(("wss://media.acme.example/live", "wss://media.acme.example:8443/a?b=c"))

_REQUIRED: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "say": {"text": _text},
    "gather": {},
    "send_digits": {"digits": st.text("0123456789*#ABCDwW,", min_size=1, max_size=20)},
    "redirect": {"url": st.sampled_from(("https://crm.acme.example/voice", "http://acme.example/a?b=c"))},
    "transfer": {"destination": _party},
    "bridge": {"destination": _party},
    "conference": {"room": st.text("abcXYZ019._-", min_size=1, max_size=20)},
    "hold": {},
    "resume": {},
    "mute": {"direction": _direction},
    "unmute": {"direction": _direction},
    "start_recording": {},
    "stop_recording": {},
    "start_stream": {"stream_url": _stream},
    "stop_stream": {},
    "set_variables": {"variables": st.dictionaries(st.sampled_from(("plan", "crm.id")), _text, max_size=2)},
    "unset_variables": {"names": st.lists(st.sampled_from(("plan", "crm.id")), min_size=1, max_size=2, unique=True)},
}
_OPTIONAL: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "gather": {
        "prompt": _text,
        "num_digits": st.integers(1, 32),
        "timeout_seconds": st.integers(1, 30),
        "finish_on_key": st.sampled_from("0123456789*#ABCD"),
    },
    "send_digits": {"pause_before_ms": st.integers(0, 60_000)},
    "redirect": {"method": st.sampled_from(("GET", "POST")), "max_redirects": st.integers(0, 20)},
    "transfer": {"from": _caller},
    "bridge": {"from": _caller, "timeout_seconds": st.integers(1, 60)},
    "conference": {"mute": st.booleans(), "end_on_exit": st.booleans()},
    "start_stream": {"track": _track},
    "stop_stream": {"stream_url": _stream, "track": _track},
}


def _fields(name: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(_REQUIRED[name], optional=_OPTIONAL.get(name, {}))


def _worded(name: str, typed: bool) -> st.SearchStrategy[dict[str, Any]]:
    if typed:
        return _fields(name).map(lambda fields: {"type": name, **fields})
    return _fields(name).map(lambda fields: {name: fields})


def actions() -> st.SearchStrategy[dict[str, Any]]:
    """One valid action object, keyed or typed."""
    return st.tuples(st.sampled_from(tuple(_REQUIRED)), st.booleans()).flatmap(lambda chosen: _worded(*chosen))


def action_documents(*, most: int = 8) -> st.SearchStrategy[dict[str, Any]]:
    """A document of up to ``most`` valid actions: what an ``answer_url`` answers, decoded."""
    return st.lists(actions(), max_size=most).map(lambda chosen: {"actions": chosen})
