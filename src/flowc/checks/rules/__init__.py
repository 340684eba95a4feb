"""All rules, in the order of their codes. A new one is one file here and one line in the tuple."""

from __future__ import annotations

from flowc.checks.rule import Rule

RULES: tuple[Rule, ...] = ()
