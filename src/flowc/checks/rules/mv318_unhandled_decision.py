"""A decision has an outcome that leads nowhere

What decides at the time of a call is not in the author's hands: the clock strikes, a caller withholds the number, the
customer system is down. Each outcome that can come is a caller who stands there; one that nobody thought of would end
the call without a word.

```mv bad
hours office "Europe/Dublin" { mon-fri 09:00-17:30 }
flow desk {
    base_url "https://voice.example/ivr"
    start opening
    decide opening {
        by hours office
        on open -> reception
    }
    step reception {
        say "Connecting you to our reception."
        transfer +15551230001
    }
}
```

```mv good
hours office "Europe/Dublin" { mon-fri 09:00-17:30 }
flow desk {
    base_url "https://voice.example/ivr"
    start opening
    decide opening {
        by hours office
        on open -> reception
        on closed -> night
    }
    step reception {
        say "Connecting you to our reception."
        transfer +15551230001
    }
    step night {
        say "Our office is closed. We connect you to our answering service."
        transfer +15551230002
    }
}
```

## Configuration

Cannot be suppressed: without this there is nothing to build.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, WitnessStep, error
from flowc.ir.decisions import OUTCOMES, numbers_left
from flowc.ir.graph import Decide, Decision
from flowc.ir.outcomes import outcome_token

_WHO = {
    "open": "that comes while {hours} is open",
    "closed": "that comes while {hours} is closed",
    "withheld": "from a caller who withholds the number",
    "unset": "in which `{variable}` is not set",
    "failed": "while {url} does not answer, or not in time, or not with an outcome",
}
"""Whose call leads nowhere, by the outcome."""


def check(facts: Facts) -> Iterator[Finding]:
    for node in facts.program.nodes:
        leave = facts.program.blocks[node.block].exit
        if not isinstance(leave, Decide):
            continue
        handled = [edge.event for edge in leave.edges]
        for outcome in OUTCOMES[leave.decision.kind].words:
            if outcome in handled or (outcome == "other" and not _others(leave.decision, handled)):
                continue
            witness = facts.witness(node.block)
            yield error(
                "MV318",
                node.name_span,
                f"`{node.name}` leads nowhere for a call {_who(leave.decision, outcome, handled)}",
                help=f"say what happens: `on {outcome} -> reception`",
            )._replace(witness=(*witness[:-1], WitnessStep(node.name, outcome_token(node.name, outcome))))


def _others(decision: Decision, handled: list[str]) -> bool:
    """Whether what the author named leaves anything: strings always do."""
    numbers = [outcome for outcome in handled if outcome.startswith("+")]
    return decision.kind not in ("caller", "called") or numbers_left(numbers)


def _who(decision: Decision, outcome: str, handled: list[str]) -> str:
    if outcome != "other":
        hours = f"`{decision.hours.name}`" if decision.hours is not None else ""
        return _WHO[outcome].format(hours=hours, variable=decision.variable, url=decision.url)
    named = [event for event in handled if event[0] in '+"']
    but = f" but {' and '.join(named)}" if named and len(named) < 4 else " but those named" if named else ""
    match decision.kind:
        case "caller":
            return f"from any number{but}"
        case "called":
            return f"to any number{but}"
        case "variable":
            return f"in which `{decision.variable}` has any value{but}"
    return f"for which {decision.url} answers anything{but}"


RULE = Rule("MV318", "unhandled-decision", "error", __doc__, check)
