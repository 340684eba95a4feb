"""A menu or collect asks while the platform does not hear the caller.

While `read` is muted no key comes through. The caller presses the right one, and is treated as silent; they press
again, and are treated as silent again.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Please listen to our terms before you go on."
        mute read
        goto accept
    }
    menu accept {
        prompt "To accept, press 1."
        on 1 -> desk
        on noinput, nomatch -> desk
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
        say "Please listen to our terms before you go on."
        mute read
        say "We are open from nine to five."
        unmute read
        goto accept
    }
    menu accept {
        prompt "To accept, press 1."
        on 1 -> desk
        on noinput, nomatch -> desk
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
until the flow itself has said how it stands. Of all questions that are not answered on a path only the first is found.

That `read` is the direction from the caller to the platform is an assumption.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.call_state import Question, first_faults, mute
from flowc.checks.analyses.flow_state import ON
from flowc.checks.call_state_rules import paths, state_finding
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding
from flowc.ir.graph import Action, Block, Gather


def _ask(block: Block, action: Action | None) -> Iterator[Question]:
    if action is None and isinstance(block.exit, Gather):
        yield Question("", block.exit.span, mute("read"), ON)


def check(facts: Facts) -> Iterator[Finding]:
    for fault in first_faults(facts, _ask, ("mute",), mute("read")):
        yield state_finding(
            facts,
            "MV406",
            fault,
            f"`{facts.node(fault.block).name}` hears no key, because `read` is muted here {paths(fault)}",
            "from here on the platform does not hear the caller",
            "put `unmute read` before the question",
        )


RULE = Rule("MV406", "prompt-while-muted", "warning", __doc__, check)
