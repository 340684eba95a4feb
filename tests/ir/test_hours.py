"""Opening hours as they are declared, and the changes of the clock that they meet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.checks import check
from flowc.checks.analyses.clock_changes import changes_at_the_door
from flowc.ir.graph import DAYS, Decide, Hours, Period
from flowc.ir.hours import clock
from flowc.source import Span

from .test_lowering import compiled, graph_of

DECIDE = "    decide main { by hours office; on open, closed -> desk }\n"


def hours_of(lines: str, zone: str = "Europe/Dublin") -> Hours:
    program = graph_of(f'    hours office "{zone}" {{\n{lines}\n    }}\n{DECIDE}')
    leave = program.blocks[program.nodes[program.flows[0].start].block].exit
    assert isinstance(leave, Decide)
    assert leave.decision.hours is not None
    return leave.decision.hours


def test_a_range_of_days_may_go_over_the_end_of_the_week() -> None:
    hours = hours_of("sat-mon 10:00-12:00")
    assert [bool(periods) for periods in hours.week] == [True, False, False, False, False, True, True]


def test_a_date_stands_for_itself_and_a_closed_one_has_no_periods() -> None:
    hours = hours_of("mon-sun 00:00-24:00\n2099-12-24 09:00-12:00\n2099-12-25, 2099-12-26 closed")
    assert [(day, periods) for day, periods, _ in hours.dates] == [
        ("2099-12-24", (Period(540, 720),)),
        ("2099-12-25", ()),
        ("2099-12-26", ()),
    ]


def test_periods_that_meet_are_one() -> None:
    assert hours_of("mon 13:00-17:00\nmon 09:00-13:00").week[0] == (Period(540, 1020),)


periods = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda pair: pair[0] < pair[1])
lines = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.lists(periods, max_size=2)), max_size=4)


@given(lines)
def test_lines_either_say_of_each_minute_of_a_week_what_one_of_them_says_or_are_refused(
    written: list[tuple[int, int, list[tuple[int, int]]]],
) -> None:
    said: dict[int, list[set[int] | None]] = {day: [] for day in range(7)}
    clash = False
    texts = []
    for first, last, times in written:
        shown = ", ".join(f"{clock(start)}-{clock(end)}" for start, end in times) or "closed"
        texts.append(f"{DAYS[first]}-{DAYS[last]} {shown}")
        minutes = [set(range(start, end)) for start, end in times]
        clash |= len(minutes) == 2 and bool(minutes[0] & minutes[1])
        line = set.union(*minutes) if minutes else None
        for step in range((last - first) % 7 + 1):
            day = (first + step) % 7
            clash |= any((line is None) != (old is None) or bool(line and old and line & old) for old in said[day])
            said[day].append(line)
    body = f'    hours office "Europe/Dublin" {{\n{chr(10).join(texts)}\n    }}\n{DECIDE}'
    compilation = compiled(body)
    assert clash == any(f.code == "MV319" and f.severity == "error" for f in compilation.findings)
    if not clash:
        week = hours_of("\n".join(texts)).week
        for day in range(7):
            is_open = set().union(*(range(start, end) for start, end in week[day]))
            assert is_open == set().union(*(line for line in said[day] if line))


# --- changes of the clock -------------------------------------------------------------------------------------------

DUBLIN_2027 = date(2027, 1, 1)  # clocks go forward on 2027-03-28 at 01:00, and back on 2027-10-31 at 02:00


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("sun 01:30-12:00", [("opens", "01:30", "2027-03-28", False), ("opens", "01:30", "2027-10-31", True)]),
        ("sun 00:00-01:00", [("closes", "01:00", "2027-10-31", True)]),
        ("sun 01:59-12:00", [("opens", "01:59", "2027-03-28", False), ("opens", "01:59", "2027-10-31", True)]),
        ("sun 02:00-12:00", []),
        ("sun 00:00-24:00", []),
        ("mon-sat 01:30-12:00", []),
        ("2027-03-28 00:30-01:15", [("closes", "01:15", "2027-03-28", False)]),
    ],
)
def test_doors_that_open_or_close_while_the_clock_changes_are_found(
    line: str, found: list[tuple[str, str, str, bool]]
) -> None:
    changes = changes_at_the_door(hours_of(line), DUBLIN_2027)
    assert [(c.door, c.time, c.day, c.doubled) for c in changes] == found


def test_a_clock_that_changes_at_one_minute_past_midnight_skips_up_to_one_minute_past_one() -> None:
    """As it did in Newfoundland until 2011."""
    found = []
    for minute in (59, 60, 61):
        hours = Hours("office", "America/St_Johns", ((Period(minute, 1440),),) * 7, (), Span(0, 0))
        changes = changes_at_the_door(hours, date(2010, 1, 1))
        found.append([(change.time, change.start, change.end) for change in changes if change.door == "opens"])
    assert found == [[("00:59", "00:01", "01:01")], [("01:00", "00:01", "01:01")], []]


@given(
    st.sampled_from(("Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns",
                     "Pacific/Apia", "Africa/Casablanca", "Asia/Gaza")),
    st.integers(0, 1439),
    st.sampled_from((2025, 2026)),
)  # fmt: skip
def test_a_door_is_found_exactly_where_its_minute_is_skipped_or_doubled(zone: str, minute: int, year: int) -> None:
    """The oracle goes through the hours around every day of a year, minute by minute near its door."""
    hours = Hours("office", zone, ((Period(minute, 1440),),) * 7, (), Span(0, 0))
    told = {change.day for change in changes_at_the_door(hours, date(year, 1, 1)) if change.door == "opens"}
    info = ZoneInfo(zone)
    irregular = set()
    for offset in range(1, 365):
        day = date(year, 1, 1) + timedelta(days=offset)
        local = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=info)
        early = local.replace(fold=0).astimezone(UTC)
        late = local.replace(fold=1).astimezone(UTC)
        if early != late:
            irregular.add(day.isoformat())
    skipped_at_its_first_minute = {  # a door at the very minute from which clocks go forward opens as the hour is over
        day
        for day in irregular
        if datetime.fromisoformat(day).replace(hour=minute // 60, minute=minute % 60, tzinfo=info).fold == 0
        and not told & {day}
        and _begins_the_gap(info, day, minute)
    }
    assert told == irregular - skipped_at_its_first_minute


def _begins_the_gap(info: ZoneInfo, day: str, minute: int) -> bool:
    local = datetime.fromisoformat(day) + timedelta(minutes=minute)
    before = (local - timedelta(minutes=1)).replace(tzinfo=info)
    return before.astimezone(UTC) == before.replace(fold=1).astimezone(UTC)


def test_dates_that_have_gone_by_are_told_from_the_day_after_them() -> None:
    program = graph_of(f'    hours office "Europe/Dublin" {{\nmon 09:00-10:00\n2027-05-01 closed\n    }}\n{DECIDE}')
    on_the_day = [f.message for f in check(program, today=date(2027, 5, 1)) if f.code == "MV319"]
    the_day_after = [f.message for f in check(program, today=date(2027, 5, 2)) if f.code == "MV319"]
    assert not on_the_day
    assert the_day_after == ["`2027-05-01` has gone by, so this line of `office` will never count again"]
