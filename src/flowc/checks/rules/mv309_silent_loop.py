"""A caller who never presses anything goes round for ever.

Silence is the most common thing that callers do: they hold the telephone away from the keypad, wait for a person, or
have long hung up a line that nobody has noticed. Each turn costs redirects; when the platform has no more to give,
the call drops.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1. For support, press 2."
        on 1 -> sales
        on 2 -> support
        on noinput -> main
        on nomatch -> support
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step support {
        say "Connecting you to support."
        transfer +15551230002
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1. For support, press 2."
        on 1 -> sales
        on 2 -> support
        on noinput -> retry "Sorry, we did not hear anything."
        on nomatch, exhausted -> support
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step support {
        say "Connecting you to support."
        transfer +15551230002
    }
}
```

## Configuration

Nothing of its own.

## Approximations

None as the platform is understood: every bridge fails and every redirect succeeds or fails as it suits the circle,
and each of these can happen. One shortest circle is shown for a group of nodes that hang together; more than five
faults in one group come to light as the first are mended.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.rounds import handler_and_nodes, trap_finding
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding

_UNCOUNTED = "write `on noinput -> retry`, so that attempts are counted, and lead `exhausted` to a person or a goodbye"
_COUNTED = "lead this to a person or to a goodbye; attempts that start afresh are not counted"
_ALSO = ("a caller who presses only wrong keys goes round in the same way",)


def check(facts: Facts) -> Iterator[Finding]:
    others = {handler_and_nodes(facts, trap) for trap in facts.traps if not trap.silent}
    for trap in facts.traps:
        if trap.silent:
            uncounted = trap.cycle[-1].edge.event == "noinput" and trap.cycle[-1].edge.way == "direct"
            help = _UNCOUNTED if uncounted else _COUNTED
            finding = trap_finding(facts, trap, "MV309", "a caller who never presses anything", help)
            yield finding._replace(notes=_ALSO if handler_and_nodes(facts, trap) in others else ())


RULE = Rule("MV309", "silent-loop", "error", __doc__, check)
