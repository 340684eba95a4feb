"""A prompt names the key before it says what the key is for.

Callers listen for what they want and then for what to press. In "press 1 for billing" the key has gone by before anyone
knows that it mattered; in "for billing, press 1" it comes at the moment it is wanted, and is the last thing heard.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "Press 1 for sales, or 2 for support."
        on 1 -> sales
        on 2 -> support
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> support
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step support {
        say "Connecting you to support."
        transfer +15551230002
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1. For support, press 2."
        on 1 -> sales
        on 2 -> support
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> support
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step support {
        say "Connecting you to support."
        transfer +15551230002
    }
}
```

It is said once for each text, with the text to write instead. "Press 2 if …" and "press hash when …" are left alone.

## Configuration

A matter of taste to some: `ignore = ["MV507"]`. English prompts only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from flowc.checks.analyses.announced import Announcement
from flowc.checks.analyses.spoken import Saying, Told
from flowc.checks.facts import Facts
from flowc.checks.prompts import key_name, place_of
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, info

_SHOWN = 12
"""Sentences that the help writes out: one for every key there is."""


def check(facts: Facts) -> Iterator[Finding]:
    texts: dict[Saying, list[Told]] = {}
    for question in facts.english_questions:
        for instruction in question.told:
            if instruction.announcement.key_first:
                texts.setdefault(instruction.saying, []).append(instruction)
    for saying, instructions in texts.items():
        first = min(instructions, key=lambda instruction: instruction.announcement.start)
        turned = dict.fromkeys(_turned(instruction.announcement, saying.text) for instruction in instructions)
        yield info(
            "MV507",
            place_of(first),
            f"callers are told to press {_keys(first.announcement, saying.text)} before they hear what it is for",
            help=f"say the purpose first: `{' '.join(islice(turned, _SHOWN))}`",
        )


def _turned(announcement: Announcement, text: str) -> str:
    purpose = announcement.purpose
    return f"{purpose[0].upper()}{purpose[1:]}, press {_keys(announcement, text)}."


def _keys(announcement: Announcement, text: str) -> str:
    """The keys in the author's words: all that stand behind one verb (`0 and pound`), else the one key."""
    words = text[announcement.start : announcement.end]
    verb, _, rest = words.partition(" ")
    several = verb.lower() == "press" and re.search(r" (?:and|or) ", rest)
    return " ".join(rest.split()) if several else key_name(announcement.keys, words)


RULE = Rule("MV507", "key-before-purpose", "info", __doc__, check)
