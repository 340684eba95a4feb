"""Random texts of the language, drawn from the grammar file itself, and random damage to texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from lark import Lark
from lark.grammar import Rule

GRAMMAR = Path(__file__).parents[2] / "grammar" / "flow.lark"

SAMPLES = {
    "NAME": ["a", "main", "step", "on", "hold", "language", "retry", "x_1", "failed", "digits"],
    "WORD": ["POST", "GET", "A1"],
    "WILD": ["X", "NXX", "Z1"],
    "STRING": ['"Hello."', '""', '"a {main} {{b}}"', '"say \\"it\\" \\u{e9}\\n"', '"// no comment"', '"on 1 -> {{"'],
    "LONG_STRING": ['"""one\n   two"""', '""""""', '"""a "quoted" {main}\r\n\n b"""'],
    "NUMBER": ["0", "1", "42", "007"],
    "DURATION": ["500ms", "5s", "2m"],
    "PHONE": ["+15551230099", "+1"],
    "PHONES": ["+35387XXXXXXX", "+1NXX"],
    "DATE": ["2026-12-24", "0000-00-00"],
    "TIME": ["09:00", "24:00"],
    "SIP": ["sip:desk@acme.example", "sips:a/b,c"],
    "KEYS": ["*", "#", "12#", "*1"],
    "PATTERN": ["2XX", "1N", "#Z"],
    "EVENT": ["noinput", "incomplete", "digits", "nomatch", "timeout", "any", "exhausted", "done"],
    "EOL": ["\n", ";", " // why\n", "\n\n// alone\n", "\r\n", "\n\n\n", "; ;\n"],
}
PUNCTUATION = {
    "LBRACE": "{", "RBRACE": "}", "LPAR": "(", "RPAR": ")", "EQUAL": "=", "COMMA": ",", "DOT": ".", "COLON": ":",
    "MINUS": "-", "ARROW": "->", "RANGE": "..",
}  # fmt: skip

FRAGMENTS = [
    *(
        "{",
        "}",
        "->",
        "=",
        ",",
        ".",
        "..",
        ";",
        "//",
        '"',
        "'",
        "\\",
        "(",
        ")",
        ":",
        "-",
        "#",
        "*",
        "+",
        "/*",
        "{{",
        '"""',
    ),
    *("\n", "\r", " ", "\t", "\x00", "\u202e", "\ud800", "\ufeff", "\u201c", "\xe9", "\u2028"),
    *("on", "step", "menu", "flow", "failed", "const", "goto", "hangup", "set", "test", "press", "expect", "entry"),
    *("hours", "decide", "part", "use", "as", "import", "voicemail", "closed", "given", "shared", "defaults", "by"),
    *("09:00-17:30", "9-17", "2026-12-24", "mon-fri", "+35387XXXXXXX", "a(b,\n", "yes: book", "other.book", "sip:a)"),
    *("12", "2XX", "X", "POST", "5s", "5 seconds", "+1555", "+1 555", "sip:a@b", "a", "Main", "a-b", "else", "retry"),
]


@cache
def lark() -> Lark:
    """The grammar as lark itself reads it."""
    return Lark(GRAMMAR.read_text(encoding="utf-8"), parser="lalr", lexer="contextual", start="file")


@cache
def _rules() -> dict[str, list[Rule]]:
    rules: dict[str, list[Rule]] = {}
    for rule in lark().rules:
        if not any(symbol.name == "BROKEN" for symbol in rule.expansion):
            rules.setdefault(rule.origin.name, []).append(rule)
    return rules


@cache
def _depths() -> dict[str, int]:
    """How many rules a symbol needs at the least."""
    depths: dict[str, int] = {}
    while len(depths) < len(_rules()):
        for name, rules in _rules().items():
            known = [
                _depth(rule, depths) for rule in rules if all(s.is_term or s.name in depths for s in rule.expansion)
            ]
            if known and name not in depths:
                depths[name] = min(known)
    return depths


def _depth(rule: Rule, depths: dict[str, int]) -> int:
    return 1 + max((depths[symbol.name] for symbol in rule.expansion if not symbol.is_term), default=0)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A text that the grammar derives; whether the lexer of a state reads it so is another matter."""
    budget = draw(st.integers(5, 120))
    words: list[str] = []
    pending = ["file"]
    while pending:
        name = pending.pop()
        if name not in _rules():
            words.append(
                draw(st.sampled_from(SAMPLES[name])) if name in SAMPLES else PUNCTUATION.get(name, name.lower())
            )
            continue
        budget -= 1
        rules = _rules()[name]
        if budget < 0:
            rules = [min(rules, key=lambda rule: _depth(rule, _depths()))]
        rule = draw(st.sampled_from(rules))
        pending += [symbol.name for symbol in reversed(rule.expansion)]
    return " ".join(words)


@st.composite
def damaged(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A text of ``texts`` with some of it removed, doubled or replaced."""
    text = draw(texts)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 12)))
        match draw(st.sampled_from(["insert", "remove", "double"])):
            case "insert":
                text = text[:at] + draw(st.sampled_from(FRAGMENTS)) + text[at:]
            case "remove":
                text = text[:at] + text[end:]
            case _:
                text = text[:end] + text[at:]
    return text
