"""A flow uses an action whose form in JSON the platform does not document.

The platform says that call variables are set and removed by JSON actions, and does not say what these are called. What
is written here is an assumption. If the platform calls them otherwise, it may refuse the document, and may not run
what stands behind them: try such a flow on the platform before callers do.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start desk
    step desk {
        set department = "sales"
        say "Connecting you to sales."
        transfer +15551230001
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start desk
    step desk {
        say "Connecting you to sales."
        transfer +15551230001
    }
}
```

It is said once in each flow, at the first such action.

## Configuration

Once it has been tried, `ignore = ["MV901"]` says so for the project.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.actions import catalogue
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, info


def check(facts: Facts) -> Iterator[Finding]:
    assumed = {action.name for action in catalogue().values() if not action.documented}
    told = set()
    places = (place for place in facts.actions if place.action.name in assumed)
    for place in sorted(places, key=lambda place: place.action.span):
        flow = facts.program.flow_of(place.block)
        if flow.name_span not in told:
            told.add(flow.name_span)
            yield info(
                "MV901",
                place.action.span,
                f"`{flow.name}` uses `{place.action.name}`, whose form in JSON is assumed, not documented",
                help="try the flow on the platform before callers do",
            )


RULE = Rule("MV901", "assumed-wire-form", "info", __doc__, check)
