"""The cases of the linter: a broken text under ``cases/``, and beside it what is found in it.

``NAME.txt`` holds for each finding its place, severity, code and message, and below it the JSON pointer, further
places, help and fix. ``.jsonl`` is one document on each line; ``.http`` is a captured response.
"""

from __future__ import annotations

from pathlib import Path

from flowc.diagnostics import Finding
from flowc.lint import lint_text
from flowc.source import SourceMap, Span

FOLDER = Path(__file__).parent / "cases"


def cases() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if path.suffix in (".json", ".jsonl", ".http"))


def found(case: Path) -> str:
    """What the linter finds, in the form of the ``.txt``."""
    sources = SourceMap()
    text = case.read_bytes().decode("utf-8", "surrogateescape")
    return "".join(shown(finding, sources) for finding in lint_text(sources.add(case.name, text)))


def shown(finding: Finding, sources: SourceMap) -> str:
    lines = [f"{place(finding.span, sources)} {finding.severity} {finding.code} {finding.message}"]
    if finding.pointer is not None:
        lines.append(f"    at {finding.pointer or 'the document'}")
    lines += [f"    label {place(label.span, sources)} {label.message}" for label in finding.labels]
    if finding.help:
        lines.append(f"    help {finding.help}")
    if finding.fix:
        lines.append(f"    fix {finding.fix.title}")
        lines += [f"      {place(edit.span, sources)} {edit.text!r}" for edit in finding.fix.edits]
    return "\n".join(lines) + "\n"


def place(span: Span, sources: SourceMap) -> str:
    at = sources.locate(span)
    return f"{at.line}:{at.column}-{at.end_line}:{at.end_column}"
