"""An action lacks a field that it cannot do without

A `say` with nothing to say or a `transfer` to nowhere fails on the platform, and may take the actions behind it
along.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you to sales."
        transfer
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

RULE = Rule("MV203", "missing-field", "error", __doc__)
