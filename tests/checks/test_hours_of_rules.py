"""MV319, as far as it depends on the day on which the checks are made: a case beside its finding would go stale."""

from __future__ import annotations

from datetime import date

import pytest

from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.checks.rules.mv319_contradictory_hours import check

from .case import shown
from .compiling import findings_of

HOURS = """hours night "Europe/Dublin" {{
    {line}
}}
flow desk {{
    base_url "https://voice.example/ivr"
    start first
    decide first {{ by hours night; on open, closed -> second }}
    decide second {{ by hours night; on open, closed -> desk }}
    step desk {{
        say "Connecting you to the front desk."
        transfer +15551230001
    }}
}}
"""


def told(line: str, today: date) -> list[str]:
    compilation = findings_of(HOURS.format(line=line))
    assert compilation.program is not None
    return [shown(finding, compilation.sources) for finding in check(Facts(compilation.program, Limits(), today))]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("sun 01:30-05:00", "opens at 01:30, which does not come at all on 2027-03-28"),
        ("sat-sun 00:00-01:30", "closes at 01:30, which does not come at all on 2027-03-28"),
    ],
)
def test_mv319_tells_of_a_door_at_a_time_that_the_clock_leaves_out(line: str, words: str) -> None:
    first, *_ = told(line, date(2026, 11, 21))
    assert first == (
        f"1:7-1:12 warning MV319 `night` {words} in Europe/Dublin\n"
        "    help give 2027-03-28 a line of its own, with times outside 01:00-02:00\n"
    )


def test_mv319_tells_of_a_door_at_a_time_that_the_clock_shows_twice() -> None:
    _, second = told("sun 01:30-05:00", date(2026, 11, 21))
    assert second == (
        "1:7-1:12 warning MV319 `night` opens at 01:30, which comes twice on 2027-10-31 in Europe/Dublin\n"
        "    help give 2027-10-31 a line of its own, with times outside 01:00-02:00\n"
    )


def test_mv319_counts_a_day_as_gone_by_on_the_next_one_only() -> None:
    assert told("2026-11-21 09:00-12:00", date(2026, 11, 21)) == []
    (finding,) = told("2026-11-21 09:00-12:00", date(2026, 11, 22))
    assert finding.startswith("2:5-2:15 warning MV319 `2026-11-21` has gone by")
