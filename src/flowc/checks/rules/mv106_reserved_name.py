"""A node or a constant has a name that means something else in its place

A target called `hangup` or `transfer` would read as the action; a constant called `timeout` as the field. Any other
name is free: `menu language` and `step hold` are fine.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start transfer
    step transfer {
        say "Connecting you to sales."
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

RULE = Rule("MV106", "reserved-name", "error", __doc__)
