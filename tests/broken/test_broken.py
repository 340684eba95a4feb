"""Flows broken by somebody who had not read the rules get the findings that a colleague would have given.

Beside each flow stands what is found in it, one finding a line. ``INTENT.md`` says what its author wanted to be told,
``MISSES.md`` what was missed at first. After a change, read the difference and keep it:

    python -m tests.broken.test_broken
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from flowc.compile import compile_sources
from flowc.source import SourceMap

HERE = Path(__file__).parent
FLOWS = sorted(HERE.glob("*/*.mv"))
UNNOTICED = {"15-transfer-without-words"}
"""What no rule looks for; ``MISSES.md`` says why."""


def found(flow: Path) -> str:
    sources = SourceMap()
    sources.add(flow.name, flow.read_text(encoding="utf-8"))
    lines = []
    for finding in compile_sources(sources).findings:
        at = sources.locate(finding.span)
        lines.append(f"{at.line}:{at.column}-{at.end_line}:{at.end_column} {finding.severity} {finding.code}")
        lines.append(f"    {finding.message}")
        if finding.help:
            lines.append(f"    help: {finding.help}")
        if finding.fix:
            lines.append(f"    {'safe' if finding.fix.safe else 'unsafe'} fix: {finding.fix.title}")
        lines += [f"    note: {note}" for note in finding.notes]
    return "".join(line + "\n" for line in lines)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.stem)
def test_a_broken_flow_gets_what_stands_beside_it(flow: Path) -> None:
    assert found(flow) == flow.with_suffix(".txt").read_text(encoding="utf-8"), "python -m tests.broken.test_broken"


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.stem)
def test_no_broken_flow_goes_unnoticed(flow: Path) -> None:
    assert bool(found(flow)) == (flow.stem not in UNNOTICED)


if __name__ == "__main__":
    for flow in FLOWS:
        flow.with_suffix(".txt").write_text(found(flow), encoding="utf-8", newline="\n")
    sys.exit(0)
