"""The days of opening hours: in full or in capitals, joined by words, dates of other countries, ranges of dates."""

from __future__ import annotations

from flowc.syntax import tables, tree
from flowc.syntax.tables import DATE, NAME, WORD, WRONG
from flowc.syntax.trouble import Feed, Mistake, Repair, Trouble

__all__ = ["TO", "day_in_full", "days_joined", "in_hours", "missing_comma", "strange_date"]

TO = r"(?:-+|[\u2013\u2014]|\.\.\.?|to(?![0-9A-Za-z_])|until(?![0-9A-Za-z_])|through(?![0-9A-Za-z_]))"
"""From one to another."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_A_MONTH = r"(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]u[nl]|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec)[a-z]*"
_WITHOUT_YEAR = (
    rf"[0-9]{{1,2}}\.?[ ]?{_A_MONTH}|{_A_MONTH}[ ][0-9]{{1,2}}(?![0-9:])|[0-9]{{1,2}}([./])[0-9]{{1,2}}\1?(?![0-9])"
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_LISTED = 31
"""Days of a range of dates that are written out."""


def in_hours(trouble: Trouble) -> bool:
    """Whether the trouble is in a line of opening hours."""
    return trouble.body.item == "hours_line"


def day_in_full(trouble: Trouble) -> Mistake | None:
    """``Mon 09:00-17:00``, ``Monday-Friday``, ``SAT``: three letters, in lower case."""
    if not in_hours(trouble) or trouble.shape not in (WRONG, WORD, tables.WILD) or not trouble.accepts(NAME):
        return None
    match = trouble.match(r"([A-Za-z]{3,9})(?:[ \t]*-[ \t]*([A-Za-z]{3,9}))?(?![0-9A-Za-z_])")
    days = [_day(word) for word in match.groups() if word] if match else []
    if match is None or "" in days or (len(days) == 2 and trouble.symbol == "MINUS"):
        return None
    proper = "-".join(days)
    span = trouble.span(trouble.start, match.end())
    fed: tuple[Feed, ...] = ((NAME, tree.Name(days[0], span)),)
    if len(days) == 2:
        fed += (("-", span.start), (NAME, tree.Name(days[1], span)))
    return trouble.mistake(
        span,
        f"a day is written with three letters in lower case, `{proper}`",
        fix=trouble.edit(f"write `{proper}`", trouble.start, match.end(), proper),
        repair=Repair(match.end(), fed),
    )


def _day(word: str) -> str:
    plain = word.lower()
    return next((day[:3] for day in _DAYS if day == plain or day[:3] == plain or day[:4] == plain), "")


def days_joined(trouble: Trouble) -> Mistake | None:
    """``mon to fri``, ``sat sun``, ``sat & sun``: a range has ``-``, a list commas."""
    if not in_hours(trouble) or not isinstance(trouble.last, tree.Name | tree.Day):
        return None
    joined = trouble.match(rf"({TO})?(?:(?:and|or)(?![0-9A-Za-z_])|[&+/|])?[ \t]*([A-Za-z]{{3,9}})(?![0-9A-Za-z_])")
    before = trouble.last.last or trouble.last.first if isinstance(trouble.last, tree.Day) else trouble.last
    if joined is None or not _day(joined[2]) or not _day(before.text):
        return None
    if joined[1] and trouble.accepts("-"):
        return trouble.mistake(
            trouble.span(trouble.start, joined.end(1)),
            f"from one day to another is written `{trouble.line}-{_day(joined[2])}`",
            fix=trouble.edit("write `-`", trouble.start, joined.start(2), "-"),
            repair=Repair(joined.start(2), (("-", trouble.start + trouble.base),)),
        )
    return missing_comma(trouble, joined.start(2), "two days")


def missing_comma(trouble: Trouble, end: int, between: str) -> Mistake:
    """A comma instead of what stands from behind the last entry up to ``end``."""
    before = trouble.statement + len(trouble.text[trouble.statement : trouble.start].rstrip())
    return trouble.mistake(
        trouble.here(),
        f"`,` is missing before `{trouble.lexeme[:40]}`: it stands between {between}",
        fix=trouble.edit("write `,`", before, end, ", "),
        repair=Repair(end, ((",", trouble.start + trouble.base),)),
    )


# --- dates --------------------------------------------------------------------------------------------------------


def strange_date(trouble: Trouble) -> Mistake | None:
    """``24/12/2026``, ``24.12.2026``, ``24 Dec``, ``2026-12-24 to 2026-12-26``: year, month, day, one by one."""
    if not in_hours(trouble):
        return None
    if isinstance(trouble.last, tree.Date):
        return _dates(trouble, trouble.last)
    if not trouble.accepts(DATE):
        return None
    match = trouble.match(r"([0-9]{1,4})([./\- ])[ ]?([0-9]{1,2}|[A-Za-z]{3,9})\.?\2[ ]?([0-9]{1,4})(?![0-9A-Za-z_])")
    proper, sure = _date(match[1], match[3], match[4]) if match else ("", False)
    match = match or trouble.match(_WITHOUT_YEAR)
    if match is None or (not proper and trouble.match(r"[0-9]{1,2}[:.][0-9]{2}[ \t]*-")):
        return None
    span = trouble.span(trouble.start, match.end())
    return trouble.mistake(
        span,
        f"`{match[0]}` is not a date as written here: year, month and day, `{proper or '2026-12-24'}`",
        fix=(trouble.edit if sure else trouble.guess)(f"write `{proper}`", trouble.start, match.end(), proper)
        if proper
        else None,
        repair=Repair(match.end(), ((DATE, tree.Date(proper, span)),)) if proper else None,
    )


def _date(first: str, middle: str, last: str) -> tuple[str, bool]:
    """A date of its three pieces, empty where they make none; and whether it can be no other."""
    if middle.isalpha():
        middle = str(_MONTHS.index(middle[:3].lower()) + 1) if middle[:3].lower() in _MONTHS else "0"
    year, month, day = (first, middle, last) if len(first) == 4 else (last, middle, first)
    year = f"20{year}" if len(year) == 2 else year
    sure = len(first) == 4 or int(day) > 12
    if int(month) > 12 and len(first) != 4:
        month, day, sure = day, month, True
    fits = len(year) == 4 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    return (f"{year}-{int(month):02}-{int(day):02}", sure) if fits else ("", False)


def _dates(trouble: Trouble, first: tree.Date) -> Mistake | None:
    """From one date to another, or to the next."""
    if trouble.shape == DATE:
        return missing_comma(trouble, trouble.start, "two days")
    match = trouble.match(rf"{TO}[ \t]*([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?![0-9A-Za-z_])")
    if match is None:
        return None
    listed = ", ".join(_between(first.text, match[1]))
    start = first.span.start - trouble.base
    return trouble.mistake(
        trouble.span(start, match.end()),
        "dates have no ranges: write each day, with commas between them",
        fix=trouble.edit("write each day", start, match.end(), listed) if listed else None,
        repair=Repair(match.end(), ((",", trouble.start + trouble.base), (DATE, tree.Date(match[1], trouble.here())))),
    )


def _between(first: str, last: str) -> list[str]:
    """The days from one to another; none where there are none, or too many to list."""
    from datetime import date, timedelta

    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return []
    days = (end - start).days + 1
    return [(start + timedelta(day)).isoformat() for day in range(days)] if 0 < days <= _LISTED else []
