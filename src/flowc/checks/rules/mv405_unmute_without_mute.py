"""`unmute` of a direction that is not muted.

It does nothing here, so the `mute` that it was written for is somewhere else, or is the other direction; there the
caller goes on unheard, or without hearing anything.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Please listen to our terms."
        mute read
        say "We are open from nine to five."
        unmute write
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
        say "Please listen to our terms."
        mute read
        say "We are open from nine to five."
        unmute read
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

`unmute both` is found only where neither direction is muted.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.call_state import Question, faults, mute
from flowc.checks.analyses.flow_state import OFF
from flowc.checks.call_state_rules import paths, state_finding
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding
from flowc.ir.graph import Action, Block


def _ask(block: Block, action: Action | None) -> Iterator[Question]:
    if action is not None and action.name == "unmute":
        direction = action.get("direction")
        if switches := mute(direction or ""):
            yield Question(direction, action.span, switches, OFF)


def check(facts: Facts) -> Iterator[Finding]:
    for fault in faults(facts, _ask, ("mute",), turning=True):
        direction = fault.question.subject
        muted = "neither direction is muted" if direction == "both" else f"`{direction}` is not muted"
        yield state_finding(
            facts,
            "MV405",
            fault,
            f"`unmute {direction}` runs {paths(fault)} while {muted}",
            "it was unmuted here already",
            "write `unmute` only where `mute` of the same direction has come before it",
        )


RULE = Rule("MV405", "unmute-without-mute", "warning", __doc__, check)
