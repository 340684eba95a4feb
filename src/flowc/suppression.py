"""Findings that somebody has looked at and wants to keep, and says why.

``// flowc: ignore[MV502] -- spoken by the previous step`` stands on the line of the finding, or on a line of its own
above it; several rules are parted by commas, and the reason is mandatory. A string of several lines counts as its first
and as its last line. JSON has no comments, so that exemptions for it stand in the configuration, by file, rule and JSON
pointer.

What suppresses nothing is itself found (MV902), except where the text could not be read in full. A binding finding
stays, with a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from flowc.config import Exemption, Settings
from flowc.diagnostics import Edit, Finding, Fix, warning
from flowc.selection import matches
from flowc.selectors import code_named, is_binding, why_binding
from flowc.source import Source, SourceMap, Span

if TYPE_CHECKING:
    from flowc.directives import Scan, Suppression

__all__ = ["ignoring", "suppress"]

_UNUSED = "MV902"


def suppress(findings: Sequence[Finding], sources: SourceMap, settings: Settings) -> list[Finding]:
    """The findings that are not suppressed, and those about suppressions, in no order that means anything."""
    scans = [_scan(source) for source in sources.sources if "flowc" in source.text]
    kept, used = _without_suppressed(findings, sources, scans)
    kept, exemptions = _without_exempted(kept, sources, settings)
    found = [problem for scan in scans for problem in scan.problems]
    if not any(finding.severity == "error" and finding.code < "MV3" for finding in findings):
        whole = [scan for scan in scans if not scan.source.library]  # in others, something may be found elsewhere
        found += (unused for scan in whole for one in scan.suppressions for unused in _unused(one, used))
        found += _unused_exemptions(exemptions, sources, settings)
    return kept + found


def _scan(source: Source) -> Scan:
    from flowc.directives import Scan

    return Scan(source)


def _without_suppressed(
    findings: Sequence[Finding], sources: SourceMap, scans: Sequence[Scan]
) -> tuple[list[Finding], set[Span]]:
    """The findings that stay, and the words of suppressions that were of use."""
    by_base = {scan.source.base: scan for scan in scans if scan.suppressions}
    kept = []
    used: set[Span] = set()
    for finding in findings:
        scan = by_base.get(sources.at(finding.span.start).base)
        words = _words_for(finding, scan, sources) if scan is not None else []
        used.update(words)
        if not words:
            kept.append(finding)
        elif is_binding(finding.code, finding.severity):
            kept.append(finding._replace(notes=(*finding.notes, why_binding(finding.code))))
    return kept, used


def _words_for(finding: Finding, scan: Scan, sources: SourceMap) -> list[Span]:
    suppressions = scan.at(sources.locate(finding.span).line)
    return [word.span for one in suppressions for word in one.words if word.code == finding.code]


def _unused(one: Suppression, used: set[Span]) -> Iterable[Finding]:
    from flowc.directives import whole, with_comma

    idle = [word for word in one.words if word.span not in used]
    if len(idle) == len(one.words):
        if idle:
            codes = ", ".join(word.code for word in idle)
            fix = Fix("remove the suppression", (Edit(whole(one), ""),), safe=True)
            yield warning(_UNUSED, one.span, f"this suppression of {codes} suppresses nothing")._replace(fix=fix)
        return
    for word in idle:
        fix = Fix(f"remove {word.code}", (Edit(with_comma(one.source, word.span), ""),), safe=True)
        yield warning(_UNUSED, word.span, f"{word.code} is suppressed here, but not found")._replace(fix=fix)


# --- exemptions of the configuration ------------------------------------------------------------------------


def _without_exempted(
    findings: Sequence[Finding], sources: SourceMap, settings: Settings
) -> tuple[list[Finding], list[Exemption]]:
    """The findings that stay, and the exemptions that were of use."""
    used: list[Exemption] = []
    if not settings.exemptions:
        return list(findings), used
    kept = []
    for finding in findings:
        path = sources.at(finding.span.start).path
        exempting = [one for one in settings.exemptions if _exempts(one, finding, path, settings.directory)]
        used += exempting
        if not exempting:
            kept.append(finding)
        elif is_binding(finding.code, finding.severity):
            kept.append(finding._replace(notes=(*finding.notes, why_binding(finding.code))))
    return kept, used


def _exempts(one: Exemption, finding: Finding, path: str, directory: str) -> bool:
    from fnmatch import fnmatchcase

    return (
        finding.pointer is not None
        and code_named(one.code) == finding.code
        and fnmatchcase(finding.pointer, one.pointer)
        and matches(path, one.file, directory)
    )


def _unused_exemptions(used: Sequence[Exemption], sources: SourceMap, settings: Settings) -> Iterable[Finding]:
    """MV902 at the first character of each document whose exemption exempts nothing."""
    for one in settings.exemptions:
        if one in used:
            continue
        for source in sources.sources:
            if matches(source.path, one.file, settings.directory):
                message = f"{settings.path} exempts {one.code} at `{one.pointer}` here, where it is not found"
                yield warning(_UNUSED, Span(source.base, source.base), message)
                break


# --- writing suppressions -----------------------------------------------------------------------------------


def ignoring(findings: Iterable[Finding], sources: SourceMap, reason: str) -> list[Edit]:
    """Comments that suppress findings, each on a line of its own above the line that is meant.

    Findings that cannot be suppressed by a comment (binding ones, infos, those in JSON) get none.
    """
    codes: dict[tuple[int, int], set[str]] = {}
    scans: dict[int, Scan] = {}
    for finding in findings:
        if finding.severity == "info" or finding.pointer is not None or is_binding(finding.code, finding.severity):
            continue
        source = sources.at(finding.span.start)
        scan = scans.setdefault(source.base, _scan(source))
        line = scan.lines(sources.locate(finding.span).line)[0]
        codes.setdefault((source.base, line), set()).add(finding.code)
    return [_comment(scans[base].source, line, sorted(found), reason) for (base, line), found in sorted(codes.items())]


def _comment(source: Source, line: int, codes: Sequence[str], reason: str) -> Edit:
    text = source.line(line)
    indent = text[: len(text) - len(text.lstrip())]
    at = source.start_of(line)
    end = "\r\n" if source.text.startswith("\r\n", at - source.base + len(text)) else "\n"
    return Edit(Span(at, at), f"{indent}// flowc: ignore[{', '.join(codes)}] -- {reason}{end}")
