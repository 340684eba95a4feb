"""Graph to findings: analyses compute facts, rules read them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from flowc.checks.limits import Limits
    from flowc.diagnostics import Finding
    from flowc.ir.graph import Program

__all__ = ["check"]


def check(program: Program, limits: Limits | None = None, today: date | None = None) -> list[Finding]:
    """Every finding of every rule about a program, in no order that means anything.

    ``today`` is what dates are compared with, the day of the run where it is not given.
    """
    from flowc.checks.facts import Facts  # here, because settings need the limits without the rules
    from flowc.checks.limits import Limits
    from flowc.checks.rules import CHECKS

    facts = Facts(program, limits or Limits(), today)
    return [finding for rule in CHECKS if rule.check is not None for finding in rule.check(facts)]
