"""Findings for people: what is wrong, where, who hits it, and what to write instead."""

from __future__ import annotations

from collections.abc import Sequence

from flowc.diagnostics import Finding, Fix
from flowc.report import Context
from flowc.report.glyphs import expand, visible
from flowc.report.journey import Starts, in_words, replay_command
from flowc.report.patch import changes
from flowc.report.snippet import Mark, show
from flowc.report.style import paint
from flowc.source import SourceMap, Span

__all__ = ["render"]

_WIDTH = 100
"""Columns after which a journey goes on in the next line."""


def render(findings: Sequence[Finding], sources: SourceMap, context: Context) -> str:
    """One paragraph for each finding, an empty line behind each."""
    starts = Starts(context.starts)
    return "".join(_finding(finding, sources, context, starts) + "\n\n" for finding in findings)


def _finding(finding: Finding, sources: SourceMap, context: Context, starts: Starts) -> str:
    colour = context.colour
    margin = len(str(max(sources.locate(span).line for span in _spans(finding))))
    title = paint(f"{finding.severity}[{finding.code} {context.name(finding.code)}]", finding.severity, colour)
    marks = [Mark(finding.span, "", finding.severity)]
    marks += [Mark(label.span, label.message, "secondary") for label in finding.labels]
    lines = [f"{title}{paint(f': {visible(finding.message)}', 'strong', colour)}"]
    lines += show(marks, sources, margin, colour)
    for word, text in _remarks(finding, sources, starts):
        lines += _remark(word, text, margin, colour)
    if finding.fix is not None:
        lines += _fix(finding.fix, sources, margin, colour)
    return "\n".join(lines)


def _spans(finding: Finding) -> list[Span]:
    spans = [finding.span, *(label.span for label in finding.labels)]
    if finding.fix is not None:
        spans += [edit.span for edit in finding.fix.edits]
    return spans


def _remarks(finding: Finding, sources: SourceMap, starts: Starts) -> list[tuple[str, str]]:
    remarks = []
    if finding.pointer is not None:
        remarks.append(("at", finding.pointer or "the whole document"))
    if finding.witness:
        remarks.append(("journey", in_words(finding.witness)))
        command = replay_command(finding, sources.at(finding.span.start).path, starts)
        if command is not None:
            remarks.append(("replay", command))
    if finding.help:
        remarks.append(("help", finding.help))
    remarks += [("note", note) for note in finding.notes]
    return remarks


def _remark(word: str, text: str, margin: int, colour: bool) -> list[str]:
    """``= word: text``, further lines of the text beneath its first."""
    lines = [line for part in text.split("\n") for line in (_wrapped(part) if word == "journey" else [part])]
    head = f"{' ' * margin} {paint('=', 'frame', colour)} {paint(f'{word}:', 'strong', colour)} "
    indent = " " * (margin + len(word) + 5)
    return [f"{head if number == 0 else indent}{visible(line)}" for number, line in enumerate(lines)]


def _wrapped(journey: str) -> list[str]:
    """A journey in lines that break between steps."""
    lines = [""]
    for number, step in enumerate(journey.split(" -> ")):
        joined = f"{lines[-1]} -> {step}" if number else step
        if number and len(joined) > _WIDTH:
            lines.append(f"-> {step}")
        else:
            lines[-1] = joined
    return lines


def _fix(fix: Fix, sources: SourceMap, margin: int, colour: bool) -> list[str]:
    """The fix as a change of lines, which ``flowc check`` and ``flowc lint`` can write."""
    option = "--fix" if fix.safe else "--unsafe-fixes"
    lines = _remark("fix", f"{fix.title} ({option} writes it)", margin, colour)
    bar = paint(" " * margin + " |", "frame", colour)
    for change in changes(fix, sources):
        lines.append(bar)
        for sign, meaning, texts in (("-", "removed", change.removed), ("+", "added", change.added)):
            for number, text in enumerate(texts, change.first):
                line = f"{sign} {expand(text)[0]}".rstrip()
                lines.append(f"{paint(f'{number:>{margin}}', 'frame', colour)} {paint(line, meaning, colour)}")
    return lines
