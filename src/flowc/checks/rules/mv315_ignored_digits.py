"""A `gather` in action JSON with no `redirect` behind it.

Digits reach an application only through the redirect that follows their gather, and the `call.gathered` event before
it. Without one the caller is asked, presses a key, and the call goes on as if nobody had asked, or just ends.

In flows this cannot happen: a menu or a collect brings its redirect with it.

```json bad
{"actions": [{"gather": {"prompt": "For sales, press 1.", "num_digits": 1}}, {"say": {"text": "Thank you."}}]}
```

```json good
{"actions": [
  {"gather": {"prompt": "For sales, press 1.", "num_digits": 1}},
  {"redirect": {"url": "https://voice.example/ivr/desk/route/main"}}
]}
```

## Configuration

JSON has no comments: an exception stands in the configuration, by file, code and JSON pointer.

## Approximations

A document whose digits an application takes from the event alone, on purpose, is found all the same.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV315", "ignored-digits", "warning", __doc__)
