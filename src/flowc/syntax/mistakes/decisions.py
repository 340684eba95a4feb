"""Decisions and what is given in a test: branches of other languages, numbers with spaces, strings without quotes."""

from __future__ import annotations

import re

from flowc.syntax import tables, tree
from flowc.syntax.tables import DURATION, EOL, KEYS, NUMBER, PATTERN, PHONES, STRING, WILD, WORD, WRONG
from flowc.syntax.trouble import Mistake, Repair, Trouble

__all__ = [
    "action_in_decision",
    "decided_in_head",
    "given_in_signs",
    "given_time",
    "number_pattern",
    "outcome_without_on",
    "outcome_without_quotes",
    "set_in_test",
    "voicemail_event",
    "written_case",
]

_OUTCOME = r'[a-z][a-z0-9_]*|"[^"\n]*"|\+[0-9XZN]+'

_RUN = r"[0-9A-Za-z_*#](?:[0-9A-Za-z_*#]|-(?!>))*"

_DIALLED, _LONG = frozenset("0123456789XNZ"), 10
"""What numbers and patterns of numbers are made of, and from how many of them on a telephone number may be meant."""

_BRANCHES = ("case", "when", "if", "elif", "is")

_NO_OUTCOMES = ("else", "default", "goto", "hangup", "say", "set")

_ENDS = ("end", "ended", "finish", "finished", "complete", "completed", "recorded", "stop", "stopped", "hash", "pound")


_SOME_TIME = '"2026-12-25T10:00"'


def _is_outcome(trouble: Trouble) -> bool:
    in_handler = trouble.body.item == "decide_item" and trouble.head == "on"
    return in_handler and not trouble.at_start and "->" not in trouble.line


def decided_in_head(trouble: Trouble) -> Mistake | None:
    """``decide opening by hours office {``, ``decide opening (hours office) {``: by what is said inside."""
    if not trouble.accepts("{") or not trouble.match(r"(?:entry[ \t]+)?decide[ \t]", trouble.statement):
        return None
    by = trouble.match(r"(\(?(?:by[ \t]+)?([a-z][a-z0-9_ \t]*[a-z0-9_])\)?[ \t]*)\{")
    if by is None:
        return None
    if isinstance(trouble.last, tree.Name) and trouble.last.text in ("by", "hours", "variable", "caller", "called"):
        return trouble.mistake(
            trouble.span(trouble.statement, trouble.start + len(by[1].rstrip())),
            "this decide has no name: `decide opening {`, and by what it is decided stands inside, `by hours office`",
            repair=Repair(by.end() - 1),
        )
    written = f"by {by[2]}" if by[2].split()[0] in ("hours", "variable", "caller", "called") else "by hours office"
    return trouble.mistake(
        trouble.span(trouble.start, trouble.start + len(by[1].rstrip())),
        f"by what it is decided stands between the braces: `{trouble.line} {{ {written}`, and then its handlers",
        fix=trouble.edit("move it into the braces", trouble.start, by.end(), f"{{ {written};")
        if written.endswith(by[2])
        else None,
        repair=Repair(by.end() - 1),
    )


# --- outcomes -----------------------------------------------------------------------------------------------------


def written_case(trouble: Trouble) -> Mistake | None:
    """``case "gold" -> desk``, ``when open: welcome``, ``if "gold" -> desk``: a branch of a decision is ``on``."""
    if trouble.body.item != "decide_item" or trouble.head not in _BRANCHES or trouble.accepts("->"):
        return None
    start = trouble.statement
    branch = trouble.match(rf"[a-z]+[ \t]+(?=(?:{_OUTCOME})[ \t]*(?:,|->|=>|:|\{{))", start)
    if branch is None:
        return None
    word = trouble.head
    span = trouble.span(start, start + len(word))
    return trouble.mistake(
        span,
        f"`{word}` begins no branch here: a decision has a handler for each outcome, `on ... -> ...`",
        fix=trouble.edit("write `on`", start, start + len(word), "on"),
        repair=Repair(branch.end(), (("on", tree.Name("on", span)),), drop=True),
    )


def outcome_without_on(trouble: Trouble) -> Mistake | None:
    """``"gold" -> desk``, ``other -> main``: a handler of a decision without its ``on``."""
    if trouble.body.item != "decide_item" or trouble.head in ("on", *_NO_OUTCOMES) or trouble.accepts("->"):
        return None
    outcome = trouble.match(rf"({_OUTCOME})(?=[ \t]*(?:,[^\n]*)?(?:->|=>))", trouble.statement)
    if outcome is None:
        return None
    word = tree.Name("on", trouble.span(trouble.statement, trouble.statement))
    return trouble.mistake(
        trouble.span(trouble.statement, outcome.end()),
        f"a handler begins with `on`: `on {outcome[0]} -> ...`",
        fix=trouble.edit("insert `on`", trouble.statement, trouble.statement, "on "),
        repair=Repair(trouble.statement, (("on", word),), drop=True),
    )


def action_in_decision(trouble: Trouble) -> Mistake | None:
    """``hangup`` or ``goto -> sales`` among the lines of a decide."""
    if trouble.body.item != "decide_item" or trouble.head not in ("hangup", "goto", "say", "set"):
        return None
    return trouble.mistake(
        trouble.span(trouble.statement, trouble.statement + len(trouble.head)),
        "a decision says and does nothing itself: where it leads does, `on other -> hangup`",
    )


def number_pattern(trouble: Trouble) -> Mistake | None:
    """``on +353 87 XXX XXXX -> mobile``, ``on +35387xxxxxxx``, ``on +35387*``: one word, a capital for each digit."""
    if not _is_outcome(trouble) or not trouble.accepts(PHONES, "->"):
        return None
    start = trouble.start
    if isinstance(trouble.last, tree.Event) and trouble.last.kind == "phone":
        start = trouble.last.span.start - trouble.base
    match = trouble.match(r"\+[ ]?[0-9XZNxzn(](?:[0-9XZNxzn ().\-/]*[0-9XZNxzn])?[*?#]*", start)
    if match is None or match.end() <= trouble.start:
        return None
    span = trouble.span(start, match.end())
    proper = "+" + re.sub("[^0-9XZN]", "", match[0].upper())
    if len(proper) > 16:
        return trouble.mistake(span, f"`{match[0][:40]}` is too long for a telephone number: one has at most 15 digits")
    if match[0][-1] in "*?#":
        return trouble.mistake(
            span,
            f"`{match[0]}` is not a pattern of numbers: it has as many places as the numbers that it takes",
            help=f"write an `X` for each digit that may be any, such as `{proper[:6]}XXXXXXX`",
            repair=Repair(match.end(), ((PHONES, tree.Phone(proper, span)),)) if start == trouble.start else None,
        )
    event = tree.Event("phone", proper, span)
    return trouble.mistake(
        span,
        f"`{match[0]}` is not a pattern of numbers: one is `+`, digits, and `X`, `Z` or `N` in capitals, in one word",
        fix=trouble.edit(f"write `{proper}`", start, match.end(), proper),
        repair=Repair(match.end(), ((PHONES, tree.Phone(proper, span)),))
        if start == trouble.start
        else Repair(match.end(), replace_last=event),
    )


def outcome_without_quotes(trouble: Trouble) -> Mistake | None:
    """``on 1 -> sales``, ``on GOLD -> desk``, ``on Gold``: what a variable or an answer holds is a string."""
    if not _is_outcome(trouble):
        return None
    if trouble.lexeme == "-" and isinstance(trouble.last, tree.Event) and trouble.last.kind == "word":
        return _hyphen(trouble, trouble.last)
    if not trouble.accepts(STRING) or not trouble.accepts(PHONES):
        return None
    if trouble.shape not in (NUMBER, KEYS, PATTERN, WILD, WORD, DURATION, WRONG):
        return None
    match = trouble.match(_RUN)
    if match is None:
        return None
    written = match[0]
    span = trouble.span(trouble.start, match.end())
    if len(written) >= _LONG and set(written) <= _DIALLED and written[0] in "123456789":
        return trouble.mistake(
            span,
            f'`{written}` lacks its `+` or its quotes: a telephone number is `+{written}`, a string `"{written}"`',
            repair=Repair(match.end(), ((PHONES, tree.Phone(f"+{written}", span)),)),
        )
    keys = " (a decision takes no keys: a menu does)" if trouble.shape in (NUMBER, KEYS, PATTERN) else ""
    return trouble.mistake(
        span,
        f'`{written}` stands without quotes: the value of a variable or an answer is a string, `"{written}"`{keys}',
        fix=trouble.edit("put it in quotes", trouble.start, match.end(), f'"{written}"'),
        repair=Repair(match.end(), ((STRING, tree.Text((written,), span, False, written)),)),
    )


def _hyphen(trouble: Trouble, first: tree.Event) -> Mistake | None:
    start = first.span.start - trouble.base
    match = trouble.match(_RUN, start)
    if match is None or match.end() <= trouble.start:
        return None
    span = trouble.span(start, match.end())
    text = tree.Text((match[0],), span, False, match[0])
    return trouble.mistake(
        span,
        f'`{match[0]}` is no name: the value of a variable or an answer is a string, `"{match[0]}"`',
        fix=trouble.edit("put it in quotes", start, match.end(), f'"{match[0]}"'),
        repair=Repair(match.end(), replace_last=tree.Event("text", match[0], span, text)),
    )


# --- voicemail ----------------------------------------------------------------------------------------------------


def voicemail_event(trouble: Trouble) -> Mistake | None:
    """``on finished -> bye``, ``on hash -> bye`` in a voicemail, which knows one event."""
    if trouble.body.keyword != "voicemail" or trouble.symbol != "ON" or not trouble.accepts(KEYS):
        return None
    match = trouble.match(r"[a-z][a-z0-9_]*(?![0-9A-Za-z_*#])")
    if match is None or match[0] not in _ENDS:
        return None
    span = trouble.span(trouble.start, match.end())
    return trouble.mistake(
        span,
        f"a voicemail knows no `{match[0]}`: it ends in one way, `on done`, be it by key, by time or by silence",
        fix=trouble.edit("write `done`", trouble.start, match.end(), "done"),
        repair=Repair(match.end(), (("done", tree.Name("done", span)),)),
    )


# --- tests --------------------------------------------------------------------------------------------------------


def set_in_test(trouble: Trouble) -> Mistake | None:
    """``set time "2026-12-25T10:00"``, ``when customer failed`` in a test: what is so is given."""
    if trouble.body.item != "test_line" or not trouble.at_start:
        return None
    match = trouble.match(r"(?:set|let|assume|when|with|mock|ask)(?=[ \t]+[a-z])")
    if match is None:
        return None
    span = trouble.span(trouble.start, match.end())
    return trouble.mistake(
        span,
        f"`{match[0]}` begins no line of a test; what is to be so is told by `given`",
        help="such as `given opening closed` or `given caller +353871234567`",
        fix=trouble.edit("write `given`", trouble.start, match.end(), "given"),
        repair=Repair(match.end(), (("given", tree.Name("given", span)),)),
    )


def given_in_signs(trouble: Trouble) -> Mistake | None:
    """``given opening = closed``, ``given opening is closed``, ``given customer -> failed``."""
    if trouble.body.item != "test_line" or trouble.head != "given" or trouble.at_start:
        return None
    sign = trouble.match(r"(?:==?|->|=>|[:,]|to(?![0-9a-z_])|is(?![0-9a-z_]))[ \t]*(?=[^\s])")
    start = trouble.start
    if sign is None and isinstance(trouble.last, tree.TestLine) and isinstance(trouble.last.value, tree.Name):
        start = trouble.last.value.span.start - trouble.base
        if trouble.last.value.text in ("is", "to"):
            sign = trouble.match(r"[a-z]+[ \t]+", start)
    if sign is None or not (start < trouble.start or trouble.accepts(STRING)):
        return None
    written = sign[0].strip()
    before = trouble.text[trouble.statement : start].rstrip()
    gap = "" if trouble.text[start - 1] in " \t" else " "
    return trouble.mistake(
        trouble.span(start, start + len(written)),
        f"`{written}` is too much: `{before}` and its outcome stand side by side",
        fix=trouble.edit(f"remove `{written}`", start, sign.end(), gap),
        repair=Repair(sign.end()) if start == trouble.start else None,
    )


def given_time(trouble: Trouble) -> Mistake | None:
    """``given time 2026-12-25T10:00``, ``given time 10:00``: day and time, in quotes."""
    if trouble.body.item != "test_line" or trouble.shape in (EOL, tables.END):
        return None
    given = r"given[ \t]+time[ \t]+((?:([0-9]{4}-[0-9]{2}-[0-9]{2})[ \tT]*)?([0-9]{2}:[0-9]{2})?[0-9:\-]*)"
    line = trouble.match(given, trouble.statement)
    if line is None or not line.start(1) <= trouble.start < line.end():
        return None
    written = line[1].rstrip()
    end = line.start(1) + len(written)
    whole = f'"{line[2]}T{line[3]}"' if line[2] and line[3] else ""
    return trouble.mistake(
        trouble.span(line.start(1), end),
        f"the time of a test is a day and a time of day, in quotes: `given time {whole or _SOME_TIME}`",
        fix=trouble.edit("put it in quotes", line.start(1), end, whole) if whole else None,
    )
