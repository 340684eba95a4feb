"""A prompt, or the greeting before the first question, takes too long to say.

Callers remember the last few things they heard. After a quarter of a minute the first option is gone, the finger has
been waiting over the wrong key, and some have hung up. Before the first question it is worse: whoever calls wants to
say what they want, and everything until then stands in the way.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling Acme Clinic, your partner for health in the heart of the city."
        say "Please listen carefully, as our options have recently changed."
        goto main
    }
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

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling Acme Clinic."
        goto main
    }
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

## Configuration

`max-prompt-seconds` (15) for the prompt of a menu or a collect, `max-greeting-seconds` (8) for what is said from the
start of the call up to its first question. English prompts only.

## Approximations

A voice is taken to say 150 words a minute, and a word is what stands between spaces: real voices are a third faster
or slower, and a long number takes longer than its one word.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.spoken import is_english, sayings
from flowc.checks.asking import asking
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, warning
from flowc.ir.graph import Flow, Goto
from flowc.speech import speech_seconds

_SHOWN = 8
"""Places that a finding points at besides its own."""


def check(facts: Facts) -> Iterator[Finding]:
    for node in asking(facts):
        if is_english(facts.program.flows[node.flow].language) and node.gather and facts.reached(node.block):
            seconds = speech_seconds(node.gather.prompt or "")
            most = facts.limits.max_prompt_seconds
            if seconds > most:
                yield warning(
                    "MV503",
                    node.gather.prompt_span,
                    f"the prompt of `{node.name}` takes {_shown(seconds)} to say; callers follow for {most} s at most",
                    help="say less, put the most wanted option first, or spread the options over two menus",
                )._replace(witness=facts.witness(node.block))
    for flow in facts.program.flows:
        if flow.start >= 0 and is_english(flow.language):
            yield from _greeting(facts, flow)


def _greeting(facts: Facts, flow: Flow) -> Iterator[Finding]:
    """What is said from the start on, as long as the call moves on by itself."""
    most = facts.limits.max_greeting_seconds
    said = []
    block: int | None = facts.program.nodes[flow.start].block
    seen = set()
    while block is not None and block not in seen:
        seen.add(block)
        said += sayings(facts.program.blocks[block])
        leave = facts.program.blocks[block].exit
        block = leave.to if isinstance(leave, Goto) else None
    seconds = sum(speech_seconds(saying.text) for saying in said)
    if seconds <= most:
        return
    longest = max(said, key=lambda saying: speech_seconds(saying.text))
    others = [saying for saying in said if saying is not longest][:_SHOWN]
    yield warning(
        "MV503",
        longest.span,
        f"callers of `{flow.name}` listen for {_shown(seconds)} before anything is asked; {most} s are enough",
        labels=[Label(saying.span, "said before the first question, too") for saying in others],
        help="say the name and come to the question; what only some callers need belongs behind a key",
    )


def _shown(seconds: float) -> str:
    return f"{round(seconds, 1):g} s"


RULE = Rule("MV503", "long-prompt", "warning", __doc__, check)
