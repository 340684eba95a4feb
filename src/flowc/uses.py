"""What is found in a part, told once for all its uses.

The graph has the nodes of a part once for each use, so that every check finds what it finds for each of them. Here the
findings come back to where somebody wrote the words: those of one rule at one place become one, the worst of them, with
the uses as labels, and every span leads to a text that was written.

A shared count copies what lies behind it (``flowc.ir.shared``). A copy has the spans of what it is a copy of, so what
is found in several says the same at one place, and only the shortest journey to it is shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from flowc.diagnostics import Edit, Finding, Fix, Label
from flowc.patterns import pattern
from flowc.records import NamedTuple
from flowc.source import SourceMap, Span, View

__all__ = ["LABELS", "told_once"]

LABELS = 3
"""Uses that a finding names; of further ones it says how many there are."""

_QUOTED = pattern(r"`[^`]*`")
"""The author's words in a message."""

_WEIGHTS = {"error": 0, "warning": 1, "info": 2}


class _Found(NamedTuple):
    """A finding in a use of a part, the innermost use first."""

    finding: Finding
    views: list[View]


def told_once(findings: Sequence[Finding], sources: SourceMap) -> list[Finding]:
    """The findings, those of several copies once, and with those of several uses of a part put together; the others as
    they are, spans written."""
    alone: list[Finding] = []
    together: dict[tuple[str, Span, int], list[_Found]] = {}
    again: Counter[tuple[str, Span]] = Counter()
    for finding in _of_copies(findings):
        views = sources.views_of(finding.span)
        if views:
            number = again[finding.code, finding.span]  # one use can have several of one rule at one place
            again[finding.code, finding.span] += 1
            place = (finding.code, sources.written(finding.span), number)
            together.setdefault(place, []).append(_Found(finding, views))
        else:
            alone.append(_written(finding, sources))
    return alone + [_one(found, sources) for found in together.values()]


def _of_copies(findings: Sequence[Finding]) -> Iterable[Finding]:
    """Of those that say the same at one place the one with the shortest journey."""
    nearest: dict[tuple[str, Span, str], Finding] = {}
    for finding in findings:
        place = (finding.code, finding.span, finding.message)
        other = nearest.setdefault(place, finding)
        if finding.witness and (not other.witness or len(finding.witness) < len(other.witness)):
            nearest[place] = finding
    return nearest.values()


def _one(found: Sequence[_Found], sources: SourceMap) -> Finding:
    """One finding for all the uses that have it."""
    worst = min(found, key=lambda one: _WEIGHTS[one.finding.severity])
    uses = list(dict.fromkeys(sources.written(view.use) for one in found for view in one.views))
    finding = _written(_named_as_written(worst.finding, worst.views[0]), sources)
    labels = [Label(use, "in this use of the part") for use in uses[:LABELS]]
    notes = finding.notes
    more = len(uses) - LABELS
    if more > 0:
        notes = (*notes, f"it is so in {more} more uses of the part" if more > 1 else "it is so in one more use")
    everywhere = len(found) >= sources.count_uses(worst.views[0].part)
    fix = finding.fix if everywhere else None  # what would mend one use may break another
    return finding._replace(labels=(*finding.labels, *labels), notes=notes, fix=fix)


def _named_as_written(finding: Finding, view: View) -> Finding:
    """The words about one use in the words of the part: its nodes without the name of the use in front."""
    front = re.compile(rf"(?<![\w.]){re.escape(view.name)}[.](?=[a-z])")

    def plain(text: str) -> str:
        return _QUOTED.sub(lambda quoted: front.sub("", quoted[0]), text)

    fix = finding.fix
    return finding._replace(
        message=plain(finding.message),
        help=plain(finding.help),
        labels=tuple(label._replace(message=plain(label.message)) for label in finding.labels),
        notes=tuple(map(plain, finding.notes)),
        fix=None if fix is None else fix._replace(title=plain(fix.title)),
    )


def _written(finding: Finding, sources: SourceMap) -> Finding:
    """A finding with every span where the words were written."""
    if not _in_views(finding, sources):
        return finding
    labels = dict.fromkeys(Label(sources.written(label.span), label.message) for label in finding.labels)
    fix = finding.fix
    if fix is not None:
        fix = fix._replace(edits=_edits(fix, sources))
    return finding._replace(span=sources.written(finding.span), labels=tuple(labels), fix=fix)


def _in_views(finding: Finding, sources: SourceMap) -> bool:
    spans: Iterable[Span] = (finding.span, *(label.span for label in finding.labels))
    if finding.fix is not None:
        spans = (*spans, *(edit.span for edit in finding.fix.edits))
    return any(isinstance(sources.at(span.start), View) for span in spans)


def _edits(fix: Fix, sources: SourceMap) -> tuple[Edit, ...]:
    return tuple(dict.fromkeys(Edit(sources.written(edit.span), edit.text) for edit in fix.edits))
