"""One line for each finding, for editors and for ``grep``."""

from __future__ import annotations

from collections.abc import Sequence

from flowc.diagnostics import Finding
from flowc.report import Context
from flowc.report.glyphs import visible
from flowc.source import SourceMap

__all__ = ["render"]


def render(findings: Sequence[Finding], sources: SourceMap, context: Context) -> str:
    """``path:line:column: severity[code name]: message``."""
    lines = []
    for finding in findings:
        at = sources.locate(finding.span)
        what = f"{finding.severity}[{finding.code} {context.name(finding.code)}]"
        lines.append(f"{visible(at.path)}:{at.line}:{at.column}: {what}: {visible(finding.message)}\n")
    return "".join(lines)
