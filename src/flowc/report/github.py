"""Workflow commands of GitHub Actions: annotations at the changed lines.

Source: GitHub's documentation, "Workflow commands": the message escapes ``%``, CR and LF, and the parameters ``:`` and
``,`` besides. Columns are given only where the annotation stays in one line; more is refused there.
"""

from __future__ import annotations

from collections.abc import Sequence

from flowc.diagnostics import Finding
from flowc.report import Context
from flowc.report.glyphs import visible
from flowc.report.journey import in_words
from flowc.source import SourceMap

__all__ = ["render"]

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(findings: Sequence[Finding], sources: SourceMap, context: Context) -> str:
    return "".join(_command(finding, sources, context) for finding in findings)


def _command(finding: Finding, sources: SourceMap, context: Context) -> str:
    at = sources.locate(finding.span)
    parameters = {"file": at.path, "line": at.line, "endLine": at.end_line}
    if at.end_line == at.line:
        parameters |= {"col": at.column, "endColumn": at.end_column}
    parameters["title"] = f"{finding.code} {context.name(finding.code)}"
    written = ",".join(f"{key}={_parameter(str(value))}" for key, value in parameters.items())
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(_message(finding))}\n"


def _message(finding: Finding) -> str:
    lines = [finding.message]
    if finding.witness:
        lines.append(f"journey: {in_words(finding.witness)}")
    if finding.help:
        lines.append(f"help: {finding.help}")
    return "\n".join(visible(line) for text in lines for line in text.split("\n"))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _parameter(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
