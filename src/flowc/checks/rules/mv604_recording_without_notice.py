"""A recording or a stream begins, and a caller has not been told.

In many places recording a call without telling every party is an offence; everywhere it is a breach of trust that
comes to light. One menu option, one fallback or one entry that goes around the greeting is enough for it, and the
recording itself is the proof.

```mv bad
flow orders {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling Acme."
        start_recording
        say "Connecting you to our order desk."
        transfer +15551230001
    }
}
```

```mv good
flow orders {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling Acme. This call is recorded."
        start_recording
        say "Connecting you to our order desk."
        transfer +15551230001
    }
}
```

Every path from the start of the flow to the recording must pass a notice: the notices together have to dominate it. It
is said for the first recording on a path only.

## Configuration

Where callers are told by other means (a contract, the application that leads here), suppress it with the reason. It is
silent for a flow whose `language` is not English.

## Approximations

Any text with a word that begins with "record", "monitor" or "transcrib" is taken for a notice, and so is "listens to
this call". The rule therefore misses a path whose only such text is about something else ("for a record of your
orders …"). What an application said before it sent the call to an `entry` is not known, and is taken to be enough. No
rule can tell whether the words are the ones the law asks for.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, warning

_BEGINS = {"start_recording": ("the recording begins", "recorded"), "start_stream": ("the stream begins", "monitored")}


def check(facts: Facts) -> Iterator[Finding]:
    seen = set()
    for block, action, steps in facts.unannounced:
        if action.span in seen:
            continue
        seen.add(action.span)
        begins, done = _BEGINS[action.name]
        yield warning(
            "MV604",
            action.span,
            f"{begins} at `{facts.node(block).name}`, and some callers have not been told of it",
            help=f'say so before it, on every way here: `say "This call is {done}."`',
        )._replace(witness=facts.witness_of(steps, block))


RULE = Rule("MV604", "recording-without-notice", "warning", __doc__, check)
