"""Texts of any content, made fit to stand in a picture."""

from __future__ import annotations

__all__ = ["plain", "xml"]


def plain(text: str) -> str:
    """On one line, and with a visible sign for every character that is none: XML forbids most of them."""
    text = " ".join(text.split())
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    code = ord(character)
    if code < 32:
        return chr(0x2400 + code)
    if code == 127:
        return "\u2421"
    unseen = 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code < 0xFDF0
    turns = code in (0x200E, 0x200F, 0x061C) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return "\ufffd" if unseen or turns else character


def xml(text: str) -> str:
    """A text as content or attribute value of XML."""
    return (
        plain(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#39;")
    )
