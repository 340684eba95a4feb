"""There is no action of that name

The platform does what it knows and may stop at what it does not: the caller hears the actions up to there, and then
nothing.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        sey "Connecting you to sales."
        transfer +15551230001
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
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV201", "unknown-action", "error", __doc__)
