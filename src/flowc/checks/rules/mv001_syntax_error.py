"""The text is not the flow language at this place

What stood there and what could stand there is said in the words of the language; for the common mistakes (a brace or
a quote left open, `->` forgotten, `=` for `->`, a key that is a word, `else`, a name with a capital) also what was
probably meant. Reading goes on at the next statement, so that one run reports every syntax error of a file.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1."
        on 1 = sales
        on noinput, nomatch -> sales
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1."
        on 1 -> sales
        on noinput, nomatch -> sales
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
}
```

## Configuration

Cannot be suppressed.
"""

from __future__ import annotations

from flowc.checks.rule import Rule

RULE = Rule("MV001", "syntax-error", "error", __doc__)
