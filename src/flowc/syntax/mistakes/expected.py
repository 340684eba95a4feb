"""What could stand at a place, in the author's words."""

from __future__ import annotations

from flowc.syntax import tables
from flowc.syntax.trouble import Mistake, Trouble

__all__ = ["events", "expected", "whatever_else"]

EVENTS = (
    "a handler is for a key or pattern such as `1` or `2XX`, or for `noinput`, `incomplete`, `digits`, `nomatch`, "
    "`timeout`, `any` or `exhausted`"
)
TARGET = "a call goes to a node by its name, or to `retry`, `hangup`, or an action such as `transfer +15551230099`"
VALUES = (
    "a value is a string in quotes, a number, a duration such as `5s`, or a telephone number such as `+15551230099`"
)

OUTCOMES = (
    "a handler of a decision is for a word such as `open` or `other`, for a string such as "
    '`"gold"`, or for a telephone number or a pattern of numbers such as `+35387XXXXXXX`'
)

_BEHIND = {
    "CONST": "the name of the constant",
    "FLOW": "the name of the flow",
    "STEP": "the name of the step",
    "MENU": "the name of the menu",
    "COLLECT": "the name of the collect",
    "VOICEMAIL": "the name of the voicemail",
    "DECIDE": "the name of the decision",
    "HOURS": "the name of the hours",
    "PART": "the name of the part",
    "USE": "the name of a part",
    "AS": "a name for this use",
    "IMPORT": "the path of a file, in quotes",
    "ENTRY": "`step`, `menu`, `collect`, `decide` or `voicemail`",
    "TEST": "the title of the test, in quotes",
    "GOTO": "the name of the node to go to",
    "DOT": "the name of a node of that flow",
    "SET": "the name of a variable",
    "UNSET": "the name of a variable",
    "EQUAL": "a value",
    "ARROW": "the target",
    "RETRY": "a string in quotes, or the end of the line",
    "RANGE": "the most digits, as a number",
    "HEAR": "the words to be heard, in quotes",
    "PRESS": "keys such as `12#`",
    "AT": "the name of a node",
    "GIVEN": "the name of a decision, or `time`, `caller` or `called`,",
    "SHARED": "the name of what is counted in common",
    "COLON": "a value, the name of a node or an action",
    "EXPECT": "the action that ends the call, or `hangup`",
    "lines{declaration}": "`flow`, `const`, `hours`, `part`, `defaults` or `import`",
    "lines{flow_item}": "a setting, or `const`, `hours`, `defaults`, `step`, `menu`, `collect`, `decide`, `voicemail`, "
    "`entry`, `use` or `test`",
    "lines{part_item}": "`const`, `step`, `menu`, `collect`, `decide`, `voicemail`, `entry`, `use` or `test`",
    "lines{statement}": 'an action such as `say "Hello."`, or `set`, `unset`, `goto` or `hangup`',
    "lines{gather_item}": "a setting such as `prompt`, or a handler such as `on 1 -> sales`",
    "lines{defaults_item}": "a setting such as `timeout`, or a handler such as `on noinput -> retry`",
    "lines{decide_item}": "`by` and what decides, or `ask`, `send`, or a handler such as `on open -> welcome`",
    "lines{hours_line}": "days or a date, such as `mon-fri 09:00-17:30` or `2026-12-25 closed`",
    "lines{test_line}": "`hear`, `press`, `wait`, `answer`, `fail`, `at`, `given` or `expect`",
}
"""By what was read last."""

_DECISION = {
    "by": "`hours`, `caller`, `called` or `variable`",
    "ask": "the URL that is asked, in quotes,",
    "send": "a variable, `caller`, `called` or `call`",
    "": "a value",
}

_IN_BODY = {
    ("hours_line", "MINUS"): {"": "the end, such as `fri` or `17:30`,"},
    ("decide_item", "NAME"): _DECISION,
    ("decide_item", "COMMA"): _DECISION | {"on": "an outcome"},
    ("test_line", "path"): {"": "what it is to be, such as `closed`,"},
}
"""By what is open, what was read last, and the first word of the statement."""

_SHAPES = {
    tables.NAME: "a name",
    tables.STRING: "a string in quotes",
    tables.NUMBER: "a number",
    tables.DATE: "a date such as `2026-12-24`",
    tables.TIME: "a time such as `09:00`",
    tables.DURATION: "a duration such as `5s`",
    tables.PHONE: "a telephone number such as `+15551230099`",
    tables.PHONES: "a pattern of numbers such as `+35387XXXXXXX`",
    tables.SIP: "a SIP URI",
    tables.KEYS: "keys",
    tables.EOL: "the end of the line",
    tables.END: "the end of the file",
}


def expected(trouble: Trouble) -> str:
    """What could stand where the trouble is."""
    if trouble.symbol in _BEHIND:
        return _BEHIND[trouble.symbol]
    if special := _IN_BODY.get((trouble.body.item, trouble.symbol)):
        return special.get(trouble.head) or special[""]
    if trouble.accepts("closed"):
        return "`closed` or a period such as `09:00-17:30`"
    if trouble.symbol in ("ON", "COMMA") and trouble.accepts(tables.KEYS):
        return "an event"
    if trouble.symbol in ("ON", "COMMA") and trouble.accepts(tables.PHONES):
        return "an outcome"
    if trouble.symbol == "ON":
        return "`failed`"
    if trouble.accepts("->"):
        return "`->` and where the call goes, or `{` and what is done,"
    if trouble.accepts(tables.EOL):
        return "the end of the statement"
    choices = [f"`{key}`" for key in trouble.row if isinstance(key, str) and key != "BROKEN"]
    choices += [words for key, words in _SHAPES.items() if key in trouble.row]
    return " or ".join(filter(None, (", ".join(choices[:-1]), choices[-1])))


def whatever_else(trouble: Trouble) -> Mistake:
    """Nobody knows the mistake: say what stands there and what could."""
    at = trouble.here()
    if trouble.shape in (tables.EOL, tables.END):
        at = trouble.span(trouble.start, trouble.start)
    if trouble.symbol.startswith("lines{"):
        return trouble.mistake(
            at, f"no line of {_owner(trouble)} begins with {trouble.stood}", help=f"begin with {expected(trouble)}"
        )
    if trouble.accepts(tables.EOL) and not trouble.accepts("->"):
        return trouble.mistake(at, f"{trouble.stood} is more than `{trouble.line}` can take")
    wanted = expected(trouble)
    more = {"an event": events(trouble), "an outcome": OUTCOMES, "the target": TARGET, "a value": VALUES}
    return trouble.mistake(at, f"{trouble.stood} stands where {wanted} should", help=more.get(wanted, ""))


def events(trouble: Trouble) -> str:
    """What a handler can be for where the trouble is."""
    return "a voicemail has one handler, `on done`" if trouble.body.keyword == "voicemail" else EVENTS


def _owner(trouble: Trouble) -> str:
    body = trouble.body
    if not body.keyword:
        return "a file"
    if body.keyword in ("on", "on failed"):
        return "a handler's block"
    return f"{body.keyword} `{body.name}`" if body.name else f"a {body.keyword}"
