"""A hundred broken documents: the right code, at the right place, with words that help."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from flowc.fixes import apply_edits
from flowc.lint import lint_text
from flowc.source import Source, SourceMap

from .case import cases, found

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_has_what_stands_beside_it(case):
    expected = case.with_suffix(".txt").read_text(encoding="utf-8")
    assert expected, "a case is broken"
    assert found(case) == expected, "read it, then: python -m tests.lint.regenerate"


def test_there_are_a_hundred_cases_and_every_code_of_documents_is_among_them():
    texts = [case.with_suffix(".txt").read_text(encoding="utf-8") for case in CASES]
    assert len(texts) >= 100
    codes = {code for text in texts for code in re.findall(r" (MV[0-9]{3}) ", text)}
    assert codes >= {f"MV2{number:02}" for number in range(1, 11)} | {"MV002", "MV305", "MV314", "MV315", "MV602"}


def told(path, text):
    return Counter((finding.code, finding.message) for finding in lint_text(Source(path, text)))


@pytest.mark.parametrize("case", [case for case in CASES if case.suffix == ".json"], ids=lambda case: case.stem)
def test_a_fix_mends_what_it_is_for(case):
    text = case.read_bytes().decode("utf-8", "surrogateescape")
    before = told(case.name, text)
    for finding in lint_text(Source(case.name, text)):
        if finding.fix is not None:
            sources = SourceMap()
            sources.add(case.name, text)
            mended = apply_edits(finding.fix.edits, sources)[case.name]
            key = (finding.code, finding.message)
            assert told(case.name, mended)[key] < before[key], finding.message
