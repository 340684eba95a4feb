"""A caller would choose where the call is connected

What is dialled is paid for by whoever owns the flow. Where the digits that a caller has pressed become a telephone
number, or a part of one, the flow is a free telephone for the whole world, and the numbers that earn money are found
within a night. The same digits in the host of a URL would send the call to a server of the caller's choice.

Extensions are another matter: with a pattern the author says how many digits there are and how they begin, and at a
SIP host of the author's own it is the exchange that decides who may be called.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start extension
    collect extension {
        prompt "Enter the number of the colleague that you want to reach."
        digits 4
        on digits -> transfer "sip:{digits}@pbx.example"
        on noinput, incomplete -> retry "That was not four digits."
        on exhausted -> reception
    }
    step reception {
        say "Connecting you to our reception."
        transfer +15551230001
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start extension
    collect extension {
        prompt "Enter the extension of the colleague that you want to reach."
        digits 4
        on 10XX -> transfer "sip:{digits}@pbx.example"
        on digits -> retry "There is no such extension."
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

RULE = Rule("MV608", "caller-controlled-destination", "error", __doc__)
