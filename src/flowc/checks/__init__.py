"""Graph to findings: analyses compute facts, rules read them."""

from __future__ import annotations

from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.checks.rules import RULES
from flowc.diagnostics import Finding
from flowc.ir.graph import Program

__all__ = ["check"]


def check(program: Program, limits: Limits | None = None) -> list[Finding]:
    """Every finding of every rule about a program, in no order that means anything."""
    facts = Facts(program, limits or Limits())
    return [finding for rule in RULES if rule.check is not None for finding in rule.check(facts)]
