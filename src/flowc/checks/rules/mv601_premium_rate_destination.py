"""A call is sent to a premium rate or shared cost number.

Such numbers exist to be paid for by whoever calls them, and here that is you: every caller who comes to this place
spends your money, and fraudsters look for flows that let them. It is hardly ever what was meant; mostly a digit is
wrong.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start desk
    step desk {
        say "Connecting you to our desk."
        transfer +19005551234
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start desk
    step desk {
        say "Connecting you to our desk."
        transfer +15551230001
    }
}
```

Looked at is every number that a call is sent to (`transfer`, `bridge`), also where it is the user of a SIP URI.

## Configuration

None of its own. A number that you mean to pay for is suppressed on its line, with the reason.

## Approximations

The kinds of numbers are those of the `phonenumbers` metadata at the version installed; a range that was given out since
is not known to be one. International premium ranges (`+979`) and shared cost (`+808`) are known by their prefix.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, error


def check(facts: Facts) -> Iterator[Finding]:
    for place in facts.destinations:
        if place.what.cost:
            yield error(
                "MV601",
                place.span,
                f"`{facts.node(place.block).name}` sends calls to {place.text}, at {place.what.cost}: you pay for it",
                help="correct the number; an ordinary one does not charge whoever calls it",
            )._replace(witness=facts.witness(place.block) if facts.reached(place.block) else ())


RULE = Rule("MV601", "premium-rate-destination", "error", __doc__, check)
