"""A menu or a collect waits for keys, and nothing has been said.

The caller hears silence, takes the line for dead and hangs up, or waits until the flow tells them that they pressed
nothing. It happens where a prompt was forgotten, and where a menu leaves its words to the step before it and is
reached by another way as well: a repeat, or the second attempt.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "For sales, press 1. To hear this again, press 9."
        goto main
    }
    menu main {
        on 1 -> sales
        on 9 -> welcome
        on noinput, nomatch -> retry
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
    start welcome
    step welcome {
        say "Welcome."
        goto main
    }
    menu main {
        prompt "For sales, press 1. To hear this again, press 9."
        on 1 -> sales
        on 9 -> main
        on noinput, nomatch -> retry
        on exhausted -> sales
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
}
```

## Approximations

One path on which nothing is said is enough. Of a call that an `entry` takes over from elsewhere it is assumed that
something was said there.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.questions import Question
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, warning


def check(facts: Facts) -> Iterator[Finding]:
    seen = set()
    for question in facts.questions:
        spoken = (question.gather.prompt or "").strip()
        if question.heard.silent and not spoken and question.node.name_span not in seen:
            seen.add(question.node.name_span)
            yield _finding(facts, question)


def _finding(facts: Facts, question: Question) -> Finding:
    name = question.node.name
    way = facts.spoken.way_without(question.block, None)
    steps = facts.journeys.to(way[0].block) + way if way else []
    again = " when it asks again" if question.route.attempt > 1 else ""
    return warning(
        "MV508",
        question.node.name_span,
        f"`{name}` waits for keys in silence{again}: callers have heard nothing since they last did something",
        help="give it a `prompt`" + (", or words to the `retry`" if again else ""),
    )._replace(witness=facts.witness_of(steps, question.block))


RULE = Rule("MV508", "silent-prompt", "warning", __doc__, check)
