"""Every rule fires where it should, with the exact place and words, and stays silent at the near misses."""

from __future__ import annotations

import pytest

from flowc.checks.rules import RULES

from .case import Case, cases, found

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.flow.stem}")
def test_a_case_has_what_stands_beside_it(case: Case) -> None:
    expected = case.expected.read_text(encoding="utf-8") if case.invalid else ""
    assert found(case) == expected, "read it, then: python -m tests.checks.regenerate"
    assert bool(expected) == case.invalid


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.check], ids=lambda rule: rule.code)
def test_every_rule_has_a_case_that_fires_and_a_near_miss(rule: object) -> None:
    kinds = {case.invalid for case in CASES if case.code == rule.code}  # type: ignore[attr-defined]
    assert kinds == {True, False}
