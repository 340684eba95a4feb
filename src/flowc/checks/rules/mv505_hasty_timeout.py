"""A menu or a collect gives callers too little time to press.

The telephone has to come down from the ear, the keypad has to be found on the screen, the card out of the wallet. A
caller who is cut off while pressing hears that they pressed nothing, and does not understand what they did wrong. The
platform's timeout is read as one for the whole entry, so a long number needs time for each of its digits.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start account
    collect account {
        prompt "Enter your eight digit account number."
        digits 8
        timeout 5s
        on digits -> redirect "https://crm.example/voice/account"
        on timeout -> retry "That was not eight digits."
        on exhausted -> help
    }
    step help {
        say "Connecting you to a person."
        transfer +15551230001
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start account
    collect account {
        prompt "Enter your eight digit account number."
        digits 8
        timeout 12s
        on digits -> redirect "https://crm.example/voice/account"
        on timeout -> retry "That was not eight digits."
        on exhausted -> help
    }
    step help {
        say "Connecting you to a person."
        transfer +15551230001
    }
}
```

A `timeout` in `defaults` is for menus and collects alike: five seconds are plenty for one key and nothing for a card
number. Without any `timeout`, a collect has five seconds and one more for each digit.

## Configuration

`min-menu-timeout` (3 s) for a menu; for a collect `min-collect-timeout` (2 s) and `min-digit-timeout` (1 s) for each
digit of the most that it takes, though never more than the 30 s that the platform allows.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.asking import asking
from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.checks.prompts import then
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, warning
from flowc.ir.graph import GatherSpec, Node

_LONGEST = 30
"""Seconds: the most that the platform takes for ``timeout_seconds``."""


def check(facts: Facts) -> Iterator[Finding]:
    for node in asking(facts):
        spec = node.gather
        if spec is None or not facts.reached(node.block):
            continue
        least = _least(node, spec, facts.limits)
        if spec.timeout_seconds < least:
            yield _finding(facts, node, spec, least)


def _least(node: Node, spec: GatherSpec, limits: Limits) -> int:
    if node.kind == "menu":
        return limits.min_menu_timeout
    return min(_LONGEST, limits.min_collect_timeout + limits.min_digit_timeout * spec.max_digits)


def _finding(facts: Facts, node: Node, spec: GatherSpec, least: int) -> Finding:
    own = node.span.start <= spec.timeout_span.start < node.span.end
    most = f"{'up to ' if spec.min_digits < spec.max_digits else ''}{spec.max_digits} digits"
    what = "its key" if spec.max_digits == 1 else most
    return warning(
        "MV505",
        spec.timeout_span if own else node.name_span,
        f"`{node.name}` waits {spec.timeout_seconds} s for {what}, and callers need {least} s or more",
        labels=[] if own else [Label(spec.timeout_span, "this timeout is the one that counts")],
        help=f"write `timeout {least}s` or more in `{node.name}`",
    )._replace(witness=then(facts.witness(node.block), node.name, "wait"))


RULE = Rule("MV505", "hasty-timeout", "warning", __doc__, check)
