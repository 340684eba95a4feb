"""`unset` of a variable that has not been set.

It does nothing. Either the name is another than the one that was set, so that the old value stays in every event of the
call, or the value never got there.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        set customer = "new"
        say "Thank you for calling."
        unset costumer
        say "Connecting you to the front desk."
        transfer +15551230001
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        set customer = "new"
        say "Thank you for calling."
        unset customer
        say "Connecting you to the front desk."
        transfer +15551230001
    }
}
```

## Configuration

Nothing of its own. It is an error where it is so on every path, a warning where it is so on some.

## Approximations

Every path of the flow is taken to be possible. After an `entry` nothing is known of the call, and nothing is found
until the flow itself has said how it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.call_state import Question, faults, variable
from flowc.checks.analyses.flow_state import OFF
from flowc.checks.call_state_rules import paths, state_finding
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding
from flowc.ir.graph import Action, Block


def _ask(block: Block, action: Action | None) -> Iterator[Question]:
    if action is not None and action.name == "unset_variables":
        for name in action.get("names") or ():
            yield Question(name, action.span, (variable(name),), OFF)


def check(facts: Facts) -> Iterator[Finding]:
    for fault in faults(facts, _ask, ("variable",), turning=True):
        yield state_finding(
            facts,
            "MV409",
            fault,
            f"`unset` runs {paths(fault)} while the variable `{fault.question.subject}` is not set",
            "it was unset here already",
            "check the name, or unset it only where it was set",
        )


RULE = Rule("MV409", "unset-without-set", "warning", __doc__, check)
