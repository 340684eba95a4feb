"""A menu takes a key that nobody tells callers about.

What is not announced does not exist for a caller. The option was forgotten in the text, or the text names another key;
either way nobody finds it, and those who press it by mistake end up somewhere unasked.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1."
        on 1 -> sales
        on 2 -> support
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> support
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
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> support
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

What is said before the prompt, since the last question, counts as well, if it is said on every way there: a menu that
leaves its options to the step before it is silent about them for a caller who comes back by another way.

## Configuration

English prompts are read; the rule is silent for a flow whose `language` names another. A key that is meant to be
unknown (for your own people, say) is what `// flowc: ignore[MV502] -- for staff` is for.

## Approximations

Any mention of the key will do ("support is 2", "from 1 to 5", "any key"), so the rule misses a key that the text
names for something else. The first attempt is judged: who has heard the question once knows the options at the
second. Of a collect only branches on a single key are looked at, since nobody announces extensions and codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.checks.analyses.announced import ALL_KEYS, mentioned
from flowc.checks.analyses.questions import Question
from flowc.checks.facts import Facts
from flowc.checks.prompts import key_name, then
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, warning
from flowc.ir.graph import Handler
from flowc.source import Span


def check(facts: Facts) -> Iterator[Finding]:
    yield from _unsaid_confirmations(facts)
    told: set[tuple[Span, str]] = set()  # a menu behind a shared count is asked in several places
    for question in facts.english_questions:
        prompt = question.gather.prompt or ""
        if question.route.attempt > 1 or (question.heard.silent and not prompt.strip()):
            continue
        known = question.heard.mentioned | mentioned(prompt)
        unsaid: dict[tuple[Span, bool], list[Handler]] = {}
        for handler in question.node.handlers:
            if handler.event in ALL_KEYS and handler.event not in known and handler.written != "any":
                key = question.node.name_span, handler.event
                if key not in told:
                    told.add(key)
                    sometimes = handler.event in question.heard.announced
                    unsaid.setdefault((handler.span, sometimes), []).append(handler)
        for (_, sometimes), handlers in unsaid.items():
            yield _finding(facts, question, handlers, sometimes)


def _unsaid_confirmations(facts: Facts) -> Iterator[Finding]:
    """Entries that are read back without a word on the keys 1 and 2."""
    told = set()
    for question in facts.questions:
        spec, prompt = question.node.gather, question.gather.prompt or ""
        if question.route.confirms is None or spec is None or spec.confirm_span is None or spec.confirm_span in told:
            continue
        unsaid = [key for key in "12" if key not in mentioned(prompt)]
        if unsaid and question.english:
            told.add(spec.confirm_span)
            yield warning(
                "MV502",
                spec.confirm_span,
                f"`{question.node.name}` takes {' and '.join(map(key_name, unsaid))} when an entry is read back, and "
                "nothing tells callers so",
                help='say it behind the digits: "If this is right, press 1. To enter it again, press 2."',
            )._replace(witness=facts.witness(question.block))


def _finding(facts: Facts, question: Question, handlers: Sequence[Handler], sometimes: bool) -> Finding:
    """The keys of one handler that nothing tells callers about, with a caller who presses the first."""
    name, key = question.node.name, handlers[0].event
    keys = [key_name(handler.event) for handler in handlers]
    listed = " and ".join([", ".join(keys[:-1]), keys[-1]]) if len(keys) > 1 else keys[0]
    before = facts.spoken.way_without(question.block, key)
    steps = before or []
    if steps:
        steps = facts.journeys.to(steps[0].block) + steps
    there = facts.witness_of(steps, question.block) if before is not None else facts.witness(question.block)
    return warning(
        "MV502",
        handlers[0].event_span,
        f"`{name}` takes {listed}, and {'on some ways there ' if sometimes else ''}nothing tells callers so",
        help=f'say what it is for in the prompt: "For ..., press {keys[0]}."',
    )._replace(witness=then(there, name, key))


RULE = Rule("MV502", "key-not-announced", "warning", __doc__, check)
