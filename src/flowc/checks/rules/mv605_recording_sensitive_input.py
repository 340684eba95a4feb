"""Sensitive digits are keyed in while the call is recorded or streamed.

The tones of the keys are in the recording, and can be read back from it. A card number or a PIN that is stored that way
puts every system that keeps, copies or plays the recording under the rules for card data; the security code may not be
stored at all, encrypted or not (PCI DSS, 3.3, and the PCI council's guidance on telephone payments).

```mv bad
flow payment {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "This call is recorded."
        start_recording
        goto card
    }
    collect card {
        prompt "Enter the sixteen digits of your card."
        digits 16
        sensitive
        on digits -> redirect "https://pay.example/voice/card"
        on timeout -> retry "That was not sixteen digits."
        on exhausted -> desk
    }
    step desk {
        say "Connecting you to our payment desk."
        transfer +15551230001
    }
}
```

```mv good
flow payment {
    base_url "https://voice.example/ivr"
    start welcome
    step welcome {
        say "This call is recorded, but not while you enter your card."
        start_recording
        goto before_card
    }
    step before_card {
        stop_recording
        goto card
    }
    collect card {
        prompt "Enter the sixteen digits of your card."
        digits 16
        sensitive
        on digits -> redirect "https://pay.example/voice/card"
        on timeout -> retry "That was not sixteen digits."
        on exhausted -> desk
    }
    step desk {
        say "Connecting you to our payment desk."
        transfer +15551230001
    }
}
```

It is an error for a collect that says `sensitive`. One that does not, and looks as if it should, gets a warning: where
its prompt asks for a card, a PIN or a security code, always, since the digits are not kept out of traces and logs
either; where it takes 12 or more digits, while the call is recorded or streamed.

## Configuration

`sensitive-digits` (12): from how many digits on an input is taken for a card or account number. Prompts are read in
English only; the number of digits counts in every language.

## Approximations

Recording and streams are followed along every path that the flow has. A stream counts whichever side it carries. An
application that sends a call to an `entry` may be recording it: that is not known here, and is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from flowc.checks.analyses.call_state import RECORDING, Fault, Question, faults
from flowc.checks.analyses.flow_state import ON
from flowc.checks.analyses.spoken import is_english
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, WitnessStep, error, warning
from flowc.ir.graph import Action, Block, Gather, Node
from flowc.records import NamedTuple
from flowc.source import Span

_ASKS = (
    r"(?i)\b(?:(?:credit|debit|bank|payment) card|card number|(?:digits|number) (?:of|on|from) your card|cvv2?|cvc2?|"
    r"security code|pin|passcode|password|social security)\b"
)
_HARMLESS = (
    r"(?i)\b(?:library|loyalty|member|membership|customer|club|student|report|business|fuel|points) card number\b"
)


_SIGNS = ("card", "cvv", "cvc", "security", "pin", "pass")
"""What every prompt that asks for something sensitive has about it; most prompts are done with at that."""


class _Doubt(NamedTuple):
    """Why the input of a node is not to be recorded; ``certain`` where the flow or the prompt says so."""

    why: str
    certain: bool


def check(facts: Facts) -> Iterator[Finding]:
    doubts = {index: doubt for index, node in enumerate(facts.program.nodes) if (doubt := _doubt(facts, node))}
    captured = _captured(facts, doubts)
    for index, doubt in doubts.items():
        node = facts.program.nodes[index]
        assert node.gather is not None
        fault = captured.get(node.name_span)
        if fault is not None and node.gather.sensitive:
            yield _recorded(facts, node, fault)
        elif fault is not None:
            help = f"write `sensitive` in `{node.name}`, and stop what records or streams the call before it"
            finding = _forgotten(node, doubt, _how(fault), help)
            yield finding._replace(labels=(*finding.labels, *_began(fault)), witness=_journey(facts, fault))
        elif doubt.certain and not node.gather.sensitive and facts.reached(node.block):
            finding = _forgotten(node, doubt, "are kept in traces and logs", f"write `sensitive` in `{node.name}`")
            yield finding._replace(witness=facts.witness(node.block))


def _doubt(facts: Facts, node: Node) -> _Doubt | None:
    spec = node.gather
    if spec is None or node.kind != "collect":
        return None
    if spec.sensitive:
        return _Doubt("", True)
    asked = _asks(spec.prompt or "") if is_english(facts.program.flows[node.flow].language) else None
    if asked is not None:
        return _Doubt(f"a prompt that asks for `{asked[0]}` suggests", True)
    if spec.max_digits >= facts.limits.sensitive_digits:
        return _Doubt(f"as many as {spec.max_digits} digits suggest", False)
    return None


def _asks(prompt: str) -> re.Match[str] | None:
    """The words by which a prompt asks for something sensitive."""
    folded = prompt.lower()
    return re.search(_ASKS, re.sub(_HARMLESS, "", prompt)) if any(sign in folded for sign in _SIGNS) else None


def _captured(facts: Facts, doubts: Container[int]) -> dict[Span, Fault]:
    """Of the nodes in doubt those that a call comes to while it is captured; a recording before a stream."""
    switches = [switch for switch in facts.call_state.switches if isinstance(switch, tuple)]
    captures = [switch for switch in switches if switch == RECORDING or switch[0] == "stream"]
    if not captures:
        return {}

    def ask(block: Block, action: Action | None) -> Iterable[Question]:
        if action is None and isinstance(block.exit, Gather) and block.node in doubts:
            span = facts.program.nodes[block.node].name_span
            for switch in captures:
                yield Question("recorded" if switch == RECORDING else "streamed", span, (switch,), ON)

    found: dict[Span, Fault] = {}
    for fault in faults(facts, ask):
        if fault.question.span not in found or fault.question.subject == "recorded":
            found[fault.question.span] = fault
    return found


def _how(fault: Fault) -> str:
    return f"{'are' if fault.certain else 'may be'} {fault.question.subject}"


def _recorded(facts: Facts, node: Node, fault: Fault) -> Finding:
    stop = "stop_recording" if fault.question.subject == "recorded" else "stop_stream"
    return error(
        "MV605",
        node.name_span,
        f"the sensitive digits of `{node.name}` {_how(fault)}: the tones of the keys can be read back",
        labels=[*_asked(node), *_began(fault)],
        help=f"write `{stop}` before every way to `{node.name}`, and start again behind it",
    )._replace(witness=_journey(facts, fault))


def _forgotten(node: Node, doubt: _Doubt, what: str, help: str) -> Finding:
    return warning(
        "MV605",
        node.name_span,
        f"the digits of `{node.name}` {what}, and {doubt.why} that they are sensitive",
        labels=_asked(node),
        help=help,
    )


def _asked(node: Node) -> list[Label]:
    assert node.gather is not None
    return [Label(node.gather.prompt_span, "what callers are asked for")] if node.gather.prompt else []


def _began(fault: Fault) -> list[Label]:
    what = "recording" if fault.question.subject == "recorded" else "stream"
    return [Label(fault.turned.span, f"the {what} begins here")] if fault.turned is not None else []


def _journey(facts: Facts, fault: Fault) -> tuple[WitnessStep, ...]:
    """A path on which the call is captured; none where it would have taken too long to find."""
    if fault.steps or fault.block in facts.roots:
        return facts.witness_of(fault.steps, fault.block)
    return ()


RULE = Rule("MV605", "recording-sensitive-input", "error", __doc__, check)
