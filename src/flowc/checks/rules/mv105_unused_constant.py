"""A constant is defined and never used

Often the value was written out somewhere else, and the next change of the number will reach only one of the two
places.

```mv bad
const sales_desk = +15551230001
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
}
```

```mv good
const sales_desk = +15551230001
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you to sales."
        transfer sales_desk
    }
}
```

## Configuration

Nothing of its own.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV105", "unused-constant", "warning", __doc__)
