"""A name, a setting or a handler is given twice in one place

A call can only go one way. Which of the two was meant, no tool can know, so both places are shown.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1."
        on 1 -> sales
        on 1 -> main
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
        prompt "For sales, press 1. To hear this again, press 2."
        on 1 -> sales
        on 2 -> main
        on noinput, nomatch -> sales
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
}
```

## Configuration

Cannot be suppressed. `timeout` stands for `noinput` and `incomplete`, and counts as both.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV103", "duplicate-definition", "error", __doc__)
