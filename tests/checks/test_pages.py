"""Every page of a rule is true: its bad flow has the finding, its good flow has none."""

from __future__ import annotations

import pytest

from flowc.checks.rule import Rule
from flowc.checks.rules import CHECKS, NAMES, RULES
from flowc.diagnostics import Finding
from flowc.lint import lint_text
from flowc.source import Source

from .blocks import Example, examples
from .compiling import findings_of

by_code = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def test_the_rules_stand_in_the_order_of_their_codes_each_once() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_rule_is_called_what_its_file_is_called_and_has_a_check_where_it_is_looked_for() -> None:
    assert {rule.code: rule.name for rule in RULES} == NAMES
    assert tuple(rule for rule in RULES if rule.check is not None) == CHECKS


@by_code
def test_a_page_opens_with_one_line_and_goes_on_with_a_reason(rule: Rule) -> None:
    first, blank, rest = (rule.page or "").split("\n", 2)
    assert first
    assert first == rule.summary
    assert blank == ""
    assert not rest.lstrip().startswith("```")


@by_code
def test_a_page_shows_the_fault_and_the_mended_flow(rule: Rule) -> None:
    assert {"bad", "good"} == {example.verdict for example in examples(rule.page or "")}


@by_code
def test_the_bad_flow_of_a_page_has_the_finding(rule: Rule) -> None:
    for example in examples(rule.page or ""):
        if example.verdict == "bad":
            assert rule.code in {finding.code for finding in found(example)}


@by_code
def test_the_good_flow_of_a_page_is_clean(rule: Rule) -> None:
    for example in examples(rule.page or ""):
        if example.verdict == "good":
            assert [finding for finding in found(example) if finding.severity != "info"] == []


def found(example: Example) -> list[Finding]:
    if example.language == "json":
        return lint_text(Source("document.json", example.text))
    return findings_of(example.text, example.limits, example.files).findings
