"""Findings that somebody has looked at and wants to keep, and says why.

``// flowc: ignore[MV502] -- spoken by the previous step`` stands on the line of the finding, or on a line of its own
above it; several rules are parted by commas, and the reason is mandatory. A string of several lines counts as its first
and as its last line. JSON has no comments, so that exemptions for it stand in the configuration, by file, rule and JSON
pointer.

What suppresses nothing is itself found (MV902), except where the text could not be read in full. A binding finding
stays, with a note.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from flowc.config import Exemption, Settings
from flowc.diagnostics import Edit, Finding, Fix, warning
from flowc.selection import matches
from flowc.selectors import code_named, is_binding, why_binding
from flowc.source import Source, SourceMap, Span

__all__ = ["ignoring", "suppress"]

_UNUSED = "MV902"
_TOKEN = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|//[^\n]*', re.DOTALL)
"""Strings, in which nothing is a comment, and comments."""
_DIRECTIVE = re.compile(r"//[ \t]*flowc[ \t]*:[ \t]*(?P<rest>[^\r\n]*)")
_IGNORE = re.compile(r"ignore[ \t]*(?:\[(?P<rules>[^\]]*)\])?[ \t]*(?:--[ \t]*(?P<reason>.*))?\Z")
_FORM = "write `// flowc: ignore[MV502] -- the reason`"


class _Word(NamedTuple):
    """A rule as it is named in a suppression."""

    code: str
    span: Span


class _Suppression(NamedTuple):
    """``line`` is the one whose findings are meant."""

    source: Source
    span: Span
    line: int
    words: tuple[_Word, ...]


def suppress(findings: Sequence[Finding], sources: SourceMap, settings: Settings) -> list[Finding]:
    """The findings that are not suppressed, and those about suppressions, in no order that means anything."""
    scans = [_Scan(source) for source in sources.sources if "flowc" in source.text]
    kept, used = _without_suppressed(findings, sources, scans)
    kept, exemptions = _without_exempted(kept, sources, settings)
    found = [problem for scan in scans for problem in scan.problems]
    if not any(finding.severity == "error" and finding.code < "MV3" for finding in findings):
        found += (unused for scan in scans for one in scan.suppressions for unused in _unused(one, used))
        found += _unused_exemptions(exemptions, sources, settings)
    return kept + found


class _Scan:
    """The suppressions of one text, and the lines that its long strings take."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.suppressions: list[_Suppression] = []
        self.problems: list[Finding] = []
        self._by_line: dict[int, list[_Suppression]] = {}
        self._strings: list[tuple[int, int]] = []
        for token in _TOKEN.finditer(source.text):
            if token[0].startswith('"""'):
                self._strings.append((self._line(token.start()), self._line(token.end())))
            elif token[0].startswith("//"):
                directive = _DIRECTIVE.search(token[0])
                if directive is not None:
                    self._read(token.start() + directive.start(), directive)

    def at(self, line: int) -> Iterator[_Suppression]:
        """The suppressions of findings in a line."""
        for place in self.lines(self._next_code[line]):
            yield from self._by_line.get(place, ())

    def lines(self, line: int) -> tuple[int, ...]:
        """The lines on which a suppression for a finding in this line may stand, the first one first."""
        after = bisect_right(self._strings, (line, sys.maxsize))
        begin, end = self._strings[after - 1] if after else (0, 0)
        return tuple(sorted({begin, line, end})) if begin <= line <= end else (line,)

    @cached_property
    def _next_code(self) -> list[int]:
        """For each line, itself, or where nothing but a comment stands on it, the next one with something else."""
        lines = self.source.text.split("\n")
        following = list(range(len(lines) + 2))
        for number in range(len(lines) - 1, 0, -1):
            if not lines[number - 1].strip() or _is_comment(lines[number - 1]):
                following[number] = following[number + 1]
        return following

    def _line(self, at: int) -> int:
        return self.source.position(self.source.base + at)[0]

    def _read(self, start: int, directive: re.Match[str]) -> None:
        text = directive[0].rstrip()
        base = self.source.base
        span = Span(base + start, base + start + len(text))
        match = _IGNORE.match(directive["rest"].rstrip())
        if match is None:
            self.problems.append(_problem(span, f"`{text}` is not understood, so it suppresses nothing"))
            return
        if not (match["rules"] or "").strip():
            self.problems.append(_problem(span, "this suppression names no rule, so it suppresses nothing"))
        elif not (match["reason"] or "").strip():
            self.problems.append(_problem(span, "this suppression gives no reason, so it suppresses nothing"))
        else:
            at = span.start + directive.start("rest") - directive.start() + match.start("rules")
            words = self._words(match["rules"], at)
            self._keep(_Suppression(self.source, span, self._target(start), tuple(words)))

    def _words(self, rules: str, at: int) -> Iterator[_Word]:
        for part in rules.split(","):
            word = part.strip()
            start = at + len(part) - len(part.lstrip())
            span = Span(start, start + len(word))
            code = code_named(word)
            if code is None:
                self.problems.append(_problem(span, f"there is no rule `{word}`, so nothing is suppressed by it"))
            else:
                yield _Word(code, span)
            at += len(part) + 1

    def _keep(self, one: _Suppression) -> None:
        self.suppressions.append(one)
        self._by_line.setdefault(one.line, []).append(one)

    def _target(self, start: int) -> int:
        """The line of a comment, or where it has that to itself, the next one with something else on it."""
        return self._next_code[self._line(start)]


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("//")


def _problem(span: Span, message: str) -> Finding:
    return warning(_UNUSED, span, message, help=_FORM)


def _without_suppressed(
    findings: Sequence[Finding], sources: SourceMap, scans: Sequence[_Scan]
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


def _words_for(finding: Finding, scan: _Scan, sources: SourceMap) -> list[Span]:
    suppressions = scan.at(sources.locate(finding.span).line)
    return [word.span for one in suppressions for word in one.words if word.code == finding.code]


def _unused(one: _Suppression, used: set[Span]) -> Iterable[Finding]:
    idle = [word for word in one.words if word.span not in used]
    if len(idle) == len(one.words):
        if idle:
            codes = ", ".join(word.code for word in idle)
            fix = Fix("remove the suppression", (Edit(_whole(one), ""),), safe=True)
            yield warning(_UNUSED, one.span, f"this suppression of {codes} suppresses nothing")._replace(fix=fix)
        return
    for word in idle:
        fix = Fix(f"remove {word.code}", (Edit(_with_comma(one.source, word.span), ""),), safe=True)
        yield warning(_UNUSED, word.span, f"{word.code} is suppressed here, but not found")._replace(fix=fix)


def _whole(one: _Suppression) -> Span:
    """A suppression with the space before it, or with its line where it has that to itself."""
    text, base = one.source.text, one.source.base
    start, end = one.span.start - base, one.span.end - base
    begins = text.rfind("\n", 0, start) + 1
    before = text[begins:start].rstrip()
    if before:
        return Span(base + begins + len(before), one.span.end)
    ends = text.find("\n", end)
    return Span(base + begins, base + (len(text) if ends < 0 else ends + 1))


def _with_comma(source: Source, span: Span) -> Span:
    text, start, end = source.text, span.start - source.base, span.end - source.base
    after = re.match(r"[ \t]*,[ \t]*", text[end:])
    if after:
        return Span(span.start, span.end + after.end())
    before = re.search(r"[ \t]*,[ \t]*\Z", text[:start])
    return Span(source.base + (before.start() if before else start), span.end)


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
    scans: dict[int, _Scan] = {}
    for finding in findings:
        if finding.severity == "info" or finding.pointer is not None or is_binding(finding.code, finding.severity):
            continue
        source = sources.at(finding.span.start)
        scan = scans.setdefault(source.base, _Scan(source))
        line = scan.lines(sources.locate(finding.span).line)[0]
        codes.setdefault((source.base, line), set()).add(finding.code)
    return [_comment(scans[base].source, line, sorted(found), reason) for (base, line), found in sorted(codes.items())]


def _comment(source: Source, line: int, codes: Sequence[str], reason: str) -> Edit:
    text = source.line(line)
    indent = text[: len(text) - len(text.lstrip())]
    at = source.start_of(line)
    end = "\r\n" if source.text.startswith("\r\n", at - source.base + len(text)) else "\n"
    return Edit(Span(at, at), f"{indent}// flowc: ignore[{', '.join(codes)}] -- {reason}{end}")
