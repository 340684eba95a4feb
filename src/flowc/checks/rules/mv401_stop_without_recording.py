"""`stop_recording` while nothing is recorded.

The platform cannot complete it (`recording_not_started`) and may leave out what stands behind it: the goodbye, the
transfer. It also tells that somebody believes a recording to exist which does not.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling."
        stop_recording
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
        say "This call is recorded."
        start_recording
        say "Tell us your name."
        stop_recording
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

from flowc.checks.analyses.call_state import RECORDING, Question, faults
from flowc.checks.analyses.flow_state import OFF
from flowc.checks.call_state_rules import paths, state_finding
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding
from flowc.ir.graph import Action, Block


def _ask(block: Block, action: Action | None) -> Iterator[Question]:
    if action is not None and action.name == "stop_recording":
        yield Question("the recording", action.span, (RECORDING,), OFF)


def check(facts: Facts) -> Iterator[Finding]:
    for fault in faults(facts, _ask, ("recording",), turning=True):
        yield state_finding(
            facts,
            "MV401",
            fault,
            f"`stop_recording` runs {paths(fault)} while nothing is recorded",
            "the recording has been stopped here already",
            "stop the recording only where it was started, or part the ways that come here",
        )


RULE = Rule("MV401", "stop-without-recording", "warning", __doc__, check)
