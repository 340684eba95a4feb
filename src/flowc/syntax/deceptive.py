"""Characters that a reader of the source does not see (MV003).

A text may look one way and be another: bidirectional controls reorder what is shown, other control characters hide
or overwrite it. They are refused wherever they stand, comments and strings included; a string that needs one can say
so in the open, with ``\\u{…}``.

The bidirectional controls are those of Unicode Standard Annex #9; the attack is described in Boucher and Anderson,
"Trojan Source: Invisible Vulnerabilities" (2021). Joiners (U+200C, U+200D) are part of ordinary writing and pass.
"""

from __future__ import annotations

import re

from flowc.diagnostics import Edit, Finding, Fix
from flowc.source import Span
from flowc.syntax.limits import FINDINGS

__all__ = ["cleaned"]

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
_UNSEEN = "\x80-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff"
_CONTROL = f"[{_CONTROLS}]"
_CONTROL_OR_UNSEEN = f"[{_CONTROLS}{_UNSEEN}]"
_RETURN = "\r(?!\n)"

_NAMES = {
    0x061C: "ARABIC LETTER MARK",
    0x200B: "ZERO WIDTH SPACE",
    0x200E: "LEFT-TO-RIGHT MARK",
    0x200F: "RIGHT-TO-LEFT MARK",
    0x2028: "LINE SEPARATOR",
    0x2029: "PARAGRAPH SEPARATOR",
    0x202A: "LEFT-TO-RIGHT EMBEDDING",
    0x202B: "RIGHT-TO-LEFT EMBEDDING",
    0x202C: "POP DIRECTIONAL FORMATTING",
    0x202D: "LEFT-TO-RIGHT OVERRIDE",
    0x202E: "RIGHT-TO-LEFT OVERRIDE",
    0x2060: "WORD JOINER",
    0x2066: "LEFT-TO-RIGHT ISOLATE",
    0x2067: "RIGHT-TO-LEFT ISOLATE",
    0x2068: "FIRST STRONG ISOLATE",
    0x2069: "POP DIRECTIONAL ISOLATE",
    0xFEFF: "ZERO WIDTH NO-BREAK SPACE (byte order mark)",
    0x00: "NULL",
    0x07: "BELL",
    0x08: "BACKSPACE",
    0x0B: "VERTICAL TAB",
    0x0C: "FORM FEED",
    0x0D: "CARRIAGE RETURN without a line feed behind it",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
}


def cleaned(text: str, base: int) -> tuple[str, list[Finding]]:
    """The text with a space for each such character, and a finding for each run of the same one."""
    characters = _CONTROL if text.isascii() else _CONTROL_OR_UNSEEN
    first = 1 if text.startswith("\ufeff") else 0
    if re.compile(characters).search(text, first) is None and not ("\r" in text and re.search(_RETURN, text)):
        return text, []
    hidden = re.compile(f"({characters}|{_RETURN})\\1*")
    findings: list[Finding] = []
    for match in hidden.finditer(text, first):
        if len(findings) == FINDINGS:
            findings.append(_too_many(match.start() + base))
            break
        findings.append(_finding(match[1], Span(match.start() + base, match.end() + base)))
    return text[:first] + hidden.sub(lambda match: " " * len(match[0]), text[first:]), findings


def _finding(character: str, span: Span) -> Finding:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that could not be decoded
        meant = bytes([code - 0xDC00]).decode("windows-1252", "replace")
        shown = f" (in Windows-1252 it would be `{meant}`)" if meant.isprintable() and meant != "\ufffd" else ""
        message = f"this is not UTF-8: the byte {code - 0xDC00:02X}{shown}"
        return Finding("MV003", "error", span, message, help="save the file as UTF-8")
    return Finding(
        "MV003",
        "error",
        span,
        f"an invisible character stands here: U+{code:04X} {_NAMES.get(code) or _kind(code)}",
        help=f"remove it; in a string it can be written \\u{{{code:X}}}" if _writable(code) else "remove it",
        fix=Fix("remove the invisible character", (Edit(span, ""),)),
    )


def _kind(code: int) -> str:
    return "half of a surrogate pair, which is no character" if 0xD800 <= code <= 0xDFFF else "control character"


def _writable(code: int) -> bool:
    return code >= 0x80 and not 0xD800 <= code <= 0xDFFF


def _too_many(at: int) -> Finding:
    message = f"more than {FINDINGS} invisible characters; the rest is not listed"
    return Finding("MV002", "error", Span(at, at), message, help="is this a text file?")
