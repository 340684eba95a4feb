"""What the rules about the state of the call have in common: how a fault is told.

On every path it is an error, on some path a warning; the label is where the state came about on the path that is
shown.
"""

from __future__ import annotations

from flowc.checks.analyses.call_state import Fault
from flowc.checks.facts import Facts
from flowc.diagnostics import Finding, Label, Severity

__all__ = ["paths", "state_finding"]


def paths(fault: Fault) -> str:
    return "on every path" if fault.certain else "on some path"


def state_finding(facts: Facts, code: str, fault: Fault, message: str, label: str, help: str) -> Finding:
    """``label`` is what the label at the last turn of the switch says."""
    severity: Severity = "error" if fault.certain else "warning"
    turned = fault.turned
    labels = (Label(turned.span, label),) if turned is not None and turned.span != fault.question.span else ()
    witness = facts.witness_of(fault.steps, fault.block) if fault.steps or fault.block in facts.roots else ()
    return Finding(code, severity, fault.question.span, message, labels, help, witness=witness)
