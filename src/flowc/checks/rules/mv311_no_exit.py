"""From here nothing that a caller can do ends the call.

Every key, every silence and every mistake leads on to another question, and none of them to a person, a goodbye or
another application. The caller's only way out is to hang up; whoever does not is thrown out when the redirects
are used up.

```mv bad
flow news {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "To hear the weather, press 1. To hear the traffic, press 2."
        on 1 -> weather
        on 2 -> traffic
        on noinput, nomatch -> main
    }
    step weather {
        say "It will rain."
        goto main
    }
    step traffic {
        say "The roads are clear."
        goto main
    }
}
```

```mv good
flow news {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "To hear the weather, press 1. To hear the traffic, press 2."
        on 1 -> weather
        on 2 -> traffic
        on noinput, nomatch -> retry "Please press 1 or 2."
        on exhausted -> goodbye
    }
    step weather {
        say "It will rain."
        goto main
    }
    step traffic {
        say "The roads are clear."
        goto main
    }
    step goodbye {
        say "Thank you for calling. Goodbye."
        hangup
    }
}
```

## Configuration

Nothing of its own.

## Approximations

A redirect within the build that fails is nothing that a caller does, so what stands behind it is no way out. Only the
innermost group is reported, not the nodes that lead nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, error


def check(facts: Facts) -> Iterator[Finding]:
    for group in facts.no_exit:
        nodes = list(dict.fromkeys(facts.program.blocks[block].node for block in group))
        first, *others = [facts.program.nodes[node] for node in nodes]
        there = f"`{first.name}`" if not others else f"`{first.name}` and the {_count(len(others))} it leads to"
        yield error(
            "MV311",
            first.name_span,
            f"nothing that a caller can do in {there} ends the call",
            labels=[Label(other.name_span, "leads back as well") for other in others],
            help="give it a way out: a key that leads to a person or to `hangup`, and an `exhausted` that does",
        )._replace(witness=facts.witness(group[0]))


def _count(others: int) -> str:
    return "node" if others == 1 else f"{others} nodes"


RULE = Rule("MV311", "no-exit", "error", __doc__, check)
