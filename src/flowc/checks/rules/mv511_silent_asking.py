"""Another system is asked for more than two seconds while the caller hears nothing

A line on which nothing happens is taken for dead. While `ask` waits for its answer the platform plays nothing, so the
whole time that it may take is silence, unless something was said just before. Several questions in a row add up.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start customer
    decide customer {
        ask "https://crm.example/voice/customer" timeout 4s
        on "gold" -> gold
        on other, failed -> reception
    }
    step gold {
        say "Connecting you to your personal adviser."
        transfer +15551230002
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
    start welcome
    step welcome {
        say "Thank you for calling. One moment, please."
        goto customer
    }
    decide customer {
        ask "https://crm.example/voice/customer" timeout 4s
        on "gold" -> gold
        on other, failed -> reception
    }
    step gold {
        say "Connecting you to your personal adviser."
        transfer +15551230002
    }
    step reception {
        say "Connecting you to our reception."
        transfer +15551230001
    }
}
```

## Approximations

The longest time that the answers may take is counted, not the time that they usually do, and every outcome is taken to
be possible on every path: this errs upwards. What was said before is not weighed: two words or twenty cover whatever is
asked behind them, up to the caller's next key; this errs downwards. Every path is looked at, except where more than
64 different sums of times, all within the limit, come together at one place.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.asked import Asked, silent_asking
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, WitnessStep, warning
from flowc.ir.graph import Decide

_MOST = 2_000
"""Milliseconds: this project's own judgement, as the length of a pause that nobody takes for the end of the call."""


def check(facts: Facts) -> Iterator[Finding]:
    for asked in silent_asking(facts.program, facts.ways, facts.journeys, facts.roots, _MOST):
        yield _finding(facts, asked)


def _finding(facts: Facts, asked: Asked) -> Finding:
    node = facts.node(asked.block)
    leave = facts.program.blocks[asked.block].exit
    assert isinstance(leave, Decide)
    before = asked.milliseconds - leave.decision.timeout_ms
    more = f", {_seconds(before)} of asking before it counted" if before else ""
    way = () if asked.steps is None else facts.witness_of(asked.steps, asked.block)
    return warning(
        "MV511",
        leave.decision.span,
        f"callers may hear nothing for {_seconds(asked.milliseconds)} while `{node.name}` asks{more}",
        help='let a step with `say "One moment, please."` lead to it, or wait `2s` at the most',
    )._replace(witness=way and (*way[:-1], WitnessStep(node.name, f"{node.name}=failed")))


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:g} s"


RULE = Rule("MV511", "silent-asking", "warning", __doc__, check)
