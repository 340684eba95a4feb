"""Applying fixes and other edits to texts. Nothing here reads or writes a file."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence

from flowc.diagnostics import Edit, Finding
from flowc.source import SourceMap

__all__ = ["apply_edits", "fixing"]


def fixing(findings: Iterable[Finding], *, unsafe: bool) -> tuple[list[Edit], list[Finding]]:
    """The edits of all fixes that do not touch one another, and the findings that they mend.

    A fix is taken whole or not at all; the one that is found first wins. What is left over may be taken in the next
    round, after the texts have been read again.
    """
    taken: list[Edit] = []
    mended = []
    for finding in findings:
        fix = finding.fix
        if fix is None or not (fix.safe or unsafe) or any(_touches(edit, taken) for edit in fix.edits):
            continue
        for edit in fix.edits:
            insort(taken, edit)
        mended.append(finding)
    return taken, mended


def _touches(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Whether an edit overlaps one of the sorted, disjoint ones, or begins at the same place as one of them."""
    at = bisect_left(taken, edit)
    start, end = edit.span
    if at > 0 and (taken[at - 1].span.start == start or start < taken[at - 1].span.end):
        return True
    return at < len(taken) and (taken[at].span.start == start or taken[at].span.start < end)


def apply_edits(edits: Iterable[Edit], sources: SourceMap) -> Mapping[str, str]:
    """The texts that edits change, as they then are, by path. The edits must not overlap."""
    by_base: dict[int, list[Edit]] = {}
    for edit in sorted(edits):
        by_base.setdefault(sources.at(edit.span.start).base, []).append(edit)
    changed = {}
    for base, own in by_base.items():
        source = sources.at(base)
        parts: list[str] = []
        done = 0
        for edit in own:
            start, end = edit.span.start - base, edit.span.end - base
            if not edit.text:
                start, end = _with_lines(source.text, start, end)
            parts += (source.text[done:start], edit.text)
            done = end
        parts.append(source.text[done:])
        changed[source.path] = "".join(parts)
    return changed


def _with_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """What to take out of a text with ``text[start:end]``: the lines that would be left empty, and a blank line before
    them where nothing comes behind that it would part them from."""
    line = text.rfind("\n", 0, start) + 1
    behind = text.find("\n", end) + 1 or len(text)
    if text[line:start].strip() or text[end:behind].strip():
        return start, end
    above = text.rfind("\n", 0, max(line - 1, 0)) + 1
    following = text[behind : text.find("\n", behind) + 1 or len(text)].strip()
    if following in ("", "}") and line and not text[above:line].strip():
        line = above
    return line, behind
