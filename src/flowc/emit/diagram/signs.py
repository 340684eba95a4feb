"""The signs of a picture: one small drawing for each kind of thing, in a square of 16 points.

Lines are drawn with the class ``sign``, surfaces with ``solid``. The shapes differ enough to be told apart in grey, and
``LEGEND`` says what they mean.
"""

from __future__ import annotations

__all__ = ["LEGEND", "MOODS", "SIGNS"]


def _line(path: str) -> str:
    return f'<path class="sign" d="{path}"/>'


def _solid(path: str) -> str:
    return f'<path class="solid" d="{path}"/>'


_HANDSET = (
    "M3 2.5 6 2 7.3 5.3 5.6 6.6a8 8 0 0 0 3.8 3.8L10.7 8.7 14 10"
    "l-.5 3a1.5 1.5 0 0 1-1.6 1.2A11 11 0 0 1 1.8 4.1 1.5 1.5 0 0 1 3 2.5z"
)
_RING = '<circle class="sign" cx="8" cy="8" r="6"/>'

SIGNS: dict[str, str] = {
    "speech": _line("M2 3h12v8H8l-3 3v-3H2z"),
    "question": _RING + _line("M6 6.4a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.2") + _solid("M7.2 11h1.6v1.5H7.2z"),
    "decision": _line("M8 1.5 14.5 8 8 14.5 1.5 8zM6.7 6.4a1.4 1.4 0 1 1 1.9 1.4c-.5.2-.6.4-.6.8")
    + _solid("M7.3 9.8h1.4v1.4H7.3z"),
    "waiting": '<circle class="sign" cx="8" cy="8.5" r="5.2"/>' + _line("M8 5.4v3.2l2 1.3M6.5 1.5h3"),
    "again": _line("M13 8a5 5 0 1 1-1.6-3.7M12 1.4v3.2H8.8"),
    "transfer": _solid(_HANDSET) + _line("M9.5 3.5h5M12.3 1.3l2.2 2.2-2.2 2.2"),
    "bridge": '<circle class="sign" cx="4" cy="8" r="2.6"/><circle class="sign" cx="12" cy="8" r="2.6"/>'
    + _line("M6.6 8h2.8"),
    "conference": '<circle class="solid" cx="8" cy="4.2" r="2.2"/><circle class="solid" cx="3.6" cy="10" r="2.2"/>'
    '<circle class="solid" cx="12.4" cy="10" r="2.2"/>' + _line("M8 4.2 3.6 10h8.8z"),
    "handover": _line("M7 3H2.5v10.5H13V9M9 2.5h5v5M14 2.5 7.5 9"),
    "end": _solid("M1.5 9.5C4 6.2 12 6.2 14.5 9.5l-1.2 2-2.8-1V8.9a10 10 0 0 0-5 0v1.6l-2.8 1z"),
    "record": _RING + '<circle class="solid" cx="8" cy="8" r="3.2"/>',
    "unrecord": _RING + _solid("M5.6 5.6h4.8v4.8H5.6z"),
    "stream": _line("M2 6v4M5 3.5v9M8 5.5v5M11 2.5v11M14 6v4"),
    "unstream": _line("M2 6v4M5 3.5v9M8 5.5v5M11 2.5v11M14 6v4M1.5 14.5l13-13"),
    "hold": _solid("M4 3h3v10H4zM9 3h3v10H9z"),
    "resume": _solid("M4.5 2.5 13 8l-8.5 5.5z"),
    "mute": _line("M2 6h3l4-3.5v11L5 10H2zM11.5 6l3 4M14.5 6l-3 4"),
    "unmute": _line("M2 6h3l4-3.5v11L5 10H2zM11.5 5.5a3.5 3.5 0 0 1 0 5"),
    "dial": "".join(f'<circle class="solid" cx="{x}" cy="{y}" r="1.3"/>' for y in (3, 8, 13) for x in (3, 8, 13)),
    "note": _line("M3 2h7l3 3v9H3zM10 2v3h3M5.5 8h5M5.5 11h5"),
    "onward": _line("M2 8h11M9.5 4.5 13 8l-3.5 3.5"),
    "callers": '<circle class="solid" cx="8" cy="4.6" r="2.8"/>' + _solid("M2.5 14a5.5 5.5 0 0 1 11 0z"),
    "other": _line("M3 3h10v10H3z"),
}
"""By sign: its drawing."""

MOODS = {
    "question": "question",
    "decision": "decided",
    "transfer": "go",
    "bridge": "go",
    "conference": "go",
    "handover": "hand",
    "end": "stop",
    "record": "stop",
}
"""The colours of a sign, where it has some of its own."""

LEGEND = (
    ("speech", "callers hear this"),
    ("question", "callers are asked"),
    ("decision", "decided without the caller"),
    ("transfer", "transferred"),
    ("bridge", "connected; may fail"),
    ("conference", "conference"),
    ("handover", "another application"),
    ("record", "recording on"),
    ("unrecord", "recording off"),
    ("end", "the call ends"),
    ("callers", "how many came by"),
)
"""The signs that are explained where they occur in a picture."""
