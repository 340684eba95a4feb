"""JSON text to values with places, or findings.

A hand-written reader, because Python's own knows no places, takes NaN, and keeps the last of two equal keys without
a word. It is strict JSON (RFC 8259), linear in the text, and bounded in depth. Where a mistake leaves no doubt about
what was meant (a comma too many or too few, a comment, single quotes, ``True``), it is reported and reading goes
on, so that one run tells them all; where it does, reading ends.
"""

from __future__ import annotations

import re

from flowc.diagnostics import Edit, Finding, Fix, Label, error
from flowc.lint.values import Array, Json, Member, Object, Scalar
from flowc.records import NamedTuple
from flowc.source import Source, Span

__all__ = ["MAX_DEPTH", "MAX_VALUES", "MOST_FINDINGS", "Reading", "read_json"]

MAX_DEPTH = 64
"""Arrays and objects in one another; a document needs five."""

MAX_VALUES = 100_000
"""Values in one text; five hundred documents of fifty actions have fewer."""

_MAX_DIGITS = 300
"""Digits of a number; more than any limit of the platform is worth."""

MOST_FINDINGS = 200
"""Findings after which reading ends: a text with more is no JSON that somebody tried to write."""

_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r'[^"\\\x00-\x1f\ud800-\udfff]*')
_USUAL = re.compile(
    r"""[ \t\r\n]*(?:"(?P<text>[^"\\\x00-\x1f\ud800-\udfff]*)"|(?P<open>[{\[])"""
    r"""|(?P<number>-?(?:0|[1-9][0-9]{0,17}))(?=[ \t\r\n,\]}])|(?P<word>true|false|null)(?=[ \t\r\n,\]}]))"""
)
"""Any value that needs no second look."""
_USUAL_KEY = re.compile(r'[ \t\r\n]*"([^"\\\x00-\x1f\ud800-\udfff]*)"[ \t\r\n]*:')
_USUAL_NEXT = re.compile(r"[ \t\r\n]*(?:([}\]])|,(?![ \t\r\n]*[}\]]))")
_BAD = re.compile(r"[\ud800-\udfff]+|\t+|[\x00-\x1f]")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_$][A-Za-z0-9_$.-]*")
_RUN = re.compile(r"[^\s,\[\]{}:\"]+")
_COMMENT = re.compile(r"//[^\n]*|#[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_SINGLE = re.compile(r"'([^'\\\n]*)'")
_HEX = re.compile(r"[0-9A-Fa-f]{4}")
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WORDS = {"true": True, "false": False, "null": None}
_MEANT = {"True": "true", "False": "false", "None": "null", "undefined": "null", "TRUE": "true", "FALSE": "false"}
_CLOSERS = {"{": "}", "[": "]"}


class Reading(NamedTuple):
    """``value`` is None where nothing could be made out; ``end`` is the offset behind what was read."""

    value: Json | None
    findings: list[Finding]
    end: int


def read_json(source: Source, start: int = 0, stop: int | None = None) -> Reading:
    """Read the one value that stands in ``source.text[start:stop]``.

    ``end`` is where something stands that does not belong to it, or ``stop``.
    """
    reader = _Reader(source.text[start:stop], source.base + start)
    value = reader.value(1)
    if value is not None:
        reader.skip()
    return Reading(value, reader.findings, start + reader.at)


class _Reader:
    """Reads one value; a method that returns None has reported why, and reading is over."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.stop = len(text)
        self.at = 0
        self.values = 0
        self.findings: list[Finding] = []
        self._closed = False

    # --- values --------------------------------------------------------------------------------------------

    def value(self, depth: int) -> Json | None:
        if len(self.findings) > MOST_FINDINGS:
            return None
        self.values += 1
        if self.values > MAX_VALUES:
            return self._too_large(f"the text has more than {MAX_VALUES:,} values")
        usual = _USUAL.match(self.text, self.at)
        if usual is None:
            return self._unusual(depth)
        self.at = usual.end()
        kind, written = usual.lastgroup, usual[usual.lastindex or 0]
        if kind == "open":
            if depth > MAX_DEPTH:
                self.at -= 1
                return self._too_large(f"objects and arrays are nested deeper than {MAX_DEPTH}")
            self.at -= 1
            return self._object(depth) if written == "{" else self._array(depth)
        start = usual.end() - len(written) - (2 if kind == "text" else 0)
        value = written if kind == "text" else int(written) if kind == "number" else _WORDS[written]
        return Scalar(value, Span(self.base + start, self.base + self.at))

    def _too_large(self, message: str) -> Scalar | None:
        self.findings.append(error("MV002", self.span(self.at, self.at + 1), message))
        self.at = self.stop
        return None

    def _unusual(self, depth: int) -> Json | None:
        """A value that is written in a rarer way, or is none."""
        self.skip()
        if self.at >= self.stop:
            return self._wrong(self.at, self.at, "the text ends where a value should stand")
        sign = self.text[self.at]
        if sign == '"':
            return self._string()
        if sign in "{[":  # behind a comment
            return self.value(depth)
        if sign == "-" or sign.isdecimal():
            return self._number()
        return self._word()

    def _object(self, depth: int) -> Json | None:
        start = self.at
        self.at += 1
        members: dict[str, Member] = {}
        if not self._more("}", start):
            return Object((), self.span(start, self.at)) if self._closed else None
        while True:
            key = self._key_and_colon(start)
            if key is None:
                return None
            value = self.value(depth + 1)
            if value is None:
                return None
            assert isinstance(key.value, str)
            self._add(members, Member(key.value, key.span, value))
            if not self._next("}", start):
                return Object(tuple(members.values()), self.span(start, self.at)) if self._closed else None

    def _add(self, members: dict[str, Member], member: Member) -> None:
        first = members.pop(member.key, None)
        if first is not None:
            self.findings.append(
                error(
                    "MV209",
                    member.key_span,
                    f"the key `{_shown(member.key)}` stands twice in one object",
                    labels=[Label(first.key_span, "it stands here already")],
                    help="delete one of the two; a reader keeps either, and which one is not said anywhere",
                )
            )
        members[member.key] = member

    def _array(self, depth: int) -> Json | None:
        start = self.at
        self.at += 1
        items: list[Json] = []
        if not self._more("]", start):
            return Array((), self.span(start, self.at)) if self._closed else None
        while True:
            value = self.value(depth + 1)
            if value is None:
                return None
            items.append(value)
            if not self._next("]", start):
                return Array(tuple(items), self.span(start, self.at)) if self._closed else None

    # --- between values ------------------------------------------------------------------------------------

    def skip(self) -> None:
        """Go on to what is no white space; comments are reported and passed over."""
        match = _SPACE.match(self.text, self.at)
        assert match is not None
        self.at = match.end()
        while self.text.startswith(("//", "/*", "#"), self.at) and len(self.findings) <= MOST_FINDINGS:
            comment = _COMMENT.match(self.text, self.at)
            assert comment is not None
            self._mend(self.at, comment.end(), "JSON has no comments", "delete it", "", safe=False)
            match = _SPACE.match(self.text, comment.end())
            assert match is not None
            self.at = match.end()

    def _more(self, closer: str, start: int) -> bool:
        """Whether a member or an item follows the opening bracket; ``_closed`` tells why not."""
        self.skip()
        if self.at >= self.stop:
            return self._unclosed(start)
        if self.text[self.at] == closer:
            self.at += 1
            self._closed = True
            return False
        return True

    def _next(self, closer: str, start: int) -> bool:
        """Whether another member or item follows; passes over the comma or the closing bracket."""
        usual = _USUAL_NEXT.match(self.text, self.at)
        if usual is not None and usual[1] in (None, closer):
            self.at = usual.end()
            self._closed = usual[1] is not None
            return not self._closed
        self.skip()
        if self.at >= self.stop:
            return self._unclosed(start)
        sign = self.text[self.at]
        if sign == closer:
            self.at += 1
            self._closed = True
            return False
        if sign == ",":
            comma = self.at
            self.at += 1
            self.skip()
            if self.at < self.stop and self.text[self.at] == closer:
                self._mend(comma, comma + 1, f"a comma stands before `{closer}`", "delete the comma", "")
                self.at += 1
                self._closed = True
                return False
            return True
        if sign in '"{[-' or sign.isalnum():
            what = "the next member" if closer == "}" else "the next item"
            self._mend(self.at, self.at, f"a comma is missing before {what}", "add it", ", ")
            return True
        self._closed = False
        self._wrong(
            self.at, self.at + 1, f"here `,` or `{closer}` should stand, and this is `{_shown(sign)}`", opened=start
        )
        return False

    def _unclosed(self, start: int) -> bool:
        opener = self.text[start]
        self._closed = False
        self._wrong(self.stop, self.stop, f"the text ends, and `{opener}` is not closed", opened=start)
        return False

    def _key_and_colon(self, start: int) -> Scalar | None:
        usual = _USUAL_KEY.match(self.text, self.at)
        if usual is not None:
            self.at = usual.end()
            return Scalar(usual[1], self.span(usual.start(1) - 1, usual.end(1) + 1))
        key = self._key(start)
        return key if key is not None and self._colon(key) else None

    def _key(self, start: int) -> Scalar | None:
        self.skip()
        if self.text.startswith('"', self.at):
            return self._string()
        single = _SINGLE.match(self.text, self.at)
        word = single or _WORD.match(self.text, self.at)
        if word is None:
            if self.at >= self.stop:
                self._unclosed(start)
                return None
            sign = self.text[self.at]
            self._wrong(self.at, self.at + 1, f"here a key in double quotes should stand, and this is `{_shown(sign)}`")
            return None
        key = word[1] if single else word[0]
        self._mend(word.start(), word.end(), "a key stands in double quotes", f'write "{key}"', f'"{key}"')
        self.at = word.end()
        return Scalar(key, self.span(word.start(), word.end()))

    def _colon(self, key: Scalar) -> bool:
        self.skip()
        if self.text.startswith(":", self.at):
            self.at += 1
            return True
        if self.text.startswith("=", self.at):
            self._mend(self.at, self.at + 1, "between a key and its value stands a colon", "write :", ":")
            self.at += 1
            return True
        assert isinstance(key.value, str)
        self._wrong(self.at, self.at + 1, f"a colon is missing behind the key `{_shown(key.value)}`")
        return False

    # --- scalars -------------------------------------------------------------------------------------------

    def _string(self) -> Scalar | None:
        start = self.at
        text = self.text
        match = _PLAIN.match(text, start + 1)
        assert match is not None
        end = match.end()
        if text.startswith('"', end):
            self.at = end + 1
            return Scalar(match[0], self.span(start, self.at))
        pieces = [match[0]]
        while end < self.stop and text[end] != '"':
            if len(self.findings) > MOST_FINDINGS:
                return None
            if text[end] == "\\":
                end = self._escape(end, pieces)
            elif text[end] == "\n" and '"' not in text[end : text.find("\n", end + 1)]:
                return self._wrong(start, end, "the string is not closed on its line", "add the closing quote")
            else:
                bad = _BAD.match(text, end)
                assert bad is not None
                self._bad_characters(end, bad.end())
                pieces.append(bad[0])
                end = bad.end()
            match = _PLAIN.match(text, end)
            assert match is not None
            pieces.append(match[0])
            end = match.end()
        if end >= self.stop:
            return self._wrong(start, self.stop, "the string is not closed", "add the closing quote")
        self.at = end + 1
        return Scalar("".join(pieces), self.span(start, self.at))

    def _bad_characters(self, at: int, end: int) -> None:
        code = ord(self.text[at])
        if code >= 0xD800:
            message = "this is not UTF-8" if 0xDC80 <= code <= 0xDCFF else "half a surrogate pair is no character"
            self._report(at, end, message, "save the file as UTF-8")
            return
        name = {9: "tab", 10: "line break", 13: "line break"}.get(code, f"control character U+{code:04X}")
        written = {9: "\\t", 10: "\\n", 13: "\\r"}.get(code, f"\\u{code:04x}")
        self._report(at, end, f"a {name} may not stand in a string as it is", f"write {written}")

    def _escape(self, at: int, pieces: list[str]) -> int:
        """Read an escape; where the text goes on behind it."""
        sign = self.text[at + 1 : at + 2]
        if sign in _ESCAPES and sign:
            pieces.append(_ESCAPES[sign])
            return at + 2
        if sign == "u" and not _HEX.match(self.text, at + 2):
            self._report(at, at + 2, "four hexadecimal digits should stand behind `\\u`", "a backslash is \\\\")
            pieces.append(sign)
            return at + 2
        if sign != "u":
            self._report(at, min(at + 2, self.stop), f"`\\{_shown(sign)}` is no escape of JSON", "a backslash is \\\\")
            pieces.append(sign)
            return at + 1 + len(sign)
        code = int(self.text[at + 2 : at + 6], 16)
        end = at + 6
        if 0xD800 <= code < 0xDC00 and self.text.startswith("\\u", end) and _HEX.match(self.text, end + 2):
            low = int(self.text[end + 2 : end + 6], 16)
            if 0xDC00 <= low < 0xE000:
                pieces.append(chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)))
                return end + 6
        if 0xD800 <= code < 0xE000:
            self._report(at, end, "half a surrogate pair is no character", "write the character itself")
            code = 0xFFFD
        pieces.append(chr(code))
        return end

    def _number(self) -> Scalar | None:
        start = self.at
        match = _NUMBER.match(self.text, start)
        run = _RUN.match(self.text, start)
        end = run.end() if run else start + 1
        written = self.text[start:end]
        self.at = end
        if match is None or match.end() != end:
            return self._malformed_number(start, end, written)
        if len(written) > _MAX_DIGITS:
            self._report(start, end, f"the number has {len(written)} digits, and no reader keeps them all", "")
            return Scalar(0, self.span(start, end))
        if match[1] is None and match[2] is None:
            return Scalar(int(written), self.span(start, end))
        number = float(written)
        if number in (float("inf"), float("-inf")):
            self._report(start, end, f"`{_shown(written)}` is larger than any number that JSON readers know", "")
            number = 0.0
        return Scalar(number, self.span(start, end))

    def _malformed_number(self, start: int, end: int, written: str) -> Scalar | None:
        if written == "-Infinity":
            self._report(start, end, "`-Infinity` is no value of JSON", "")
        elif re.fullmatch(r"-?0[0-9]+", written):
            meant = written.lstrip("-0") or "0"
            help = f'write {meant}, or "{written}" for digits'
            self._mend(start, end, "a number does not begin with 0", help, meant, safe=False)
        else:
            help = "write a whole number, or put a text into double quotes"
            self._report(start, end, f"`{_shown(written)}` is no number of JSON", help)
        return Scalar(0, self.span(start, end))

    def _word(self) -> Scalar | None:
        start = self.at
        single = _SINGLE.match(self.text, start)
        if single is not None:
            self.at = single.end()
            quoted = '"' + single[1].replace('"', '\\"') + '"'
            self._mend(start, self.at, "a string stands in double quotes", f"write {quoted}", quoted)
            return Scalar(single[1], self.span(start, self.at))
        match = _RUN.match(self.text, start)
        if match is None:
            sign = self.text[start]
            return self._wrong(start, start + 1, f"here a value should stand, and this is `{_shown(sign)}`")
        word = match[0]
        self.at = match.end()
        if word in _WORDS:
            return Scalar(_WORDS[word], self.span(start, self.at))
        if word in _MEANT:
            meant = _MEANT[word]
            self._mend(start, self.at, f"`{word}` is no value of JSON", f"write {meant}", meant)
            return Scalar(_WORDS[meant], self.span(start, self.at))
        if word in ("NaN", "Infinity", "+Infinity"):
            self._report(start, self.at, f"`{word}` is no value of JSON", "")
            return Scalar(0, self.span(start, self.at))
        markup = word.startswith("<")
        help = "this looks like HTML: something else has answered" if markup else "a text stands in double quotes"
        return self._wrong(start, self.at, f"`{_shown(word)}` is no value of JSON", help)

    # --- findings ------------------------------------------------------------------------------------------

    def span(self, start: int, end: int) -> Span:
        return Span(self.base + start, self.base + end)

    def _report(self, start: int, end: int, message: str, help: str) -> None:
        self.findings.append(error("MV209", self.span(start, end), message, help=help))

    def _mend(self, start: int, end: int, message: str, help: str, text: str, *, safe: bool = True) -> None:
        """Report what can be written otherwise; ``safe`` where that loses nothing and can only have been meant."""
        self._report(start, end, message, help)
        fix = Fix(help, (Edit(self.span(start, end), text),), safe)
        self.findings[-1] = self.findings[-1]._replace(fix=fix)

    def _wrong(self, start: int, end: int, message: str, help: str = "", opened: int | None = None) -> Scalar | None:
        """Report where reading ends."""
        self._report(start, min(end, self.stop), message, help)
        if opened is not None:
            label = Label(self.span(opened, opened + 1), "opened here")
            self.findings[-1] = self.findings[-1]._replace(labels=(label,))
        self.at = self.stop
        return None


def _shown(text: str) -> str:
    shown = "".join(char if " " <= char <= "~" else "?" for char in text[:40])
    return shown if len(text) <= 40 else shown + "..."
