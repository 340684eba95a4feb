"""SARIF 2.1.0, the interchange format of static analysis, as code scanning services read it.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0". Columns are code points here, which
``columnKind`` says; the format's usual unit is UTF-16.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flowc.diagnostics import Edit, Finding, Fix
from flowc.fingerprint import fingerprints
from flowc.report import Context, Described
from flowc.report.journey import in_words, replay
from flowc.source import Location, SourceMap, Span

__all__ = ["render"]

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(findings: Sequence[Finding], sources: SourceMap, context: Context) -> str:
    rules = {code: context.rules.get(code, Described(code, "warning")) for code in _codes(findings, context)}
    order = {code: number for number, code in enumerate(rules)}
    prints = fingerprints(findings, sources)
    run = {
        "tool": {
            "driver": {
                "name": "flowc",
                **({"version": context.version} if context.version else {}),
                "rules": [_rule(code, rule) for code, rule in rules.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, order[finding.code], mark, sources)
            for finding, mark in zip(findings, prints, strict=True)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _codes(findings: Sequence[Finding], context: Context) -> list[str]:
    return sorted({*context.rules, *(finding.code for finding in findings)})


def _rule(code: str, rule: Described) -> dict[str, Any]:
    value: dict[str, Any] = {"id": code, "name": _pascal(rule.name)}
    if rule.summary:
        value["shortDescription"] = {"text": rule.summary}
    value["defaultConfiguration"] = {"level": _LEVELS[rule.severity]}
    return value


def _pascal(name: str) -> str:
    """Names of rules are in Pascal case in this format: ``UnhandledNoinput``."""
    return "".join(part.capitalize() for part in name.split("-"))


def _result(finding: Finding, rule: int, fingerprint: str, sources: SourceMap) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_location(finding.span, sources)],
        "partialFingerprints": {"flowc/v1": fingerprint},
    }
    if finding.labels:
        result["relatedLocations"] = [
            {**_location(label.span, sources), "id": number, "message": {"text": label.message}}
            for number, label in enumerate(finding.labels, 1)
        ]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.fix, sources)]
    if finding.witness:
        steps = [{"node": step.node, "input": step.input} for step in finding.witness]
        result["properties"] = {"witness": steps, "replay": replay(finding)}
    return result


def _message(finding: Finding) -> str:
    lines = [finding.message]
    if finding.witness:
        lines.append(f"Journey: {in_words(finding.witness)}.")
    if finding.help:
        lines.append(f"Help: {finding.help}")
    return "\n".join([*lines, *finding.notes])


def _location(span: Span, sources: SourceMap) -> dict[str, Any]:
    at = sources.locate(span)
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(at.path)}, "region": _region(at)}}


def _region(at: Location) -> dict[str, int]:
    return {"startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column}


def _fix(fix: Fix, sources: SourceMap) -> dict[str, Any]:
    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(sources.at(edit.span.start).path, []).append(edit)
    changes = [
        {
            "artifactLocation": {"uri": _uri(path)},
            "replacements": [
                {"deletedRegion": _region(sources.locate(edit.span)), "insertedContent": {"text": edit.text}}
                for edit in edits
            ],
        }
        for path, edits in by_path.items()
    ]
    return {"description": {"text": fix.title}, "artifactChanges": changes}


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"), safe="/", errors="surrogatepass")
