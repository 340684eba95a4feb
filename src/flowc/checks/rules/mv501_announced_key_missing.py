"""The prompt tells callers to press a key that does nothing here.

A caller who does as they are told lands in the words for a wrong key, tries again, and is thrown out in the end. It
comes from an option that was removed from the menu and not from its text, or the other way about, and is hard to find
by listening, because the person who listens knows which keys work.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1. For support, press 2. For billing, press 3."
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
        prompt "For sales, press 1. For support, press 2. For billing, press 3."
        on 1 -> sales
        on 2, 3 -> support
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

The same goes for a number of digits: a prompt that asks for six where the collect takes four sends the call on while
the caller is still pressing.

What is said before the prompt, since the last question, counts as well: "at any time, press 0 for the operator" in a
greeting is a promise to every menu behind it. A key is taken where a branch takes it, `digits` and `any` included, or
where it is the key that ends the entry ("followed by the hash key").

## Configuration

English prompts are read; the rule is silent for a flow whose `language` names another.

## Approximations

The forms that instructions usually have are read ("press 1", "dial star", "press 1, 2 or 3", "2 for support"), and
nothing is guessed from others: the rule misses some, and what it finds is said in so many words. Emergency numbers, and
numbers to be dialled after hanging up, are not keys. A number of digits is compared where a prompt names one only.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.digit_counts import asked_digits
from flowc.checks.analyses.questions import Question
from flowc.checks.analyses.spoken import Told
from flowc.checks.facts import Facts
from flowc.checks.places import within
from flowc.checks.prompts import key_name, place_of, takes, then
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, WitnessStep, warning


def check(facts: Facts) -> Iterator[Finding]:
    seen: set[tuple[str, str, int]] = set()
    for question in facts.english_questions:
        for instruction in question.told:
            keys = instruction.announcement.keys
            key = (question.node.name, keys, question.node.flow)
            if key not in seen and not takes(question, keys):
                seen.add(key)
                yield _finding(facts, question, instruction)
        if question.route.attempt == 1 and question.node.kind == "collect":
            yield from _digits(facts, question)


def _finding(facts: Facts, question: Question, instruction: Told) -> Finding:
    name, keys = question.node.name, instruction.announcement.keys
    announcement = instruction.announcement
    shown = key_name(keys, instruction.saying.text[announcement.start : announcement.end])
    elsewhere = instruction.block != question.block
    labels = [Label(question.node.name_span, "the question that they are at then")] if elsewhere else []
    fault = "nothing there takes it"
    switched_off = question.spec.finish_on_span
    if _is_one_more_digit(question, keys) and switched_off is not None:
        fault = "`finish_on none` makes it one more digit of the entry"
        labels.append(Label(switched_off, "no key ends the entry"))
    finding = warning(
        "MV501",
        place_of(instruction),
        f"callers at `{name}` are told to press {shown}, and {fault}",
        labels=labels,
        help=_help(question, instruction),
    )
    return finding._replace(witness=_journey(facts, question, instruction))


def _is_one_more_digit(question: Question, keys: str) -> bool:
    """Whether a key that would end the entry elsewhere is part of it here, because no key ends it."""
    spec = question.spec
    return question.node.kind == "collect" and keys in ("*", "#") and spec.finish_on is None and spec.max_digits > 1


def _digits(facts: Facts, question: Question) -> Iterator[Finding]:
    """The number of digits that a collect's prompt asks for, where that is not what it takes."""
    name, spec, prompt = question.node.name, question.spec, question.spec.prompt or ""
    asked = asked_digits(prompt)
    if asked is None or spec.min_digits <= asked.digits <= spec.max_digits:
        return
    takes = f"takes {spec.max_digits}" if asked.digits > spec.max_digits else f"wants {spec.min_digits} at least"
    yield warning(
        "MV501",
        within(spec.prompt_span, prompt, asked.start, asked.end),
        f"callers at `{name}` are told to enter {asked.digits} digits, and it {takes}",
        help=f"write `digits {asked.digits}` in `{name}`, or correct the text",
    )._replace(witness=facts.witness(question.block))


def _help(question: Question, instruction: Told) -> str:
    keys, name, spec = instruction.announcement.keys, question.node.name, question.spec
    if _is_one_more_digit(question, keys):
        if spec.finish_on_span is None or keys != "#":
            return f"write `finish_on {keys}` in `{name}`, or take these words out"
        return "delete `finish_on none`, or take these words out"
    if instruction.announcement.closing and len(keys) == 1:
        return f"write `finish_on {keys}` in `{name}`, or take these words out"
    if len(keys) > spec.max_digits:
        more = "a menu takes one key" if question.node.kind == "menu" else f"`{name}` takes {spec.max_digits} at most"
        return f"take this out of the text, or ask for {len(keys)} digits in a `collect`: {more}"
    if len(keys) < spec.min_digits:
        return f"offer it in a menu before `{name}`, which takes {spec.min_digits} digits and nothing shorter"
    return f"write `on {keys} -> ...` in `{name}`, or take the key out of the text"


def _journey(facts: Facts, question: Question, instruction: Told) -> tuple[WitnessStep, ...]:
    """To the text that says it, from there to the question, and the key as it was told."""
    steps = facts.journeys.to(instruction.block)
    if instruction.block != question.block:
        steps += facts.spoken.way_from(instruction.block, question.block) or []
    there = facts.witness_of(steps, question.block)
    return then(there, question.node.name, instruction.announcement.keys)


RULE = Rule("MV501", "announced-key-missing", "warning", __doc__, check)
