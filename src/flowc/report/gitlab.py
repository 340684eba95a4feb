"""GitLab's code quality report: a JSON array of issues.

Source: GitLab's documentation, "Code Quality", the report format: ``description``, ``check_name``, ``fingerprint``,
``severity`` and ``location`` are required.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flowc.diagnostics import Finding
from flowc.fingerprint import fingerprints
from flowc.report import Context
from flowc.source import SourceMap

__all__ = ["render"]

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(findings: Sequence[Finding], sources: SourceMap, context: Context) -> str:
    prints = fingerprints(findings, sources)
    issues = [_issue(finding, mark, sources, context) for finding, mark in zip(findings, prints, strict=True)]
    return json.dumps(issues, indent=2) + "\n"


def _issue(finding: Finding, fingerprint: str, sources: SourceMap, context: Context) -> dict[str, Any]:
    at = sources.locate(finding.span)
    text = f"{finding.message} ({finding.help})" if finding.help else finding.message
    return {
        "description": text,
        "check_name": f"{finding.code} {context.name(finding.code)}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": at.path.replace("\\", "/"),
            "positions": {
                "begin": {"line": at.line, "column": at.column},
                "end": {"line": at.end_line, "column": at.end_column},
            },
        },
    }
