"""``digits``: what a caller has pressed, as a value inside the handler that it chose.

A handler's block is made for one event. Where the event is keys, the digits are known and stand in the block as if the
author had written them. Where it is a pattern, ``digits`` or an outcome that was not understood, the block is a
template that is filled when it is answered (``flowc.templates``).

Where digits may stand is one table by kind of field. What is said, set and asked for is the author's own; where the
*call* goes must be bounded by what the author wrote, or else callers could dial at the author's cost (MV608). Digits of
a ``sensitive`` collect stand nowhere (MV609).
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flowc.actions import ActionDef, FieldDef, catalogue
from flowc.diagnostics import Finding, error
from flowc.ir import graph
from flowc.ir.values import Scope, interpolate
from flowc.patterns import pattern
from flowc.records import NamedTuple
from flowc.source import Span
from flowc.syntax import tree
from flowc.templates import MARK, escape_braces, fill

__all__ = ["Entry", "Written", "confirmation", "escaped", "holds_digits", "sample", "uses_digits", "with_digits"]

_IN_URL = pattern(r"[a-z]+://[^/?#{}]+[/?]")
_IN_SIP = pattern(r"sips?:[^@{}]*\Z")

_EXTENSION = 'on 10XX -> transfer "sip:{digits}@pbx.example"'


class Entry(NamedTuple):
    """An entry of ``node`` as a handler knows it.

    ``known`` are its digits where they are certain. ``bounded`` where the author's keys or pattern say how many there
    are and which. ``nothing`` says why there are none (a clause), else it is empty. ``most`` is how many there can be.
    """

    node: str
    known: str | None
    bounded: bool
    sensitive: bool
    most: int
    nothing: str = ""

    def misuse(self, action: ActionDef, field: FieldDef, before: str, text: str, span: Span) -> Finding | None:
        """Why digits may not stand in this field of an action, behind ``before`` in its ``text``."""
        if self.nothing:
            help = "say something else here, or move this to a handler of keys"
            return error("MV102", span, f"there are no `digits` here: {self.nothing}", help=help)
        if self.sensitive:
            return sensitive(self.node, span)
        if field.format == "url":
            return None if _IN_URL.match(before) else _controlled(field, "the host of a URL", span)
        if field.format == "destination":
            if not _IN_SIP.match(before) or "@" not in text:
                found = _controlled(field, "what is dialled", span)
                return found._replace(help=f"dial a fixed number, or an extension at a host of yours: {_EXTENSION}")
            return None if self.bounded else self._unbounded(field, span)
        if field.name == "room":
            return None if self.bounded else self._unbounded(field, span)
        if field.name in ("text", "prompt", "variables"):
            return None
        if field.format == "caller":
            return _controlled(field, "the number that is shown", span)
        help = "digits can be said, kept in a variable, and put into the path or query of a URL"
        return error("MV102", span, f"`digits` cannot stand in `{field.word}` of `{action.name}`", help=help)

    def _unbounded(self, field: FieldDef, span: Span) -> Finding:
        found = _controlled(field, "where the call goes", span)
        return found._replace(help=f"name the entries that may lead here by a pattern: {_EXTENSION}")


def sensitive(node: str, span: Span) -> Finding:
    """MV609 for digits of a sensitive collect."""
    return error(
        "MV609",
        span,
        f"the digits of `{node}` are `sensitive`, and would be spoken, stored or sent here in clear",
        help="hand the call to the application that may know them (`redirect`), which gets them by signed events",
    )


def _controlled(field: FieldDef, what: str, span: Span) -> Finding:
    message = f"a caller would choose {what}: `{field.word}` is made of the digits that were pressed"
    return error("MV608", span, message, help="write it out, and let keys choose among what you have written")


def holds_digits(value: object) -> bool:
    """Whether a value is, or inserts, the digits of an entry."""
    match value:
        case tree.Name(text="digits"):
            return True
        case tree.Text(parts=parts):
            return any(map(_is_digits, parts))
    return False


def uses_digits(target: object) -> bool:
    """Whether something that a handler leads to says ``digits`` anywhere within its own braces."""
    match target:
        case tree.Block(statements=statements):
            return any(map(uses_digits, statements))
        case tree.Action(words=words, failed=failed):
            return any(map(holds_digits, words)) or (failed is not None and uses_digits(failed.target))
        case tree.SetVariable(value=value):
            return holds_digits(value)
    return False


def sample(value: Any, field: str, entry: Entry) -> Any:
    """A template as it may be filled, to see whether that is sound."""
    return fill({field: value}, "1" * entry.most)[field]


def escaped(action: graph.Action) -> graph.Action:
    """An action without digits as it stands in a template."""
    fields = tuple(field._replace(value=_escaped(field.value)) for field in action.fields)
    return action._replace(fields=fields, template=True)


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return escape_braces(value)
    if isinstance(value, dict):
        return {name: _escaped(item) for name, item in value.items()}
    return value


class Written(NamedTuple):
    """A string with digits in it; ``template`` where they are not known yet."""

    text: str
    template: bool


def with_digits(
    text: tree.Text, action: ActionDef, field: FieldDef, scope: Scope, findings: list[Finding]
) -> Written | None:
    """What a string that inserts ``digits`` comes to; None, and a finding, where they may not stand in that field."""
    entry = scope.entry
    if entry is None:
        findings.append(scope.unknown(next(part.name for part in text.parts if isinstance(part, tree.Insert))))
        return None
    pieces: list[str] = []
    before = ""
    whole = text.literal
    for inserted, run in groupby(text.parts, _is_digits):
        parts = tuple(run)
        if inserted:
            assert isinstance(parts[0], tree.Insert)
            wrong = entry.misuse(action, field, before, whole, parts[0].span)
            if wrong is not None:
                findings.append(wrong)
                return None
            pieces += [MARK] * len(parts)
            continue
        literal = interpolate(text._replace(parts=parts), scope, findings)
        if literal is None:
            return None
        before += literal
        pieces.append(escape_braces(literal))
    template = "".join(pieces)
    if entry.known is None:
        return Written(template, True)
    filled: str = fill({field.name: template}, entry.known)[field.name]
    return Written(filled, False)


def confirmation(text: tree.Text, entry: Entry, scope: Scope, findings: list[Finding]) -> Written | None:
    """The question that reads an entry back."""
    gather = catalogue()["gather"]
    if not holds_digits(text):
        plain = interpolate(text, scope, findings)
        return None if plain is None else Written(plain, False)
    return with_digits(text, gather, gather.fields["prompt"], scope.within(entry), findings)


def _is_digits(part: str | tree.Insert) -> bool:
    return isinstance(part, tree.Insert) and part.name.text == "digits"
