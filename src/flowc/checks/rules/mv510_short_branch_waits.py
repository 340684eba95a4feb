"""A branch is shorter than the longest entry, and no key ends an entry early

Whoever presses the shorter one hears nothing until the time for the whole entry is up: the platform cannot know that
no further digit is coming. Five seconds of silence behind a key that was pressed right are long enough to press it
again, and then the entry is another one.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start extension
    collect extension {
        prompt "Enter the extension, or press 0 for our reception."
        digits 1..4
        finish_on none
        on 0 -> reception
        on 1XXX -> transfer "sip:{digits}@pbx.example"
        on digits -> retry "There is no such extension."
        on noinput -> retry "We did not hear anything."
        on exhausted -> reception
    }
    step reception {
        say "Connecting you to our reception."
        transfer +15551230001
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start extension
    collect extension {
        prompt "Enter the extension, then press the pound key. For our reception, press 0 and the pound key."
        digits 1..4
        on 0 -> reception
        on 1XXX -> transfer "sip:{digits}@pbx.example"
        on digits -> retry "There is no such extension."
        on noinput -> retry "We did not hear anything."
        on exhausted -> reception
    }
    step reception {
        say "Connecting you to our reception."
        transfer +15551230001
    }
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.asking import asking, journey
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, warning
from flowc.ir.outcomes import is_keys


def check(facts: Facts) -> Iterator[Finding]:
    for node in asking(facts):
        spec = node.gather
        if spec is None or spec.finish_on is not None or spec.min_digits == spec.max_digits:
            continue
        for handler in node.handlers:
            if is_keys(handler.event) and spec.min_digits <= len(handler.event) < spec.max_digits:
                yield warning(
                    "MV510",
                    handler.event_span,
                    f"who presses {handler.event} at `{node.name}` waits out its {spec.timeout_seconds} s, since up to "
                    f"{spec.max_digits} digits may come",
                    help="write `finish_on #` and name the key in the prompt, or ask for one length only",
                )._replace(witness=journey(facts, node, handler.event))


RULE = Rule("MV510", "short-branch-waits", "warning", __doc__, check)
