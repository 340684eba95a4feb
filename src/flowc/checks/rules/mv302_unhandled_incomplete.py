"""A collect does not say what happens to a caller who enters too few digits

Callers pause in the middle of a long number, lose their place or miss a key. What they entered is neither nothing
nor complete, so the handlers for silence and for a wrong entry do not apply, and the call ends while they are still
looking for the next digit.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start number
    collect number {
        prompt "Please enter your eight digit customer number."
        digits 8
        on digits -> redirect "https://crm.example/customer"
        on noinput -> retry "Sorry, we did not hear anything."
        on exhausted -> reception
    }
    step reception {
        say "Connecting you to reception."
        transfer +15551230001
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start number
    collect number {
        prompt "Please enter your eight digit customer number."
        digits 8
        on digits -> redirect "https://crm.example/customer"
        on noinput -> retry "Sorry, we did not hear anything."
        on incomplete -> retry "That was less than eight digits."
        on exhausted -> reception
    }
    step reception {
        say "Connecting you to reception."
        transfer +15551230001
    }
}
```

## Configuration

Cannot be suppressed. `on timeout` stands for silence and too few digits together.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.asking import asking, handled, journey
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.checks.stubs import add_retry, retry_stub
from flowc.diagnostics import Finding, error

_TODO = "say in your own words how many digits are needed"


def check(facts: Facts) -> Iterator[Finding]:
    for node in asking(facts):
        assert node.gather is not None
        least = node.gather.min_digits
        if least > 1 and not handled(node, "incomplete"):
            few = "1 digit" if least == 2 else f"1 to {least - 1} digits"
            yield error(
                "MV302",
                node.name_span,
                f"`{node.name}` does nothing for a caller who enters {few} and stops: the call ends without a word",
                help=f"say what happens, here or in `defaults`: {retry_stub('incomplete')}",
            )._replace(
                fix=add_retry(node, "incomplete", _TODO),
                witness=journey(facts, node, "incomplete"),
            )


RULE = Rule("MV302", "unhandled-incomplete", "error", __doc__, check)
