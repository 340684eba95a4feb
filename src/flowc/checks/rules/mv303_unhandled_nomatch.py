"""Some keys, or some complete entries, are taken by no branch and by no `nomatch`

A wrong key is what callers press who misheard, who know the old menu by heart, or who hope for a person behind 0.
The finding names exactly the inputs that nothing takes; they are computed, not sampled.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1. For support, press 2."
        on 1 -> sales
        on 2 -> support
        on noinput -> retry "Sorry, we did not hear anything."
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

Cannot be suppressed. In a collect, `on digits` takes every complete entry that no pattern takes.

## Approximations

None. Where patterns overlap without one holding the other, that is reported first (`shadowed-branch`) and what is
left over is not computed.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.asking import answers_of, asking, handled, journey
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.checks.stubs import add_retry, retry_stub
from flowc.diagnostics import Finding, error
from flowc.ir.outcomes import CATCH_ALL

_TODO = "say in your own words what to press"


def check(facts: Facts) -> Iterator[Finding]:
    for node in asking(facts):
        if handled(node, "nomatch") or handled(node, CATCH_ALL):
            continue
        answers = answers_of(node)
        if answers.crossing or not answers.leaves_some:
            continue
        such = f", such as {answers.example()}" if node.kind == "collect" else ""
        finding = error(
            "MV303",
            node.name_span,
            f"`{node.name}` does nothing for a caller who presses {answers.left()}{such}: the call ends without a word",
            help=f"say what happens, here or in `defaults`: {retry_stub('nomatch')}",
        )
        yield finding._replace(
            fix=add_retry(node, "nomatch", _TODO),
            witness=journey(facts, node, "nomatch"),
            notes=("`?` is any key, `X` any digit",) if node.kind == "collect" else (),
        )


RULE = Rule("MV303", "unhandled-nomatch", "error", __doc__, check)
