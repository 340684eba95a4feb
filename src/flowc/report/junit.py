"""JUnit's XML, as continuous integration servers read it: a suite for each file, a failure for each finding.

A file in which nothing was found is a suite with one case that passed, so that it can be seen to have been read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flowc.diagnostics import Finding
from flowc.report import Context
from flowc.report.glyphs import visible
from flowc.report.journey import in_words
from flowc.source import SourceMap

__all__ = ["render"]

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"}


def render(findings: Sequence[Finding], sources: SourceMap, context: Context) -> str:
    files = [source.path for source in sources.sources if not source.path.startswith("-")]
    by_path: dict[str, list[Finding]] = {path: [] for path in files}
    for finding in findings:
        by_path.setdefault(sources.at(finding.span.start).path, []).append(finding)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="flowc" tests="{_cases(by_path.values())}" failures="{len(findings)}">')
    for path, found in by_path.items():
        lines += _suite(path, found, sources, context)
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _cases(found: Iterable[Sequence[Finding]]) -> int:
    return sum(max(1, len(findings)) for findings in found)


def _suite(path: str, found: Sequence[Finding], sources: SourceMap, context: Context) -> list[str]:
    name = _escaped(path)
    lines = [f'  <testsuite name="{name}" tests="{_cases([found])}" failures="{len(found)}" errors="0" skipped="0">']
    if not found:
        lines.append(f'    <testcase classname="{name}" name="flowc"/>')
    for finding in found:
        at = sources.locate(finding.span)
        case = f"{finding.code} {context.name(finding.code)} {at.line}:{at.column}"
        kind = f"{finding.severity} {finding.code}"
        lines += [
            f'    <testcase classname="{name}" name="{_escaped(case)}" file="{name}" line="{at.line}">',
            f'      <failure type="{_escaped(kind)}" message="{_escaped(finding.message)}">'
            f"{_escaped(_details(finding, f'{at.path}:{at.line}:{at.column}'))}</failure>",
            "    </testcase>",
        ]
    return [*lines, "  </testsuite>"]


def _details(finding: Finding, place: str) -> str:
    lines = [f"{place}: {finding.message}"]
    if finding.witness:
        lines.append(f"journey: {in_words(finding.witness)}")
    if finding.help:
        lines.append(f"help: {finding.help}")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Text of an attribute or an element; what XML cannot hold at all is shown as a sign for it."""
    shown = "\n".join(visible(line) for line in text.split("\n"))
    return "".join([_ENTITIES.get(character, character) for character in shown])
