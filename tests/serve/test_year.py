"""Opening hours of the server and of the simulator, against a walk through a year that looks at every minute.

The walk counts local minutes by itself: it starts at a known midnight and adds one for each minute, jumping where the
clocks of the zone are known to jump. It knows the changes of the clock from the calendars of those years, not from a
database.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from flowc.compile import compile_sources
from flowc.emit.documents import build
from flowc.ir.graph import Decide
from flowc.serve.decisions import is_open
from flowc.simulate.decisions import Calendar, Question
from flowc.simulate.decisions import _by_time as by_time
from flowc.source import SourceMap


class Year(NamedTuple):
    """A zone in a year: its offset at the beginning in minutes, and when (UTC) it changes to which."""

    zone: str
    year: int
    offset: int
    changes: dict[datetime, int]


YEARS = (
    Year("Europe/Dublin", 2028, 0, {datetime(2028, 3, 26, 1): 60, datetime(2028, 10, 29, 1): 0}),
    Year("America/New_York", 2027, -300, {datetime(2027, 3, 14, 7): -240, datetime(2027, 11, 7, 6): -300}),
    Year("Australia/Lord_Howe", 2026, 660, {datetime(2026, 4, 4, 15): 630, datetime(2026, 10, 3, 15, 30): 660}),
)

LINES = {
    "mon-thu": [(540, 750), (810, 1050)],
    "fri": [(0, 1440)],
    "sat": [],
    "sun": [(30, 130), (1439, 1440)],
}
DATES = {"02-28": [(600, 660)], "02-29": [(0, 1)], "03-01": [], "12-31": [(1380, 1440)]}


@pytest.mark.parametrize("year", YEARS, ids=lambda year: f"{year.zone}-{year.year}")
def test_every_minute_of_a_year_is_open_or_closed_as_the_declaration_says(year: Year) -> None:
    table, question = hours_of(year)
    for moment, local in minutes(year):
        said = is_said_open(local)
        assert is_open(table, moment.replace(tzinfo=UTC).timestamp()) == said, (moment, local)
        assert (by_time(question, f"{moment.isoformat()}+00:00") == "open") == said, (moment, local)


def minutes(year: Year) -> Iterator[tuple[datetime, datetime]]:
    """Every minute in UTC and on the clocks of the zone; all of them around changes, elsewhere each seventh."""
    moment = datetime(year.year, 1, 1) - timedelta(minutes=year.offset)
    offset = year.offset
    end = moment + timedelta(days=366)
    near = [change + timedelta(hours=hours) for change in year.changes for hours in range(-30, 31)]
    near += [datetime(year.year, 2, 28) + timedelta(hours=hours) for hours in range(-14, 64)]
    close = {hour.replace(minute=0) for hour in near}
    while moment < end:
        offset = year.changes.get(moment, offset)
        yield moment, moment + timedelta(minutes=offset)
        step = 1 if moment.replace(minute=0) in close else 7
        moment += timedelta(minutes=min(step, 60 - moment.minute))


def is_said_open(local: datetime) -> bool:
    minute = local.hour * 60 + local.minute
    days = {0: "mon-thu", 1: "mon-thu", 2: "mon-thu", 3: "mon-thu", 4: "fri", 5: "sat", 6: "sun"}
    periods = DATES.get(f"{local:%m-%d}")
    if periods is None:
        periods = LINES[days[local.weekday()]]
    return any(start <= minute < end for start, end in periods)


def hours_of(year: Year) -> tuple[dict[str, object], Question]:
    dates = {f"{year.year}-{day}": periods for day, periods in DATES.items() if day != "02-29" or year.year % 4 == 0}
    next_year = {f"{year.year + 1}-12-31": DATES["12-31"]}
    lines = "\n".join(f"{days} {_periods(times)}" for days, times in {**LINES, **dates, **next_year}.items())
    text = f"""
hours office "{year.zone}" {{
{lines}
}}
flow desk {{
    base_url "https://voice.example/ivr"
    start opening
    decide opening {{ by hours office; on open, closed -> desk }}
    step desk {{ say "One moment."; transfer +15551230001 }}
}}
"""
    sources = SourceMap()
    sources.add("desk.mv", text)
    program = compile_sources(sources).program
    assert program is not None
    leave = program.blocks[program.nodes[program.flows[0].start].block].exit
    assert isinstance(leave, Decide)
    assert leave.decision.hours is not None
    hours = leave.decision.hours
    calendar = Calendar(hours.zone, hours.week, {day: periods for day, periods, _ in hours.dates})
    question = Question("opening", "hours", ("open", "closed"), calendar=calendar)
    return next(build(program)).routes["routes"]["opening"], question


def _periods(times: list[tuple[int, int]]) -> str:
    shown = (f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}" for start, end in times)
    return ", ".join(shown) or "closed"
