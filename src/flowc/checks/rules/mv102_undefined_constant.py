"""A name stands for no constant

A constant that does not exist has no value: there is no number to connect to, no text to speak. Constants are
defined before they are used, in the file or in the flow.

```mv bad
const sale_desk = +15551230001
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you to sales."
        transfer sales_desk
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

Cannot be suppressed. `--set NAME=VALUE` with a name that no flow has is found as well.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV102", "undefined-constant", "error", __doc__)
