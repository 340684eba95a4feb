"""The digits of a sensitive collect would be spoken, stored or sent in clear

`sensitive` says that what is entered is a card number, a PIN or the like. Read back to the caller it is heard by
whoever stands beside them; in a variable it is in every event from then on, and so in logs; in a URL it is in the
access log of every server on the way.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start pin
    collect pin {
        prompt "Enter your four digit PIN."
        digits 4
        sensitive
        on digits {
            set pin = digits
            redirect "https://bank.example/voice/pin" on failed -> reception
        }
        on noinput, incomplete -> retry "That was not four digits."
        on exhausted -> reception
    }
    step reception {
        say "Connecting you to our reception."
        transfer +15551230001
    }
}
```

The application that checks the PIN gets it by the signed event of the gather, and from nowhere else.

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start pin
    collect pin {
        prompt "Enter your four digit PIN."
        digits 4
        sensitive
        on digits {
            redirect "https://bank.example/voice/pin" on failed -> reception
        }
        on noinput, incomplete -> retry "That was not four digits."
        on exhausted -> reception
    }
    step reception {
        say "Connecting you to our reception."
        transfer +15551230001
    }
}
```

## Configuration

Cannot be suppressed.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV609", "sensitive-value", "error", __doc__)
