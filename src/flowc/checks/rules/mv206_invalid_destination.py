"""A destination is neither a telephone number that can exist nor a SIP URI

Telephone numbers are international, `+` and up to 15 digits, with a country and a length that exist; numbers that are
merely unassigned pass, because documentation is full of them.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you to sales."
        transfer +1555123
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
}
```

## Configuration

Cannot be suppressed.

## Approximations

Whether a number is possible is decided with the data of the `phonenumbers` library, not by calling it.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV206", "invalid-destination", "error", __doc__)
