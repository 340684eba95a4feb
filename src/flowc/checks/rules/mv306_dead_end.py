"""A step, or a block of a handler, does not say how it ends

When the actions run out the call is over, so a forgotten `goto` sounds to the caller exactly like a dropped line. A
call that is meant to end says so: `hangup`.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling."
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling. We are closed today."
        hangup
    }
}
```

## Configuration

Cannot be suppressed.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, error
from flowc.ir.graph import Open
from flowc.source import Span

_ENDINGS = "end it with goto, hangup, transfer, conference, redirect, or a bridge with `on failed`"


def check(facts: Facts) -> Iterator[Finding]:
    told: set[Span] = set()
    lost_nodes: dict[int, str | None] = {}
    for index, block in enumerate(facts.program.blocks):
        if not isinstance(block.exit, Open) or block.span in told:
            continue
        told.add(block.span)
        node = facts.node(index)
        whole = block.span == node.span
        if node.flow not in lost_nodes:
            lost_nodes[node.flow] = _lost_node(facts, node.flow)
        lost = lost_nodes[node.flow]
        last = block.actions[-1] if block.actions else None
        what = f"`{node.name}`" if whole else f"this part of `{node.name}`"
        yield error(
            "MV306",
            node.name_span if whole else block.span,
            f"{what} does not say how it ends: after its last line the call is cut off",
            labels=[Label(last.span, "the last thing that happens")] if last is not None and whole else (),
            help=f"did you mean `goto {lost}`? nothing leads to it" if lost and facts.reached(index) else _ENDINGS,
        )._replace(witness=facts.witness(index) if facts.reached(index) else ())


def _lost_node(facts: Facts, flow: int) -> str | None:
    """The one node of a flow that neither calls nor lost nodes lead to; None where there are none, or several."""
    program = facts.program
    lost = {index for index in program.flows[flow].nodes if not facts.reached(program.nodes[index].block)}
    for index in program.flows[flow].blocks:
        if not facts.reached(index):
            at = program.blocks[index].node
            lost -= {program.blocks[to].node for to in facts.arcs[index] if program.blocks[to].node != at}
    return program.nodes[lost.pop()].name if len(lost) == 1 else None


RULE = Rule("MV306", "dead-end", "error", __doc__, check)
