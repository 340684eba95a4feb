"""A handler for something that cannot happen here, or a default that serves nothing.

Whoever wrote it believed that some caller would come this way: the number that is not known, the fifth attempt, the
redirect that fails. No caller does, and what they get instead was never thought about.

```mv bad
flow orders {
    base_url "https://voice.example/ivr"
    start order
    collect order {
        prompt "Enter your seven digit order number."
        digits 7
        on digits -> redirect "https://shop.example/voice/order"
        on nomatch -> unknown
        on noinput, incomplete -> retry
        on exhausted -> desk
    }
    step unknown {
        say "We do not know that order. Connecting you to the desk."
        transfer +15551230001
    }
    step desk {
        say "Connecting you to the desk."
        transfer +15551230001
    }
}
```

```mv good
flow orders {
    base_url "https://voice.example/ivr"
    start order
    collect order {
        prompt "Enter your seven digit order number."
        digits 7
        on digits -> redirect "https://shop.example/voice/order"
        on noinput, incomplete -> retry
        on exhausted -> desk
    }
    step desk {
        say "Connecting you to the desk."
        transfer +15551230001
    }
}
```

## Configuration

Nothing of its own. A default that applies to some node and not to others is not found. One on `failed` whose way comes
to another question cannot stand behind the redirects of menus and collects, so it is found in a flow whose bridges and
redirects all have handlers of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, warning
from flowc.ir.outcomes import CATCH_ALL


def check(facts: Facts) -> Iterator[Finding]:
    for node in facts.program.nodes:
        for unused in node.unused:
            yield warning(
                "MV316",
                unused.span,
                f"`on {unused.event}` does nothing in `{node.name}`: {unused.reason}",
                labels=[
                    Label(handler.event_span, "takes every complete entry")
                    for handler in node.handlers
                    if unused.event == "nomatch" and handler.event == CATCH_ALL
                ],
                help="delete it, or change what is asked so that it can happen",
            )
    for flow in facts.program.flows:
        for unused in flow.unused:
            yield warning(
                "MV316",
                unused.span,
                f"the default `on {unused.event}` of `{flow.name}` does not serve: {unused.reason}",
                help="delete it, or write the handler at the nodes that it is meant for",
            )


RULE = Rule("MV316", "unused-handler", "warning", __doc__, check)
