"""`stop_stream` for a URL or track that is not streaming.

It has no visible effect, which is the trouble: the stream that was meant goes on, and whoever listens hears what they
should not, such as a card number.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "This call is monitored."
        start_stream "wss://assist.example/live" track inbound
        stop_stream "wss://assist.example/live" track outbound
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
        start_stream "wss://assist.example/live" track inbound
        stop_stream "wss://assist.example/live" track inbound
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

A stream whose track is not said is taken for both. A stop for several tracks, or for all streams, is found only where
none of them is streaming.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.call_state import Question, faults, stream_switches, stream_urls
from flowc.checks.analyses.flow_state import OFF
from flowc.checks.call_state_rules import paths, state_finding
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding
from flowc.ir.graph import Action, Block


def check(facts: Facts) -> Iterator[Finding]:
    urls = stream_urls(facts.program)

    def ask(block: Block, action: Action | None) -> Iterator[Question]:
        if action is not None and action.name == "stop_stream":
            yield Question(_subject(action), action.span, stream_switches(action, urls), OFF)

    for fault in faults(facts, ask, ("stream",), turning=True):
        yield state_finding(
            facts,
            "MV407",
            fault,
            f"`stop_stream` runs {paths(fault)} while there is {fault.question.subject}",
            "it was stopped here already",
            "name the URL and the track as `start_stream` did, and stop only where it was started",
        )


def _subject(action: Action) -> str:
    url, track = action.get("stream_url"), action.get("track")
    stream = "no stream" if track in (None, "both") else f"no {track} stream"
    return stream if url is None else f"{stream} to {url}"


RULE = Rule("MV407", "stop-without-stream", "warning", __doc__, check)
