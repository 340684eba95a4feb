"""A document whose `actions` array is empty.

It is valid, and it ends the call in silence: the caller hears a click. Mostly an application had nothing to say in a
case that nobody thought of. A document of a build whose flow says `hangup` in so many words is no such case; the
manifest beside it tells.

```json bad
{"actions": []}
```

```json good
{"actions": [{"say": {"text": "Thank you for calling. Goodbye."}}]}
```

## Configuration

JSON has no comments: an exception stands in the configuration, by file, code and JSON pointer.

## Approximations

That a call ends where its actions do is an assumption about the platform.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV210", "empty-response", "warning", __doc__)
