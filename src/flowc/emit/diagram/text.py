"""Texts of any content, and numbers, made fit to stand in a picture."""

from __future__ import annotations

import re

__all__ = ["decimal", "plain", "xml"]

_UNFIT = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # no characters, and most of them not allowed in XML
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # what turns the direction of reading around
)
_TO_XML = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;"))


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
    text = plain(text)
    for sign, entity in _TO_XML:  # faster than a table of all signs, which few texts have any of
        text = text.replace(sign, entity)
    return text


def decimal(number: float) -> str:
    """A number with one digit behind the point, where it has one."""
    return f"{number:.1f}".removesuffix(".0")
