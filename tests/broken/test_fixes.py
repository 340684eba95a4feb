"""What is promised of every fix, over all the flows that are known to have faults.

A safe fix leaves the documents of a flow that was built before as they are. Any fix, applied by itself, takes its
finding away and brings no error that was not there; what it writes is what the formatter leaves alone.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from flowc.api import build, format_text
from flowc.compile import Compilation, compile_sources
from flowc.diagnostics import Finding
from flowc.fixes import apply_edits, fixing
from flowc.source import SourceMap

TESTS = Path(__file__).parent.parent
BROKEN = sorted((TESTS / "broken").glob("*/*.mv"))
CASES = sorted((TESTS / "checks" / "cases").glob("*/*.mv"))
FLOWS = [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in (*BROKEN, *CASES)]

BASE_URL = "https://voice.example/ivr"
ROUNDS = 20


def compiled(text: str) -> Compilation:
    sources = SourceMap()
    sources.add("flow.mv", text)
    return compile_sources(sources, base_url=BASE_URL)


def mended(compilation: Compilation, findings: list[Finding], *, unsafe: bool) -> str | None:
    """The text with the fixes of ``findings``; None where there is nothing to write."""
    edits, _ = fixing(findings, unsafe=unsafe)
    return apply_edits(edits, compilation.sources).get("flow.mv")


def documents(compilation: Compilation) -> dict[str, object]:
    return {name: flow.documents for name, flow in build(compilation).items()}


def told(compilation: Compilation) -> Counter[tuple[str, str]]:
    return Counter((finding.code, finding.message) for finding in compilation.findings)


def errors(compilation: Compilation) -> Counter[tuple[str, str]]:
    return Counter((f.code, f.message) for f in compilation.findings if f.severity == "error")


@pytest.mark.parametrize("flow", FLOWS)
def test_safe_fixes_leave_the_documents_of_a_flow_as_they_were(flow: Path) -> None:
    before = compiled(flow.read_text(encoding="utf-8"))
    if before.has_errors:
        return
    after = before
    for _ in range(ROUNDS):
        text = mended(after, after.findings, unsafe=False)
        if text is None:
            break
        after = compiled(text)
        assert not after.has_errors
    assert documents(after) == documents(before)


@pytest.mark.parametrize("flow", FLOWS)
def test_a_fix_by_itself_takes_its_finding_away_and_brings_no_error(flow: Path) -> None:
    before = compiled(flow.read_text(encoding="utf-8"))
    for finding in before.findings:
        text = mended(before, [finding], unsafe=True)
        if text is None:
            continue
        after = compiled(text)
        key = finding.code, finding.message
        assert told(after)[key] < told(before)[key], finding
        assert not errors(after) - errors(before), finding


@pytest.mark.parametrize("flow", FLOWS)
def test_the_formatter_has_nothing_to_do_after_a_fix(flow: Path) -> None:
    original = flow.read_text(encoding="utf-8")
    before = compiled(original)
    for finding in before.findings:
        text = mended(before, [finding], unsafe=True)
        if text is None or any(f.code == "MV001" for f in before.findings) or format_text(original) != original:
            continue
        assert format_text(text) == text, finding
