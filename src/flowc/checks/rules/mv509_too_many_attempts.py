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
from flowc.ir.graph import Node
from flowc.source import Span


def check(facts: Facts) -> Iterator[Finding]:
    most = facts.limits.max_attempts
    settings: dict[Span, list[Node]] = {}
    for node in asking(facts):
        if node.gather is not None and node.gather.attempts > most and any(handler.retry for handler in node.handlers):
            settings.setdefault(node.gather.attempts_span, []).append(node)
    for setting, nodes in settings.items():
        node, others = nodes[0], len(nodes) - 1
        assert node.gather is not None
        own = node.span.start <= setting.start < node.span.end
        who = f"`{node.name}` and {others} more ask" if others else f"`{node.name}` asks"
        yield warning(
            "MV509",
            setting if own else node.name_span,
            f"{who} {node.gather.attempts} times; a caller who has not answered after {most} will not answer",
            labels=[] if own else [Label(setting, "these attempts are the ones that count")],
            help=f"write `attempts {most}`, and lead `exhausted` to a person",
        )


RULE = Rule("MV509", "too-many-attempts", "warning", __doc__, check)
