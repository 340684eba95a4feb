"""A menu or a collect asks the same question again and again.

Who has not answered after three times will not at the fourth: they do not have the number, do not understand the
question, or are not there any more. Each further attempt keeps them from the person who could help.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1."
        attempts 6
        on 1 -> sales
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> sales
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1."
        attempts 3
        on 1 -> sales
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> sales
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
}
```

## Configuration

`max-attempts` (3), the first one included.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.asking import asking
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, warning


def check(facts: Facts) -> Iterator[Finding]:
    most = facts.limits.max_attempts
    for node in asking(facts):
        spec = node.gather
        if spec is None or spec.attempts <= most or not any(handler.retry for handler in node.handlers):
            continue
        own = node.span.start <= spec.attempts_span.start < node.span.end
        yield warning(
            "MV509",
            spec.attempts_span if own else node.name_span,
            f"`{node.name}` asks {spec.attempts} times; a caller who has not answered after {most} will not answer",
            labels=[] if own else [Label(spec.attempts_span, "these attempts are the ones that count")],
            help=f"write `attempts {most}`, and lead `exhausted` to a person",
        )


RULE = Rule("MV509", "too-many-attempts", "warning", __doc__, check)
