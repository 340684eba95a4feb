"""What a fix would change, as lines taken away and lines added."""

from __future__ import annotations

from collections.abc import Sequence

from flowc.diagnostics import Edit, Fix
from flowc.records import NamedTuple
from flowc.source import Source, SourceMap

__all__ = ["Change", "changes"]

_NEAR = 160
"""Characters of a line before and behind an edit that are shown."""


class Change(NamedTuple):
    """Lines ``first`` and following of a text: those that go and those that come in their place.

    Of very long lines only what is near the edits.
    """

    source: Source
    first: int
    removed: tuple[str, ...]
    added: tuple[str, ...]


def changes(fix: Fix, sources: SourceMap) -> list[Change]:
    """The changes of a fix in the order of its texts; edits whose lines touch are one change."""
    found: list[Change] = []
    group: list[Edit] = []
    last = (-1, -1)
    for edit in sorted(fix.edits):
        at = sources.locate(edit.span)
        text = sources.sources.index(sources.at(edit.span.start))
        if group and last < (text, at.line):
            found.append(_change(group, sources))
            group = []
        group.append(edit)
        last = max(last, (text, at.end_line))
    if group:
        found.append(_change(group, sources))
    return found


def _change(edits: Sequence[Edit], sources: SourceMap) -> Change:
    source = sources.at(edits[0].span.start)
    first = sources.locate(edits[0].span).line
    start = max(source.start_of(first), edits[0].span.start - _NEAR) - source.base
    end = _end_of_line(source.text, max(edit.span.end for edit in edits) - source.base)
    old = source.text[start:end]
    new: list[str] = []
    done = start
    for edit in edits:
        new += (source.text[done : edit.span.start - source.base], edit.text)
        done = edit.span.end - source.base
    new.append(source.text[done:end])
    lines = "".join(new).splitlines()
    if not any(edit.text for edit in edits):
        lines = [line for line in lines if line.strip()]
    return _trimmed(source, first, old.splitlines(), lines)


def _end_of_line(text: str, at: int) -> int:
    """The place behind the line end that follows a place; a place ``_NEAR`` to it where that is further off."""
    end = text.find("\n", at, at + _NEAR)
    return end + 1 if end >= 0 else min(len(text), at + _NEAR)


def _trimmed(source: Source, first: int, old: list[str], new: list[str]) -> Change:
    """Without the lines at either end that stay as they are."""
    while old and new and old[0] == new[0]:
        old, new, first = old[1:], new[1:], first + 1
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return Change(source, first, tuple(old), tuple(new))
