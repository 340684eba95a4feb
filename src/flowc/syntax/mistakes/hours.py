"""Opening hours: zones left out or without quotes, times of one digit or of twelve hours, words for a whole day."""

from __future__ import annotations

from flowc.syntax import tables, tree
from flowc.syntax.mistakes.days import TO, in_hours, missing_comma
from flowc.syntax.tables import DATE, EOL, NAME, STRING, TIME
from flowc.syntax.trouble import Feed, Mistake, Repair, Trouble

__all__ = [
    "all_day",
    "before_days",
    "hours_outside_braces",
    "hours_without_zone",
    "periods_joined",
    "strange_period",
    "zone_first",
    "zone_without_quotes",
]

_CLOCK = r"([0-9]{1,2})(?:[:.hH]?([0-9]{2}))?(?:[ \t]*([AaPp])\.?[Mm]\.?|[ \t]?[hH])?(?![0-9A-Za-z_*#:])"

_OPEN_ALWAYS = r"24[ \t]*/[ \t]*7|24[ \t]?h(?:ours)?|always|all[ \t_]?day|open"
_NEVER_OPEN = r"off|none|never|no|shut|not[ \t]+open"


# --- the head -----------------------------------------------------------------------------------------------------


def zone_first(trouble: Trouble) -> Mistake | None:
    """``hours "Europe/Dublin" office {``, ``hours office, "Europe/Dublin" {``: the name, then the zone."""
    if trouble.head != "hours":
        return None
    swapped = trouble.match(r'("[^"\n]*")[ \t]+([a-z][a-z0-9_]*)') if trouble.symbol == "HOURS" else None
    if swapped:
        span = trouble.span(trouble.start, swapped.end())
        zone = swapped[1][1:-1]
        text = tree.Text((zone,), span, False, zone)
        return trouble.mistake(
            span,
            f"the name stands before the zone: `hours {swapped[2]} {swapped[1]} {{`",
            fix=trouble.edit("change their places", trouble.start, swapped.end(), f"{swapped[2]} {swapped[1]}"),
            repair=Repair(swapped.end(), ((NAME, tree.Name(swapped[2], span)), (STRING, text))),
        )
    sign = trouble.match(r'(?:[,:=]|in|at)[ \t]*(?=")')
    if sign is None or trouble.accepts(NAME) or not trouble.accepts(STRING):
        return None
    written = sign[0].rstrip()
    return trouble.mistake(
        trouble.span(trouble.start, trouble.start + len(written)),
        f"`{written}` is too much: the name and the zone stand side by side",
        fix=trouble.edit(f"remove `{written}`", trouble.start, sign.end(), ""),
        repair=Repair(sign.end()),
    )


def hours_without_zone(trouble: Trouble) -> Mistake | None:
    """``hours office {``: opening hours are local time somewhere."""
    if trouble.head != "hours" or trouble.lexeme != "{" or not trouble.accepts(STRING):
        return None
    return trouble.mistake(
        trouble.span(trouble.statement, trouble.end),
        f"`{trouble.line}` does not say in which time zone; hours are local time, changes of the clock included",
        help=f'write the zone in quotes: `{trouble.line} "Europe/Dublin" {{`',
        repair=Repair(trouble.start, ((STRING, tree.Broken(trouble.here())),)),
    )


def zone_without_quotes(trouble: Trouble) -> Mistake | None:
    """``hours office Europe/Dublin {``."""
    if trouble.head != "hours" or not trouble.accepts(STRING) or trouble.accepts(NAME):
        return None
    zone = trouble.match(r"[A-Za-z_]+(?:/[A-Za-z_+\-0-9]+)*(?=[ \t\r]*[{\n])")
    if zone is None:
        return None
    span = trouble.span(trouble.start, zone.end())
    return trouble.mistake(
        span,
        f'a time zone stands in quotes: `{trouble.line} "{zone[0]}" {{`',
        fix=trouble.edit("put it in quotes", trouble.start, zone.end(), f'"{zone[0]}"'),
        repair=Repair(zone.end(), ((STRING, tree.Text((zone[0],), span, False, zone[0])),)),
    )


def hours_outside_braces(trouble: Trouble) -> Mistake | None:
    """``hours office "Europe/Dublin" mon-fri 09:00-17:00``: all on one line, and no braces."""
    if trouble.head != "hours" or not trouble.accepts("{") or trouble.shape in (EOL, tables.END):
        return None
    line = trouble.match(r"[^\n;{}/]*[^\n;{}/ \t\r]")
    return trouble.mistake(
        trouble.here(),
        f"when it is open stands between braces: `{trouble.line} {{ mon-fri 09:00-17:00 }}`",
        fix=trouble.edit("put braces around it", line.start(), line.end(), f"{{ {line[0]} }}") if line else None,
    )


# --- times --------------------------------------------------------------------------------------------------------


def before_days(trouble: Trouble) -> Mistake | None:
    """``open mon-fri 09:00-17:00``, ``closed sun``, ``mon-fri from 09:00``, ``mon-fri, 09:00``: words too many."""
    if not in_hours(trouble):
        return None
    closed = trouble.match(r"(closed|holidays?|closed[ \t]+on)[ \t]+([a-z0-9][a-z0-9, \-]*[a-z0-9])", trouble.statement)
    if closed and closed.end() > trouble.start and not trouble.at_start:
        days = closed[2].removesuffix("closed").rstrip()
        return trouble.mistake(
            trouble.span(trouble.statement, closed.end(1)),
            f"the days stand before what is said of them: `{days} closed`",
            fix=trouble.edit("change their places", trouble.statement, closed.end(), f"{days} closed"),
        )
    word = trouble.match(r"(?:open|on|every|each)[ \t]+(?=[a-z]{3}|[0-9])", trouble.statement)
    between = trouble.match(r"(?:from|at|is|,|open)[ \t]+(?=[0-9])")
    if word and not trouble.at_start:
        start, end = trouble.statement, word.end()
        repair = None
    elif trouble.symbol == "COMMA" and trouble.shape == TIME and not isinstance(trouble.last, tree.Period):
        start, end = trouble.text.rfind(",", 0, trouble.start), trouble.start
        repair = None
    elif between and trouble.accepts("closed"):
        start, end = trouble.start, between.end()
        repair = Repair(between.end())
    else:
        return None
    written = trouble.text[start:end].strip()
    gap = " " if written == "," else ""
    return trouble.mistake(
        trouble.span(start, start + len(written)),
        f"`{written}` is too much: a line of hours is days and then periods, `mon-fri 09:00-17:30`",
        fix=trouble.edit(f"remove `{written}`", start, end, gap),
        repair=repair,
    )


def strange_period(trouble: Trouble) -> Mistake | None:
    """``mon 9-17``, ``mon 9:00-17:00``, ``mon 9am to 5pm``, ``mon 09:00 to 17:00``: two digits each, 24 hours."""
    if not in_hours(trouble):
        return None
    if isinstance(trouble.last, tree.Time):
        return _rest_of_period(trouble, trouble.last)
    if trouble.at_start and trouble.shape == TIME:
        return trouble.mistake(
            trouble.here(), f"`{trouble.lexeme}` stands without its days: `mon-fri {trouble.lexeme}-...`"
        )
    if trouble.shape == DATE or not trouble.accepts(TIME):
        return None
    match = trouble.match(rf"{_CLOCK}(?:[ \t]*{TO}[ \t]*{_CLOCK})?")
    if match is None:
        return None
    until_noon = match[4] is not None and not match[6] and _minutes(match[4], match[5]) < _minutes(match[1], match[2])
    first = _clock(match[1], match[2], match[3])
    second = _clock(match[4], match[5], "p" if until_noon else match[6]) if match[4] else ""
    behind = trouble.symbol == "MINUS"
    if not first or (match[4] and not second):
        return trouble.mistake(
            trouble.span(trouble.start, match.end()),
            f"`{match[0]}` is no time of day: a day goes from `00:00` to `24:00`",
        )
    if not (second or behind):
        return _half(trouble, match.end())
    proper = f"{first}-{second}" if second else first
    span = trouble.span(trouble.start, match.end())
    fed: tuple[Feed, ...] = ((TIME, tree.Time(first, span)),)
    if second:
        fed += (("-", span.start), (TIME, tree.Time(second, span)))
    return trouble.mistake(
        span,
        f"`{match[0]}` is not a time of day as written here: two digits, a colon, two digits, of 24 hours, `{proper}`",
        fix=(trouble.guess if until_noon else trouble.edit)(f"write `{proper}`", trouble.start, match.end(), proper),
        repair=Repair(match.end(), fed),
    )


def _rest_of_period(trouble: Trouble, first: tree.Time) -> Mistake | None:
    """What stands behind ``09:00`` where ``-17:00`` should."""
    if trouble.shape in (EOL, tables.END):
        return _half(trouble, trouble.start)
    match = trouble.match(rf"(?:{TO}|,)?[ \t]*{_CLOCK}")
    second = _clock(match[1], match[2], match[3]) if match else ""
    if match is None or not second:
        return None
    proper = f"{first.text}-{second}"
    start = first.span.start - trouble.base
    return trouble.mistake(
        trouble.span(start, match.end()),
        f"a period is written with `-` between its two times, `{proper}`",
        fix=trouble.edit(f"write `{proper}`", start, match.end(), proper),
        repair=Repair(match.end(), (("-", trouble.start + trouble.base), (TIME, tree.Time(second, trouble.here())))),
    )


def _half(trouble: Trouble, end: int) -> Mistake:
    start = trouble.start if end > trouble.start else trouble.last.span.start - trouble.base
    written = trouble.text[start:end].strip()
    return trouble.mistake(
        trouble.span(start, start + len(written)),
        f"`{written}` does not say from when until when: a period is written `09:00-17:30`",
    )


def _minutes(hours: str, minutes: str | None) -> int:
    return int(hours) * 60 + int(minutes or 0)


def _clock(hours: str, minutes: str | None, half: str | None) -> str:
    """The time as the language writes it; empty where there is none such."""
    hour = int(hours)
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half in "pP" else 0)
    fits = (hour < 24 and int(minutes or 0) < 60) or (hour == 24 and not int(minutes or 0))
    return f"{hour:02}:{minutes or '00'}" if fits else ""


def all_day(trouble: Trouble) -> Mistake | None:
    """``sat 24h``, ``sun off``: words for a whole day."""
    if not in_hours(trouble) or not trouble.accepts("closed"):
        return None
    whole = trouble.match(rf"(?:{_OPEN_ALWAYS})(?![0-9A-Za-z_:])")
    match = whole or trouble.match(rf"(?:{_NEVER_OPEN})(?![0-9A-Za-z_:])")
    if match is None:
        return None
    proper = "00:00-24:00" if whole else "closed"
    span = trouble.span(trouble.start, match.end())
    fed: tuple[Feed, ...] = (("closed", tree.Name("closed", span)),)
    if whole:
        fed = ((TIME, tree.Time("00:00", span)), ("-", span.start), (TIME, tree.Time("24:00", span)))
    return trouble.mistake(
        span,
        f"a whole day is written `00:00-24:00` or `closed`, not `{match[0]}`",
        fix=(trouble.guess if match[0] == "open" else trouble.edit)(
            f"write `{proper}`", trouble.start, match.end(), proper
        ),
        repair=Repair(match.end(), fed),
    )


def periods_joined(trouble: Trouble) -> Mistake | None:
    """``mon 09:00-12:00 13:00-17:00``, ``mon: 09:00-17:00``: what stands between days and periods."""
    if not in_hours(trouble) or trouble.at_start:
        return None
    sign = trouble.match(r"[:=](?=[ \t]|[0-9])")
    if sign and trouble.accepts("closed"):
        return trouble.mistake(
            trouble.here(),
            f"`{sign[0]}` is too much: days and their hours stand side by side, `{trouble.line} 09:00-17:00`",
            fix=trouble.edit(f"remove `{sign[0]}`", trouble.start, trouble.end, ""),
            repair=Repair(trouble.end),
        )
    joined = trouble.match(r"(?:(?:and|or)(?![0-9A-Za-z_])|[&+/|])?[ \t]*(?=[0-9])")
    if not isinstance(trouble.last, tree.Period) or joined is None:
        return None
    return missing_comma(trouble, joined.end(), "two periods")
