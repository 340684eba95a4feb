"""Words: misspelled, in capitals, with hyphens, of other languages; numbers with units in words."""

from __future__ import annotations

import re

from flowc.diagnostics import did_you_mean, respell
from flowc.syntax import tables, tree
from flowc.syntax.mistakes.expected import events
from flowc.syntax.tables import DURATION, KEYS, NAME, NUMBER, PHONE, STRING, WORD, WRONG
from flowc.syntax.trouble import Feed, Mistake, Repair, Trouble

__all__ = [
    "BRANCHES",
    "EVENT_WORDS",
    "duration_in_words",
    "foreign_event",
    "foreign_failure",
    "foreign_statement",
    "misspelled_keyword",
    "otherwise",
    "spoken_keys",
    "strange_name",
    "strange_phone",
]

EVENT_WORDS = ("noinput", "incomplete", "digits", "nomatch", "timeout", "any", "exhausted", "failed")

BRANCHES = ("else", "default", "otherwise", "other", "others", "fallback")

_KEYS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "star": "*", "asterisk": "*", "hash": "#", "pound": "#", "square": "#",
}  # fmt: skip

_EVENTS = {
    "silence": "noinput", "silent": "noinput", "no_input": "noinput", "empty": "noinput", "nothing": "noinput",
    "none": "noinput", "no_match": "nomatch", "invalid": "nomatch", "wrong": "nomatch", "error": "nomatch",
    "unknown": "nomatch", "mismatch": "nomatch", "short": "incomplete", "too_few": "incomplete",
    "busy": "failed", "no_answer": "failed", "noanswer": "failed", "failure": "failed", "fail": "failed",
    "all": "any", "digit": "digits", "input": "digits", "complete": "digits", "max_attempts": "exhausted",
    "attempts": "exhausted",
}  # fmt: skip

_UNITS = {"ms": "ms", "milli": "ms", "s": "s", "sec": "s", "second": "s", "m": "m", "min": "m", "minute": "m"}

_ALIASES = {
    "decision": "decide", "choice": "decide", "switch": "decide", "schedule": "hours", "calendar": "hours",
    "opening_hours": "hours", "mailbox": "voicemail", "record": "voicemail", "template": "part", "component": "part",
    "macro": "part", "node": "step",
}  # fmt: skip

_BRANCH = "branches are the handlers of a menu, a collect or a decide: `on 1 -> sales`"
_OUTCOME = 'a decide says by what, `by variable plan`, and has a handler for each outcome, `on "gold" -> gold_desk`'
_OUTCOMES = ("open", "closed", "withheld", "unset")
_DECIDED = "a menu branches on keys; on hours, numbers and variables a `decide` does"
_AGAIN = "what is asked again is a `retry` of a menu, bounded by its `attempts`"

_FOREIGN = {
    "if": _BRANCH,
    "elif": _BRANCH,
    "switch": _BRANCH,
    "case": _BRANCH,
    "when": _BRANCH,
    "while": _AGAIN,
    "for": _AGAIN,
    "loop": _AGAIN,
    "repeat": _AGAIN,
    "let": 'a named value is a constant: `const company = "Acme"`',
    "var": 'a named value is a constant: `const company = "Acme"`',
    "def": "what is said and done stands in a step: `step welcome { ... }`",
    "function": "what is said and done stands in a step: `step welcome { ... }`",
    "return": "a step goes on with `goto name` or ends with `hangup`",
    "gather": "digits are asked for by a `menu` or a `collect`",
}

_NODES = ("step", "menu", "collect", "decide", "voicemail")

_OPENING = {
    "flow_item": (*_NODES, "defaults", "hours", "test", "flow"),
    "part_item": (*_NODES, "test"),
    "declaration": ("flow", "part", "hours", "defaults"),
}
"""What opens braces, by where it stands."""

_WHAT = {
    "CONST": "the name of a constant", "FLOW": "the name of a flow", "STEP": "the name of a step",
    "MENU": "the name of a menu", "COLLECT": "the name of a collect", "SET": "the name of a variable",
    "UNSET": "the name of a variable", "VOICEMAIL": "the name of a voicemail", "DECIDE": "the name of a decision",
    "HOURS": "the name of hours", "PART": "the name of a part", "USE": "the name of a part", "AS": "the name of a use",
}  # fmt: skip


# --- names --------------------------------------------------------------------------------------------------------


def strange_name(trouble: Trouble) -> Mistake | None:
    """``menu Main {``, ``goto main-menu``: names are lower case, digits and ``_``."""
    start = trouble.start
    joined = trouble.lexeme == "-" and isinstance(trouble.last, tree.Name) and _touches(trouble)
    if joined:
        start = trouble.last.span.start - trouble.base
    elif not _could_be_name(trouble):
        return None
    written = trouble.match(r"(?:[0-9A-Za-z_]|[^\x00-\x7f]|-(?!>))+", start)
    if written is None or (joined and written.end() <= trouble.end):
        return None
    if len(written[0]) > 64:
        return trouble.mistake(trouble.span(start, trouble.end), "a name has at most 64 characters; this one is longer")
    proper = _proper(written[0])
    what = _WHAT.get(trouble.symbol, "a name")
    help = f"write `{proper}`" if proper else f"{what} begins with a letter, such as `sales` or `desk_2`"
    if proper and trouble.accepts(STRING) and trouble.head not in ("on", "start"):
        help = f'write `{proper}`; text stands in quotes, `"{written[0]}"`'
    span = trouble.span(start, written.end())
    token = tree.Name(proper or "x", span)
    repair = Repair(written.end(), replace_last=token) if joined else Repair(written.end(), ((NAME, token),))
    return trouble.mistake(
        span,
        f"`{written[0][:64]}` is not a name: {_why(written[0])}",
        help=help,
        fix=trouble.edit(f"write `{proper}`", start, written.end(), proper) if proper else None,
        repair=repair if proper else None,
    )


def _could_be_name(trouble: Trouble) -> bool:
    if trouble.shape == WRONG:
        return trouble.accepts(NAME)
    run = trouble.shape in (WORD, tables.WILD, NUMBER, tables.PATTERN)
    return run and trouble.accepts(NAME) and not trouble.accepts(STRING) and not trouble.at_start


def _touches(trouble: Trouble) -> bool:
    touches: bool = trouble.last.span.end - trouble.base == trouble.start
    return touches


def _why(written: str) -> str:
    if re.search(r"[^\x00-\x7f]", written):
        return "names are made of the letters a to z, digits and `_`"
    if "-" in written:
        return "names have `_` where others have a hyphen"
    if written[0].isdecimal() or written[0] == "_":
        return "names begin with a letter"
    return "names are in lower case"


def _proper(written: str) -> str:
    """The name that was probably meant; empty where that is not clear."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", written).lower().replace("-", "_")
    proper = re.sub("_+", "_", snake).strip("_")
    return proper if re.fullmatch("[a-z][a-z0-9_]{0,63}", proper) else ""


def misspelled_keyword(trouble: Trouble) -> Mistake | None:
    """``meun main {``, ``hangpu`` where only few words can stand."""
    word = trouble.head
    body = trouble.body.item
    known: tuple[str, ...]
    if trouble.lexeme == "{" and not trouble.accepts("->"):
        known = _OPENING.get(body, ())
    elif trouble.lexeme == "=" and trouble.line.count(" ") == 1 and body in ("flow_item", "statement"):
        known = ("const",) if body == "flow_item" else ("set",)
    elif trouble.shape == STRING and body == "flow_item" and trouble.line == word:
        known = ("test",)
    elif trouble.lexeme == "->" and body in ("gather_item", "defaults_item", "decide_item"):
        known = ("on",)
    elif trouble.at_start and trouble.shape in (NAME, WRONG, WORD):
        known = tuple(key for key in trouble.row if isinstance(key, str) and key.isalpha() and key.islower())
    elif trouble.symbol == "ENTRY":
        word, known = trouble.lexeme, _NODES
    else:
        return None
    at = trouble.start if trouble.symbol == "ENTRY" else trouble.statement
    if trouble.text.startswith("-", at + len(word)):  # a name with a hyphen in it, of which so much has been told
        return None
    alias = _ALIASES.get(word)
    meant = alias if alias in known else did_you_mean(word, known)
    if meant is None or word in known:
        return None
    span = trouble.span(at, at + len(word))
    return trouble.mistake(
        span,
        f"`{word}` is not a word of the language here; `{meant}` is",
        help=f"did you mean `{meant}`?",
        fix=respell(span, word, meant, known),
        repair=Repair(at + len(word), ((meant, tree.Name(meant, span)),), drop=at == trouble.statement),
    )


def foreign_statement(trouble: Trouble) -> Mistake | None:
    """``if x {``, ``while true {``: words that other languages have."""
    if trouble.head not in _FOREIGN:
        return None
    word = trouble.head
    span = trouble.span(trouble.statement, trouble.statement + len(word))
    message = f"there is no `{word}` in this language: a flow is fixed when it is compiled"
    branch = trouble.body.item == "decide_item" and _FOREIGN[word] == _BRANCH
    return trouble.mistake(span, message, help=_OUTCOME if branch else _FOREIGN[word])


_NO_ELSE = "there is no `{}` here: what no other branch takes is `on nomatch`"
_REST = "write `on nomatch`, or `on any` to take silence and whatever else has no handler of its own as well"


# --- events -------------------------------------------------------------------------------------------------------


def otherwise(trouble: Trouble) -> Mistake | None:
    """``else -> desk``, ``default: desk``, ``otherwise { ... }``: the rest is ``nomatch`` or ``any``."""
    word = trouble.head
    if word not in BRANCHES or trouble.body.item not in ("gather_item", "defaults_item", "decide_item"):
        return None
    end = trouble.statement + len(word)
    span = trouble.span(trouble.statement, end)
    sign = trouble.match(r"[ \t]*(?:=>|[:=])(?![ \t]*\{)", end)
    decides = trouble.body.item == "decide_item"
    rest: Feed = (NAME, tree.Name("other", span)) if decides else ("nomatch", tree.Name("nomatch", span))
    fed: tuple[Feed, ...] = (("on", tree.Name("on", span)), rest)
    meant = f"on {rest[1].text}"
    if sign:
        fed, end, meant = (*fed, ("->", span.end)), sign.end(), f"{meant} ->"
    return trouble.mistake(
        span,
        f"there is no `{word}` here: what no other branch takes is `on other`" if decides else _NO_ELSE.format(word),
        help="" if decides else _REST,
        fix=trouble.guess(f"write `{meant}`", trouble.statement, end, meant),
        repair=Repair(end, fed, drop=True),
    )


def foreign_event(trouble: Trouble) -> Mistake | None:
    """``on one -> sales``, ``on star``, ``on else``, ``on key 1``, ``on 2xx``: what a handler is for."""
    if trouble.symbol not in ("ON", "COMMA") or not trouble.accepts(KEYS) or trouble.lexeme in ("->", "{", ","):
        return None
    match = trouble.match(r"[0-9A-Za-z_*#]+(?:-[a-z]+)?")
    if match is None:
        return None
    word = match[0]
    span = trouble.span(trouble.start, match.end())
    if trouble.match(r"(?:key|press|digit|button|option|dtmf)[ \t]+[0-9*#]"):
        gap = trouble.match(r"[a-z]+[ \t]+")
        assert gap is not None
        fix = trouble.edit(f"remove `{word}`", trouble.start, gap.end(), "")
        return trouble.mistake(
            span, f"`{word}` is too much: a handler names the key alone", fix=fix, repair=Repair(gap.end())
        )
    token: tuple[int | str, object] | None
    meant, token = _meant(trouble, word)
    if word in BRANCHES:
        return trouble.mistake(
            span,
            _NO_ELSE.format(word),
            help=_REST,
            fix=trouble.guess(f"write `{meant}`", trouble.start, match.end(), meant),
            repair=Repair(match.end(), (token,) if token else ()),
        )
    if word.lower() in _KEYS:
        message = f"`{word}` is not a key: keys are written as on the telephone, `{meant}`"
    elif re.fullmatch("[0-9A-Z*#xzn]+", word) and re.search("[A-Zxzn]", word):
        message = (
            f"`{word}` is not a pattern: it is made of keys and of `X` (0-9), `Z` (1-9) and `N` (2-9), in capitals"
        )
    else:
        message = f"`{word[:40]}` is not something that a caller can do"
    return trouble.mistake(
        span,
        message,
        help=f"write `{meant}`" if meant else _DECIDED if word in _OUTCOMES else events(trouble),
        fix=(trouble.guess if meant in EVENT_WORDS else trouble.edit)(
            f"write `{meant}`", trouble.start, match.end(), meant
        )
        if meant
        else None,
        repair=Repair(match.end(), (token or ("any", tree.Broken(span)),)),
    )


def spoken_keys(trouble: Trouble) -> Mistake | None:
    """``press one``, ``press 1, 2``: the keys of a test are one run."""
    if trouble.head != "press" or trouble.body.item != "test_line":
        return None
    match = trouble.match(r"press[ \t]+([0-9a-z*#, \t]*[0-9a-z*#])", trouble.statement)
    if match is None or match.end() <= trouble.start:
        return None
    keys = "".join(_KEYS.get(word, word) for word in re.split("[, \t]+", match[1]))
    if not re.fullmatch("[0-9*#]{1,64}", keys):
        return None
    return trouble.mistake(
        trouble.span(match.start(1), match.end(1)),
        f"`{match[1]}` is not a run of keys: what is pressed stands in one word, `press {keys}`",
        fix=trouble.edit(f"write `{keys}`", match.start(1), match.end(1), keys),
    )


def foreign_failure(trouble: Trouble) -> Mistake | None:
    """``bridge desk on busy -> sorry``: behind an action there is but one thing to wait for."""
    if trouble.symbol != "ON" or trouble.accepts(KEYS) or trouble.shape != NAME:
        return None
    span = trouble.here()
    return trouble.mistake(
        span,
        f"`on {trouble.lexeme}` cannot stand behind an action: busy, unanswered and unreachable are all `on failed`",
        fix=trouble.guess("write `failed`", trouble.start, trouble.end, "failed"),
        repair=Repair(trouble.end, (("failed", tree.Name("failed", span)),)),
    )


def _meant(trouble: Trouble, word: str) -> tuple[str, tuple[int | str, object] | None]:
    """The event that was probably meant, and its token."""
    plain = word.lower().replace("-", "_")
    span = trouble.span(trouble.start, trouble.start + len(word))
    if plain in _KEYS:
        return _KEYS[plain], (KEYS, tree.Keys(_KEYS[plain], span))
    capital = word.upper()
    if re.fullmatch("[0-9*#]*[XZN][0-9*#XZN]*", capital) and any(key in capital for key in "0123456789*#"):
        return capital, (tables.PATTERN, tree.Pattern(capital, span))
    event = "nomatch" if plain in BRANCHES else _EVENTS.get(plain) or did_you_mean(plain, EVENT_WORDS)
    return (event, (event, tree.Name(event, span))) if event else ("", None)


# --- numbers ------------------------------------------------------------------------------------------------------


def duration_in_words(trouble: Trouble) -> Mistake | None:
    """``timeout 5 seconds``, ``timeout 5sec``, ``timeout 1.5s``: an integer and ``ms``, ``s`` or ``m``."""
    start = trouble.start
    if isinstance(trouble.last, tree.Number) and trouble.shape != WRONG:
        start = trouble.last.span.start - trouble.base
    match = trouble.match(r"([0-9]{1,9})(?:\.([0-9]{1,3}))?[ \t]*([A-Za-z]+)(?![0-9A-Za-z_*#])", start)
    if match is None or match.end() <= trouble.start or not (start < trouble.start or trouble.accepts(DURATION)):
        return None
    unit = match[3].lower()
    unit = _UNITS.get(unit) or _UNITS.get(unit.removesuffix("s")) or _UNITS.get(unit.partition("second")[0]) or ""
    if match[3].lower() in ("h", "hour", "hours"):
        proper = f"{int(match[1]) * 60}m"
    elif not unit:
        return None
    elif match[2]:
        scale = {"ms": 1, "s": 1000, "m": 60000}[unit]
        proper = f"{int(match[1]) * scale + int(match[2].ljust(3, '0')) * scale // 1000}ms"
    else:
        proper = match[1] + unit
    span = trouble.span(start, match.end())
    number = proper.rstrip("ms")
    token = tree.Duration(int(number), proper[len(number) :], span)
    return trouble.mistake(
        span,
        f"`{match[0]}` is not a duration: it is an integer with `ms`, `s` or `m` right behind it, `{proper}`",
        fix=trouble.edit(f"write `{proper}`", start, match.end(), proper),
        repair=_instead(trouble, start, match.end(), (DURATION, token)),
    )


def strange_phone(trouble: Trouble) -> Mistake | None:
    """``+1 (555) 123-0099``, ``555-1230``, ``tel:+1555``: ``+`` and digits, nothing between them."""
    start = trouble.start
    scheme = isinstance(trouble.last, tree.Name) and trouble.last.text == "tel" and trouble.lexeme == ":"
    if scheme or isinstance(trouble.last, tree.Phone | tree.Number):
        start = trouble.last.span.start - trouble.base
    match = trouble.match(r"(?:tel:)?\+?[0-9(][0-9 ().\-/]*[0-9]", start)
    if match is None or match.end() <= trouble.start or (start == trouble.start and not trouble.accepts(PHONE)):
        return None
    digits = re.sub("[^0-9]", "", match[0])
    if (len(digits) < 5 and "+" not in match[0]) or "\n" in match[0]:
        return None
    span = trouble.span(start, match.end())
    if len(digits) > 15:
        return trouble.mistake(span, f"`{match[0][:40]}` is not a telephone number: one has at most 15 digits")
    sure = "+" in match[0]
    proper = f"+{digits}"
    token = tree.Phone(proper, span)
    return trouble.mistake(
        span,
        f"`{match[0]}` is not a telephone number: one is `+`, the country and the number, without spaces or signs",
        help=f"write `{proper}`" if sure else "such as `+15551230099`",
        fix=trouble.edit(f"write `{proper}`", start, match.end(), proper) if sure else None,
        repair=_instead(trouble, start, match.end(), (PHONE, token)),
    )


def _instead(trouble: Trouble, start: int, end: int, token: Feed) -> Repair:
    """Read ``token`` instead of what begins at the trouble, or at the token before it."""
    return Repair(end, (token,)) if start == trouble.start else Repair(end, replace_last=token[1])
