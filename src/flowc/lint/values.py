"""JSON with the place of every value and every key."""

from __future__ import annotations

from typing import Any

from flowc.records import NamedTuple
from flowc.source import Span

__all__ = ["Array", "Json", "Member", "Object", "Scalar", "escaped", "member_of", "plain"]


class Scalar(NamedTuple):
    """A string, a number, ``true``, ``false`` or ``null``; ``value`` as Python has it."""

    value: str | int | float | bool | None
    span: Span


class Array(NamedTuple):
    items: tuple[Json, ...]
    span: Span


class Member(NamedTuple):
    """A key and its value."""

    key: str
    key_span: Span
    value: Json


class Object(NamedTuple):
    """``members`` in the order of the text; a key that came twice is there once, with the value that came last."""

    members: tuple[Member, ...]
    span: Span

    def get(self, key: str) -> Member | None:
        return next((member for member in self.members if member.key == key), None)


Json = Object | Array | Scalar


def member_of(value: Json | None, key: str) -> Json | None:
    """What a key of an object has; None where it is not there, and of what is no object."""
    member = value.get(key) if isinstance(value, Object) else None
    return member.value if member is not None else None


def plain(value: Json) -> Any:
    """The value as Python has it, without places."""
    match value:
        case Object(members=members):
            return {member.key: plain(member.value) for member in members}
        case Array(items=items):
            return [plain(item) for item in items]
    return value.value


def escaped(key: str) -> str:
    """A key as a JSON pointer writes it."""
    return key.replace("~", "~0").replace("/", "~1")
