"""The documents in a text: one, several in an array, one on each line, or the body of a captured HTTP response."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flowc.diagnostics import Edit, Finding, Fix, Label, did_you_mean, error, is_slip
from flowc.lint.reader import MOST_FINDINGS, read_json
from flowc.lint.values import Array, Json, Member, Object, Scalar, escaped
from flowc.records import NamedTuple
from flowc.source import Source, Span

__all__ = ["Document", "read_documents"]

_STATUS_LINE = re.compile(r"HTTP/[0-9](?:\.[0-9])? [0-9]{3}")
_BODY = re.compile(r"\r?\n\r?\n")


class Document(NamedTuple):
    """``{"actions": […]}``: its actions in order. ``pointer`` leads from the top of its text, or line, to it."""

    actions: Array
    pointer: str
    span: Span


class _Found(NamedTuple):
    documents: list[Document]
    findings: list[Finding]


def read_documents(source: Source, *, lines: bool = False) -> tuple[list[Document], list[Finding]]:
    """The documents of a text, and what keeps it from being any (MV002, MV209, MV202).

    Args:
        source: the text; a captured response, with its status line and headers, is read from its body on.
        lines: each line is a document of its own (JSON Lines).
    """
    found = _Found([], [])
    if lines:
        for start, stop in _lines(source.text):
            _read(source, start, stop, found)
            if len(found.findings) > MOST_FINDINGS:
                break
        if not found.documents and not found.findings:
            found.findings.append(_nothing(source, 0))
        return found
    start = _body(source.text)
    end = _read(source, start, len(source.text), found)
    if end < len(source.text) and len(found.findings) <= MOST_FINDINGS:
        found.findings.append(_behind(source, end))
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 1 if text.startswith("\ufeff") else 0
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        if not text[start:stop].isspace() and stop > start:
            yield start, stop
        start = stop + 1


def _body(text: str) -> int:
    """Where the JSON begins: behind a byte order mark, and behind the headers of a response."""
    start = 1 if text.startswith("\ufeff") else 0
    while _STATUS_LINE.match(text, start):  # a proxy, or 100 Continue, puts a head of its own before
        blank = _BODY.search(text, start)
        if blank is None:
            return len(text)
        start = blank.end()
    return start


def _read(source: Source, start: int, stop: int, found: _Found) -> int:
    reading = read_json(source, start, stop)
    found.findings.extend(reading.findings)
    if reading.value is not None:
        _documents(reading.value, "", found)
    return reading.end


def _behind(source: Source, end: int) -> Finding:
    next_line = source.text.rfind("\n", 0, end) >= 0 and source.text[end] in "{["
    span = Span(source.base + end, source.base + end + 1)
    help = "for one document on each line give --jsonl" if next_line else "delete it, or put several into an array"
    return error("MV209", span, "behind the document the text goes on", help=help)


def _nothing(source: Source, at: int) -> Finding:
    return error("MV209", Span(source.base + at, source.base + at), "there is no document here", help=_SHAPE)


_SHAPE = 'write {"actions": [...]}'


def _documents(value: Json, pointer: str, found: _Found) -> None:
    match value:
        case Object():
            _document(value, pointer, found)
        case Array(items=items, span=span) if items and not pointer:
            if all(_is_action(item) for item in items):
                message = "the actions stand alone, and a document is an object that has them"
                fix = Fix("put them into one", (Edit(Span(span.start, span.start), '{"actions": '),
                                                Edit(Span(span.end, span.end), "}")))  # fmt: skip
                found.findings.append(error("MV209", _opening(span), message, help=_SHAPE)._replace(fix=fix))
                found.documents.append(Document(value, pointer, span))
                return
            for index, item in enumerate(items):
                if len(found.findings) <= MOST_FINDINGS:
                    _documents(item, f"{pointer}/{index}", found)
        case _:
            span = value.span
            message = f"a document is an object with `actions`, and this is {_kind(value)}"
            found.findings.append(
                error("MV209", _opening(span) if isinstance(value, Array) else span, message, help=_SHAPE)._replace(
                    pointer=pointer
                )
            )


def _document(value: Object, pointer: str, found: _Found) -> None:
    actions = value.get("actions")
    close = None
    if actions is None:
        close = _meant(value)
        found.findings.append(_no_actions(value, pointer, close))
        actions = close
    for member in value.members:
        if member.key == "$schema":
            found.findings.extend(_check_reference(member, pointer))
        elif member.key != "actions" and member is not close and actions is not None:
            found.findings.append(_unknown_key(member, pointer))
    if actions is None:
        return
    if isinstance(actions.value, Array):
        found.documents.append(Document(actions.value, pointer, value.span))
        return
    kind = _kind(actions.value)
    help = "put the action into [ ]" if isinstance(actions.value, Object) else _SHAPE
    finding = error("MV209", _shown(actions.value), f"`actions` is an array, and this is {kind}", help=help)
    if isinstance(actions.value, Object):
        span = actions.value.span
        edits = (Edit(Span(span.start, span.start), "["), Edit(Span(span.end, span.end), "]"))
        finding = finding._replace(fix=Fix("put it into [ ]", edits))
    found.findings.append(finding._replace(pointer=f"{pointer}/{escaped(actions.key)}"))


def _meant(value: Object) -> Member | None:
    """The member that was probably to be ``actions``: by its name, or because it alone holds an array."""
    close = did_you_mean("actions", [member.key for member in value.members])
    if close is not None:
        return value.get(close)
    arrays = [member for member in value.members if isinstance(member.value, Array)]
    return arrays[0] if len(arrays) == 1 and all(_is_action(item) for item in arrays[0].value.items) else None  # type: ignore[union-attr]


def _no_actions(value: Object, pointer: str, close: Member | None) -> Finding:
    message = "a document has an array called `actions`, and this one has none"
    if close is not None:
        slip = is_slip(close.key, "actions", ("actions",))
        fix = Fix('write "actions"', (Edit(close.key_span, '"actions"'),), slip)
        help = f"did you mean `actions` for `{close.key}`?"
        return error("MV209", close.key_span, message, help=help)._replace(fix=fix, pointer=pointer)
    labels: list[Label] = []
    help = _SHAPE
    if _is_action(value):
        message = "an action stands alone, and a document is an object with an array of them"
        help = 'write {"actions": [ ... ]} around it'
    return error("MV209", _opening(value.span), message, labels=labels, help=help)._replace(pointer=pointer)


def _unknown_key(member: Member, pointer: str) -> Finding:
    help = "it belongs into an action" if member.key != "type" else "`type` belongs into an action"
    message = f"a document has no field called `{_printable(member.key)}`, only `actions`"
    return error("MV202", member.key_span, message, help=help)._replace(pointer=f"{pointer}/{escaped(member.key)}")


def _check_reference(member: Member, pointer: str) -> list[Finding]:
    """``$schema`` tells an editor which schema the document follows."""
    if isinstance(member.value, Scalar) and isinstance(member.value.value, str):
        return []
    message = f"`$schema` is {_kind(member.value)}, and wants a string"
    return [error("MV204", _shown(member.value), message, help="delete it")._replace(pointer=f"{pointer}/$schema")]


def _is_action(value: Json) -> bool:
    """Whether this looks like an action rather than like a document."""
    from flowc.actions import catalogue

    if not isinstance(value, Object) or value.get("actions") is not None:
        return False
    named = value.get("type")
    if named is not None:
        return isinstance(named.value, Scalar) and named.value.value in catalogue()
    return len(value.members) == 1 and value.members[0].key in catalogue()


def _kind(value: Json) -> str:
    from flowc.field_checks import json_kind

    match value:
        case Object():
            return "an object"
        case Array():
            return "an array"
    return json_kind(value.value)


def _opening(span: Span) -> Span:
    """The bracket that a value begins with: a finding about the whole of it is not to underline pages."""
    return Span(span.start, span.start + 1)


def _shown(value: Json) -> Span:
    return value.span if isinstance(value, Scalar) else _opening(value.span)


def _printable(text: str) -> str:
    from flowc.field_checks import shorten

    return shorten(text)
