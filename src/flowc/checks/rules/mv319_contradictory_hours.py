"""Opening hours contradict themselves, or speak of a time that is no more

Two lines that overlap, or of which one says that the day is closed, leave it to chance which of them counts. A date
that has gone by is a holiday that nobody has entered for this year. And where a change of the clock skips or doubles a
time at which the doors open or close, callers of that night are sent the wrong way.

```mv bad
hours office "Europe/Dublin" {
    mon-fri 09:00-17:30
    fri 09:00-15:00
}
flow desk {
    base_url "https://voice.example/ivr"
    start opening
    decide opening {
        by hours office
        on open -> reception
        on closed -> night
    }
    step reception {
        say "Connecting you to our reception."
        transfer +15551230001
    }
    step night {
        say "Our office is closed. We connect you to our answering service."
        transfer +15551230002
    }
}
```

```mv good
hours office "Europe/Dublin" {
    mon-thu 09:00-17:30
    fri 09:00-15:00
}
flow desk {
    base_url "https://voice.example/ivr"
    start opening
    decide opening {
        by hours office
        on open -> reception
        on closed -> night
    }
    step reception {
        say "Connecting you to our reception."
        transfer +15551230001
    }
    step night {
        say "Our office is closed. We connect you to our answering service."
        transfer +15551230002
    }
}
```

It is an error where lines contradict one another, and a warning for dates gone by and for changes of the clock.

## Approximations

Dates are compared with the date of the run, in the zone of the hours; changes of the clock are looked for in the
twelve months from then on, by the time zone database that Python has. Only the times at which hours begin or end are
looked at: hours that lie over a change of the clock are what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, warning
from flowc.ir.graph import Decide, Hours

if TYPE_CHECKING:
    from datetime import date

    from flowc.checks.analyses.clock_changes import ClockChange


def check(facts: Facts) -> Iterator[Finding]:
    told: set[int] = set()
    for block in facts.program.blocks:
        if isinstance(block.exit, Decide) and block.exit.decision.hours is not None:
            hours = block.exit.decision.hours
            if hours.span.start not in told:
                told.add(hours.span.start)
                yield from _of(hours, facts.today)


def _of(hours: Hours, today: date) -> Iterator[Finding]:
    from flowc.checks.analyses.clock_changes import changes_at_the_door

    for day, _, span in hours.dates:
        if day < today.isoformat():
            yield warning(
                "MV319",
                span,
                f"`{day}` has gone by, so this line of `{hours.name}` will never count again",
                help="enter the date for the coming year, or delete the line",
            )
    for change in changes_at_the_door(hours, today):
        yield _changed(hours, change)


def _changed(hours: Hours, change: ClockChange) -> Finding:
    happens = "comes twice" if change.doubled else "does not come at all"
    return warning(
        "MV319",
        hours.span,
        f"`{hours.name}` {change.door} at {change.time}, which {happens} on {change.day} in {hours.zone}",
        help=f"give {change.day} a line of its own, with times outside {change.start}-{change.end}",
    )


RULE = Rule("MV319", "contradictory-hours", "error", __doc__, check)
