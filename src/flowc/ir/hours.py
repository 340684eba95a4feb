"""Opening hours: what the lines of an ``hours`` declaration come to, and what is wrong with them.

Hours are local time in one zone of the IANA database. Each line gives days of the week or dates the periods in which
it is open; a date stands for itself and replaces its weekday. Several lines may speak of one day where their periods
are disjoint; where they overlap, or one says that the day is closed, nobody can say what was meant (MV319).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from flowc.diagnostics import Finding, Label, did_you_mean, error, respell
from flowc.ir.graph import DAYS, Hours, Period
from flowc.ir.values import Scope, interpolate
from flowc.source import Span
from flowc.syntax import tree

__all__ = ["MIDNIGHT", "clock", "read_hours"]

MIDNIGHT = 24 * 60
"""The end of a day, in minutes."""



def clock(minutes: int) -> str:
    """Minutes from midnight as a clock shows them: ``09:00``; the end of the day is ``24:00``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def read_hours(hours: tree.Hours, scope: Scope, findings: list[Finding]) -> Hours:
    """What a declaration comes to. Where something in it is wrong it is told, and left out."""
    reader = _Reader(findings)
    for line in hours.lines:
        if isinstance(line, tree.HoursLine):
            reader.line(line)
    return Hours(
        name=hours.name.text,
        zone=_zone(hours.zone, scope, findings),
        week=tuple(reader.periods(day) for day in DAYS),
        dates=tuple((day, reader.periods(day), reader.said[day][0].day) for day in sorted({*reader.said} - {*DAYS})),
        span=hours.name.span,
    )


def _zone(written: tree.Text, scope: Scope, findings: list[Finding]) -> str:
    zone = interpolate(written, scope, findings)
    if zone is None:
        return "UTC"
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(zone)
        return zone
    except (KeyError, ValueError, OSError):  # not there; not a name at all; the name of a directory
        pass
    known = available_timezones()
    close = did_you_mean(zone, known)
    help = f"did you mean `{close}`?" if close else 'zones are those of the IANA database: "Europe/Dublin"'
    found = error("MV205", written.span, f"there is no time zone called `{zone}`", help=help)
    if close and not written.long and len(written.parts) == 1:
        found = found._replace(fix=respell(Span(written.span.start + 1, written.span.end - 1), zone, close, known))
    findings.append(found)
    return "UTC"


class _Said:
    """A line as it speaks of one day."""

    def __init__(self, day: Span, periods: list[tuple[Period, Span]]) -> None:
        self.day = day
        self.periods = periods


class _Reader:
    """What has been said of each day, by its name or its date."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        self.said: dict[str, list[_Said]] = {}

    def periods(self, day: str) -> tuple[Period, ...]:
        """The periods of a day, in order; those that meet are one."""
        merged: list[Period] = []
        for period in sorted(period for said in self.said.get(day, ()) for period, _ in said.periods):
            if merged and period.start <= merged[-1].end:
                merged[-1] = Period(merged[-1].start, max(merged[-1].end, period.end))
            else:
                merged.append(period)
        return tuple(merged)

    def line(self, line: tree.HoursLine) -> None:
        periods = [(period, written.span) for written in line.periods if (period := self._period(written)) is not None]
        if line.periods and not periods:
            return  # told already; a day that is not open by mistake is not closed
        self._overlapping_within(periods)
        for days in line.days:
            for day in self._days(days):
                self._say(day, _Said(days.span, periods))

    def _say(self, day: str, new: _Said) -> None:
        for old in self.said.setdefault(day, []):
            clash = _clash(old, new)
            if clash is not None:
                message = f"`{day}` {clash}, so nobody can say when it is open"
                self.findings.append(
                    error(
                        "MV319",
                        new.day,
                        message,
                        labels=[Label(old.day, "the other line about that day")],
                        help="say it once for each day; a date has a line of its own, which replaces its weekday",
                    )
                )
                return
        self.said[day].append(new)

    def _overlapping_within(self, periods: list[tuple[Period, Span]]) -> None:
        ordered = sorted(periods)
        for (first, first_span), (second, span) in pairwise(ordered):
            if second.start < first.end:
                self.findings.append(
                    error(
                        "MV319",
                        span,
                        f"`{_show(second)}` overlaps `{_show(first)}` on the same line",
                        labels=[Label(first_span, "the other period")],
                        help=f"write one period: `{_show(Period(first.start, max(first.end, second.end)))}`",
                    )
                )

    # --- days ------------------------------------------------------------------------------------------------------

    def _days(self, days: tree.Days) -> Iterable[str]:
        if isinstance(days, tree.Date):
            return [days.text] if self._is_date(days) else []
        first = self._weekday(days.first)
        last = first if days.last is None else self._weekday(days.last)
        if first is None or last is None:
            return []
        count = (last - first) % 7 + 1
        return [DAYS[(first + step) % 7] for step in range(count)]

    def _weekday(self, name: tree.Name) -> int | None:
        if name.text in DAYS:
            return DAYS.index(name.text)
        close = next((day for day in DAYS if name.text.startswith(day)), None) or did_you_mean(name.text, DAYS)
        found = error("MV205", name.span, f"`{name.text}` is no day of the week")
        if close is None:
            self.findings.append(found._replace(help=f"days are {', '.join(DAYS)}, ranges such as mon-fri, and dates"))
        else:
            fix = respell(name.span, name.text, close, DAYS)
            self.findings.append(found._replace(help=f"write `{close}`", fix=fix))
        return None

    def _is_date(self, date: tree.Date) -> bool:
        from datetime import date as calendar

        try:
            calendar.fromisoformat(date.text)
        except ValueError:
            help = "dates are written year, month, day: `2026-12-24`"
            self.findings.append(error("MV205", date.span, f"there is no day `{date.text}` in the calendar", help=help))
            return False
        return True

    # --- periods ---------------------------------------------------------------------------------------------------

    def _period(self, written: tree.Period) -> Period | None:
        start, end = self._minutes(written.start), self._minutes(written.end)
        if start is None or end is None:
            return None
        if start < end:
            return Period(start, end)
        if start == end:
            message = "lasts no time"
            help = "a day that is open throughout is `00:00-24:00`, and one that is not open at all `closed`"
        else:
            message = "ends before it begins"
            help = (
                f"a period lies within one day; across midnight, write `{clock(start)}-24:00` here and "
                f"`00:00-{clock(end)}` for the day after"
            )
        self.findings.append(
            error("MV319", written.span, f"`{written.start.text}-{written.end.text}` {message}", help=help)
        )
        return None

    def _minutes(self, time: tree.Time) -> int | None:
        hours, minutes = int(time.text[:2]), int(time.text[3:])
        total = hours * 60 + minutes
        if minutes < 60 and total <= MIDNIGHT:
            return total
        help = "times are `00:00` to `23:59`, and `24:00` for the end of the day"
        self.findings.append(error("MV205", time.span, f"no clock shows `{time.text}`", help=help))
        return None


def _clash(old: _Said, new: _Said) -> str | None:
    """Why two lines about one day cannot both hold; None where they can."""
    if not old.periods or not new.periods:
        return None if old.periods == new.periods else "is both open and closed"
    for one, _ in old.periods:
        for other, _ in new.periods:
            if one.start < other.end and other.start < one.end:
                return f"has `{_show(one)}` and `{_show(other)}`, which overlap"
    return None


def _show(period: Period) -> str:
    return f"{clock(period.start)}-{clock(period.end)}"
