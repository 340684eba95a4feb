"""A URL has a scheme or a form that the action does not take

`redirect` takes HTTP or HTTPS, `start_stream` only `wss`, and a flow is published under HTTPS.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "One moment."
        redirect "ftp://crm.example/sales"
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "One moment."
        redirect "https://crm.example/sales"
    }
}
```

## Configuration

Cannot be suppressed.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV207", "invalid-url", "error", __doc__)
