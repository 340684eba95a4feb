"""`start_recording` while the call is recorded already.

Two recordings of one call are two files that nobody asked for, or a failure that leaves out what stands behind it;
and the one `stop_recording` that was written stops one of them.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "This call is recorded."
        start_recording
        goto question
    }
    step question {
        say "Tell us what we can do for you."
        start_recording
        goto desk
    }
    step desk {
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
        goto question
    }
    step question {
        say "Tell us what we can do for you."
        goto desk
    }
    step desk {
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
from flowc.checks.analyses.flow_state import ON
from flowc.checks.call_state_rules import paths, state_finding
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding
from flowc.ir.graph import Action, Block


def _ask(block: Block, action: Action | None) -> Iterator[Question]:
    if action is not None and action.name == "start_recording":
        yield Question("the recording", action.span, (RECORDING,), ON)


def check(facts: Facts) -> Iterator[Finding]:
    for fault in faults(facts, _ask, ("recording",), turning=True):
        yield state_finding(
            facts,
            "MV402",
            fault,
            f"`start_recording` runs {paths(fault)} while the call is recorded already",
            "the recording was started here",
            "start it once, before the ways part, or put `stop_recording` where they come back",
        )


RULE = Rule("MV402", "recording-twice", "warning", __doc__, check)
