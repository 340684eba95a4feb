"""A value is outside what the field takes

Number, length, number of digits, character set, or a word that is not one of those allowed. The message says the
limit and where it comes from.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1."
        timeout 2m
        on 1 -> sales
        on noinput, nomatch -> sales
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
        prompt "For sales, press 1."
        timeout 8s
        on 1 -> sales
        on noinput, nomatch -> sales
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
}
```

## Configuration

Cannot be suppressed.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV205", "out-of-range", "error", __doc__)
