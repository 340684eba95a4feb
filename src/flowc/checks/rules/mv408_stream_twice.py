"""`start_stream` for a URL and track that is streaming already.

The listener gets every word twice, or the platform refuses and leaves out what stands behind. Where calls come back to
a menu that starts a stream, it happens at every turn.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "This call is monitored."
        start_stream "wss://assist.example/live"
        goto desk
    }
    step desk {
        start_stream "wss://assist.example/live" track inbound
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
        say "This call is monitored."
        start_stream "wss://assist.example/live"
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

A stream whose track is not said is taken for both.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.call_state import Question, faults, streams
from flowc.checks.analyses.flow_state import ON
from flowc.checks.call_state_rules import paths, state_finding
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding
from flowc.ir.graph import Action, Block


def _ask(block: Block, action: Action | None) -> Iterator[Question]:
    if action is not None and action.name == "start_stream":
        for switch in streams([action.get("stream_url") or ""], action.get("track")):
            _, url, track = switch
            yield Question(f"the {track} track is streaming to {url}", action.span, (switch,), ON)


def check(facts: Facts) -> Iterator[Finding]:
    told = set()
    for fault in faults(facts, _ask, ("stream",), turning=True):
        if fault.question.span in told:
            continue
        told.add(fault.question.span)
        yield state_finding(
            facts,
            "MV408",
            fault,
            f"`start_stream` runs {paths(fault)} while {fault.question.subject} already",
            "the stream was started here",
            "start it once, before the ways part, or put `stop_stream` where they come back",
        )


RULE = Rule("MV408", "stream-twice", "warning", __doc__, check)
