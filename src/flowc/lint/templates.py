"""Documents that wait for digits, as they come to the platform: filled, with every value in the place where it stands.

What is wrong with a template shows only in what is made of it, and is shown where the template says so.
"""

from __future__ import annotations

from flowc.lint.values import Array, Json, Object, Scalar
from flowc.templates import fill

__all__ = ["SAMPLE", "filled"]

SAMPLE = "12"
"""Digits that stand for those of any caller."""

_ALIKE = "variables"


def filled(value: Json, field: str = "") -> Json:
    """A value of a template with ``SAMPLE`` put in; ``field`` is the field that it stands in."""
    match value:
        case Scalar(value=str(text)):
            return value._replace(value=fill({field: text}, SAMPLE)[field])
        case Array(items=items):
            return value._replace(items=tuple(filled(item, field) for item in items))
        case Object(members=members):
            return value._replace(
                members=tuple(
                    member._replace(value=filled(member.value, _ALIKE if field == _ALIKE else member.key))
                    for member in members
                )
            )
    return value
