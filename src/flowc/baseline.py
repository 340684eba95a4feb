"""A baseline: the findings that a project has today and means to live with, so that only new ones count.

A file of JSON that belongs into the repository. Findings are recognised by their fingerprint, which lines moving up
and down do not change; code, file and message stand beside it for whoever reads the difference. Binding findings are
never in it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flowc.diagnostics import Finding
from flowc.fingerprint import fingerprints
from flowc.records import NamedTuple
from flowc.selectors import is_binding
from flowc.source import SourceMap

__all__ = ["BaselineError", "Compared", "compare", "read", "write"]

_FORMAT = 1


class BaselineError(Exception):
    """The text is not a baseline; the message is a clause."""


class Compared(NamedTuple):
    """``new`` are the findings that the baseline does not hold, ``known`` counts the others, and ``gone`` its entries
    that are no longer found."""

    new: list[Finding]
    known: int
    gone: int


def write(findings: Sequence[Finding], sources: SourceMap) -> str:
    """The baseline of these findings, in the order of their places."""
    entries = [
        {"code": finding.code, "file": sources.at(finding.span.start).path, "message": finding.message, "id": mark}
        for finding, mark in zip(findings, fingerprints(findings, sources), strict=True)
        if not is_binding(finding.code, finding.severity)
    ]
    return json.dumps({"format": _FORMAT, "findings": entries}, indent=2) + "\n"


def read(text: str) -> frozenset[str]:
    """The fingerprints that a baseline holds.

    Raises:
        BaselineError: it is none, or one of a later version.
    """
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise BaselineError("is not JSON") from None
    try:
        if value["format"] != _FORMAT:
            raise BaselineError(f"has the format {value['format']!r}; this version reads {_FORMAT}")
        return frozenset(str(entry["id"]) for entry in value["findings"])
    except (KeyError, TypeError):
        raise BaselineError("is not a baseline (--write-baseline writes one)") from None


def compare(findings: Sequence[Finding], sources: SourceMap, known: frozenset[str]) -> Compared:
    """The findings of a run without those that the baseline holds."""
    new = []
    seen = set()
    for finding, mark in zip(findings, fingerprints(findings, sources), strict=True):
        if mark in known and not is_binding(finding.code, finding.severity):
            seen.add(mark)
        else:
            new.append(finding)
    return Compared(new, len(seen), len(known) - len(seen))
