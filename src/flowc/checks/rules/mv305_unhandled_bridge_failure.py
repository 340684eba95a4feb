"""Nobody says where the call goes when a bridge is busy, not answered or cannot be reached

The platform leaves busy, no answer and unreachable destinations to the application. A bridge with nothing behind
it connects the callers who are lucky and drops the others.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you to sales."
        bridge +15551230001 timeout 20s
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you to sales."
        bridge +15551230001 timeout 20s on failed -> nobody
    }
    step nobody {
        say "Nobody is free right now. Please call again later."
        hangup
    }
}
```

## Configuration

Cannot be suppressed in a flow. `on failed` in `defaults` serves every bridge. In action JSON, a `bridge` with nothing
behind it is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Edit, Finding, Fix, WitnessStep, error
from flowc.ir.graph import Bridge
from flowc.source import Span

_HELP = "say where the call goes then, here or in `defaults`: on failed -> reception"


def check(facts: Facts) -> Iterator[Finding]:
    for index, block in enumerate(facts.program.blocks):
        match block.exit:
            case Bridge(action=action, failed=None, followed=followed):
                destination = action.get("destination") or "the destination"
                witness = facts.witness(index) if facts.reached(index) else ()
                if witness:
                    witness = (*witness[:-1], WitnessStep(witness[-1].node, "fail"))
                behind = Span(action.span.end, action.span.end)
                fix = Fix("add `on failed -> hangup`", (Edit(behind, " on failed -> hangup"),))
                finding = error(
                    "MV305",
                    action.span,
                    f"no way is given for the call when {destination} is busy, does not answer or cannot be reached",
                    help="put what stands behind it into a block: on failed { ... }" if followed else _HELP,
                )
                yield finding._replace(fix=None if followed else fix, witness=witness)


RULE = Rule("MV305", "unhandled-bridge-failure", "error", __doc__, check)
