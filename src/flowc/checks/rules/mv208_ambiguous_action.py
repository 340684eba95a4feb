"""An action object in JSON that names no action, or more than one.

An object stands for exactly one action: by its only key (`{"say": {...}}`) or by its `type`. With two names, or none,
nobody can tell what the platform will do, and an action that it refuses may take those behind it along. The same goes
for a destination that is given twice, as `to` and as `destination`.

In flows this cannot happen: an action begins with its name.

```json bad
{"actions": [{"say": {"text": "Thanks for calling."}, "transfer": {"destination": "+15551230001"}}]}
```

```json good
{"actions": [{"say": {"text": "Thanks for calling."}}, {"transfer": {"destination": "+15551230001"}}]}
```

## Configuration

Cannot be suppressed: the platform would refuse it.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV208", "ambiguous-action", "error", __doc__)
