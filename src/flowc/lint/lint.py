"""The lint of one text: read it, find its documents, look at each action, then at their order."""

from __future__ import annotations

from flowc.diagnostics import Finding, error
from flowc.lint.documents import Document, is_lines, read_documents
from flowc.lint.explain import explain, field_finding
from flowc.lint.forms import Written, read_action
from flowc.lint.sequence import check_sequence
from flowc.lint.values import plain
from flowc.lint.verdict import is_valid_action
from flowc.source import Source, Span

__all__ = ["MAX_ACTIONS", "lint_text"]

MAX_ACTIONS = 5_000
"""Actions in one text; what flows are built into has fifty at most in a document."""


def lint_text(source: Source, *, lines: bool | None = None) -> list[Finding]:
    """Everything that is wrong with the documents of a text, by place.

    Args:
        source: JSON: a document, an array of documents, or a captured HTTP response with one as its body.
        lines: whether it is JSON Lines, one document on each; told by the name of the file where not said.

    Returns:
        Findings with JSON pointers. In JSON Lines a pointer leads from the top of its line.
    """
    documents, findings = read_documents(source, lines=is_lines(source.path) if lines is None else lines)
    unread = {finding.span for finding in findings}
    too_many = _too_many(documents)
    if too_many is not None:
        findings.append(too_many)
    else:
        for document in documents:
            findings += [finding for finding in lint_document(document) if finding.span not in unread]
    return sorted(findings, key=lambda finding: (finding.span, finding.code))


def lint_document(document: Document) -> list[Finding]:
    """Everything that is wrong with one document, as far as it shows by itself."""
    findings: list[Finding] = []
    actions: list[Written | None] = []
    for index, item in enumerate(document.actions.items):
        written = read_action(item, f"{document.pointer}/actions/{index}", findings)
        actions.append(written)
        if written is not None:
            findings += _check(written, valid=is_valid_action(plain(item)))
    findings += check_sequence(document, actions)
    return findings


def _check(written: Written, *, valid: bool) -> list[Finding]:
    """The schema's word on an action, and, where it has none on a field, what is known beyond the schema."""
    findings = [] if valid else explain(written)
    told = {finding.pointer for finding in findings}
    for member in written.fields.members:
        field = written.action.fields.get(member.key)
        if field is not None and field.format in ("destination", "caller"):
            finding = field_finding(written, member)
            if finding is not None and finding.pointer not in told:
                findings.append(finding)
    return findings


def _too_many(documents: list[Document]) -> Finding | None:
    total = 0
    for document in documents:
        total += len(document.actions.items)
        if total > MAX_ACTIONS:
            span = Span(document.actions.span.start, document.actions.span.start + 1)
            message = f"with this document the text has more than {MAX_ACTIONS:,} actions"
            return error("MV002", span, message, help="split it into several files")
    return None
