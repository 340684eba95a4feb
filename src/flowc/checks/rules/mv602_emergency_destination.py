"""A call is connected to an emergency service.

An automatic call to an emergency number takes a place in the queue from someone who is in danger, brings no address
with it, and is an offence in many countries. Nor does it help the caller: what reaches the service is your number and
your place, not theirs.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For an emergency, press 1. For the desk, press 2."
        on 1 -> ambulance
        on 2 -> desk
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> desk
    }
    step ambulance {
        say "Connecting you."
        transfer "sip:112@pbx.example"
    }
    step desk {
        say "Connecting you to our desk."
        transfer +15551230001
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "If this is an emergency, hang up and dial 112. For the desk, press 2."
        on 2 -> desk
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> desk
    }
    step desk {
        say "Connecting you to our desk."
        transfer +15551230001
    }
}
```

It is decided before the form of the destination is (MV206), so that `911` is not merely an invalid number.

## Configuration

None of its own.

## Approximations

Short numbers are compared with the emergency numbers of all regions, for a flow does not say in which one it runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, error


def check(facts: Facts) -> Iterator[Finding]:
    for place in facts.destinations:
        if place.what.emergency:
            yield error(
                "MV602",
                place.span,
                f"`{facts.node(place.block).name}` connects calls to an emergency service ({place.text})",
                help="tell callers to hang up and dial the number themselves; send the call to a desk of your own",
            )._replace(witness=facts.witness(place.block) if facts.reached(place.block) else ())


RULE = Rule("MV602", "emergency-destination", "error", __doc__, check)
