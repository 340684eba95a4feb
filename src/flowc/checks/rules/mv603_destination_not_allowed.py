"""A call is sent to a region that the project does not allow.

Toll fraud lives on calls to places that nobody meant to call. A project that says which regions it calls at all learns
of a wrong country code, a forgotten prefix or a number that was slipped in before the bill tells.

```mv bad allow_regions=US,CA
flow desk {
    base_url "https://voice.example/ivr"
    start desk
    step desk {
        say "Connecting you to our desk."
        transfer +37167000000
    }
}
```

```mv good allow_regions=US,CA
flow desk {
    base_url "https://voice.example/ivr"
    start desk
    step desk {
        say "Connecting you to our desk."
        transfer +12125550123
    }
}
```

## Configuration

`allow-regions`: two letters each, as in ISO 3166 (`allow-regions = ["US", "CA"]`). Where it is not set, nothing is
checked. Numbers that belong to no region (satellites, international services) are allowed only by `001`.

## Approximations

The region is that of the number's prefix. Where several countries share one (+1), the number decides as far as it can;
one that is not assigned is taken to belong to any of them. A SIP URI whose user is no telephone number has no region.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.destinations import region_of
from flowc.diagnostics import Finding, error

_NO_COUNTRY = "001"
"""What ``phonenumbers`` calls the numbers of services that belong to no country."""


def check(facts: Facts) -> Iterator[Finding]:
    allowed = {region.upper() for region in facts.limits.allow_regions}
    if not allowed:
        return
    for place in facts.destinations:
        what = place.what
        if what.emergency or what.kind == "invalid":
            continue
        region = region_of(place.text)
        if region is None:
            if what.kind == "sip":
                continue
            region = _NO_COUNTRY
        if region not in allowed:
            where = "no country" if region == _NO_COUNTRY else f"region {region}"
            yield error(
                "MV603",
                place.span,
                f"`{facts.node(place.block).name}` sends calls to {place.text} in {where}, which is not allowed here",
                help=f'correct the number, or add "{region}" to `allow-regions` ({", ".join(sorted(allowed))})',
            )._replace(witness=facts.witness(place.block) if facts.reached(place.block) else ())


RULE = Rule("MV603", "destination-not-allowed", "error", __doc__, check)
