"""The call goes round without ever asking the caller anything

A cycle of `goto`, failed bridges and redirects with no menu or collect on it cannot be left by anything that the caller
does. It is also no document: what is laid out behind one another would have no end.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you to sales."
        bridge +15551230001 timeout 20s on failed -> busy
    }
    step busy {
        say "All our people are busy. Please stay on the line."
        goto sales
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start sales
    step sales {
        say "Connecting you to sales."
        bridge +15551230001 timeout 20s on failed -> busy
    }
    menu busy {
        prompt "All our people are busy. To try again, press 1. To end the call, hang up."
        on 1 -> sales
        on noinput, nomatch {
            say "Please call again later."
            hangup
        }
    }
}
```

## Configuration

Cannot be suppressed: such a flow cannot be built.

## Approximations

A bridge is taken to fail every time, because on some day it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.checks.analyses.components import components, members
from flowc.checks.analyses.journeys import Step
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, WitnessStep, error
from flowc.ir.graph import Edge, Gather


def check(facts: Facts) -> Iterator[Finding]:
    program = facts.program
    if all(isinstance(program.blocks[block].exit, Gather) for block in facts.walk.back):
        return  # every cycle has an arc that leads back
    onward = [
        () if isinstance(block.exit, Gather) else tuple(edge.to for edge in ways)
        for block, ways in zip(program.blocks, facts.ways, strict=True)
    ]
    for group in members(components(onward)):
        if len(group) == 1 and group[0] not in onward[group[0]]:
            continue
        entered = min(group, key=lambda block: (not facts.reached(block), facts.journeys.distance[block], block))
        cycle = _cycle(onward, set(group), entered)
        nodes = [facts.node(block) for block in cycle]
        names = list(dict.fromkeys(node.name for node in nodes))
        way = " -> ".join(f"`{name}`" for name in [*names, names[0]])
        edges = list(_edges(facts, cycle))
        yield error(
            "MV312",
            nodes[0].name_span,
            f"the call goes round for ever and never asks the caller anything: {way}",
            labels=[Label(edge.span, "leads on from here") for edge in edges],
            help="lead one of these ways to an ending, or to a menu that the caller can leave",
        )._replace(witness=_round(facts, cycle, edges) if facts.reached(cycle[0]) else ())


def _round(facts: Facts, cycle: list[int], edges: list[Edge]) -> tuple[WitnessStep, ...]:
    """The shortest journey into the cycle, and once round."""
    steps = [Step(block, edge) for block, edge in zip(cycle, edges, strict=True)]
    return facts.witness_of([*facts.journeys.to(cycle[0]), *steps], cycle[0])


def _cycle(onward: Sequence[Sequence[int]], group: set[int], start: int) -> list[int]:
    """Blocks that lead round in a circle, found by going on within a component from ``start``."""
    position: dict[int, int] = {}
    at = start
    while at not in position:
        position[at] = len(position)
        at = next(block for block in onward[at] if block in group)
    return list(position)[position[at] :]


def _edges(facts: Facts, cycle: list[int]) -> Iterator[Edge]:
    for block, after in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
        yield next(edge for edge in facts.ways[block] if edge.to == after)


RULE = Rule("MV312", "actions-only-loop", "error", __doc__, check)
