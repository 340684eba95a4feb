"""Quotes: left open, of the wrong kind, forgotten; and what a string cannot hold."""

from __future__ import annotations

import re
from itertools import islice

from flowc.diagnostics import Finding
from flowc.syntax import tables, tree
from flowc.syntax.tables import KEYS, NAME, OPEN_LONG_STRING, OPEN_STRING, PATTERN, STRING, WRONG
from flowc.syntax.trouble import Mistake, Repair, Trouble

__all__ = [
    "foreign_quotes",
    "forgotten_quotes",
    "open_quote",
    "quoted_keys",
    "quoted_word",
    "uri_with_insert",
    "variable_name",
    "wrong_string",
]

_OPENING = "'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb`"
_CLOSING = "'\u2018\u2019\u201c\u201d\u00ab\u00bb`\""

_SENSELESS = r"\\u\{[^{}\"\n]{0,20}\}?|\\(?:[^\n]|\n)|\{[^{}\"\n]{0,64}\}|[{}\\]"
"""What a string may not hold, where nothing that it may hold stands."""

_MOST = 50
"""Findings in one string."""

_TAKES_TEXT = ("say", "prompt", "title", "base_url", "language", "hear", "test", "redirect", "start_stream", "retry")


def _string(trouble: Trouble, start: int, end: int, inner: str) -> tuple[int, tree.Text]:
    """What to read instead of what stands between two places."""
    return (STRING, tree.Text((inner,) if inner else (), trouble.span(start, end), False, inner))


def open_quote(trouble: Trouble) -> Mistake | None:
    """``say "Hello.``: the quote is never closed."""
    if trouble.shape not in (OPEN_STRING, OPEN_LONG_STRING):
        return None
    quote = '"""' if trouble.shape == OPEN_LONG_STRING else '"'
    content = trouble.lexeme[len(quote) :].partition("//")[0].rstrip()
    if content.endswith("{") or (content.endswith(")") and trouble.accepts(")")):
        content = content[:-1].rstrip()
    end = trouble.start + len(quote) + len(content)
    if len(quote) == 1 and re.match("[0-9A-Za-z_]", trouble.text[trouble.start - 1 : trouble.start]):
        return trouble.mistake(
            trouble.span(trouble.start, trouble.start + 1), "a quote is missing on this line, or there is one too many"
        )
    lines = "" if len(quote) == 3 else '; a string ends on its line, unless it is written with `"""`'
    return trouble.mistake(
        trouble.span(trouble.start, trouble.start + len(quote)),
        "the quote that opens here is never closed",
        help=f"write `{quote}` where the text ends{lines}",
        fix=trouble.guess("close the quote at the end of the line", end, end, quote),
        repair=Repair(end, (_string(trouble, trouble.start, end, content),)) if _text_fits(trouble) else None,
    )


def _text_fits(trouble: Trouble) -> bool:
    return trouble.accepts(STRING)


# --- inside a string ----------------------------------------------------------------------------------------------


def wrong_string(trouble: Trouble) -> Mistake | None:
    """``say "50 \\% off {today"``: escapes that do not exist, braces that insert nothing."""
    if trouble.shape != WRONG or not trouble.lexeme.startswith('"'):
        return None
    quote = '"""' if trouble.lexeme.startswith('"""') else '"'
    inner = trouble.lexeme[len(quote) : -len(quote)]
    inside = re.compile(rf"{tables.IN_STRING}|({_SENSELESS})")
    wrong = (match for match in inside.finditer(inner) if match.lastindex == inside.groups)
    at = trouble.start + len(quote)
    findings = [_inside(trouble, match[0], at + match.start()) for match in islice(wrong, _MOST)]
    text = _string(trouble, trouble.start, trouble.end, inner)
    return Mistake(tuple(findings), Repair(trouble.end, (text,)))


def _inside(trouble: Trouble, wrong: str, at: int) -> Finding:
    span = trouble.span(at, at + len(wrong))
    if wrong.startswith("\\u"):
        return trouble.finding(
            span,
            f"`{wrong}` is not a character",
            help="write the number of a character in hexadecimal, such as `\\u{e9}`",
        )
    if wrong.startswith("\\"):
        shown = wrong if wrong[1] != "\n" else "a backslash at the end of a line"
        return trouble.finding(
            span,
            f"`{shown}` means nothing in a string" if shown == wrong else f"{shown} means nothing in a string",
            help='`\\"`, `\\\\`, `\\n`, `\\t` and `\\u{e9}` do; a backslash itself is written `\\\\`',
            fix=trouble.guess("double the backslash", at, at + 1, "\\\\"),
        )
    if len(wrong) == 1:
        return trouble.finding(
            span,
            f"a single `{wrong}` in a string is neither an insert nor a brace",
            help=f"write `{wrong}{wrong}` for a brace that is spoken, or `{{name}}` to insert a constant",
            fix=trouble.guess("double the brace", at, at + 1, wrong * 2),
        )
    name = wrong[1:-1].strip()
    if re.fullmatch("[a-z][a-z0-9_]{0,63}", name):
        return trouble.finding(
            span,
            f"`{wrong}` inserts nothing: there is a space in it",
            help=f"write `{{{name}}}`",
            fix=trouble.edit(f"write `{{{name}}}`", at, at + len(wrong), f"{{{name}}}"),
        )
    return trouble.finding(
        span,
        f"`{wrong}` inserts nothing: between braces stands the name of a constant",
        help="names are in lower case, such as `{company}`; a brace itself is doubled, `{{` or `}}`",
    )


# --- other quotes, no quotes --------------------------------------------------------------------------------------


def foreign_quotes(trouble: Trouble) -> Mistake | None:
    """``say 'Hello.'``: only ``"`` opens a string."""
    if trouble.shape != WRONG or trouble.lexeme[0] not in _OPENING or not _text_fits(trouble):
        return None
    opening = trouble.lexeme[0]
    match = trouble.match(rf"[{_OPENING}]([^{re.escape(_CLOSING)}\n]*)[{re.escape(_CLOSING)}]?")
    assert match is not None
    inner = match[1]
    while opening == "'" and (more := trouble.match(r"(?<=[A-Za-z]')[a-z][^'\n]*'", match.end())):  # an apostrophe
        match, inner = more, trouble.text[trouble.start + 1 : more.end() - 1]
    inner = inner.rstrip()
    end = match.end()
    return trouble.mistake(
        trouble.span(trouble.start, end),
        f'a string stands between straight double quotes, `"`; `{opening}` is not one',
        fix=trouble.edit("use straight double quotes", trouble.start, end, '"' + inner.replace('"', '\\"') + '"'),
        repair=Repair(end, (_string(trouble, trouble.start, end, inner),)),
    )


def uri_with_insert(trouble: Trouble) -> Mistake | None:
    """``transfer sip:{digits}@pbx.example``: only a string can have an insert in it."""
    last = trouble.last
    if not isinstance(last, tree.Name | tree.Sip) or last.span.end - trouble.base != trouble.start:
        return None
    start = last.span.start - trouble.base
    uri = trouble.match(r"sips?:[^\s;{}\"]*\{[a-z][a-z0-9_]*\}[^\s;\"]*", start)
    if uri is None or trouble.lexeme not in (":", "{"):
        return None
    span = trouble.span(start, uri.end())
    return trouble.mistake(
        span,
        f'a SIP URI with an insert stands in quotes: `"{_short(uri[0])}"`',
        fix=trouble.edit("put it in quotes", start, uri.end(), f'"{uri[0]}"'),
        repair=Repair(uri.end(), replace_last=_string(trouble, start, uri.end(), uri[0])[1]),
    )


def forgotten_quotes(trouble: Trouble) -> Mistake | None:
    """``say Thank you``, ``base_url https://voice.acme.example``: text without quotes."""
    head = trouble.head
    if trouble.shape not in (NAME, WRONG, tables.WORD, tables.NUMBER, tables.PUNCTUATION) or trouble.at_start:
        return None
    if trouble.lexeme in ('"', "#", "=", "{", "}", "->"):
        return None
    behind = trouble.match(re.escape(head) + r"[ \t]+(?=[^\s=:])", trouble.statement) if head else None
    address = trouble.match(r"(?:https?|wss?)://[^\s\"]+", behind.end()) if behind else None
    wants_text = head in _TAKES_TEXT or (not trouble.accepts(NAME) and trouble.accepts(STRING))
    if trouble.symbol == "RETRY" and not trouble.at_start:
        if trouble.shape == tables.NUMBER:
            help = 'how often it is asked is `attempts 3` of the menu; `retry "Sorry?"` takes what is said'
            return trouble.mistake(
                trouble.here(), "`retry` takes no number", help=help, repair=Repair(trouble.end)
            )
        behind = trouble.match("")
    if trouble.head == "const" and trouble.symbol == "EQUAL":  # several words are a text, one may be another constant
        behind, wants_text = trouble.match("(?=[A-Za-z]+[ \\t]+[A-Za-z])"), True
    if behind is None or not (address or wants_text) or '"' in trouble.text[behind.end() : trouble.start]:
        return None
    words = address or trouble.match(r'[^"\n;{}]*[^"\n;{} \t\r]', behind.end())
    if words is None or words.end() <= trouble.start:
        return None
    fix = trouble.guess("put it in quotes", behind.end(), words.end(), f'"{words[0]}"')
    line = trouble.text[trouble.statement : behind.end()].strip()
    return trouble.mistake(
        trouble.span(behind.end(), words.end()),
        f'{"a URL" if address else "text"} stands in quotes: `{line} "{_short(words[0])}"`',
        fix=fix,
    )


def quoted_word(trouble: Trouble) -> Mistake | None:
    """``goto "main"``, ``on "1" -> main``: quotes around what is a name or a key."""
    if trouble.symbol == "EXPECT":
        return None
    match = trouble.match(rf"[\"{_OPENING}]([^{re.escape(_CLOSING)}\n]{{1,64}})[{re.escape(_CLOSING)}]")
    if match is None:
        return None
    inner = match[1]
    span = trouble.span(trouble.start, match.end())
    if trouble.accepts(NAME) and re.fullmatch(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+", inner):
        fix = trouble.edit("remove the quotes", trouble.start, match.end(), inner)
        return trouble.mistake(span, f"`{inner}` is the name of a node here, and stands without quotes", fix=fix)
    token: tuple[int | str, object]
    if trouble.accepts(NAME) and re.fullmatch("[a-z][a-z0-9_]{0,63}", inner):
        kind, token = "a name", (NAME, tree.Name(inner, span))
    elif trouble.accepts(tables.KEYS) and re.fullmatch("[0-9*#]{1,64}", inner):
        kind, token = "a key", (tables.KEYS, tree.Keys(inner, span))
    elif trouble.accepts(inner) and re.fullmatch("[a-z]+", inner):
        kind, token = "a word of the language", (inner, tree.Name(inner, span))
    else:
        return None
    return trouble.mistake(
        span,
        f"`{inner}` is {kind} here, and stands without quotes",
        fix=trouble.edit("remove the quotes", trouble.start, match.end(), inner),
        repair=Repair(match.end(), (token,)),
    )


def quoted_keys(trouble: Trouble) -> Mistake | None:
    """``send_digits 12#``: what an action sends is text."""
    if trouble.shape not in (KEYS, PATTERN) or not trouble.accepts(STRING):
        return None
    return trouble.mistake(
        trouble.here(),
        f'keys are text for an action, and stand in quotes: `"{trouble.lexeme}"`',
        fix=trouble.edit("put it in quotes", trouble.start, trouble.end, f'"{trouble.lexeme}"'),
        repair=Repair(trouble.end, (_string(trouble, trouble.start, trouble.end, trouble.lexeme),)),
    )


def variable_name(trouble: Trouble) -> Mistake | None:
    """``set crm.id = "4711"``: a variable whose name is none of the language is written as a string."""
    if trouble.head not in ("set", "unset") or trouble.at_start:
        return None
    before = trouble.last
    fresh = trouble.symbol in ("SET", "UNSET")
    if not fresh and (not isinstance(before, tree.Name) or before.span.end - trouble.base != trouble.start):
        return None
    start = trouble.start if fresh else before.span.start - trouble.base
    name = trouble.match(r"[0-9A-Za-z_][0-9A-Za-z_.:\-]*(?=[ \t]*(?:=|\n|;|\}|\Z))", start)
    if name is None or name.end() <= trouble.start:
        return None
    span = trouble.span(start, name.end())
    text = _string(trouble, start, name.end(), name[0])
    return trouble.mistake(
        span,
        f'`{name[0]}` is not a name of this language; as the name of a variable write it in quotes: `"{name[0]}"`',
        fix=trouble.edit("put it in quotes", start, name.end(), f'"{name[0]}"'),
        repair=Repair(name.end(), (text,)) if fresh else Repair(name.end(), replace_last=text[1]),
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
