"""Something is said to a caller who cannot hear it.

While the call is on hold, or `write` is muted, the caller does not hear the platform. The words go by, the menu is
read to nobody, and its silence is taken for an answer.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "One moment, please."
        hold
        bridge +15551230001 timeout 20s on failed -> busy
    }
    step busy {
        say "Nobody can take your call now. Please call again later."
        hangup
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
        bridge +15551230001 timeout 20s on failed -> busy
    }
    step busy {
        resume
        say "Nobody can take your call now. Please call again later."
        hangup
    }
}
```

## Configuration

Nothing of its own. It is an error where it is so on every path, a warning where it is so on some.

## Approximations

Every path of the flow is taken to be possible. After an `entry` nothing is known of the call, and nothing is found
until the flow itself has said how it stands. Of all that a caller misses on a path only the first is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.call_state import HOLD, Question, first_faults, mute
from flowc.checks.analyses.flow_state import ON
from flowc.checks.call_state_rules import paths, state_finding
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding
from flowc.ir.graph import Action, Block, Gather

_HELP = {
    "on hold": "put `resume` before it",
    "muted for `write`": "put `unmute write` before it",
}


def _ask(block: Block, action: Action | None) -> Iterator[Question]:
    if action is None:
        if isinstance(block.exit, Gather) and block.exit.prompt is not None:
            span = block.exit.prompt_span
        else:
            return
    elif action.name == "say":
        span = action.span
    else:
        return
    yield Question("on hold", span, (HOLD,), ON)
    yield Question("muted for `write`", span, mute("write"), ON)


def check(facts: Facts) -> Iterator[Finding]:
    for fault in first_faults(facts, _ask, ("hold", "mute"), (HOLD, *mute("write"))):
        subject = fault.question.subject
        yield state_finding(
            facts,
            "MV404",
            fault,
            f"the caller hears none of this, because the call is {subject} here {paths(fault)}",
            f"from here on the call is {subject}",
            _HELP[subject],
        )


RULE = Rule("MV404", "heard-on-hold", "warning", __doc__, check)
