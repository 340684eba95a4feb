"""A file, a string, a nesting or a count goes past a limit of this tool

The limits are far above any flow that people write. They are there so that no file, whoever made it, can hang the
compiler or exhaust the machine.

```mv bad
const wait = "Please hold the line, we will be with you as soon as we can, "
const longer = "{wait}{wait}{wait}{wait}{wait}{wait}{wait}{wait}{wait}{wait}"
const longest = "{longer}{longer}{longer}{longer}{longer}{longer}{longer}"
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "{longest}"
        transfer +15551230001
    }
}
```

```mv good
const wait = "Please hold the line, we will be with you as soon as we can."
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "{wait}"
        transfer +15551230001
    }
}
```

## Configuration

Cannot be suppressed.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV002", "too-large", "error", __doc__)
