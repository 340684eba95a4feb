"""The text holds characters that show something else than what is there

Characters that change the direction of writing can make a line read one way and mean another; control characters
can hide text from a reviewer. Neither has a place in a flow, in a comment no more than in a prompt.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you \u202eselas ot."
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

RULE = Rule("MV003", "deceptive-text", "error", __doc__)
