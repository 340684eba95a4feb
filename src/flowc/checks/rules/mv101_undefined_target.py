"""A target names a step, a menu, a collect or a document that does not exist

The callers who take that way would hear nothing and be cut off. The closest existing name is suggested.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling."
        goto sale
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
    start welcome
    step welcome {
        say "Thank you for calling."
        goto sales
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

RULE = Rule("MV101", "undefined-target", "error", __doc__)
