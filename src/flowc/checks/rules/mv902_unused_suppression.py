"""A comment or a setting suppresses a finding that is not there.

What it excused has been mended, or never was. Left standing, it hides the next finding of that code on the same line,
and tells the next reader of a fault that does not exist.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1. For support, press 2."
        on 1 -> sales
        on 2 -> support  // flowc: ignore[MV502] -- announced by the step before
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> support
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step support {
        say "Connecting you to support."
        transfer +15551230002
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1."
        on 1 -> sales
        on 2 -> support  // flowc: ignore[MV502] -- for our own people, who know it
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> support
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step support {
        say "Connecting you to support."
        transfer +15551230002
    }
}
```

## Configuration

A suppression whose code is not selected in this run is not judged. `flowc check --fix` takes unused ones out.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV902", "unused-suppression", "warning", __doc__)
