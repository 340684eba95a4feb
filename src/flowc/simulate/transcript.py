"""A call as it was: one entry after the other, each with its time.

Times are milliseconds since the call came in, on a clock that nobody waits for. What the kinds of entries mean:

=============  ==================================================================================================
``event``      the platform sends an event; ``text`` is its name, ``data`` its body
``fetch``      the platform asks for a document; ``text`` is the URL, ``data`` has ``document``, and behind a gather
               ``route`` and the ``event`` that the digits were taken for
``node``       the call comes to a node; ``data`` has ``attempt`` and ``document`` (graph only)
``say``        words are spoken; ``prompt``: those of a gather. ``data`` has ``unheard`` where the caller does not hear
               them
``press``      the caller presses keys; ``data`` has the ``digits`` that the gather took
``wait``       the caller presses nothing until the time is up
``dial``       a bridge rings; ``answer``, ``fail``: what came of it
``decide``     a decision is taken; ``text`` is its node, ``data`` has what it is taken ``by`` and the ``outcome``
``action``     another action was carried out; ``text`` is its name, ``data`` its fields
``fault``      the platform refuses something; ``text`` is a code, ``data`` has the ``message``
``end``        the call leaves the flow; ``text`` says how, ``data`` has the action that did it
=============  ==================================================================================================

A call ends by ``transfer``, ``conference``, ``bridge`` (answered), ``redirect`` (to somebody else), ``hangup``
(nothing was left to do), ``caller`` (who hung up) or ``failed``. One that was left standing has no ``end``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flowc.records import NamedTuple

__all__ = ["Entry", "Transcript", "experience", "render"]


class Entry(NamedTuple):
    at: int
    kind: str
    text: str
    data: Mapping[str, Any]


class Transcript(NamedTuple):
    """All entries of a call. ``misfit`` says why it was not played on, where an act did not fit."""

    entries: tuple[Entry, ...]
    misfit: str | None = None

    @property
    def end(self) -> Entry | None:
        """How the call left the flow; None where it was left standing."""
        return next((entry for entry in reversed(self.entries) if entry.kind == "end"), None)

    @property
    def faults(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == "fault")

    @property
    def seconds(self) -> float:
        """How long the call has taken."""
        return self.entries[-1].at / 1000 if self.entries else 0.0

    def as_json(self) -> dict[str, Any]:
        """The transcript as a JSON value: ``format`` 1, ``end``, ``misfit``, ``entries``."""
        end = self.end
        return {
            "format": 1,
            "end": None if end is None else {"how": end.text, **end.data},
            "misfit": self.misfit,
            "entries": [
                {"at_ms": entry.at, "kind": entry.kind, "text": entry.text, "data": dict(entry.data)}
                for entry in self.entries
            ],
        }


def experience(transcript: Transcript) -> list[tuple[int, str, str, dict[str, Any]]]:
    """What the caller, the called party and the receiver of events live through, and nothing of how it is arranged.

    Two ways of playing the same call must agree in this: which documents hold what is not part of it.
    """
    return [
        (entry.at, entry.kind, entry.text, dict(entry.data))
        for entry in transcript.entries
        if entry.kind not in ("fetch", "node")
    ]


def render(entries: Iterable[Entry], *, events: bool = True) -> Iterator[str]:
    """One line of text for each entry: the time in seconds, what it is, and what there is to say about it."""
    for entry in entries:
        if events or entry.kind != "event":
            yield f"{entry.at / 1000:7.1f}  {_LABELS.get(entry.kind, entry.kind):<8}  {_tell(entry)}".rstrip()


_LABELS = {
    "fetch": "loads",
    "say": "says",
    "prompt": "asks",
    "press": "presses",
    "wait": "waits",
    "dial": "rings",
    "decide": "decides",
    "action": "does",
}


def _tell(entry: Entry) -> str:
    data = entry.data
    match entry.kind:
        case "say" | "prompt":
            return f'"{_visible(entry.text)}"' + (f" (unheard: {data['unheard']})" if "unheard" in data else "")
        case "fetch" if data["document"] is not None:
            return str(data["document"]) + (f" (route {data['route']}: {data['event']})" if data["route"] else "")
        case "fetch":
            return f"{_visible(entry.text)}, which answers {data['status']}"
        case "node":
            return entry.text + (f", attempt {data['attempt']}" if data["attempt"] > 1 else "")
        case "event":
            return entry.text + _fields(data["data"])
        case "decide":
            return f"{entry.text}: {_visible(data['outcome'])}"
        case "press":
            return entry.text + ("" if data["digits"] == entry.text else f" (digits {data['digits'] or 'none'})")
        case "fault":
            return f"{entry.text}: {data['message']}"
        case _:
            return entry.text + _fields(data)


def _fields(data: Mapping[str, Any]) -> str:
    shown = "".join(f" {name}={_value(value)}" for name, value in data.items() if value is not None)
    return f" {shown}" if shown else ""


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_value(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return _visible(str(value)) if value != "" else '""'


def _visible(text: str) -> str:
    """Control characters as glyphs, so that no text moves the cursor."""
    return "".join(character if character.isprintable() else f"\\u{{{ord(character):x}}}" for character in text)
