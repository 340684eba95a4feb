"""A text is no JSON, or no document

What the platform cannot read it cannot do: the call ends, or stands silent. Besides plain mistakes of JSON this finds
what readers take differently, so that it works on one machine and not on the next: a key that stands twice, `NaN` and
`Infinity`, numbers larger than any reader knows, half a surrogate pair.

```json bad
{"actions": [
  {"say": {"text": "Connecting you to sales."}},
]}
```

```json good
{"actions": [
  {"say": {"text": "Connecting you to sales."}}
]}
```

A document is an object with an array called `actions`:

```json bad
{"action": {"say": {"text": "Connecting you to sales."}}}
```

```json good
{"actions": [{"say": {"text": "Connecting you to sales."}}]}
```

Where there is no doubt about what was meant, reading goes on, so that one run tells all mistakes of a text.

## Configuration

Cannot be suppressed.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV209", "malformed-document", "error", __doc__)
