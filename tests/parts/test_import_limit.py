"""Imports that lead nowhere are not looked for without end."""

from __future__ import annotations

import pytest

from flowc.compile import compile_sources
from flowc.modules import MAX_FILES
from flowc.source import SourceMap


@pytest.mark.parametrize(("more", "told"), [(0, 0), (1, 1), (50, 1)])
def test_imports_that_lead_nowhere_have_a_limit(more: int, told: int) -> None:
    sources = SourceMap()
    sources.add("f.mv", "".join(f'import "{number}.mv"\n' for number in range(MAX_FILES + more)))
    codes = [finding.code for finding in compile_sources(sources).findings]
    assert codes.count("MV107") == MAX_FILES
    assert codes.count("MV002") == told
