"""Which findings count, and how much: what a project selects, ignores, and takes more or less seriously.

Findings that are binding (``flowc.selectors``) count whatever a project says.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from flowc.config import Selector, Settings
from flowc.diagnostics import Finding, Severity
from flowc.selectors import codes_of, exactness, is_binding
from flowc.source import SourceMap

__all__ = ["apply_settings", "is_selected", "matches"]


def apply_settings(findings: Sequence[Finding], sources: SourceMap, settings: Settings) -> list[Finding]:
    """The findings that count, each with the severity that the project gives it."""
    if settings == Settings(limits=settings.limits, fail_on=settings.fail_on):
        return list(findings)
    counted = _Counted(settings)
    result = []
    for finding in findings:
        if is_binding(finding.code, finding.severity):
            result.append(finding)
        elif counted.by_rule(finding.code) and counted.in_file(finding.code, sources.at(finding.span.start).path):
            result.append(finding._replace(severity=counted.severity(finding)))
    return result


class _Counted:
    """What the settings say of each rule, asked once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rules: dict[str, bool] = {}
        self._files: dict[str, frozenset[str]] = {}

    def by_rule(self, code: str) -> bool:
        if code not in self._rules:
            self._rules[code] = is_selected(code, self._settings)
        return self._rules[code]

    def in_file(self, code: str, path: str) -> bool:
        if path not in self._files:
            self._files[path] = _ignored_in(path, self._settings)
        return code not in self._files[path]

    def severity(self, finding: Finding) -> Severity:
        """What the most exact selector says, or the severity that the finding has."""
        given = self._settings.severity
        naming = [selector for selector in given if finding.code in codes_of(selector)]
        return given[max(naming, key=exactness)] if naming else finding.severity


def is_selected(code: str, settings: Settings) -> bool:
    """The more exact selector decides, then the one that weighs more, then the one that ignores."""
    chosen = [_rank(selector, False) for selector in settings.select if code in codes_of(selector.text)]
    ignored = [_rank(selector, True) for selector in settings.ignore if code in codes_of(selector.text)]
    return bool(chosen) and max(chosen) > max(ignored, default=(-1, -1, False))


def _rank(selector: Selector, ignores: bool) -> tuple[int, int, bool]:
    return exactness(selector.text), selector.layer, ignores


def _ignored_in(path: str, settings: Settings) -> frozenset[str]:
    ignored: frozenset[str] = frozenset()
    for pattern, selectors in settings.per_file_ignores.items():
        if matches(path, pattern, settings.directory):
            ignored = ignored.union(*map(codes_of, selectors))
    return ignored


def matches(path: str, pattern: str, directory: str) -> bool:
    """Whether a file is meant by a pattern: its path below the directory of the configuration, or its name."""
    from fnmatch import fnmatchcase

    below = os.path.relpath(path, directory).replace(os.sep, "/")
    return fnmatchcase(below, pattern) or fnmatchcase(os.path.basename(path), pattern)
