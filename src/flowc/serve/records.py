"""The record of a call: what is kept of it, and the form in which a store keeps it.

A record is a value. It is written as a JSON array in the order of the fields, which its first item numbers: a record of
another form is no record, and the call is as one that nothing is known of.

Digits stand in ``Entry.digits`` and ``Answer.entry``, and nowhere else. Where they may be a secret they are never in a
record: ``Entry.leads`` says instead where they lead at each question that they may have answered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

__all__ = ["Answer", "Entry", "Led", "Parcel", "Record", "decode", "encode"]

FORM = 1
"""The number of this form; raised when a field comes, goes, or changes its meaning."""

_to_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class Led(NamedTuple):
    """A document that the call was answered with, which led it to the questions on its way; ``at`` in seconds."""

    at: float
    document: str


class Entry(NamedTuple):
    """What a gathered event told. Where its digits may be a secret they are None, and ``leads`` is where they lead."""

    key: str
    at: float | None
    digits: str | None
    echo: Mapping[str, Any]
    leads: Mapping[str, str]


class Answer(NamedTuple):
    """The last answer of a route: asked for when, given when, which document, and the entry that filled it."""

    route: str
    asked: float
    at: float
    document: str
    entry: str


class Parcel(NamedTuple):
    """An event that is to be passed on as it came: its headers that count, and its body."""

    headers: tuple[tuple[str, str], ...]
    body: str


class Record(NamedTuple):
    """What is known of a call.

    ``build`` is the digest of the build that it began with. ``led`` are the documents that it was answered with, in
    their order; ``answers`` the last answer of each route, the newest last. ``seen`` are its events, by key, with what
    tells two of one key apart; ``entries`` the gathered ones among them, ``used`` the keys of those that have answered
    a route. Events created up to ``late`` may be of questions that were answered without them. ``variables`` are those
    of the newest event, created at ``told``. ``ended`` is when its end was told, ``touched`` when it was last heard of.
    ``parcels`` wait to be passed on, ``owed`` are the keys of events that can only be passed on while the platform
    waits.
    """

    build: str = ""
    led: tuple[Led, ...] = ()
    answers: tuple[Answer, ...] = ()
    seen: Mapping[str, str] = {}
    entries: tuple[Entry, ...] = ()
    used: tuple[str, ...] = ()
    late: float = 0.0
    caller: str | None = None
    called: str | None = None
    variables: Mapping[str, str] | None = None
    told: float = 0.0
    ended: float | None = None
    touched: float = 0.0
    parcels: tuple[Parcel, ...] = ()
    owed: tuple[str, ...] = ()


NEW = Record()


def encode(record: Record) -> bytes:
    return _to_json((FORM, *record)).encode()


def decode(content: bytes | None) -> Record:
    """The record that was kept; a new one where there is none, or one of another form."""
    if content is None:
        return NEW
    form, *fields = json.loads(content)
    if form != FORM:
        return NEW
    record = Record(*fields)
    return record._replace(
        led=tuple(Led(*led) for led in record.led),
        answers=tuple(Answer(*answer) for answer in record.answers),
        entries=tuple(Entry(*entry) for entry in record.entries),
        used=tuple(record.used),
        parcels=tuple(Parcel(tuple((name, text) for name, text in head), body) for head, body in record.parcels),
        owed=tuple(record.owed),
    )
