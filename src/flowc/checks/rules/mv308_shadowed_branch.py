"""A branch can never be chosen

Others before it take everything it matches, it is longer or shorter than the digits asked for, it holds the key that
ends the entry, or it overlaps another branch so that neither is the more exact. Whoever dials it arrives somewhere
else, and the flow reads as if they did not.

```mv bad
flow office {
    base_url "https://voice.example/ivr"
    start extension
    defaults {
        on noinput -> retry "Sorry, we did not hear anything."
        on incomplete, nomatch -> retry "Sorry, there is no such extension."
        on exhausted -> desk
    }
    collect extension {
        prompt "Please enter the three digit extension."
        digits 3
        on 2XX -> sales
        on 31 -> desk
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step desk {
        say "Connecting you to the front desk."
        transfer +15551230002
    }
}
```

```mv good
flow office {
    base_url "https://voice.example/ivr"
    start extension
    defaults {
        on noinput -> retry "Sorry, we did not hear anything."
        on incomplete, nomatch -> retry "Sorry, there is no such extension."
        on exhausted -> desk
    }
    collect extension {
        prompt "Please enter the three digit extension."
        digits 3
        on 2XX -> sales
        on 311 -> desk
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step desk {
        say "Connecting you to the front desk."
        transfer +15551230002
    }
}
```

## Configuration

Cannot be suppressed. A pattern may hold another one: of `2XX` and `20X` the second is tried first.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.asking import answers_of, asking
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, error
from flowc.ir.graph import Handler, Node
from flowc.ir.outcomes import is_keys


def check(facts: Facts) -> Iterator[Finding]:
    for node in asking(facts):
        branches = {handler.event: handler for handler in node.handlers if is_keys(handler.event)}
        if branches:
            yield from _of_node(node, branches)


def _of_node(node: Node, branches: dict[str, Handler]) -> Iterator[Finding]:
    answers = answers_of(node)
    for misfit in answers.misfits:
        yield error(
            "MV308",
            branches[misfit.pattern].event_span,
            f"`{misfit.pattern}` can never be chosen in `{node.name}`: {misfit.reason}",
            help="correct the pattern, the digits or `finish_on`, or delete the branch",
        )
    for first, second in answers.crossing:
        yield error(
            "MV308",
            branches[second].event_span,
            f"`{second}` and `{first}` match some of the same entries, and neither is the more exact",
            labels=[Label(branches[first].event_span, f"`{first}` stands here")],
            help="write one of them so that it lies within the other, or so that they share nothing",
        )
    for pattern, takers in answers.used_up:
        yield error(
            "MV308",
            branches[pattern].event_span,
            f"`{pattern}` can never be chosen in `{node.name}`: the more exact branches take every entry it matches",
            labels=[Label(branches[taker].event_span, f"`{taker}` is tried first") for taker in takers[:_LABELS]],
            help="delete the branch, or one of those that take its entries",
        )


_LABELS = 10

RULE = Rule("MV308", "shadowed-branch", "error", __doc__, check)
