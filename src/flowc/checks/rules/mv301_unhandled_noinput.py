"""A menu or a collect does not say what happens to a caller who presses nothing

Silence is the most common answer of all: the caller is looking for the card, has put the telephone down, is driving,
or has a telephone without keys at hand. Where a flow has nothing for them, the platform has nothing either, and the
call ends without a word. In the flows in use that we measured, one gather in five was like that.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1. For support, press 2."
        on 1 -> sales
        on 2 -> support
        on nomatch -> retry "Sorry, that is not one of the options."
        on exhausted -> sales
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step support {
        say "Connecting you to support."
        transfer +15551230002
    }
}
```

Say something and ask again; after the last attempt, `exhausted` takes the call to a person.

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1. For support, press 2."
        on 1 -> sales
        on 2 -> support
        on noinput -> retry "Sorry, we did not hear anything."
        on nomatch -> retry "Sorry, that is not one of the options."
        on exhausted -> sales
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step support {
        say "Connecting you to support."
        transfer +15551230002
    }
}
```

## Configuration

Cannot be suppressed: without this there is nothing to build. A handler in `defaults` serves every menu and collect.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.asking import asking, handled, journey
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.checks.stubs import add_retry, retry_stub
from flowc.diagnostics import Finding, error

_TODO = "say in your own words what to press"


def check(facts: Facts) -> Iterator[Finding]:
    for node in asking(facts):
        if not handled(node, "noinput"):
            yield error(
                "MV301",
                node.name_span,
                f"`{node.name}` does nothing for a caller who stays silent: the call ends without a word",
                help=f"say what happens, here or in `defaults`: {retry_stub('noinput')}",
            )._replace(fix=add_retry(node, "noinput", _TODO), witness=journey(facts, node, "noinput"))


RULE = Rule("MV301", "unhandled-noinput", "error", __doc__, check)
