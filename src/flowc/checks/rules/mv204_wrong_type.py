"""A value is of another kind than the field takes

A number where a text is expected, a text where a duration is: the platform refuses the action, in the middle of the
call.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say 15
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

RULE = Rule("MV204", "wrong-type", "error", __doc__)
