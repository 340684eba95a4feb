"""The action, or the node, has no field or setting of that name

A misspelled field is a field left out: the platform uses its default, and the caller waits as long as nobody
intended.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you to sales."
        bridge +15551230001 timeot 20s on failed -> closed
    }
    step closed {
        say "Nobody is free right now. Please call again later."
        hangup
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you to sales."
        bridge +15551230001 timeout 20s on failed -> closed
    }
    step closed {
        say "Nobody is free right now. Please call again later."
        hangup
    }
}
```

## Configuration

Cannot be suppressed.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV202", "unknown-field", "error", __doc__)
