"""Hostile texts without end, each the same for the same seed.

Four kinds: flows that exist, bent so that they can still be read (ways that lead elsewhere, other keys, other numbers,
statements left out or in the wrong place); flows and documents that exist, spoilt (lines, words and characters taken
out, doubled, exchanged, or carried over from another file); statements of many flows put together in an order that
nobody would write; tokens in no order at all.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

__all__ = ["document", "flow"]

_ROOT = Path(__file__).parents[2]
_TOKENS = (
    "flow", "step", "menu", "collect", "entry", "defaults", "test", "const", "start", "title", "base_url", "language",
    "on", "retry", "goto", "hangup", "say", "bridge", "transfer", "conference", "redirect", "set", "unset", "prompt",
    "timeout", "attempts", "digits", "finish_on", "sensitive", "none", "true", "noinput", "nomatch", "incomplete",
    "any", "exhausted", "failed", "hear", "press", "wait", "answer", "fail", "at", "expect", "start_recording",
    "stop_recording", "hold", "resume", "mute", "unmute", "read", "write", "start_stream", "stop_stream",
    "send_digits",
    "hours", "decide", "voicemail", "part", "use", "as", "import", "by", "ask", "send", "given", "shared", "closed",
    "open", "other", "unset", "withheld", "caller", "called", "variable", "confirm", "reprompt", "max", "done",
    "09:00-17:30", "24:00", "99:99", "mon-fri", "2026-12-24", "2026-02-30", "+35387XXXXXXX", "a(b, c: d)", "a.b",
    '"Europe/Dublin"', '"{digits}"', ":", "-",
    "a", "b", "main", "else", "if", "->", "=>", "=", "{", "}", "{", "}",
    "\n", "\n", "\n", ";", ",", "..", ".", "(", ")",
    '"', '"""', '"x"', '"{a}"', '"{{"', '"\\u{41}"', '"\\u{110000}"', '"\\', "'", "//", "// flowc: ignore[MV307] -- x",
    "1", "12#", "*", "#", "2XX", "XZN", "0", "00", "99999999999999999999", "5s", "500ms", "2m", "1h", "-1", "1.5",
    "1e999",
    "+15551230001", "+", "+1", "+999999999999999999", "sip:a@b.example", "sip:", "https://x.example", "POST",
    "1..32", "3..",
    "\ufeff", "\r", "\r\n", "\t", "\0", "\x1b[2J", "\u202e", "\u2028", "\udc80", "\u00df", "\U0001f4de", "e\u0301", "\x85",  # noqa: E501
)  # fmt: skip
_JSON_TOKENS = (
    "{", "}", "[", "]", ",", ":", "null", "true", "NaN", "Infinity", "-Infinity", "1e999", "-0", "01", "1.0",
    "9" * 5000,
    '"actions"', '"action"', '"say"', '"gather"', '"text"', '"url"', '"\\ud800"', '"\\u0000"', '"\\x"', '"', "//",
    "/*",
    "\0", "\ufeff", "\udc80", "'a'", "[" * 300, '{"a":' * 300, "\n", '"to"', '"destination"', '"num_digits"', "33",
    "-1",
)  # fmt: skip


@cache
def _flows() -> tuple[str, ...]:
    files = sorted([*_ROOT.glob("examples/*.mv"), *_ROOT.glob("tests/*/**/*.mv")])
    texts = (file.read_text("utf-8", "surrogateescape") for file in files if "node_modules" not in file.parts)
    return tuple(text for text in texts if len(text) < 20_000)


@cache
def _documents() -> tuple[str, ...]:
    files = sorted(file for file in _ROOT.glob("tests/emit/cases/**/*.json"))
    return tuple(file.read_text("utf-8") for file in files if file.stat().st_size < 20_000)


@cache
def _statements() -> tuple[str, ...]:
    return tuple({line.strip(): None for text in _flows() for line in text.splitlines() if line.strip()})


def flow(seed: str) -> str:
    """A text that claims to be a flow."""
    chance = random.Random(seed)
    kind = chance.random()
    if kind < 0.5:
        return _bent(chance, chance.choice(_flows()))
    if kind < 0.75:
        return _spoilt(chance, chance.choice(_flows()), _flows(), _TOKENS)
    if kind < 0.9:
        return _spliced(chance)
    return _soup(chance, _TOKENS)


def document(seed: str) -> str:
    """A text that claims to be the JSON of a document."""
    chance = random.Random(seed)
    if chance.random() < 0.85:
        return _spoilt(chance, chance.choice(_documents()), _documents(), _JSON_TOKENS)
    return _soup(chance, _JSON_TOKENS)


def _bent(chance: random.Random, text: str) -> str:
    """A flow whose syntax stands and whose meaning has been moved about."""
    names = re.findall(r"(?:step|menu|collect|decide|voicemail) ([a-z0-9_]+)", text) or ["a"]
    for _ in range(chance.choice((1, 2, 4, 12))):
        match chance.randrange(6):
            case 0:
                text = _sometimes(chance, r"(?<=-> )[a-z_0-9]+|(?<=goto )[a-z_0-9]+", names, text)
            case 1:
                text = _sometimes(
                    chance, r"(?<=on )[0-9*#XZN]+", ("0", "1", "9", "*", "#", "12", "2XX", "digits"), text
                )
            case 2:
                text = _sometimes(
                    chance, r"(?<=digits )[0-9.]+|(?<=attempts )[0-9]+", ("1", "2", "10", "1..32", "4"), text
                )
            case 3:
                text = _sometimes(chance, r"-> [^\n;}]+", ("-> retry", "-> hangup", "-> transfer +15551230001"), text)
            case 4:
                kinds = ("menu", "collect", "step", "entry step", "decide", "voicemail")
                text = _sometimes(chance, r"\b(?:menu|collect|step|decide|voicemail)\b", kinds, text)
            case _:
                lines = text.split("\n")
                at = chance.randrange(len(lines))
                if not {"{", "}"} & set(lines[at]) and '"""' not in text:
                    other = chance.choice([line for line in _statements() if not {"{", "}"} & set(line)])
                    lines[at : at + 1] = chance.choice(([], [other], [lines[at], other], [lines[at], lines[at]]))
                text = "\n".join(lines)
    return text


def _sometimes(chance: random.Random, pattern: str, others: Sequence[str], text: str) -> str:
    """Some of what a pattern finds, replaced."""
    often = chance.choice((0.1, 0.5, 1.0))
    return re.sub(pattern, lambda match: chance.choice(others) if chance.random() < often else match[0], text)


def _spoilt(chance: random.Random, text: str, others: tuple[str, ...], tokens: tuple[str, ...]) -> str:
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        text = _once(chance, text, others, tokens)
    return text[:1_000_000]


def _once(chance: random.Random, text: str, others: tuple[str, ...], tokens: tuple[str, ...]) -> str:
    at = chance.randrange(len(text) + 1)
    length = chance.choice((1, 1, 2, 8, 60, 400))
    match chance.randrange(9):
        case 0:
            return text[:at] + text[at + length :]
        case 1:
            return text[:at] + chance.choice(tokens) + text[at:]
        case 2:
            return text[:at] + text[at : at + length] * chance.choice((2, 2, 3, 40)) + text[at + length :]
        case 3:
            return text[:at]
        case 4:
            return _lines_moved(chance, text, chance.choice(others))
        case 5:
            return _words_exchanged(chance, text)
        case 6:
            return re.sub(r"[0-9]+", lambda match: chance.choice((match[0], match[0], "0", "9" * 25)), text)
        case 7:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            return text[:at] + other[start : start + 4 * length] + text[at:]
        case _:
            return text[:at] + chr(chance.choice((0, 9, 27, 34, 92, 123, 125, 0x202E, 0xDC80, 0xFFFF))) + text[at + 1 :]


def _lines_moved(chance: random.Random, text: str, other: str) -> str:
    lines, more = text.split("\n"), other.split("\n")
    start, count = chance.randrange(len(more)), chance.randrange(1, 12)
    at = chance.randrange(len(lines) + 1)
    return "\n".join([*lines[:at], *more[start : start + count], *lines[at + chance.choice((0, count)) :]])


def _words_exchanged(chance: random.Random, text: str) -> str:
    words = re.split(r"([a-z_]+|\s+)", text)
    for _ in range(chance.choice((1, 3, 20))):
        one, other = chance.randrange(len(words)), chance.randrange(len(words))
        words[one], words[other] = words[other], words[one]
    return "".join(words)


def _spliced(chance: random.Random) -> str:
    """Statements that are each fine, within blocks that may not be theirs."""
    lines = ["flow f {", 'base_url "https://voice.example/ivr"', "start a"]
    for name in "abc":
        lines.append(f"{chance.choice(('step', 'menu', 'collect', 'entry menu'))} {name} {{")
        lines += (_renamed(chance, chance.choice(_statements())) for _ in range(chance.randrange(1, 9)))
        lines.append("}")
    lines.append("}")
    return "\n".join(lines) + "\n"


def _renamed(chance: random.Random, line: str) -> str:
    return re.sub(r"(?<=-> )[a-z_0-9]+|(?<=goto )[a-z_0-9]+", lambda _: chance.choice("abc"), line)


def _soup(chance: random.Random, tokens: tuple[str, ...]) -> str:
    glue = chance.choice((" ", " ", "", "\n"))
    return glue.join(chance.choice(tokens) for _ in range(chance.randrange(1, chance.choice((5, 50, 400)))))
