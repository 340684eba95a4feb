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

It is an error for a collect that says `sensitive`. It is a warning for one that does not and looks as if it should: 12
or more digits, or a prompt that asks for a card number, a PIN or a security code.

## Configuration

`sensitive-digits` (12): from how many digits on an input is taken for a card or account number. Prompts are read in
English only; the number of digits counts in every language.

## Approximations

Recording and streams are followed along every path that the flow has. A stream counts whichever side it carries. An
application that sends a call to an `entry` may be recording it: that is not known here, and is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flowc.checks.analyses.call_state import RECORDING, Fault, Question, faults
from flowc.checks.analyses.flow_state import ON
from flowc.checks.analyses.spoken import is_english
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, Label, Severity
from flowc.ir.graph import Action, Block, Gather, Node
from flowc.source import Span

_ASKS = re.compile(
    r"\b(?:(?:credit|debit|bank|payment) ?card|card number|(?:digits|number) (?:of|on|from) your card|cvv2?|cvc2?|cid|"
    r"security code|pin|pin code|pin number|passcode|password|social security|expir(?:y|ation) date)\b",
    re.IGNORECASE,
)


def check(facts: Facts) -> Iterator[Finding]:
    switches = [switch for switch in facts.call_state.switches if isinstance(switch, tuple)]
    captures = [switch for switch in switches if switch == RECORDING or switch[0] == "stream"]
    reasons: dict[int, str] = {}

    def ask(block: Block, action: Action | None) -> Iterable[Question]:
        if action is None and isinstance(block.exit, Gather) and captures:
            reason = reasons.setdefault(block.node, _why_sensitive(facts, facts.program.nodes[block.node]))
            if reason:
                span = facts.program.nodes[block.node].name_span
                for switch in captures:
                    yield Question("recorded" if switch == RECORDING else "streamed", span, (switch,), ON)

    worst: dict[Span, Fault] = {}
    for fault in faults(facts, ask) if captures else ():
        first = worst.setdefault(fault.question.span, fault)
        if fault.question.subject == "recorded" != first.question.subject:
            worst[fault.question.span] = fault
    for fault in worst.values():
        yield _finding(facts, fault, reasons[facts.program.blocks[fault.block].node])


def _why_sensitive(facts: Facts, node: Node) -> str:
    """Why the input of a node is not to be recorded; empty where nothing says so."""
    spec = node.gather
    if spec is None:
        return ""
    if spec.sensitive:
        return "sensitive"
    if spec.max_digits >= facts.limits.sensitive_digits and node.kind == "collect":
        return f"as many as {spec.max_digits} digits suggest"
    asked = _ASKS.search(spec.prompt or "") if is_english(facts.program.flows[node.flow].language) else None
    return f"a prompt that asks for “{asked[0]}” suggests" if asked and node.kind == "collect" else ""


def _finding(facts: Facts, fault: Fault, reason: str) -> Finding:
    node = facts.node(fault.block)
    assert node.gather is not None
    captured = fault.question.subject
    how = "are " if fault.certain else "may be "
    stop = "stop_recording" if captured == "recorded" else "stop_stream"
    severity: Severity = "error" if reason == "sensitive" else "warning"
    if severity == "error":
        message = f"the sensitive digits of `{node.name}` {how}{captured}: the tones of the keys can be read back"
        help = f"write `{stop}` before every way to `{node.name}`, and start again behind it"
    else:
        message = f"the digits of `{node.name}` {how}{captured}, and {reason} that they are sensitive"
        help = f"write `{stop}` before every way to `{node.name}`, and `sensitive` in it"
    labels = (Label(node.gather.prompt_span, "what callers are asked for"),) if node.gather.prompt else ()
    witness = facts.witness_of(fault.steps, fault.block) if fault.steps or fault.block in facts.roots else ()
    return Finding("MV605", severity, node.name_span, message, labels, help, witness=witness)


RULE = Rule("MV605", "recording-sensitive-input", "error", __doc__, check)
