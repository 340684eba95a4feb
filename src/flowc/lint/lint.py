"""The lint of one text: read it, find its documents, look at each action, then at their order.

Texts without fault are by far the most frequent, and need neither places nor words: ``flowc.lint.quiet`` judges them by
their shape. Only where that leaves anything to be said is a text read here, with places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowc.diagnostics import Finding, error
from flowc.lint.bounds import MAX_ACTIONS, MAX_MEMBERS, is_lines
from flowc.lint.documents import Document, read_documents
from flowc.lint.explain import explain, field_finding
from flowc.lint.forms import Written, read_action
from flowc.lint.sequence import check_sequence
from flowc.lint.values import Array, Json, Object, plain
from flowc.lint.verdict import is_valid_action
from flowc.records import NamedTuple
from flowc.source import Source, Span

__all__ = [
    "MAX_ACTIONS", "MAX_FINDINGS", "MAX_MEMBERS", "Linted", "Sound", "lint_text", "read_and_lint", "read_unfilled",
]  # fmt: skip

MAX_FINDINGS = 1_000
"""Findings of one text; a text with more is not read by anybody who mends it by hand."""


class Linted(NamedTuple):
    """What was found in a text, and its documents that have no error, each with its actions."""

    findings: list[Finding]
    documents: list[Sound]


class Sound(NamedTuple):
    """A valid document: it can be looked at further."""

    document: Document
    actions: tuple[Written, ...]


def lint_text(source: Source, *, lines: bool | None = None) -> list[Finding]:
    """Everything that is wrong with the documents of a text, as far as each shows by itself, by place.

    Args:
        source: JSON: a document, an array of documents, or a captured HTTP response with one as its body.
        lines: whether it is JSON Lines, one document on each; told by the name of the file where not said.

    Returns:
        Findings with JSON pointers. In JSON Lines a pointer leads from the top of its line. After ``MAX_FINDINGS``
        there are no more, and the last one (MV002) says so.
    """
    return read_and_lint(source, lines=lines).findings


def read_and_lint(source: Source, *, lines: bool | None = None, fills: bool = False) -> Linted:
    """As ``lint_text``, with the documents, for whoever looks at them further.

    ``fills``: the text is a template, and looked at as it comes to the platform.
    """
    documents, findings = read_documents(source, lines=is_lines(source.path) if lines is None else lines)
    if fills:
        documents = [document._replace(actions=_filled(document.actions)) for document in documents]
    unread = {finding.span for finding in findings}
    sound: list[Sound] = []
    if sum(len(document.actions.items) for document in documents) > MAX_ACTIONS:
        documents = []
        findings.append(_too_large(source))
    for document in documents:
        actions: list[Written | None] = []
        own, valid = _told(lint_document(document, actions), unread)
        findings += own
        written = [action for action in actions if action is not None]
        if valid and len(written) == len(actions):
            sound.append(Sound(document, tuple(written)))
        if len(findings) > MAX_FINDINGS:
            break
    findings.sort(key=lambda finding: (finding.span, finding.code))
    if len(findings) > MAX_FINDINGS:
        findings[MAX_FINDINGS:] = [_too_many(findings[MAX_FINDINGS].span)]
    return Linted(findings, sound)


def _told(found: Iterator[Finding], unread: set[Span]) -> tuple[list[Finding], bool]:
    """Findings in a document, without those in places of which the reader has told something, and whether it is valid;
    what is not told, since its key stands twice, makes it no less invalid."""
    told: list[Finding] = []
    valid = True
    for finding in found:
        valid = valid and finding.severity != "error"
        if finding.span not in unread:
            told.append(finding)
            if len(told) > MAX_FINDINGS:
                break
    return told, valid


def read_unfilled(source: Source) -> list[Sound]:
    """The documents of a template as they stand; what is wrong with them is for ``read_and_lint`` to say."""
    sounds = []
    for document in read_documents(source)[0]:
        items = enumerate(document.actions.items)
        actions = [read_action(item, f"{document.pointer}/actions/{index}", []) for index, item in items]
        sounds.append(Sound(document, tuple(action for action in actions if action is not None)))
    return sounds


def _filled(actions: Array) -> Array:
    from flowc.lint.templates import filled

    whole = filled(actions)
    assert isinstance(whole, Array), "an array is filled item by item"
    return whole


def lint_document(document: Document, actions: list[Written | None]) -> Iterator[Finding]:
    """Everything that is wrong with one document; its actions are put into ``actions`` on the way."""
    for index, item in enumerate(document.actions.items):
        findings: list[Finding] = []
        written = read_action(item, f"{document.pointer}/actions/{index}", findings)
        actions.append(written)
        yield from findings
        if written is not None:
            yield from _check(written, item)
    yield from check_sequence(document, actions)


def _check(written: Written, item: Json) -> Iterable[Finding]:
    """The schema's word on an action, and, where it has none on a field, what is known beyond the schema."""
    large = _large(written.fields)
    if large is not None:
        return [large._replace(pointer=written.pointer)]
    findings = [] if is_valid_action(plain(item)) else explain(written)
    told = {finding.pointer for finding in findings}
    for member in written.fields.members:
        field = written.action.fields.get(member.key)
        if field is not None and field.format in ("destination", "caller"):
            finding = field_finding(written, member)
            if finding is not None and finding.pointer not in told:
                findings.append(finding)
    return findings


def _large(fields: Object) -> Finding | None:
    """Something in an action that is too large to be looked at."""
    for value in (fields, *(member.value for member in fields.members[:MAX_MEMBERS])):
        members = value.members if isinstance(value, Object) else value.items if isinstance(value, Array) else ()
        if len(members) > MAX_MEMBERS:
            span = Span(value.span.start, value.span.start + 1)
            return error("MV002", span, f"this has {len(members):,} members; {MAX_MEMBERS:,} are allowed")
    return None


def _too_large(source: Source) -> Finding:
    message = f"there are more than {MAX_ACTIONS:,} actions in this text"
    return error("MV002", Span(source.base, source.base + 1), message, help="split it into several files")


def _too_many(span: Span) -> Finding:
    message = f"here are more than {MAX_FINDINGS:,} findings, and those behind this place are not told"
    return error("MV002", span, message, help="mend what is told, then run again")
