"""A recording, a stream, a hold or a mute is still on where the call is handed to another party.

The conversation with a person is recorded or streamed, or begins with one of them unheard. Often that is meant; then
the caller should know. It is an info, and fails nothing.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "This call is recorded."
        start_recording
        say "Connecting you to the front desk."
        transfer +15551230001
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "This call is recorded."
        start_recording
        say "Tell us your name."
        stop_recording
        say "Connecting you to the front desk."
        transfer +15551230001
    }
}
```

## Configuration

Nothing of its own. It is an info whether it is so on every path or on some.

## Approximations

Every path of the flow is taken to be possible. After an `entry` nothing is known of the call, and nothing is found
until the flow itself has said how it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.call_state import Fault, Question, Switch, call_state, faults
from flowc.checks.analyses.flow_state import ON, FlowState
from flowc.checks.analyses.journeys import far_end_fails
from flowc.checks.call_state_rules import paths, state_finding
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding
from flowc.ir.graph import Action, Block, Bridge, Ending
from flowc.source import Span

_MOST = 100
"""Switches that are looked at; a flow that has more of them open is told of these."""

_STOP = {"recording": "stop_recording", "hold": "resume", "mute": "unmute", "stream": "stop_stream"}


def check(facts: Facts) -> Iterator[Finding]:
    switches = [switch for switch in facts.call_state.switches if switch[0] in _STOP][:_MOST]

    def ask(block: Block, action: Action | None) -> Iterator[Question]:
        if action is None and isinstance(block.exit, Bridge | Ending):
            for switch in switches:
                yield Question(_subject(switch), block.exit.action.span, (switch,), ON)

    if not faults(facts, ask, _STOP):
        return
    handed: dict[Span, list[Fault]] = {}
    for fault in faults(facts, ask, _STOP, state=_as_callers_go(facts)):
        handed.setdefault(fault.question.span, []).append(fault)
    for of_place in handed.values():
        yield _finding(facts, of_place)


def _as_callers_go(facts: Facts) -> FlowState:
    """The state of the call on the paths that callers and far ends take, with every document of the build fetched."""
    ways = [
        edges if far_end_fails(facts.program, number) else tuple(edge for edge in edges if edge.event != "failed")
        for number, edges in enumerate(facts.ways)
    ]
    return call_state(facts.program, ways, facts.fresh, facts.roots)


def _finding(facts: Facts, of_place: list[Fault]) -> Finding:
    """One for each place, whatever is open there; it is shown on the path of the first."""
    first = of_place[0]
    subjects = list(dict.fromkeys(fault.question.subject for fault in of_place))
    stops = dict.fromkeys(_STOP[fault.question.switches[0][0]] for fault in of_place)
    return state_finding(
        facts,
        "MV410",
        first,
        f"the call is handed over {paths(first)} with {' and '.join(subjects)} still on",
        "it was turned on here",
        f"put {' and '.join(f'`{stop}`' for stop in stops)} before it, if that is not meant",
    )._replace(severity="info")


def _subject(switch: Switch) -> str:
    match switch:
        case ("stream", url, _):
            return f"the stream to {url}"
        case ("mute", direction):
            return f"`mute {direction}`"
        case ("hold",):
            return "the hold"
    return "the recording"


RULE = Rule("MV410", "left-open", "info", __doc__, check)
