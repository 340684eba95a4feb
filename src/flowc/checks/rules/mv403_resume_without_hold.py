"""`resume` while the call is not on hold.

It can fail, and what stands behind it may be left out. Where it does nothing, somebody was put on hold elsewhere and
is still waiting.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling."
        resume
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
        say "One moment, please."
        hold
        resume
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

from flowc.checks.analyses.call_state import HOLD, Question, faults
from flowc.checks.analyses.flow_state import OFF
from flowc.checks.call_state_rules import paths, state_finding
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding
from flowc.ir.graph import Action, Block


def _ask(block: Block, action: Action | None) -> Iterator[Question]:
    if action is not None and action.name == "resume":
        yield Question("the hold", action.span, (HOLD,), OFF)


def check(facts: Facts) -> Iterator[Finding]:
    for fault in faults(facts, _ask, ("hold",), turning=True):
        yield state_finding(
            facts,
            "MV403",
            fault,
            f"`resume` runs {paths(fault)} while the call is not on hold",
            "the call was taken off hold here already",
            "write `resume` only where `hold` has come before it",
        )


RULE = Rule("MV403", "resume-without-hold", "warning", __doc__, check)
