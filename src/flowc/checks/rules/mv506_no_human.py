"""From here on no caller can reach a person.

Some things do not fit any menu. A caller with one of them goes round until the flow ends the call, then calls again. It
may be right for an announcement or at night, and that is why this is only told and not warned of.

```mv bad
flow orders {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For our opening hours, press 1. For our address, press 2."
        on 1 -> hours
        on 2 -> address
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> hours
    }
    step hours {
        say "We are open on weekdays until six in the evening. Goodbye."
        hangup
    }
    step address {
        say "You find us at the corner of Main Street and Park Road. Goodbye."
        hangup
    }
}
```

```mv good
flow orders {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For our opening hours, press 1. For anything else, press 2."
        on 1 -> hours
        on 2 -> desk
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> desk
    }
    step hours {
        say "We are open on weekdays until six in the evening. Goodbye."
        hangup
    }
    step desk {
        say "Connecting you to the front desk."
        transfer +15551230001
    }
}
```

It is said once where a flow starts, or at the first question behind the last way to a person.

## Configuration

Where it is meant so, write `// flowc: ignore[MV506] -- an announcement only` above the node.

## Approximations

A transfer, bridge or conference counts as a person whether or not anybody answers, and so does a redirect to another
application, which nobody here knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.persons import left_alone
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, info


def check(facts: Facts) -> Iterator[Finding]:
    starts = set(facts.fresh)
    for block in left_alone(facts.program, facts.arcs, facts.alone, facts.journeys.order, facts.fresh):
        node = facts.node(block)
        flow = facts.program.flows[node.flow].name
        where = f"no caller of `{flow}` can" if block in starts else f"a caller at `{node.name}` cannot"
        yield info(
            "MV506",
            node.name_span,
            f"{where} reach a person: no transfer, bridge or conference follows",
            help="offer a key that leads to a `transfer`, at the latest where `exhausted` leads",
        )._replace(witness=facts.witness(block))


RULE = Rule("MV506", "no-human", "info", __doc__, check)
