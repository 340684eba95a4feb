"""An action stands where the call has already left

What stands behind an ending is never heard. Usually it was meant to come first: the words before a transfer, the end
of a recording.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        transfer +15551230001
        say "Connecting you to sales."
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

In action JSON it is a warning, for `transfer` alone: what stands behind a `redirect`, a `bridge` or a `conference` may
yet run.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV314", "action-after-ending", "error", __doc__)
