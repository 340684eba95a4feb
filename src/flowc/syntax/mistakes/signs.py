"""Signs of other languages, and the signs of this one left out: arrows, equals signs, colons, commas, comments."""

from __future__ import annotations

import re

from flowc.diagnostics import Fix
from flowc.syntax import tables, tree
from flowc.syntax.mistakes.words import EVENT_WORDS
from flowc.syntax.tables import EOL, KEYS, NAME, NUMBER, PATTERN, PHONE, STRING, WILD
from flowc.syntax.trouble import Feed, Mistake, Repair, Trouble

__all__ = [
    "arrow_behind_action",
    "arrow_for_goto",
    "foreign_comment",
    "forgotten_arrow",
    "forgotten_comma",
    "forgotten_equals",
    "forgotten_on",
    "joined_texts",
    "loose_sign",
    "needless_arrow",
    "parentheses",
    "pressed",
    "repeated_on",
    "several_statements",
    "strange_range",
    "strange_space",
    "wrong_arrow",
]


_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"


def strange_space(trouble: Trouble) -> Mistake | None:
    """A no-break space, as word processors and web pages have them, where a space belongs."""
    spaces = trouble.match(f"[{_SPACES}]+")
    if spaces is None:
        return None
    first = ord(spaces[0][0])
    name = "a no-break space" if first in (0xA0, 0x202F) else "a foreign space"
    return trouble.mistake(
        trouble.span(trouble.start, spaces.end()),
        f"{name} (U+{first:04X}) stands here, and is none for the language",
        help="it looks like a space, and comes with text that is copied from a page or a letter",
        fix=trouble.edit("write a space", trouble.start, spaces.end(), " "),
        repair=Repair(spaces.end()),
    )


def foreign_comment(trouble: Trouble) -> Mistake | None:
    """``# a comment``, ``/* a comment */``, ``-- a comment``: comments begin with ``//``."""
    if block := trouble.match(r"/\*(?:[^*]|\*(?!/))*\*/|/\*[^\n]*"):
        words = " ".join(re.sub(r"\s*\n[ \t*]*", " ", block[0].removeprefix("/*").removesuffix("*/")).split())
        fix = None
        if "\n" not in block[0] and trouble.match(r"[ \t\r]*(?=\n|\Z)", block.end()):
            fix = trouble.edit("write it with `//`", trouble.start, block.end(), f"// {words}")
        return trouble.mistake(
            trouble.span(trouble.start, trouble.start + 2),
            "`/*` opens no comment here: a comment runs from `//` to the end of the line",
            fix=fix,
            repair=Repair(block.end()),
        )
    match = trouble.match(r"#[^\n]*|--[^\n]*|%[^\n]*|<!--[^\n]*")
    if match is None or not (trouble.at_start or trouble.accepts(EOL)) or trouble.accepts(KEYS):
        return None
    mark = "#" if match[0][0] == "#" else "%" if match[0][0] == "%" else "<!--" if match[0][0] == "<" else "--"
    return trouble.mistake(
        trouble.span(trouble.start, trouble.start + len(mark)),
        f"`{mark}` opens no comment here: a comment runs from `//` to the end of the line",
        help="`#` is a key of the telephone" if mark == "#" else "",
        fix=trouble.edit("write `//`", trouble.start, trouble.start + len(mark), "//"),
        repair=Repair(match.end()),
    )


# --- arrows -------------------------------------------------------------------------------------------------------


def _arrow(trouble: Trouble, at: int) -> Feed:
    return ("->", at + trouble.base)


def wrong_arrow(trouble: Trouble) -> Mistake | None:
    """``on 1 = sales``, ``on 1: sales``, ``on 1 => sales``: another sign for ``->``."""
    if not trouble.accepts("->"):
        return None
    match = trouble.match(
        r"=>|=+|:=|:|-+>|-[ \t]*>|-+(?=[ \t])|>+|\u2192|\u21d2|goto(?![0-9A-Za-z_*#])|to(?![0-9A-Za-z_*#])"
    )
    if match is None:
        return None
    if trouble.match(r"[ \t]*\{", match.end()):
        return trouble.mistake(
            trouble.span(trouble.start, match.end()),
            f"`{match[0]}` is too much before `{{`: `{trouble.line} {{ ... }}`",
            fix=trouble.edit(f"remove `{match[0]}`", trouble.start, match.end(), ""),
            repair=Repair(match.end()),
        )
    return trouble.mistake(
        trouble.span(trouble.start, match.end()),
        f"`{match[0]}` stands where `->` should: `{trouble.line} -> ...`",
        fix=trouble.edit("write `->`", trouble.start, match.end(), _apart(trouble, "->", trouble.start, match.end())),
        repair=Repair(match.end(), (_arrow(trouble, trouble.start),)),
    )


def _apart(trouble: Trouble, sign: str, start: int, end: int) -> str:
    """A sign with spaces around it where none stand."""
    before = "" if trouble.text[start - 1 : start].isspace() else " "
    behind = "" if trouble.text[end : end + 1].isspace() or end == len(trouble.text) else " "
    return f"{before}{sign}{behind}"


def forgotten_arrow(trouble: Trouble) -> Mistake | None:
    """``on 1 sales``: nothing between the event and where the call goes."""
    if not trouble.accepts("->") or trouble.shape != NAME:
        return None
    if trouble.lexeme in EVENT_WORDS and trouble.lexeme not in ("digits", "any"):
        return None
    return trouble.mistake(
        trouble.here(),
        f"`->` is missing between `{trouble.line}` and `{trouble.lexeme}`",
        fix=trouble.edit("insert `->`", trouble.start, trouble.start, "-> "),
        repair=Repair(trouble.start, (_arrow(trouble, trouble.start),)),
    )


def repeated_on(trouble: Trouble) -> Mistake | None:
    """``on 1, on 2 -> sales``: events are listed behind one ``on``."""
    again = trouble.match(r"on[ \t]+(?=[^\s\-])")
    if trouble.symbol != "COMMA" or again is None or trouble.head != "on" or trouble.body.item == "decide_item":
        return None
    return trouble.mistake(
        trouble.here(),
        f"`on` stands once, and the events behind it: `{trouble.line} ... -> ...`",
        fix=trouble.edit("remove `on`", trouble.start, again.end(), ""),
        repair=Repair(again.end()),
    )


def forgotten_on(trouble: Trouble) -> Mistake | None:
    """``1 -> sales``, ``noinput -> retry``: a handler without its ``on``."""
    if trouble.body.item not in ("gather_item", "defaults_item"):
        return None
    event = trouble.match(r"(?:[a-z]+|[0-9*#XZN]+)(?=[ \t]*(?:,[^\n]*)?(->|=>|:|\{))", trouble.statement)
    if event is None or not (event[0] in EVENT_WORDS or re.fullmatch("[0-9*#XZN]+", event[0])):
        return None
    if event[1] == ":" and event[0] in ("timeout", "digits"):
        return None
    word = tree.Name("on", trouble.span(trouble.statement, trouble.statement))
    return trouble.mistake(
        trouble.span(trouble.statement, event.end()),
        f"a handler begins with `on`: `on {event[0]} -> ...`",
        fix=trouble.edit("insert `on`", trouble.statement, trouble.statement, "on "),
        repair=Repair(trouble.statement, (("on", word),), drop=True),
    )


def pressed(trouble: Trouble) -> Mistake | None:
    """``press 1 -> sales``: a handler begins with ``on``; ``press`` is for tests."""
    if trouble.body.item not in ("gather_item", "defaults_item"):
        return None
    words = r"(?:press|key|digit|option|button|dtmf|when)(?=[ \t]+([0-9*#XZN]+)[ \t]*(?:->|=>|:|\{))"
    word = trouble.match(words, trouble.statement)
    if word is None:
        return None
    span = trouble.span(trouble.statement, word.end())
    return trouble.mistake(
        span,
        f"a handler begins with `on`: `on {word[1]} -> ...`",
        fix=trouble.edit("write `on`", trouble.statement, word.end(), "on"),
        repair=Repair(word.end(), (("on", tree.Name("on", span)),), drop=True),
    )


def needless_arrow(trouble: Trouble) -> Mistake | None:
    """``goto -> main``: the arrow belongs to handlers."""
    if trouble.lexeme != "->" or not trouble.accepts(NAME) or trouble.at_start or trouble.symbol == "ON":
        return None
    return trouble.mistake(
        trouble.here(),
        f"`->` is too much behind `{trouble.line}`; it belongs to handlers",
        fix=trouble.edit("remove `->`", trouble.start, trouble.end, ""),
        repair=Repair(trouble.end),
    )


def arrow_for_goto(trouble: Trouble) -> Mistake | None:
    """``-> main`` as a line of a step: where a step goes on is a ``goto``."""
    target = trouble.match(r"->[ \t]*(?=([a-z][a-z0-9_]*))")
    if target is None or not trouble.at_start or trouble.body.item != "statement" or target[1] == "retry":
        return None
    if target[1] == "goto" or target[1] in trouble.row:
        return trouble.mistake(
            trouble.here(),
            f"`->` is too much before `{target[1]}`; it belongs to handlers",
            fix=trouble.edit("remove `->`", trouble.start, target.end(), ""),
            repair=Repair(target.end()),
        )
    return trouble.mistake(
        trouble.here(),
        f"`->` belongs to handlers; a step goes on with `goto {target[1]}`",
        fix=trouble.edit("write `goto`", trouble.start, target.end(), "goto "),
        repair=Repair(target.end(), (("goto", tree.Name("goto", trouble.here())),)),
    )


def arrow_behind_action(trouble: Trouble) -> Mistake | None:
    """``bridge +15551230099 -> sorry``: what happens where it fails is told by ``on failed``."""
    action = re.search(r"(?<![0-9a-z_])(bridge|redirect)[ \t][^{}]*\Z", trouble.line)
    if trouble.lexeme != "->" or action is None or not trouble.accepts("on"):
        return None
    fed = tuple((word, tree.Name(word, trouble.here())) for word in ("on", "failed"))
    return trouble.mistake(
        trouble.here(),
        f"`->` behind a {action[1]} needs to say when: `on failed -> ...`",
        fix=trouble.guess("insert `on failed`", trouble.start, trouble.start, "on failed "),
        repair=Repair(trouble.end, (*fed, _arrow(trouble, trouble.start))),
    )


# --- commas, equals signs, colons -----------------------------------------------------------------------------------


def forgotten_comma(trouble: Trouble) -> Mistake | None:
    """``on 1 2 -> sales``, ``retry "A" "B"``, ``part ask(yes no) {``: what is listed is separated by commas."""
    if not trouble.accepts(","):
        return None
    events = trouble.accepts("->")
    outcome = trouble.body.item == "decide_item" and (
        trouble.shape in (STRING, PHONE, tables.PHONES) or trouble.match(r"[a-z][a-z0-9_]*[ \t]*(?:,|->|\{)")
    )
    if events and not outcome and not (trouble.shape in (NUMBER, KEYS, PATTERN, WILD) or trouble.lexeme in EVENT_WORDS):
        joined = trouble.match(r"(?:or|and|\||/|&|\+)(?![0-9A-Za-z_*#])|[|/&+]")
        if joined is None:
            return None
        return trouble.mistake(
            trouble.span(trouble.start, joined.end()),
            f"`{joined[0]}` stands where `,` should, between two events",
            fix=trouble.edit("write `,`", trouble.start, joined.end(), ","),
            repair=Repair(joined.end(), ((",", trouble.start + trouble.base),)),
        )
    listed = not events and trouble.accepts(")") and trouble.shape in (NAME, NUMBER, PHONE, tables.DURATION)
    text = trouble.shape == STRING and trouble.body.item != "hours_line"
    if not events and not text and not listed:
        return None
    before = trouble.statement + len(trouble.text[trouble.statement : trouble.start].rstrip())
    what = "events" if events else "the entries of a list" if listed else "texts"
    return trouble.mistake(
        trouble.here(),
        f"`,` is missing before `{trouble.lexeme[:40]}`: {what} are separated by commas",
        fix=trouble.edit("insert `,`", before, before, ","),
        repair=Repair(trouble.start, ((",", trouble.start + trouble.base),)),
    )


def forgotten_equals(trouble: Trouble) -> Mistake | None:
    """``const desk +15551230099``, ``set plan to "gold"``: a constant and a variable are given with ``=``."""
    if not trouble.accepts("=") or trouble.shape in (EOL, tables.END):
        return None
    match = trouble.match(r"->|=>|:=|:|to(?![0-9A-Za-z_*#])")
    end = match.end() if match else trouble.start
    if match is None and trouble.lexeme in ("{", "}", ",", ".", ".."):
        return None
    message = f"`{match[0]}` stands where `=` should" if match else f"`=` is missing before `{trouble.lexeme[:40]}`"
    return trouble.mistake(
        trouble.span(trouble.start, end) if match else trouble.here(),
        f"{message}: `{trouble.line} = ...`",
        fix=trouble.edit("write `=`", trouble.start, end, "=" if match else "= "),
        repair=Repair(end, (("=", trouble.start + trouble.base),)),
    )


def loose_sign(trouble: Trouble) -> Mistake | None:
    """``title = "Acme"``, ``start: welcome``, ``hangup,``: a sign that nothing needs."""
    sign = trouble.match(r"[=:](?![=:>])|,(?=[ \t\r]*(?:\n|//|\Z))|=(?==)")
    if sign is None or trouble.at_start:
        return None
    word = trouble.head
    if sign[0] == ",":
        if not trouble.accepts(EOL):
            return None
        return trouble.mistake(
            trouble.here(),
            "`,` is too much at the end of a line: a statement ends with its line",
            fix=trouble.edit("remove `,`", trouble.start, trouble.end, ""),
            repair=Repair(trouble.end),
        )
    directly = trouble.line == word and trouble.symbol == "NAME" and trouble.accepts(STRING)
    if trouble.body.item == "decide_item" and isinstance(trouble.last, tree.Name) and trouble.accepts(STRING):
        word, directly = trouble.last.text, not trouble.accepts("->")
    taken = trouble.symbol == "DEFAULTS" and trouble.accepts(NAME) and trouble.match(r"[=:][ \t]*[a-z]") is not None
    if not directly and not taken:
        return None
    stuck = re.match(r"\w\W\w", trouble.text[max(trouble.start - 1, 0) : sign.end() + 1]) is not None
    between = re.search(r"[ \t]*\Z", trouble.text[trouble.statement : trouble.start])
    gap = between[0] if between and trouble.text[sign.end() : sign.end() + 1] in (" ", "\t") else ""
    return trouble.mistake(
        trouble.here(),
        f"`{sign[0]}` is too much: `{word}` and its value stand side by side",
        fix=trouble.edit(f"remove `{sign[0]}`", trouble.start - len(gap), sign.end(), " " if stuck else ""),
        repair=Repair(sign.end()),
    )


def joined_texts(trouble: Trouble) -> Mistake | None:
    """``say "Hello, " + name``, ``say "a", "b"``: one text is one string."""
    if trouble.lexeme not in ("+", ",", "&", "..") or not isinstance(trouble.last, tree.Text):
        return None
    if not trouble.accepts(STRING, EOL):
        return None
    return trouble.mistake(
        trouble.here(),
        f"`{trouble.lexeme}` does not join texts: write one string; `{{name}}` in it inserts a constant",
    )


def parentheses(trouble: Trouble) -> Mistake | None:
    """``say("Hello.")``, ``send [caller, plan]``: a word and its values stand side by side."""
    call = trouble.match(r"[(\[][ \t]*([^()\[\]\n]*?)[ \t]*[)\]][ \t]*;?(?=[ \t\r]*(?:\n|//|\}|\Z))")
    if trouble.lexeme not in ("(", "[") or (trouble.at_start and trouble.body.item != "statement"):
        return None
    fix: Fix | None = None
    sign = "parentheses" if trouble.lexeme == "(" else "brackets"
    if call:
        listed = trouble.head == "send" or trouble.body.item == "hours_line"
        inside = call[1] if listed else re.sub(r'("(?:[^"\\]|\\.)*")|,', lambda part: part[1] or "", call[1])
        fix = trouble.edit(f"remove the {sign}", trouble.start, call.end(), f" {inside}" if inside else "")
    example = f"`{trouble.line} ...`" if trouble.line else '`say "Hello."`'
    return trouble.mistake(
        trouble.here(), f"no {sign} stand here: values stand side by side behind the word, {example}", fix=fix
    )


# --- several things in one place ----------------------------------------------------------------------------------


def strange_range(trouble: Trouble) -> Mistake | None:
    """``digits 4-6``, ``digits 4 to 6``, ``on 1..5 -> sales``, ``on 1-5 -> sales``."""
    match = trouble.match(r"[ \t]*(?:\.\.\.?|-|\u2013|to(?![0-9A-Za-z_*#])|,)?[ \t]*([0-9]{1,2})(?![0-9A-Za-z_*#])")
    last = trouble.last
    if trouble.symbol == "RANGE" and trouble.lexeme.startswith("."):
        return trouble.mistake(
            trouble.here(),
            "from how many to how many digits is written with two dots, such as `4..6`",
            fix=trouble.edit("remove `.`", trouble.start, trouble.end, ""),
            repair=Repair(trouble.end),
        )
    if match is None or not isinstance(last, tree.Number | tree.Event):
        return None
    if isinstance(last, tree.Number) and trouble.accepts(".."):
        written = f"{last.text}..{match[1]}"
        most = tree.Number(int(match[1]), match[1], trouble.span(match.start(1), match.end(1)))
        return trouble.mistake(
            trouble.span(last.span.start - trouble.base, match.end()),
            f"from how many to how many digits is written `{trouble.head} {written}`",
            fix=trouble.edit(f"write `{written}`", last.span.start - trouble.base, match.end(), written),
            repair=Repair(match.end(), (("..", trouble.start + trouble.base), (NUMBER, most))),
        )
    if trouble.accepts("->") and re.match(r"\.\.|-|\u2013", match[0].strip()) and last.text.isdecimal():
        low, high = int(last.text[:9]), int(match[1])
        listed = ", ".join(map(str, range(low, high + 1))) if low < high <= 9 else "1, 2, 3"
        start = last.span.start - trouble.base
        event = tree.Event("keys", match[1], trouble.span(match.start(1), match.end(1)))
        return trouble.mistake(
            trouble.span(start, match.end()),
            f"keys have no ranges: write each, `on {listed} -> ...`",
            fix=trouble.edit("write each key", start, match.end(), listed) if low < high <= 9 else None,
            repair=Repair(match.end(), ((",", trouble.start + trouble.base), (NUMBER, event))),
        )
    return None


def several_statements(trouble: Trouble) -> Mistake | None:
    """``hangup hangup``, ``} step b {``: two statements on one line without ``;``."""
    if trouble.at_start or not trouble.accepts(EOL) or trouble.shape in (tables.END, tables.EOL):
        return None
    begins = tables.ROWS[_state_of(trouble.body.item)]
    if not trouble.line.endswith("}") and (trouble.shape != NAME or trouble.lexeme not in begins):
        return None
    before = trouble.statement + len(trouble.text[trouble.statement : trouble.start].rstrip())
    return trouble.mistake(
        trouble.here(),
        f"{trouble.stood} begins another statement: a statement stands on a line of its own, or behind `;`",
        fix=trouble.edit("insert `;`", before, before, ";"),
        repair=Repair(trouble.start, ((EOL, None),)),
    )


def _state_of(item: str) -> int:
    return tables.SYMBOLS.index(f"lines{{{item}}}")
