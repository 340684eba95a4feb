"""A `use` does not fit the part that it names

A part leads callers to what it is passed, and says what it is passed. An argument that is missing, that nobody asked
for, or that is a text where a place to go is wanted, leaves callers without an answer to what they pressed. A part
that takes itself in has no end, and is refused as well.

```mv bad
part yes_no(question, yes, no) {
    menu ask {
        prompt "{question} For yes, press 1. For no, press 2."
        on 1 -> yes
        on 2 -> no
        on noinput, nomatch -> retry
        on exhausted -> no
    }
}
flow desk {
    base_url "https://voice.example/ivr"
    start talk
    use yes_no as talk("Shall we connect you?", yes: sales)
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step goodbye {
        say "Goodbye."
        hangup
    }
}
```

```mv good
part yes_no(question, yes, no) {
    menu ask {
        prompt "{question} For yes, press 1. For no, press 2."
        on 1 -> yes
        on 2 -> no
        on noinput, nomatch -> retry
        on exhausted -> no
    }
}
flow desk {
    base_url "https://voice.example/ivr"
    start talk
    use yes_no as talk("Shall we connect you?", yes: sales, no: goodbye)
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step goodbye {
        say "Goodbye."
        hangup
    }
}
```

## Configuration

Cannot be suppressed.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV108", "wrong-arguments", "error", __doc__)
