"""What the pages of the rules say of action JSON is true."""

from __future__ import annotations

import pytest

from flowc.checks.rules import RULES
from flowc.lint import lint_text
from flowc.source import Source
from tests.checks.blocks import examples

PAGES = [(rule.code, example) for rule in RULES for example in examples(rule.page or "") if example.language == "json"]


@pytest.mark.parametrize(("code", "example"), PAGES, ids=lambda value: value if isinstance(value, str) else "")
def test_the_documents_of_a_page_are_as_it_says(code, example):
    found = {finding.code for finding in lint_text(Source("answer.json", example.text))}
    assert (code in found) == (example.verdict == "bad")
    assert found == set() or example.verdict == "bad"
