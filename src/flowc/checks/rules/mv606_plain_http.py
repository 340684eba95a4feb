"""A redirect goes over plain HTTP.

Whoever sits between the platform and the application can read the call's data, and can answer in the application's
place: with a transfer to a number of their own, billed to you, or a prompt that asks for a card number in your name.

```mv bad
flow account {
    base_url "https://voice.example/ivr"
    start number
    collect number {
        prompt "Enter your eight digit account number."
        digits 8
        on digits -> redirect "http://crm.example/voice/account"
        on timeout -> retry "That was not eight digits."
        on exhausted -> desk
    }
    step desk {
        say "Connecting you to a person."
        transfer +15551230001
    }
}
```

```mv good
flow account {
    base_url "https://voice.example/ivr"
    start number
    collect number {
        prompt "Enter your eight digit account number."
        digits 8
        on digits -> redirect "https://crm.example/voice/account"
        on timeout -> retry "That was not eight digits."
        on exhausted -> desk
    }
    step desk {
        say "Connecting you to a person."
        transfer +15551230001
    }
}
```

The platform accepts `http` URLs for `redirect` only; for a stream it wants `wss`, and says so itself.

## Configuration

For a laboratory without TLS, list the files under `per-file-ignores`.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.places import within
from flowc.checks.rule import Rule
from flowc.diagnostics import Edit, Finding, Fix, warning
from flowc.ir.graph import Field


def check(facts: Facts) -> Iterator[Finding]:
    for place in facts.actions:
        for field in place.action.fields:
            if place.action.name == "redirect" and field.name == "url" and _is_plain(field.value):
                finding = _finding(field, facts.node(place.block).name)
                yield finding._replace(witness=facts.witness(place.block) if facts.reached(place.block) else ())


def _is_plain(url: object) -> bool:
    return isinstance(url, str) and url[:7].lower() == "http://"


def _finding(field: Field, name: str) -> Finding:
    scheme = within(field.span, field.value, 0, len("http"))
    fix = None if scheme == field.span else Fix("ask for it by https", (Edit(scheme, "https"),))
    return warning(
        "MV606",
        field.span,
        f"`{name}` sends the call on without TLS: others on the way can read it and answer in your place",
        help=f"write `https{field.value[4:]}`, and make sure that the application answers there",
    )._replace(fix=fix)


RULE = Rule("MV606", "plain-http", "warning", __doc__, check)
