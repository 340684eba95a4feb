"""A document has no actions, so the call ends in silence

An empty `actions` array is valid, and ends the call without a word. Mostly a program has found nothing to say.

```json bad
{"actions": []}
```

```json good
{"actions": [{"say": {"text": "Thank you for calling. Goodbye."}}]}
```

A document that a build wrote for an explicit `hangup`, as the manifest beside it says, is left alone.

## Configuration

JSON has no comments: an exception stands in the configuration, by file, code and JSON pointer.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV210", "empty-response", "warning", __doc__)
