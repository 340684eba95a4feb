"""Parts, files and other flows: uses without a name, lists without their parentheses, imports of other languages."""

from __future__ import annotations

import re

from flowc.diagnostics import Fix
from flowc.syntax import tables, tree
from flowc.syntax.tables import EOL, NAME, OPEN_LONG_STRING, OPEN_STRING, STRING
from flowc.syntax.trouble import REACH, Feed, Mistake, Repair, Trouble

__all__ = [
    "argument_in_signs",
    "block_as_argument",
    "comma_at_end",
    "foreign_import",
    "foreign_path",
    "missing_parenthesis",
    "parameter_with_more",
    "part_elsewhere",
    "part_without_parentheses",
    "sip_in_list",
    "use_called",
    "use_without_name",
]

_BEFORE_ARGUMENT = ("LPAR", "COMMA", "COLON", "line_end", "EOL")

_IMPORTS = ("include", "#include", "require", "load", "source", "using", "from")

_CALL = r"[ \t]*\((?:[^()\n\"]|\"[^\"\n]*\")*\)"
_WORD = r"[a-z][a-z0-9_]*+"


def _in_list(trouble: Trouble) -> bool:
    """Whether a list in parentheses is open. A text holds none: what counts is what the row waits for."""
    return trouble.head in ("use", "part") and (trouble.accepts(")") or trouble.symbol in ("COLON", "COMMA"))


# --- the list -----------------------------------------------------------------------------------------------------


def sip_in_list(trouble: Trouble) -> Mistake | None:
    """``use ring as desk(sip:desk@acme.example, no: bye)``: a bare URI ends at a space and takes the comma in."""
    if trouble.head != "use" or trouble.lexeme == ")":
        return None
    since = max(trouble.statement, trouble.start - REACH)
    uris = re.compile(r"(sips?:[^\s;{}]*[^\s;{},)])([,)]+)(?=\s)").finditer(trouble.text, since, trouble.start)
    uri = next(uris, None)
    if uri is None or "(" not in trouble.text[since : uri.start()]:
        return None
    closed = ")" in uri[2] and trouble.accepts(")") and trouble.match(r"[a-z}]") is not None
    fed: tuple[Feed, ...] = ((")", trouble.start + trouble.base), (EOL, None))
    return trouble.mistake(
        trouble.span(uri.start(), uri.end()),
        f"this SIP URI ends at a space, and has taken `{uri[2]}` in: among arguments it stands in quotes",
        fix=trouble.edit("put it in quotes", uri.start(), uri.end(1), f'"{uri[1]}"'),
        repair=Repair(trouble.start, fed) if closed else None,
    )


def comma_at_end(trouble: Trouble) -> Mistake | None:
    """A comma behind the last entry of a list: ``no: bye,`` and the parenthesis."""
    if trouble.lexeme != ")" or trouble.symbol not in ("COMMA", "line_end", "EOL") or not trouble.accepts(NAME):
        return None
    comma = trouble.text[: trouble.start].rstrip(" \t\r\n;")[-1:]
    at = trouble.text.rfind(",", trouble.statement, trouble.start)
    if comma != "," or at < 0:
        return None
    return trouble.mistake(
        trouble.span(at, at + 1),
        "`,` is too much behind the last of a list",
        fix=trouble.edit("remove `,`", at, at + 1, ""),
    )


def missing_parenthesis(trouble: Trouble) -> Mistake | None:
    """``part ask(yes, no {``, ``use ask as first("Well?", yes: book`` and the end of the line."""
    if not _in_list(trouble) or trouble.lexeme == ")" or trouble.shape in (OPEN_STRING, OPEN_LONG_STRING):
        return None
    at = trouble.start
    while trouble.text[at - 1 : at].isspace() or trouble.text[at - 1 : at] == ";":
        at -= 1
    between = trouble.text[at : trouble.start]
    below = "\n" in between
    if between.strip(" \t\r") == ";" and trouble.lexeme != "}":
        semicolon = trouble.text.rfind(";", 0, trouble.start)
        return trouble.mistake(
            trouble.span(semicolon, semicolon + 1),
            "`;` stands where `,` should: what is listed has commas between",
            fix=trouble.edit("write `,`", semicolon, semicolon + 1, ","),
        )
    if not below and trouble.lexeme not in ("{", "}", ";") and trouble.shape != tables.END:
        return None
    if below and not trouble.accepts(")"):
        return None
    if below and trouble.text[at - 1] not in "(," and _continues(trouble):
        return trouble.mistake(
            trouble.here(),
            f"`,` is missing before `{trouble.lexeme[:40]}`: what is listed has commas between",
            fix=trouble.edit("insert `,`", at, at, ","),
        )
    fed: tuple[Feed, ...] = ((")", at + trouble.base),)
    opening = trouble.text.find("(", trouble.statement, trouble.start)
    if below and trouble.head == "use":
        fed += ((EOL, None),)
    return trouble.mistake(
        trouble.span(opening, opening + 1),
        "the parenthesis that opens here is never closed",
        help=f"write `)` behind the last of the list{_or_empty(trouble)}",
        fix=trouble.guess("insert `)`", at, at, ")"),
        repair=Repair(trouble.start, fed) if trouble.accepts(")") else None,
    )


def _continues(trouble: Trouble) -> bool:
    """Whether a line looks like one more of a list that is closed further down."""
    entry = r"[^\n{}();]*(?:\([^\n{}();]*\))?"
    more = trouble.match(rf"{entry}(?:\n{entry}){{0,20}}\)")
    return more is not None and trouble.match(r"(?:step|menu|collect|decide|voicemail|use|test|on)[ \t]") is None


def _or_empty(trouble: Trouble) -> str:
    return ", on its line or below" if trouble.head == "use" else ""


def argument_in_signs(trouble: Trouble) -> Mistake | None:
    """``use ask as first("Well?", yes = book)``: an argument is named with a colon."""
    sign = trouble.match(r"(?:->|=>|:=|==?)[ \t]*")
    name = trouble.last.value if isinstance(trouble.last, tree.Argument) else trouble.last
    if trouble.head != "use" or sign is None or not isinstance(name, tree.Name) or not trouble.accepts(":", ")"):
        return None
    if not trouble.accepts(":"):
        return None
    written = sign[0].strip()
    before = trouble.statement + len(trouble.text[trouble.statement : trouble.start].rstrip())
    return trouble.mistake(
        trouble.span(trouble.start, trouble.start + len(written)),
        f"`{written}` stands where `:` should: an argument is named `{name.text}: ...`",
        fix=trouble.edit("write `:`", before, sign.end(), ": "),
        repair=Repair(sign.end(), ((":", trouble.start + trouble.base),)),
    )


def block_as_argument(trouble: Trouble) -> Mistake | None:
    """``use ask as first(yes: { say "Good." })``: what is passed is a value or a place to go."""
    if trouble.head != "use" or trouble.lexeme != "{" or trouble.symbol not in _BEFORE_ARGUMENT:
        return None
    return trouble.mistake(
        trouble.here(),
        "no block can be passed to a part: give it a step of its own, and pass the name of that step",
        repair=Repair(trouble.start, pass_over=True),
    )


# --- part ---------------------------------------------------------------------------------------------------------


def part_without_parentheses(trouble: Trouble) -> Mistake | None:
    """``part goodbye {``, ``part ask yes, no {``, ``use goodbye as bye``: also an empty list has its parentheses."""
    if not trouble.accepts("(") or trouble.head not in ("part", "use") or trouble.lexeme in ("=", ":"):
        return None
    before = trouble.statement + len(trouble.line)
    listed = trouble.match(rf"{_WORD}(?:(?:[ \t]*+,[ \t]*+|[ \t]++){_WORD})*+(?=[ \t]*\{{)")
    if trouble.head == "part" and listed:
        names = ", ".join(re.findall("[a-z0-9_]+", listed[0]))
        return trouble.mistake(
            trouble.span(trouble.start, listed.end()),
            f"the parameters of a part stand in parentheses: `{trouble.line}({names}) {{`",
            fix=trouble.edit("put them in parentheses", before, listed.end(), f"({names})"),
        )
    if trouble.head == "use" and trouble.lexeme in ("{", "["):
        return trouble.mistake(
            trouble.here(),
            f"what is passed to a part stands in parentheses: `{trouble.line}(...)`",
            repair=Repair(trouble.start, pass_over=True),
        )
    if trouble.shape not in (EOL, tables.END) and trouble.lexeme not in ("{", "}"):
        return None
    fed: tuple[Feed, ...] = (("(", before + trouble.base), (")", before + trouble.base))
    return trouble.mistake(
        trouble.span(trouble.statement, before),
        f"parentheses are missing: `{trouble.line}()`, with what it takes between them",
        fix=trouble.edit("insert `()`", before, before, "()"),
        repair=Repair(trouble.start, fed),
    )


def parameter_with_more(trouble: Trouble) -> Mistake | None:
    """``part ask(question: text)``, ``part ask(yes = book)``: a parameter is a name and nothing more."""
    if trouble.head != "part" or trouble.lexeme not in (":", "=") or not trouble.accepts(")"):
        return None
    more = trouble.match(r"[:=][ \t]*(?:[^,()\n{}\"]|\"[^\"\n]*\")*")
    assert more is not None
    written = more[0].rstrip()
    before = trouble.statement + len(trouble.text[trouble.statement : trouble.start].rstrip())
    what = "a default" if trouble.lexeme == "=" else "a type"
    return trouble.mistake(
        trouble.span(trouble.start, trouble.start + len(written)),
        f"a parameter is a name alone; it has no {what[2:]}: every use passes all of them",
        fix=trouble.edit(f"remove `{written}`", before, trouble.start + len(written), ""),
        repair=Repair(trouble.start + len(written)),
    )


def part_elsewhere(trouble: Trouble) -> Mistake | None:
    """``part ask(yes) {`` in a flow, ``use ask as first(...)`` in a step or outside of every flow."""
    if trouble.head not in ("part", "use") or not trouble.match(r"(?:part|use)[ \t]+[a-z]", trouble.statement):
        return None
    if trouble.head in tables.ROWS[tables.SYMBOLS.index(f"lines{{{trouble.body.item}}}")]:
        return None
    place = "at the top of a file, beside its flows" if trouble.head == "part" else "in a flow or in a part"
    span = trouble.span(trouble.statement, trouble.statement + len(trouble.head))
    return trouble.mistake(span, f"`{trouble.head}` stands {place}", repair=Repair(trouble.start, pass_over=True))


# --- use ----------------------------------------------------------------------------------------------------------


def use_without_name(trouble: Trouble) -> Mistake | None:
    """``use ask("Well?")``, ``use ask("Well?") as first``, ``use first = ask("Well?")``, ``use ask first()``."""
    if trouble.head != "use" or not trouble.accepts("as") or not isinstance(trouble.last, tree.Name):
        return None
    part = trouble.last
    behind = part.span.end - trouble.base
    fix: Fix | None = None
    if path := trouble.match(r"(?:\.|::|/)(?=[a-z])"):
        start = part.span.start - trouble.base
        return trouble.mistake(
            trouble.span(start, path.end()),
            "a part is used by its name alone, in whichever file it stands",
            fix=trouble.edit(f"remove `{part.text}{path[0]}`", start, path.end(), ""),
            repair=Repair(path.end(), drop=True, feed=(("use", tree.Name("use", part.span)),)),
        )
    if other := trouble.match(r"=[ \t]*([a-z][a-z0-9_]*)"):
        proper = f"use {other[1]} as {part.text}"
        fix = trouble.edit(f"write `{proper}`", trouble.statement, other.end(), proper)
    elif named := trouble.match(rf"({_CALL})[ \t]+as[ \t]+([a-z][a-z0-9_]*)", behind):
        proper = f"use {part.text} as {named[2]}"
        fix = trouble.edit("move the name", behind, named.end(), f" as {named[2]}{named[1].lstrip()}")
    elif named := trouble.match(r"([a-z][a-z0-9_]*)[ \t]*\("):
        proper = f"use {part.text} as {named[1]}"
        fix = trouble.edit("insert `as`", trouble.start, trouble.start, "as ")
    else:
        proper = f"use {part.text} as NAME"
        if trouble.lexeme == "(":
            fix = trouble.guess(f"call it `{part.text}`", behind, behind, f" as {part.text}")
    return trouble.mistake(
        trouble.span(trouble.statement, behind),
        f"each use of a part has a name of its own, which its nodes take: `{proper}(...)`",
        fix=fix,
    )


def use_called(trouble: Trouble) -> Mistake | None:
    """``yes_no("Well?", yes: book)`` in a flow: a part is taken in by ``use``."""
    if trouble.lexeme != "(" or trouble.body.item not in ("flow_item", "part_item") or trouble.line != trouble.head:
        return None
    return trouble.mistake(
        trouble.span(trouble.statement, trouble.start),
        f"a part is taken in by `use {trouble.head} as NAME(...)`",
        help="the name is that of this use: its nodes are called `NAME.node`",
    )


# --- files and flows ----------------------------------------------------------------------------------------------


def foreign_import(trouble: Trouble) -> Mistake | None:
    """``include "common.mv"``, ``require "common.mv"``, ``import "a.mv", "b.mv"``, ``import x from "common.mv"``."""
    if trouble.head == "use" and trouble.symbol == "USE" and trouble.shape == STRING:
        return trouble.mistake(
            trouble.span(trouble.statement, trouble.end),
            f"a file is brought in at the top, by `import {trouble.lexeme}`; `use` takes one of its parts",
        )
    if trouble.body.item != "declaration":
        return None
    path = trouble.match(r"(#?[a-z]+)[ \t]*(\"[^\"\n]*\")([ \t]+import[ \t][^\n;]*)?")
    if path and trouble.at_start and path[1] in _IMPORTS:
        span = trouble.span(trouble.start, path.end())
        text = tree.Text((path[2][1:-1],), span, False, path[2][1:-1])
        return trouble.mistake(
            span,
            f"another file is brought in by `import {path[2]}`",
            fix=trouble.edit("write `import`", trouble.start, path.end(), f"import {path[2]}"),
            repair=Repair(path.end(), (("import", tree.Name("import", span)), (STRING, text))),
        )
    if trouble.head == "import" and trouble.lexeme == ",":
        return trouble.mistake(trouble.here(), "an `import` brings one file in: write another `import` for the next")
    named = trouble.match(r"import[ \t]+[{*a-z][^\"\n]*from[ \t]*(\"[^\"\n]*\")", trouble.statement)
    if trouble.head == "import" and named:
        return trouble.mistake(
            trouble.span(trouble.statement, named.start(1)),
            f"a file is brought in as a whole: `import {named[1]}`",
            fix=trouble.edit("remove the names", trouble.statement, named.start(1), "import "),
        )
    return None


def foreign_path(trouble: Trouble) -> Mistake | None:
    """``-> night/desk``, ``goto night:desk``, ``-> night::desk``: a node of another flow has a dot before it."""
    sign = trouble.match(r"::?|/(?!/)|->|#")
    flow = trouble.last.name if isinstance(trouble.last, tree.Jump | tree.Goto) else trouble.last
    if sign is None or not isinstance(flow, tree.Name) or flow.span.end - trouble.base != trouble.start:
        return None
    name = trouble.match(r"[a-z][a-z0-9_]*(?![0-9A-Za-z_*#])", sign.end())
    if name is None or not trouble.accepts(".") or trouble.accepts("->", "="):
        return None
    return trouble.mistake(
        trouble.span(trouble.start, sign.end()),
        f"`{sign[0]}` stands where `.` should: `{flow.text}.{name[0]}`",
        fix=trouble.edit("write `.`", trouble.start, sign.end(), "."),
        repair=Repair(sign.end(), ((".", trouble.start + trouble.base),)),
    )
