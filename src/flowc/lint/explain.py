"""What is wrong with an action, as the schema says it.

``jsonschema`` names the place and the keyword of every violation; the catalogue has the words for it. Where both look
at the same value the catalogue words the finding; a violation for which it has no words is told in those of
``jsonschema``, so that none is lost.

The action's own definition is asked, not the whole document: that is where an error belongs, and it is ten times
faster than going through the choice of forms for each action.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from flowc.actions import FieldDef
from flowc.diagnostics import Edit, Finding, Fix, Label, error, is_slip
from flowc.field_checks import Problem, check_field, check_members, missing_field, unknown_field
from flowc.lint.forms import Written
from flowc.lint.values import Array, Json, Member, Object, escaped, plain
from flowc.resources import data_path
from flowc.source import Span

__all__ = ["explain", "field_finding"]

_Path = tuple[str | int, ...]


def explain(written: Written) -> list[Finding]:
    """Every violation of an action's definition, each at its value or key."""
    findings: list[Finding] = []
    told: set[_Path] = set()
    for keyword, path, message in _violations(written):
        for found_path, finding in _words(written, keyword, path, message):
            if found_path not in told:
                told.add(found_path)
                findings.append(finding)
    return findings


def _violations(written: Written) -> Iterator[tuple[str, _Path, str]]:
    fields = plain(written.fields)
    if written.typed:
        fields = {"type": written.action.name, **fields}
    elif "type" in fields:  # the definition has it, for the typed form; in keyed form it is one field too many
        yield "additionalProperties", (), "type"
        del fields["type"]
    for violation in _validator(written.action.name).iter_errors(fields):
        yield str(violation.validator), tuple(violation.absolute_path), violation.message


def _words(written: Written, keyword: str, path: _Path, message: str) -> Iterable[tuple[_Path, Finding]]:
    action, fields = written.action, written.fields
    match keyword, path:
        case "additionalProperties", ():
            for member in fields.members:
                if member.key not in action.fields:
                    yield (member.key,), _unknown(written, member)
        case "required", ():
            for field in _lacking(written):
                if field.name not in (_meant(written, member) for member in fields.members):
                    yield (field.name, "missing"), _missing(written, field)
        case "not", (str(name),):
            yield (name, "twice"), _both_names(written, name)
        case _, (str(name), *_) if (given := fields.get(name)) is not None:
            said = _said(written, given) or [_other(written, message, given)]
            yield from (((name, finding.pointer or ""), finding) for finding in said)
        case _:
            yield path, _other(written, message, None)


def field_finding(written: Written, member: Member) -> Finding | None:
    """What the catalogue says of a field's value; None where it has nothing against it."""
    field = written.action.fields[member.key]
    problem = check_field(written.action, field, plain(member.value))
    return None if problem is None else _finding(written, member, problem)


def _said(written: Written, member: Member) -> list[Finding]:
    """Everything that the catalogue says of a field's value; of an object or a list, of each of its members."""
    field = written.action.fields[member.key]
    first = field_finding(written, member)
    if first is None or (field.type, type(member.value)) not in (("object", Object), ("array", Array)):
        return [first] if first is not None else []
    problems = check_members(written.action, field, plain(member.value))
    return [_finding(written, member, problem) for problem in problems]


def _finding(written: Written, member: Member, problem: Problem) -> Finding:
    place, pointer = _place(member, problem.path, written.pointer)
    found = error(problem.code, place, problem.message, help=problem.help)._replace(pointer=pointer)
    return _with_fix(found, problem, place, plain(member.value))


def _with_fix(finding: Finding, problem: Problem, place: Span, value: Any) -> Finding:
    if problem.suggestion is None:
        return finding
    import json

    for step in problem.path:
        value = value[step]
    text = json.dumps(problem.suggestion)
    return finding._replace(fix=Fix(f"write {text}", (Edit(place, text),), _is_the_same(value, problem.suggestion)))


def _is_the_same(value: Any, suggestion: Any) -> bool:
    """Whether a suggestion is the value itself, written as its field wants it."""
    return type(value) is not float and str(value).translate(_PUNCTUATION).lower() == str(suggestion).lower()


_PUNCTUATION = dict.fromkeys(map(ord, " ().-"))
"""What people put between the digits of a telephone number."""


def _place(member: Member, path: _Path, pointer: str) -> tuple[Span, str]:
    """The part of a field's value that a path leads to; for a wrong name, its key."""
    value: Json = member.value
    pointer = f"{pointer}/{escaped(member.key)}"
    for step in path:
        pointer = f"{pointer}/{escaped(str(step))}"
        if isinstance(value, Object):
            assert isinstance(step, str)
            inner = value.get(step)
            assert inner is not None
            return (inner.key_span if not step or len(step) > _NAME else inner.value.span), pointer
        assert isinstance(value, Array)
        assert isinstance(step, int)
        value = value.items[step]
    if isinstance(value, Object | Array):
        return Span(value.span.start, value.span.start + 1), pointer
    return value.span, pointer


_NAME = 128
"""Characters of a variable's name; where there are more, the name is what is wrong."""


def _unknown(written: Written, member: Member) -> Finding:
    pointer = f"{written.pointer}/{escaped(member.key)}"
    if member.key == "type":
        name = written.action.name
        message = f"`{name}` has no field called `type`: its name stands before its fields already"
        found = error("MV202", member.key_span, message, help="delete it")
        return found._replace(pointer=pointer, labels=(Label(written.name_span, "here"),))
    problem = _problem(written, member)
    found = error("MV202", member.key_span, problem.message, help=problem.help)._replace(pointer=pointer)
    if problem.suggestion is None:
        return found
    text = f'"{problem.suggestion}"'
    slip = is_slip(member.key, problem.suggestion, written.action.fields) and _fits(written, member, problem.suggestion)
    return found._replace(fix=Fix(f"write {text}", (Edit(member.key_span, text),), slip))


def _fits(written: Written, member: Member, name: str) -> bool:
    """Whether a member's value is one for the field of this name, if need be written otherwise."""
    value = plain(member.value)
    problem = check_field(written.action, written.action.fields[name], value)
    return problem is None or _is_the_same(value, problem.suggestion)


def _problem(written: Written, member: Member) -> Problem:
    """What is said of an unknown field: it was to be one that is not there, as its name tells, or as the only one that
    is lacking."""
    known = {name: field for name, field in written.action.fields.items() if written.fields.get(name) is None}
    problem = unknown_field(written.action, member.key, known or written.action.fields)
    lacking = _lacking(written)
    strange = len(written.fields.members) - len(written.action.fields) + len(known)
    if problem.suggestion is None and len(lacking) == strange == 1:
        return problem._replace(help=f"did you mean `{lacking[0].name}`?", suggestion=lacking[0].name)
    return problem


def _meant(written: Written, member: Member) -> Any:
    """The field that a member was to be, where it is none."""
    return None if member.key in written.action.fields else _problem(written, member).suggestion


def _lacking(written: Written) -> list[FieldDef]:
    given = {other.key for other in written.fields.members}
    given |= {field.alias_of for field in written.action.fields.values() if field.name in given and field.alias_of}
    return [field for field in written.action.fields.values() if field.required and field.name not in given]


def _missing(written: Written, field: FieldDef) -> Finding:
    example = next(example[field.name] for example in written.action.examples if field.name in example)
    import json

    problem = missing_field(written.action, field, f'write "{field.name}": {json.dumps(example)}')
    return error("MV203", written.name_span, problem.message, help=problem.help)._replace(pointer=written.pointer)


def _both_names(written: Written, name: str) -> Finding:
    """A field and another name of it, side by side."""
    alias = written.action.fields[name]
    other = alias.alias_of or name
    second, first = written.fields.get(name), written.fields.get(other)
    assert second is not None
    message = f"`{written.action.name}` has both `{other}` and `{name}`, which are two names of one field"
    found = error("MV208", second.key_span, message, help=f"keep `{other}`")
    labels = (Label(first.key_span, "the other one"),) if first is not None else ()
    return found._replace(pointer=f"{written.pointer}/{name}", labels=labels)


def _other(written: Written, message: str, member: Member | None) -> Finding:
    """A violation that the catalogue has no words for."""
    span = written.name_span if member is None else member.key_span
    pointer = written.pointer if member is None else f"{written.pointer}/{escaped(member.key)}"
    return error("MV205", span, f"`{written.action.name}`: {message}"[:200])._replace(pointer=pointer)


# --- jsonschema ----------------------------------------------------------------------------------------------------


@cache
def _schema() -> dict[str, Any]:
    import json

    with open(data_path("schemas", "answer.schema.json"), encoding="utf-8") as file:
        schema: dict[str, Any] = json.load(file)
    return schema


@cache
def _validator(name: str) -> Any:
    return _made({"$schema": _schema()["$schema"], "$defs": _schema()["$defs"], **_schema()["$defs"][name]})


def _made(schema: dict[str, Any]) -> Any:
    """A validator that fetches nothing: what it does not have, it does not know."""
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
    from referencing import Registry

    return Draft202012Validator(schema, registry=Registry())
