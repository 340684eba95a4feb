"""An import leads to no file of the project, or round in a circle

What the file would have brought is missing: constants without a value, parts that callers cannot be led into. The path
is relative to the file that imports, with slashes, and stays within the project: beneath the nearest directory with a
`flowc.toml` or a `.git` in it, symbolic links followed. Files that import one another are refused as well, and the
circle is shown.

Say that this stands in `common.mv`:

```mv file=common.mv
const company = "Acme Clinic"
const front_desk = +15551230001
```

```mv bad
import "comon.mv"
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling {company}."
        transfer front_desk
    }
}
```

```mv good
import "common.mv"
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling {company}."
        transfer front_desk
    }
}
```

## Configuration

Cannot be suppressed. Names that may have come with a file that is missing are not reported besides.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV107", "broken-import", "error", __doc__)
