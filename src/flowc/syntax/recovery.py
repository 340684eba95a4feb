"""How reading goes on after an error.

Every list of statements in the grammar takes ``BROKEN`` as one of them. Where a row has no answer, somebody in
``flowc.syntax.mistakes`` may know what was meant and how to go on as if it had been written. Otherwise the statement is
given up: the parser goes back to where it began, ``BROKEN`` takes its place, and reading goes on behind it. Where the
statement opens braces, what is in them is read all the same, behind a head that the place allows, so that their
mistakes are told too; what has such an invented head becomes Broken as a whole.

Every call either takes in at least one token or leaves something open shut, so that reading comes to an end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flowc.diagnostics import Finding, error
from flowc.source import Span
from flowc.syntax import tables, tree
from flowc.syntax.limits import FINDINGS, NESTING
from flowc.syntax.mistakes import recognise
from flowc.syntax.tables import END, EOL, LONG_STRING, NAME, OPEN_LONG_STRING, ROWS, STRING, SYMBOLS, WRONG
from flowc.syntax.text import MAKERS
from flowc.syntax.trouble import Body, Feed, Repair, Trouble

if TYPE_CHECKING:
    from flowc.syntax.parser import Parser

__all__ = ["pass_over_list", "recover"]

_TRIES = 4
"""Repairs of one statement that read something again, before the statement is given up."""

_OWNERS = frozenset(["FLOW", "DEFAULTS", "STEP", "MENU", "COLLECT", "VOICEMAIL", "DECIDE", "HOURS", "PART", "TEST"])
"""The keywords whose braces hold statements; at most a name and a list stand between."""

_WITHOUT_BLOCKS = ("test_line", "hours_line")

_REACH_OF_LIST = 4000
"""How many characters of a list in parentheses are looked through for its end."""

_TOLD = 32
"""Findings among which one is looked for that was told before the statement was read again."""


def recover(parser: Parser, match: re.Match[str]) -> int:
    """Report what is wrong at a token and make ``parser`` ready to go on; the place from which to read."""
    shape = match.lastindex
    assert shape is not None
    if shape == OPEN_LONG_STRING:
        parser.token = re.compile(tables.TOKEN_AFTER_OPEN_STRING)
    if shape in (STRING, LONG_STRING) and MAKERS[shape](match[shape], 0) is None:
        shape = WRONG
    start = match.end() - len(match[match.lastindex or 0])
    _settle(parser)
    bodies = _bodies(parser)
    if len(parser.findings) >= FINDINGS:
        return _stop(parser, bodies, start)
    trouble = _trouble(parser, bodies, shape, parser.text[start : match.end()], start)
    if _nested(parser) > NESTING:
        parser.findings.append(_too_deep(trouble))
        return _pass_over(parser, trouble)
    mistake = recognise(trouble)
    told = parser.findings[-_TOLD:]
    parser.findings += [finding for finding in mistake.findings if finding not in told]
    if mistake.repair is None or _goes_round(parser, trouble, mistake.repair):
        return _give_up(parser, trouble)
    if mistake.repair.pass_over:
        return _pass_over(parser, trouble)
    return _repair(parser, trouble, mistake.repair)


def _goes_round(parser: Parser, trouble: Trouble, repair: Repair) -> bool:
    """Whether a statement has been read again too often. What goes forward may go on for ever."""
    if repair.resume > trouble.start or trouble.shape == END:
        return False
    if trouble.statement != parser.troubled:
        parser.troubled, parser.tries = trouble.statement, 0
    parser.tries += 1
    return parser.tries > _TRIES


# --- where we are -------------------------------------------------------------------------------------------------


def _settle(parser: Parser) -> None:
    """Finish what is finished, if the parser stands between statements."""
    while ROWS[parser.states[-1]].get("BROKEN", 0) < 0:
        parser.reduce(ROWS[parser.states[-1]]["BROKEN"])


def _bodies(parser: Parser) -> tuple[Body, ...]:
    bodies = []
    for depth, state in enumerate(parser.states):
        symbol = SYMBOLS[state]
        if symbol.startswith("lines{"):
            bodies.append(_body(parser, depth, symbol[len("lines{") : -1]))
    return tuple(bodies)


def _body(parser: Parser, depth: int, item: str) -> Body:
    if depth == 1:
        return Body(item, "", "", -1, False, depth)
    brace = parser.values[depth - 1] - parser.base
    title = parser.values[depth - 2]
    if isinstance(title, list):  # the events of a handler
        return Body(item, "on", "", brace, type(title[0]) is tree.Broken, depth)
    if SYMBOLS[parser.states[depth - 2]] == "FAILED":
        return Body(item, "on failed", "", brace, type(parser.values[depth - 4]) is tree.Broken, depth)
    head = depth - 2
    while SYMBOLS[parser.states[head]] not in _OWNERS:
        head -= 1
    name = parser.values[head + 1]
    called = name.text if isinstance(name, tree.Name) else ""
    return Body(item, parser.values[head].text, called, brace, type(name) is tree.Broken, depth)


def _trouble(parser: Parser, bodies: tuple[Body, ...], shape: int, lexeme: str, start: int) -> Trouble:
    depth = bodies[-1].depth
    statement = start
    if len(parser.values) > depth + 1:
        statement = _start_of(parser.values[depth + 1]) - parser.base
    return Trouble(
        parser.text,
        parser.base,
        shape,
        lexeme,
        start,
        statement,
        SYMBOLS[parser.states[-1]],
        _last(parser),
        ROWS[parser.states[-1]],
        bodies,
        parser.values[depth],
    )


def _last(parser: Parser) -> Any:
    """The value that was read last, also where it has become part of something; none between statements."""
    last = parser.values[-1]
    if SYMBOLS[parser.states[-1]].startswith("lines{"):
        return None
    match last:
        case [*_, final] if isinstance(last, list):
            return final
        case tree.Setting(values=(*_, final)):
            return final
        case tree.Const() | tree.SetVariable():
            return last.value
        case tree.Goto() | tree.UnsetVariable():
            return last.name
        case _:
            return last


def _replace_last(parser: Parser, value: Any) -> None:
    last = parser.values[-1]
    match last:
        case list():
            last[-1] = value
        case tree.Setting():
            parser.values[-1] = last._replace(values=(*last.values[:-1], value))
        case tree.Const() | tree.SetVariable():
            parser.values[-1] = last._replace(value=value)
        case tree.Goto() | tree.UnsetVariable():
            parser.values[-1] = last._replace(name=value)
        case _:
            parser.values[-1] = value


def _start_of(value: Any) -> int:
    if isinstance(value, int):
        return value
    if isinstance(value, list):  # the days of a line of hours
        return _start_of(value[0])
    start: int = value.span.start
    return start


# --- repairs ------------------------------------------------------------------------------------------------------


def _repair(parser: Parser, trouble: Trouble, repair: Repair) -> int:
    if repair.replace_last is not None:
        _replace_last(parser, repair.replace_last)
    if repair.drop:
        _back_to(parser, trouble.body)
    for key, value in repair.feed:
        if not parser.feed(key, value):
            return _give_up(parser, trouble)
    return repair.resume


def _give_up(parser: Parser, trouble: Trouble) -> int:
    """Put BROKEN in the place of the statement, and go on behind it, or within the braces that it opens."""
    start = trouble.start
    if _in_list(parser, trouble.body):
        reach = min(len(parser.text), start + _REACH_OF_LIST)
        end = _out_of_list(parser, trouble, start, reach)
        start = end if end < reach else start
    for match in parser.token.finditer(parser.text, start):
        shape = match.lastindex
        assert shape is not None
        at = match.start(shape)
        if shape in (EOL, END) or (match[shape] == "}" and (at > start or trouble.body.brace >= 0)):
            break
        if shape == OPEN_LONG_STRING:
            parser.token = re.compile(tables.TOKEN_AFTER_OPEN_STRING)
            at = match.end()
            break
        if match[shape] == "{":
            if "{" in ROWS[parser.states[-1]]:
                return at
            _back_to(parser, trouble.body)
            if trouble.body.item in _WITHOUT_BLOCKS:
                at = _behind_braces(parser, at)
                break
            for key, value in _head(trouble, at):
                parser.feed(key, value)
            return at + 1
    _back_to(parser, trouble.body)
    span = trouble.span(trouble.statement, max(at, trouble.statement))
    if not parser.feed("BROKEN", tree.Broken(span)):
        raise AssertionError("a body takes BROKEN")
    return at


def _pass_over(parser: Parser, trouble: Trouble) -> int:
    """Give the statement up without looking into the braces that it opens."""
    at = trouble.start
    if _in_list(parser, trouble.body):
        reach = len(parser.text)
        at = _out_of_list(parser, trouble, at, reach)
        while parser.text.startswith("{", at):
            at = _out_of_list(parser, trouble, _behind_braces(parser, at), reach)
    at = _end_of_line(parser, at)
    if parser.text.startswith("{", at):
        at = _behind_braces(parser, at)
    _back_to(parser, trouble.body)
    parser.feed("BROKEN", tree.Broken(trouble.span(trouble.statement, at)))
    return at


def _in_list(parser: Parser, body: Body) -> bool:
    """Whether the statement has a list in parentheses that is still open."""
    symbols = [SYMBOLS[state] for state in parser.states[body.depth + 1 :]]
    return "LPAR" in symbols and "RPAR" not in symbols


def _out_of_list(parser: Parser, trouble: Trouble, start: int, reach: int) -> int:
    """The place behind the parenthesis that closes a list, or before whatever stands in no list; at most ``reach``."""
    statements = ROWS[parser.states[trouble.body.depth]]
    line = parser.text.rfind("\n", trouble.statement, start)
    eol = line if line >= 0 and not parser.text[line:start].strip(" \t\r\n;") else -1
    depth = 0
    for match in parser.token.finditer(parser.text, start, reach):
        shape = match.lastindex
        assert shape is not None
        lexeme = match[shape]
        if shape in (END, OPEN_LONG_STRING) or lexeme in ("{", "}"):
            return match.start(shape)
        if eol >= 0 and lexeme in statements:
            return eol
        if lexeme == ")" and depth == 0:
            return match.end()
        depth += (lexeme == "(") - (lexeme == ")")
        eol = match.start(shape) if shape == EOL else -1
    return reach


def _end_of_line(parser: Parser, start: int) -> int:
    """Where the line ends, or braces open or close on it."""
    for match in parser.token.finditer(parser.text, start):
        shape = match.lastindex
        assert shape is not None
        if shape in (EOL, END, OPEN_LONG_STRING) or match[shape] in ("{", "}"):
            return match.start(shape)
    return len(parser.text)


def _tokens(parser: Parser, start: int) -> Iterator[re.Match[str]]:
    """The tokens from a place on. Behind a long string that was left open none that follows can be closed."""
    opened = True
    while opened:
        opened = False
        for match in parser.token.finditer(parser.text, start):
            yield match
            if match.lastindex == OPEN_LONG_STRING:
                parser.token = re.compile(tables.TOKEN_AFTER_OPEN_STRING)
                start, opened = match.end(), True
                break


def _behind_braces(parser: Parser, brace: int) -> int:
    """The place behind the brace that closes the one at ``brace``; the end of the text where none does."""
    depth = 0
    for match in _tokens(parser, brace):
        lexeme = match[match.lastindex or 0]
        depth += (lexeme == "{") - (lexeme == "}")
        if depth == 0:
            return match.end()
    return len(parser.text)


def _head(trouble: Trouble, brace: int) -> tuple[Feed, ...]:
    """The invented head of a block, up to its brace."""
    span = trouble.span(trouble.statement, brace)
    missing = (NAME, tree.Broken(span))
    open_brace: Feed = ("{", brace + trouble.base)
    word = trouble.head
    match trouble.body.item:
        case "declaration" | "flow_item" if word == "hours":
            return (_keyword(word, span), missing, (STRING, missing[1]), open_brace)
        case "declaration" if word == "part":
            return (_keyword(word, span), missing, ("(", brace), (")", brace), open_brace)
        case "declaration":
            return (_keyword(word if word == "defaults" else "flow", span), missing, open_brace)
        case "flow_item" | "part_item":
            if word == "defaults" and trouble.body.item == "flow_item":
                return (_keyword(word, span), open_brace)
            kind = word if word in ("menu", "collect", "voicemail", "decide") else "step"
            if kind == "step" and _has_handlers(trouble, brace):
                kind = "collect"
            return (_keyword(kind, span), missing, open_brace)
        case "statement":
            return (missing, _keyword("on", span), _keyword("failed", span), open_brace)
        case "decide_item":
            return (_keyword("on", span), missing, open_brace)
        case _:
            return (_keyword("on", span), ("any", missing[1]), open_brace)


def _has_handlers(trouble: Trouble, brace: int) -> bool:
    return trouble.match(r"\{[^}]*?[\n;{][ \t]*(?:on|prompt)(?![0-9A-Za-z_*#])", brace) is not None


def _keyword(word: str, span: Span) -> Feed:
    return (word, tree.Name(word, span))


def _back_to(parser: Parser, body: Body) -> None:
    del parser.states[body.depth + 1 :]
    del parser.values[body.depth + 1 :]


# --- limits -------------------------------------------------------------------------------------------------------


def _nested(parser: Parser) -> int:
    """How many handlers of failure stand within one another here."""
    return sum(SYMBOLS[state] == "FAILED" for state in parser.states)


def _too_deep(trouble: Trouble) -> Finding:
    return error(
        "MV002",
        trouble.here(),
        f"more than {NESTING} bridges stand here, each behind the failure of the one before; deeper is not read",
        help="give the inner ones a step of their own and lead there by its name",
    )


def pass_over_list(parser: Parser, limit: int) -> int:
    """Give up a statement whose list is too long; the place from which to read."""
    last: Span = parser.values[-1].span
    message = f"this statement lists more than {limit} values; the rest of it is not read"
    parser.findings.append(error("MV002", last, message, help="is a line end or a quote missing?"))
    start = last.end - parser.base
    return _pass_over(parser, _trouble(parser, _bodies(parser), EOL, "", start))


def _stop(parser: Parser, bodies: tuple[Body, ...], start: int) -> int:
    """Too many findings: shut everything that is open and read nothing more."""
    at = Span(start + parser.base, start + parser.base)
    message = f"more than {FINDINGS} syntax errors; the rest of the file is not read"
    parser.findings.append(error("MV002", at, message, help="is this a flow?"))
    for body in reversed(bodies):
        _back_to(parser, body)
        if body.brace >= 0:
            parser.feed("}", start + parser.base)
    return len(parser.text)
