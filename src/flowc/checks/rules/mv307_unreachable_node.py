"""A step, menu or collect that no call can reach.

It was written for somebody, and nobody will ever hear it: a branch that was renamed, a menu that lost its last way
in. What callers were meant to get there, they do not get.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling. Connecting you to the front desk."
        transfer +15551230001
    }
    step holiday {
        say "We are closed today. Please call again tomorrow."
        hangup
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "Thank you for calling. Connecting you to the front desk."
        transfer +15551230001
    }
    entry step holiday {
        say "We are closed today. Please call again tomorrow."
        hangup
    }
}
```

## Configuration

Nothing of its own. Where an application sends calls to a node, mark the node `entry`.

## Approximations

Every branch is taken to be possible. A node that only a number nobody knows leads to counts as reached.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Edit, Finding, Fix, Label, warning
from flowc.ir.graph import Flow, Node, Use


def check(facts: Facts) -> Iterator[Finding]:
    nodes = facts.program.nodes
    unreached = {
        index
        for index, node in enumerate(nodes)
        if not facts.reached(node.block) and facts.program.flows[node.flow].start >= 0
    }
    if not unreached:
        return
    before = _before(facts, unreached)
    for flow in facts.program.flows:
        idle = _idle(flow, facts)
        for use in idle:
            yield _of_a_use(use)
        fronts = {f"{use.name}." for use in idle}
        for index in flow.nodes:
            if index in unreached and not any(front in fronts for front in _fronts(nodes[index].name)):
                yield _finding(nodes[index], [nodes[other] for other in before.get(index, ())])


def _idle(flow: Flow, facts: Facts) -> list[Use]:
    """The uses of parts to which no call comes, not even by an ``entry`` of theirs; without those within another."""
    nodes = (facts.program.nodes[index] for index in flow.nodes) if flow.uses else ()
    alive = {front for node in nodes if facts.reached(node.block) for front in _fronts(node.name)}
    idle: dict[str, Use] = {}
    for use in flow.uses:  # those around others come first
        if f"{use.name}." not in alive and not any(front[:-1] in idle for front in _fronts(use.name)):
            idle[use.name] = use
    return list(idle.values())


def _fronts(name: str) -> Iterator[str]:
    """What stands in front of a name: ``second.`` and ``second.one.`` of ``second.one.ask``."""
    at = name.find(".")
    while at >= 0:
        yield name[: at + 1]
        at = name.find(".", at + 1)


def _of_a_use(use: Use) -> Finding:
    name = use.name.rpartition(".")[2]
    return warning(
        "MV307",
        use.span,
        f"no call can reach `{use.name}`, so this use of the part is heard by nobody",
        help=f"lead to it (`-> {name}`), or delete it",
    )


def _before(facts: Facts, unreached: set[int]) -> dict[int, dict[int, None]]:
    """For each unreached node the others that lead to it (none of which a call reaches either)."""
    before: dict[int, dict[int, None]] = {}
    for block, targets in zip(facts.program.blocks, facts.arcs, strict=True):
        if block.node in unreached:
            for to in targets:
                other = facts.program.blocks[to].node
                if other != block.node:
                    before.setdefault(other, {})[block.node] = None
    return before


def _finding(node: Node, before: list[Node]) -> Finding:
    only = f"; only `{before[0].name}` leads there, which no call can reach either" if before else ""
    finding = warning(
        "MV307",
        node.name_span,
        f"no call can reach `{node.name}`{only}",
        labels=[Label(other.name_span, "leads there, and is not reached either") for other in before],
        help=f"lead to it (`-> {node.name}`), mark it `entry` if an application sends calls here, or delete it",
    )
    if before:  # these would lead to nothing
        return finding
    return finding._replace(fix=Fix(f"delete `{node.name}`", (Edit(node.span, ""),)))


RULE = Rule("MV307", "unreachable-node", "warning", __doc__, check)
