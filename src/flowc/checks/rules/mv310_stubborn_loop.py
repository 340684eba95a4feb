"""A caller who is never understood goes round for ever, or one who is silent in between.

A child at the telephone, a keypad that sends the wrong tones, a number that is not in the system: these callers do
press keys, and never the right ones. `retry` counts their attempts; a branch that leads back starts afresh and
counts nothing. A branch on `digits` is of the same kind, for it takes whatever the exact ones leave: the wrong PIN,
asked for again without end.

```mv bad
flow account {
    base_url "https://voice.example/ivr"
    start pin
    collect pin {
        prompt "Enter your four digit PIN."
        digits 4
        sensitive
        on 4711 -> balance
        on digits -> wrong
        on noinput, incomplete -> desk
    }
    step wrong {
        say "That is not your PIN."
        goto pin
    }
    step balance {
        say "Your balance is zero. Goodbye."
        hangup
    }
    step desk {
        say "Connecting you to the desk."
        transfer +15551230001
    }
}
```

```mv good
flow account {
    base_url "https://voice.example/ivr"
    start pin
    collect pin {
        prompt "Enter your four digit PIN."
        digits 4
        sensitive
        on 4711 -> balance
        on digits -> retry "That is not your PIN."
        on noinput, incomplete, exhausted -> desk
    }
    step balance {
        say "Your balance is zero. Goodbye."
        hangup
    }
    step desk {
        say "Connecting you to the desk."
        transfer +15551230001
    }
}
```

## Configuration

Nothing of its own.

## Approximations

Whoever enters digits that only `digits` takes counts as not understood, also where no exact branch stands beside it:
an application that never accepts a number asks for it without end. A pattern such as `XXXX` counts as understood, for
it leaves `*` and `#` to others. A circle that MV309 tells of is not told of again.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.rounds import handler_and_nodes, trap_finding
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding

_MIXED = "a caller who is silent one time and not understood the next"
_ALWAYS = "a caller who is never understood"
_UNCOUNTED = "write `-> retry` here, so that attempts are counted, and lead `exhausted` to a person or a goodbye"
_COUNTED = "lead this to a person or to a goodbye; attempts that start afresh are not counted"


def check(facts: Facts) -> Iterator[Finding]:
    told = {handler_and_nodes(facts, trap) for trap in facts.traps if trap.silent}
    for trap in facts.traps:
        if not trap.silent and handler_and_nodes(facts, trap) not in told:
            last = trap.cycle[-1].edge
            uncounted = last.way == "direct" and last.event in ("nomatch", "incomplete", "digits", "noinput")
            help = _UNCOUNTED if uncounted else _COUNTED
            yield trap_finding(facts, trap, "MV310", _MIXED if trap.mixed else _ALWAYS, help)


RULE = Rule("MV310", "stubborn-loop", "error", __doc__, check)
