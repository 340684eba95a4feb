"""Documents that wait for digits: how they are written, and how they are filled.

A **template** is an answer document in whose strings ``{digits}`` stands for what a caller pressed; a brace that is
meant as one is doubled. How the digits are written depends on the field that the string stands in, never on the string:

=======================================  ================================================================
``text``, ``prompt``                     as they are spoken, one after the other: ``4 7 star``
``room``, and all within ``variables``   as they were pressed: ``47*``
any other field (``url``, destinations)  percent-encoded as RFC 3986 has it: ``47%2A``
=======================================  ================================================================

So what is filled in can change neither the host of a URL nor the number of its parts. Names of fields and of variables
are no templates. The compiler writes templates, the simulator and the server fill them, all with this one module.
"""

from __future__ import annotations

from typing import Any

from flowc.patterns import pattern

__all__ = ["MARK", "encoded", "escape_braces", "fill", "spoken"]

MARK = "{digits}"
"""What stands for the digits in a template."""

_SPOKEN = {"*": "star", "#": "pound"}
_ENCODED = {"*": "%2A", "#": "%23"}
_HEARD = ("text", "prompt")
_RAW = ("room", "variables")
_PIECE = pattern(r"\{digits\}|\{\{|\}\}")


def spoken(digits: str) -> str:
    """Digits as a voice is to read them, one by one: ``4 7 star``."""
    return " ".join(_SPOKEN.get(key, key) for key in digits)


def encoded(digits: str) -> str:
    """Digits as they stand in a part of a URL: ``47%2A``."""
    return "".join(_ENCODED.get(key, key) for key in digits)


def escape_braces(text: str) -> str:
    """A text in which no brace means anything to ``fill``."""
    return text.replace("{", "{{").replace("}", "}}")


def fill(document: Any, digits: str) -> Any:
    """A template's document for the digits of one caller.

    Args:
        document: a decoded JSON document; it is left as it is.
        digits: the keys that were pressed, of ``0-9*#``.
    """
    return _filled(document, encoded(digits), digits, spoken(digits))


def _filled(value: Any, written: str, digits: str, heard: str) -> Any:
    """A value with its marks replaced by ``written``; fields that write the digits in a way of their own do so."""
    if isinstance(value, str):
        return _PIECE.sub(lambda found: written if found[0] == MARK else found[0][0], value)
    if isinstance(value, list):
        return [_filled(item, written, digits, heard) for item in value]
    if not isinstance(value, dict):
        return value
    filled = {}
    for name, item in value.items():
        if name in _RAW:
            filled[name] = _filled_alike(item, digits)
        elif name in _HEARD:
            filled[name] = _filled(item, heard, digits, heard)
        else:
            filled[name] = _filled(item, written, digits, heard)
    return filled


def _filled_alike(value: Any, written: str) -> Any:
    """A value in which every field writes the digits in the same way, whatever it is called."""
    if isinstance(value, dict):
        return {name: _filled_alike(item, written) for name, item in value.items()}
    return _filled(value, written, written, written)
