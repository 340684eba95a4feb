"""Opening and closing times that a change of the clock skips or doubles.

When clocks go forward, the times between are skipped: nothing ever happens at 02:30 of that night. When they go back,
the times between come twice. The changes of a zone are found by comparing the offset at the beginning of each day with
the next one's, and halving the day between them down to the minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flowc.ir.graph import Hours, Period
from flowc.ir.hours import MIDNIGHT, clock
from flowc.records import NamedTuple

__all__ = ["ClockChange", "changes_at_the_door"]

_DAYS = 366


class ClockChange(NamedTuple):
    """The hours open or close (``door``: ``opens``, ``closes``) at a ``time`` between ``start`` and ``end`` of a day,
    which is skipped, or ``doubled``. Times as a clock shows them, the day as ``2026-10-25``."""

    door: str
    time: str
    day: str
    start: str
    end: str
    doubled: bool


def changes_at_the_door(hours: Hours, today: date) -> Iterator[ClockChange]:
    """The changes of the clock in the year from ``today`` on that lie on a time at which the hours open or close."""
    dates = {day: periods for day, periods, _ in hours.dates}
    for change in _changes(ZoneInfo(hours.zone), today):
        before, after = change
        doubled = after < before
        start, end = (after, before) if doubled else (before, after)
        day = start.date()
        periods = dates.get(day.isoformat(), hours.week[day.weekday()])
        first = start.hour * 60 + start.minute
        last = first + int((end - start).total_seconds() // 60)
        for door, minute in _doors(periods):
            if first < minute < last or (minute == first and doubled):
                shown = clock(first), clock(min(last, MIDNIGHT))
                yield ClockChange(door, clock(minute), day.isoformat(), *shown, doubled)


def _doors(periods: tuple[Period, ...]) -> Iterator[tuple[str, int]]:
    for period in periods:
        yield "opens", period.start
        yield "closes", period.end


def _changes(zone: ZoneInfo, today: date) -> Iterator[tuple[datetime, datetime]]:
    """Local time just before each change, and just after it, without their zone."""
    at = datetime(today.year, today.month, today.day, tzinfo=UTC)
    for _ in range(_DAYS):
        following = at + timedelta(days=1)
        if at.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            moment = _moment(zone, at, following)
            before = (moment - timedelta(minutes=1)).astimezone(zone).replace(tzinfo=None) + timedelta(minutes=1)
            yield before, moment.astimezone(zone).replace(tzinfo=None)
        at = following


def _moment(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first minute of a new offset."""
    old = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
        if middle.astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high
