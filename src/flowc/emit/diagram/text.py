"""Texts of any content, made fit to stand in a picture."""

from __future__ import annotations

import re

__all__ = ["plain", "xml"]

_UNFIT = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # no characters, and most of them not allowed in XML
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # what turns the direction of reading around
)
_TO_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def plain(text: str) -> str:
    """On one line, and with a visible sign for every character that is none: XML forbids most of them."""
    return _UNFIT.sub(_sign, " ".join(text.split()))


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def xml(text: str) -> str:
    """A text as content or attribute value of XML."""
    return plain(text).translate(_TO_XML)
