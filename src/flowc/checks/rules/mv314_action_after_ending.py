"""An action stands where the call has already ended.

A `transfer` hands the caller over for good, `hangup` ends the call, `goto` goes elsewhere: what stands behind them is
never spoken and never done. Mostly it is a goodbye, or a recording to be stopped, in the wrong place.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        transfer +15551230001
        say "Connecting you to the front desk."
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Connecting you to the front desk."
        transfer +15551230001
    }
}
```

In action JSON it is a warning, and for `transfer` alone: what stands behind a `redirect`, a `bridge` or a `conference`
runs when that fails, or when the caller comes back.

```json bad
{"actions": [{"transfer": {"destination": "+15551230001"}}, {"say": {"text": "Connecting you to the front desk."}}]}
```

```json good
{"actions": [{"say": {"text": "Connecting you to the front desk."}}, {"transfer": {"destination": "+15551230001"}}]}
```

## Configuration

Nothing of its own.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV314", "action-after-ending", "error", __doc__)
