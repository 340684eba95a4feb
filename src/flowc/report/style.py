"""The few colours of a terminal that reports use, by what they mean."""

from __future__ import annotations

__all__ = ["paint"]

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "strong": "1",
    "frame": "1;34",
    "secondary": "36",
    "help": "1;32",
    "added": "32",
    "removed": "31",
}


def paint(text: str, meaning: str, colour: bool) -> str:
    """``text`` in the colour of a meaning, or as it is."""
    if not (colour and text):
        return text
    return f"\x1b[{_CODES[meaning]}m{text}\x1b[0m"
