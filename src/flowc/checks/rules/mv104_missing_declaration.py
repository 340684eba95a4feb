"""Something that every flow, or every collect, has to say is not said

A flow says which node answers the call (`start`) and, where documents are built, where they are published
(`base_url`); a collect says how many digits it asks for (`digits`).

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    step sales {
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

Cannot be suppressed. `--base-url` stands in for `base_url`.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV104", "missing-declaration", "error", __doc__)
