"""JSON lines: one object for each finding, all of one schema (``schemas/findings.schema.json``).

Texts stand in it exactly, controls and all; what is not ASCII is escaped, so that the lines survive every encoding.
Lines and columns count from 1 and in code points; the end is exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flowc.diagnostics import Finding, Fix
from flowc.report import Context
from flowc.report.journey import replay
from flowc.source import SourceMap, Span

__all__ = ["finding_value", "render"]


def render(findings: Sequence[Finding], sources: SourceMap, context: Context) -> str:
    return "".join(json.dumps(finding_value(finding, sources, context)) + "\n" for finding in findings)


def finding_value(finding: Finding, sources: SourceMap, context: Context) -> dict[str, Any]:
    """The object of one finding; every key is always there."""
    return {
        "code": finding.code,
        "name": context.name(finding.code),
        "severity": finding.severity,
        "message": finding.message,
        **_place(finding.span, sources),
        "labels": [{"message": label.message, **_place(label.span, sources)} for label in finding.labels],
        "help": finding.help,
        "witness": [{"node": step.node, "input": step.input} for step in finding.witness],
        "replay": replay(finding),
        "fix": None if finding.fix is None else _fix(finding.fix, sources),
        "notes": list(finding.notes),
        "pointer": finding.pointer,
    }


def _fix(fix: Fix, sources: SourceMap) -> dict[str, Any]:
    edits = [{**_place(edit.span, sources), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _place(span: Span, sources: SourceMap) -> dict[str, Any]:
    return sources.locate(span)._asdict()
