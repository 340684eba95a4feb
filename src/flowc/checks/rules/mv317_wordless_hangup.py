"""The call ends on a caller with nothing said since the question

Silence, too few digits, a wrong key, the last attempt, or a bridge that nobody answered leads straight to `hangup`.
To the caller it is a dropped call; they dial again, and the second call goes the same way.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1. For support, press 2."
        on 1 -> sales
        on 2 -> support
        on noinput, nomatch -> retry "Please press 1 or 2."
        on exhausted -> hangup
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
        on noinput, nomatch -> retry "Please press 1 or 2."
        on exhausted {
            say "We still cannot hear you. Please call again. Goodbye."
            hangup
        }
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

Nothing of its own. A key that the caller chose may end the call without words.

## Approximations

Any `say` counts as words, whatever it says.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.journeys import Step
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, warning
from flowc.ir.graph import Bridge, Gather, Goto, Hangup
from flowc.source import Span

_CALLER = {
    "noinput": "stays silent",
    "incomplete": "enters too few digits",
    "nomatch": "presses a wrong key",
    "failed": "is not connected",
}


def check(facts: Facts) -> Iterator[Finding]:
    silent_ends = _wordless_ends(facts)
    if not silent_ends:
        return
    came = _wordless(facts)
    by_handler: dict[Span, list[Step]] = {}
    ends: dict[Span, Span] = {}
    for index in sorted(facts.journeys.order):
        if silent_ends.keys().isdisjoint(facts.arcs[index]):
            continue
        leave = facts.program.blocks[index].exit
        asks = isinstance(leave, Gather)
        if not asks and not (isinstance(leave, Bridge) and index in came and not _speaks(facts, index)):
            continue
        for edge in facts.ways[index]:
            if (edge.event == "failed") == asks or not (edge.event in _CALLER or edge.way == "exhausted"):
                continue
            if edge.to in silent_ends:
                by_handler.setdefault(edge.span, []).append(Step(index, edge))
                ends[edge.span] = silent_ends[edge.to]
    for span, steps in by_handler.items():
        yield _finding(facts, steps, came, ends[span])


def _wordless(facts: Facts) -> dict[int, Step | None]:
    """Blocks that a call comes to with nothing said since the last question, each with the step that led there."""
    came: dict[int, Step | None] = dict.fromkeys(facts.roots)
    waiting = list(came)
    for index in facts.journeys.order:
        if isinstance(facts.program.blocks[index].exit, Gather):
            waiting += _go_on(facts, index, came)
    while waiting:
        index = waiting.pop()
        if not _speaks(facts, index) and not isinstance(facts.program.blocks[index].exit, Gather):
            waiting += _go_on(facts, index, came)
    return came


def _go_on(facts: Facts, index: int, came: dict[int, Step | None]) -> list[int]:
    fresh = []
    for edge in facts.ways[index]:
        if edge.to not in came:
            came[edge.to] = Step(index, edge)
            fresh.append(edge.to)
    return fresh


def _speaks(facts: Facts, index: int) -> bool:
    return any(action.name == "say" for action in facts.program.blocks[index].actions)


def _wordless_ends(facts: Facts) -> dict[int, Span]:
    """The blocks from which a call comes to a hangup by itself and with nothing said, each with that hangup."""
    ends: dict[int, Span] = {}
    for index in facts.walk.finished:  # what a `goto` leads to comes first, unless it goes round
        match facts.program.blocks[index].exit:
            case Hangup(span=span) if not _speaks(facts, index):
                ends[index] = span
            case Goto(to=to) if to in ends and not _speaks(facts, index):
                ends[index] = ends[to]
    return ends


def _finding(facts: Facts, steps: list[Step], came: dict[int, Step | None], end: Span) -> Finding:
    """One finding for a handler, whichever of its outcomes come to the hangup, in the words of all of them."""
    last = steps[0]
    span = last.edge.span
    if last.edge.way == "exhausted":
        who = "a caller whose last attempt fails"
    else:
        events = dict.fromkeys(step.edge.event for step in steps)
        who = "a caller who " + " or ".join(_CALLER.get(event, f"presses {event}") for event in events)
    return warning(
        "MV317",
        span,
        f"`{facts.node(last.block).name}` hangs up without a word on {who}",
        labels=[Label(end, "the call ends here")] if not span.start <= end.start < span.end else (),
        help='say a word first: { say "Goodbye."; hangup }, or lead to a person',
    )._replace(witness=facts.witness_of(_journey(facts, last, came), last.edge.to))


def _journey(facts: Facts, last: Step, came: dict[int, Step | None]) -> list[Step]:
    """The shortest journey that ends with ``last`` and on which nothing is said after the last question."""
    steps = [last]
    block = last.block
    while not isinstance(facts.program.blocks[block].exit, Gather):
        step = came[block]
        if step is None:
            return steps[::-1]
        steps.append(step)
        block = step.block
    return [*facts.journeys.to(block), *steps[::-1]]


RULE = Rule("MV317", "wordless-hangup", "warning", __doc__, check)
