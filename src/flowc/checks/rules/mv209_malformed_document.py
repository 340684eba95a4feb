"""A document that is no JSON, or has no array of actions.

The platform expects `{"actions": [...]}` from an `answer_url`. Anything else fails the call before the caller has
heard a word. Duplicate keys, `NaN` and numbers out of all bounds count as well: what one reader takes another refuses,
and what is silently dropped is somebody's action.

```json bad
{"actions": {"say": {"text": "Thanks for calling."}}}
```

```json good
{"actions": [{"say": {"text": "Thanks for calling."}}, {"transfer": {"destination": "+15551230001"}}]}
```

## Configuration

Cannot be suppressed: the platform would refuse it.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV209", "malformed-document", "error", __doc__)
