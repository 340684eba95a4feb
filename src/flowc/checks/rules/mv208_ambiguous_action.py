"""An action object names no action, or more than one

An object in `actions` is one action: its only key is the name, or its `type` is. With two names, or none, nobody can
tell what callers are to get, and the platform may stop right there.

```json bad
{"actions": [
  {"say": {"text": "Connecting you to sales."}, "transfer": {"destination": "+15551230001"}}
]}
```

```json good
{"actions": [
  {"say": {"text": "Connecting you to sales."}},
  {"transfer": {"destination": "+15551230001"}}
]}
```

The target of a `transfer` or a `bridge` is called `destination`, or `to`; both at once are ambiguous as well:

```json bad
{"actions": [{"transfer": {"destination": "+15551230001", "to": "+15551230002"}}]}
```

```json good
{"actions": [{"transfer": {"destination": "+15551230001"}}]}
```

It is found in action JSON only; a flow cannot say such a thing.

## Configuration

Cannot be suppressed.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV208", "ambiguous-action", "error", __doc__)
