"""A menu offers more choices than callers can keep in mind.

A caller compares every option with what they want, and holds the best one so far while they listen on. With more than
five that fails: they press the first that is nearly right, or zero, or wait to hear it all again.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "Sales, press 1. Support, press 2. Billing, press 3. Returns, press 4. Jobs, press 5. Press, press 6."
        on 1 -> sales
        on 2 { transfer +15551230002 }
        on 3 { transfer +15551230003 }
        on 4 { transfer +15551230004 }
        on 5 { transfer +15551230005 }
        on 6 { transfer +15551230006 }
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
        prompt "For an order or a return, press 1. For support or billing, press 2. For anything else, press 3."
        on 1 -> sales
        on 2 { transfer +15551230002 }
        on 3 { transfer +15551230003 }
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> sales
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
}
```

Not counted is what callers expect in every menu and need not compare: hearing it again, going back, help, and a person.
Keys that share one handler are one choice.

## Configuration

`max-options` (5). English prompts only, since the words tell which option is for what.

## Approximations

An option counts as one of the four where it leads back to the menu or to one before it, is the key 0, or where its
words or the name of its target say so ("again", "back", "help", "operator", "representative"). A choice whose words
only sound like that is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flowc.checks.analyses.questions import Question
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, warning
from flowc.ir.graph import Edge
from flowc.ir.outcomes import is_keys
from flowc.source import Span

_USUAL = (
    r"(?i)\b(?:repeat|replay|again|back|previous|return to|main menu|start over|help|operator|representative|agent|"
    r"attendant|receptionist|reception|front desk|someone|somebody|person|human|speak (?:to|with)|talk (?:to|with))\b"
)

_NOT_COUNTED = ("not counted are hearing it again, going back, help, and a person",)


def check(facts: Facts) -> Iterator[Finding]:
    most = facts.limits.max_options
    for question in facts.english_questions:
        if question.route.attempt > 1 or question.node.kind != "menu":
            continue
        keys = {edge.span for edge in question.route.edges if is_keys(edge.event)}
        choices = _choices(facts, question) if len(keys) > most else []
        if len(choices) > most:
            finding = warning(
                "MV504",
                question.node.name_span,
                f"`{question.node.name}` offers {len(choices)} choices, and callers keep no more than {most} in mind",
                labels=[Label(choices[most], "one too many" if len(choices) == most + 1 else "too many from here on")],
                help="ask in two steps: group the choices into a few, and put the rarer ones into a second menu",
            )
            notes = _NOT_COUNTED if len(choices) < len(keys) else ()
            yield finding._replace(witness=facts.witness(question.block), notes=notes)


def _choices(facts: Facts, question: Question) -> list[Span]:
    """The handlers of keys, as written, that are not among the four that every menu has."""
    purposes = {instruction.announcement.keys: instruction.announcement.purpose for instruction in question.told}
    handlers: dict[Span, bool] = {}
    for edge in question.route.edges:
        if is_keys(edge.event):
            usual = _is_usual(facts, question, edge, purposes.get(edge.event, ""))
            handlers[edge.span] = handlers.get(edge.span, False) or usual
    return sorted(span for span, usual in handlers.items() if not usual)


def _is_usual(facts: Facts, question: Question, edge: Edge, purpose: str) -> bool:
    if edge.way != "direct" or edge.event == "0" or facts.dominators.dominates(edge.to, question.block):
        return True
    target = facts.node(edge.to)
    elsewhere = target is not question.node
    words = f"{purpose}; {target.name.replace('_', ' ')}" if elsewhere else purpose
    return re.search(_USUAL, words) is not None


RULE = Rule("MV504", "too-many-options", "warning", __doc__, check)
