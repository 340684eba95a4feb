"""Whether a value is one that a field of an action takes, and what to say where it is not.

Flows and action JSON have the same platform behind them, so both ask here. A value is a JSON value; a flow passes the
words that its author wrote (``name``, ``shown``), so that the message speaks of ``timeout 2m`` and not of
``timeout_seconds`` and 120.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from flowc.actions import ActionDef, FieldDef
from flowc.records import NamedTuple

__all__ = ["Problem", "check_field", "check_members", "json_kind", "missing_field", "shorten", "unknown_field"]

_KINDS = {
    "string": "a string",
    "integer": "a whole number",
    "boolean": "true or false",
    "object": "an object",
    "array": "a list",
}
_SHOWN = 40
"""Characters of a value that a message shows."""


class Problem(NamedTuple):
    """What is wrong with a value. ``suggestion`` is the JSON value to write instead, where one is plainly meant;
    ``path`` leads from the field's value to the part of it that is wrong (a variable's name, an index)."""

    code: str
    message: str
    help: str = ""
    suggestion: Any = None
    path: tuple[str | int, ...] = ()


def check_field(
    action: ActionDef, field: FieldDef, value: Any, *, name: str | None = None, shown: str | None = None
) -> Problem | None:
    """The first thing that is wrong with ``value`` as a field of ``action``; None where nothing is.

    ``name`` and ``shown`` are the field and the value as the author wrote them.
    """
    named = f"`{name or field.name}` of `{action.name}`"
    if not _is_a(field.type, value):
        return _destination_digits(field, value, named) or _wrong_type(field, value, named)
    match field.format:
        case "destination" | "caller":
            return _check_destination(field, value, named)
        case "url":
            return _check_url(action, field, value, named)
    if field.type in ("object", "array"):
        return next(_check_members(field, value, named), None)
    if not _within(field, value):
        return _out_of_range(action, field, value, named, shown)
    return None


def check_members(action: ActionDef, field: FieldDef, value: Any) -> list[Problem]:
    """Everything that is wrong with the members of an object or a list; ``check_field`` stops at the first."""
    return list(_check_members(field, value, f"`{field.name}` of `{action.name}`"))


def unknown_field(action: ActionDef, name: str, known: Mapping[str, FieldDef]) -> Problem:
    """MV202 for a field that the action does not have; ``known`` are those it has, as the author would name them."""
    from flowc.diagnostics import did_you_mean

    close = next((key for key, field in known.items() if name in (field.name, field.word)), None)
    close = close or _by_part(name, known) or did_you_mean(name, known)
    usual = [key for key, field in known.items() if field.alias_of is None]
    if close:
        help = f"did you mean `{close}`?"
    elif not usual:
        help = f"`{action.name}` has no fields"
    else:
        help = f"`{action.name}` has {', '.join(f'`{key}`' for key in usual)}"
    return Problem("MV202", f"`{action.name}` has no field called `{shorten(name)}`", help, close)


def missing_field(action: ActionDef, field: FieldDef, help: str) -> Problem:
    """MV203 for a field that the action cannot do without."""
    return Problem("MV203", f"`{action.name}` lacks its `{field.word}`: {_lower(field.description)}", help)


def json_kind(value: Any) -> str:
    """What kind of JSON value this is, in the reader's words."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return "a number"
        case float():
            return "a number" if value.is_integer() else "a fraction"
        case str():
            return "a string"
        case dict():
            return "an object"
    return "a list"


def shorten(text: str) -> str:
    """A text as a message shows it: on one line, printable ASCII, not too long."""
    shown = "".join(char if " " <= char <= "~" else "?" for char in text[: _SHOWN + 1])
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "..."


# --- types ---------------------------------------------------------------------------------------------------------


def _is_a(type_: str, value: Any) -> bool:
    match type_:
        case "string":
            return isinstance(value, str)
        case "integer":
            return (isinstance(value, int) and not isinstance(value, bool)) or (
                isinstance(value, float) and value.is_integer()
            )
        case "boolean":
            return isinstance(value, bool)
        case "object":
            return isinstance(value, dict)
    return isinstance(value, list)


def _wrong_type(field: FieldDef, value: Any, named: str) -> Problem:
    meant = _converted(field, value)
    help = f"write {_json(meant)}" if meant is not None else f"it is {field.form}" if field.form else ""
    if isinstance(value, float) and field.type == "integer":
        help = "fractions are not taken: write a whole number"
    return Problem("MV204", f"{named} is {json_kind(value)}, and wants {_KINDS[field.type]}", help, meant)


def _converted(field: FieldDef, value: Any) -> Any:
    """The value in the type of the field, where it is plainly the same thing written otherwise."""
    match field.type, value:
        case "integer", str() if re.fullmatch(r"[0-9]{1,9}", value):
            meant: Any = int(value)
        case "boolean", str() if value.lower() in ("true", "false"):
            meant = value.lower() == "true"
        case "boolean", 0 | 1:
            meant = bool(value)
        case "string", int() if not isinstance(value, bool):
            meant = _number_as_text(field, value)
        case _:
            return None
    return meant if meant is not None and _within(field, meant) else None


def _number_as_text(field: FieldDef, value: int) -> str | None:
    if abs(value) >= 10**32:
        return None
    if field.format in ("destination", "caller"):
        from flowc.destinations import classify

        return classify(str(value)).suggestion
    return str(value)


def _json(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return str(value).lower()


# --- texts and numbers ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _within(field: FieldDef, value: Any) -> bool:
    """Whether a text or a number of the right type is within the limits of its field."""
    if isinstance(value, str):
        if field.enum:
            return value in field.enum
        if field.pattern is not None and not _compiled(field.pattern).search(value):
            return False
        most: int | None = field.schema.get("maxLength")
        return len(value) >= field.schema.get("minLength", 0) and (most is None or len(value) <= most)
    if isinstance(value, bool):
        return True
    return (field.minimum is None or value >= field.minimum) and (field.maximum is None or value <= field.maximum)


def _out_of_range(action: ActionDef, field: FieldDef, value: Any, named: str, shown: str | None) -> Problem:
    source = _source(action, field, value)
    if field.enum:
        from flowc.diagnostics import did_you_mean

        close = did_you_mean(value, field.enum)
        help = f"did you mean `{close}`?" if close else f"{source}: {field.form}"
        return Problem("MV205", f"{named} is `{shown or shorten(value)}`, and may be {field.form}", help, close)
    if shown is None:
        shown = shorten(value) if isinstance(value, str) else _number_text(value)
    if shown.strip():
        return Problem("MV205", f"{named} is `{shown}`, and may be {_form(field)}", f"{source}: {_form(field)}")
    return Problem("MV205", f"{named} is empty, and may be {_form(field)}", f"{source}: {_form(field)}")


def _form(field: FieldDef) -> str:
    """What is allowed, with the unit where there is one."""
    if field.unit is None:
        return field.form
    unit = {"s": "second", "ms": "millisecond"}[field.unit]
    return f"{field.form} {unit}" + ("" if field.form.endswith(" 1") else "s")


def _source(action: ActionDef, field: FieldDef, value: Any) -> str:
    """Where the limit comes from that the value breaks; of assumed ones only figures are assumed, not characters."""
    spelled = isinstance(value, str) and field.pattern is not None and not _compiled(field.pattern).search(value)
    if field.assumed and not spelled:
        return f"flowc's reading, for the platform's documentation of `{action.name}` gives no figure"
    return f"the platform's limit for `{action.name}`"


def _number_text(value: Any) -> str:
    return str(int(value)) if abs(value) < 10**18 else f"{float(value):.1e}" if abs(value) < 1e308 else "enormous"


# --- destinations and URLs -----------------------------------------------------------------------------------------


def _destination_digits(field: FieldDef, value: Any, named: str) -> Problem | None:
    """An emergency number written as a JSON number is that before it is a wrong type."""
    if field.format != "destination" or not isinstance(value, int) or not 0 < value < 10**9:
        return None
    found = _check_destination(field, str(value), named)
    return found if found is not None and found.code == "MV602" else None


def _check_destination(field: FieldDef, value: str, named: str) -> Problem | None:
    from flowc.destinations import classify

    known = classify(value)
    if known.emergency and field.format == "destination":
        return Problem(
            "MV602",
            f"{named} is `{shorten(value)}`, an emergency service: no menu may place such a call by itself",
            "tell callers to hang up and dial it themselves, and send the call to a person of your own",
        )
    if known.kind == "invalid":
        help = f"write `{known.suggestion}`" if known.suggestion else f"write {field.form}: `+15551230002`"
        return Problem(
            "MV206", f"{named} is `{shorten(value)}`: {known.reason}" if value else f"{named} is empty", help,
            known.suggestion,
        )  # fmt: skip
    if known.cost and field.format == "destination":
        return Problem(
            "MV601",
            f"{named} is `{shorten(value)}`, a {known.cost} number: every call there is charged for",
            "send the call to an ordinary number",
        )
    return None


def _check_url(action: ActionDef, field: FieldDef, value: str, named: str) -> Problem | None:
    assert field.pattern is not None
    if _compiled(field.pattern).search(value):
        return None
    from flowc.urls import explain_url

    schemes = tuple(word.removesuffix("://") for word in field.form.split() if word.endswith("://"))
    fault = explain_url(value, schemes)
    shown = f"`{shorten(value)}`: " if value else ""
    meant = fault.suggestion if fault.suggestion and _compiled(field.pattern).search(fault.suggestion) else None
    help = f"write `{meant}`" if meant else f"`{action.name}` takes {field.form}"
    return Problem("MV207", f"{named} is {shown}{fault.reason}" if shown else f"{named} is empty", help, meant)


# --- objects and lists ---------------------------------------------------------------------------------------------


def _check_members(field: FieldDef, value: Any, named: str) -> Iterator[Problem]:
    if isinstance(value, dict):
        for key, member in value.items():
            problem = _check_text(field.schema["propertyNames"], key, f"the name of a variable in {named}")
            member_named = f"the variable `{shorten(key)}` in {named}"
            problem = problem or _check_text(field.schema["additionalProperties"], member, member_named)
            if problem is not None:
                yield problem._replace(path=(key,))
        return
    for index, member in enumerate(value):
        problem = _check_text(field.schema["items"], member, f"name {index + 1} in {named}")
        if problem is not None:
            yield problem._replace(path=(index,))


def _check_text(schema: Mapping[str, Any], value: Any, named: str) -> Problem | None:
    if not isinstance(value, str):
        meant = str(value) if isinstance(value, int) and abs(value) < 10**32 else None
        meant = meant.lower() if isinstance(value, bool) and meant else meant
        help = f'write "{meant}"' if meant else ""
        return Problem("MV204", f"{named} is {json_kind(value)}, and wants a string", help, meant)
    most = schema["maxLength"]
    if len(value) < schema.get("minLength", 0):
        return Problem("MV205", f"{named} is empty", f"the platform's limit for variables: at most {most} characters")
    if len(value) > most:
        return Problem(
            "MV205",
            f"{named} has {len(value)} characters, and may have {most}",
            f"the platform's limit for variables: {most} characters",
        )
    return None


def _by_part(name: str, known: Mapping[str, FieldDef]) -> str | None:
    """``timeout`` for ``timeout_seconds``: a field that has this name before its unit, or as its last word."""
    plain = name.lower().replace("-", "_")
    return next((key for key in known if key.startswith(plain + "_")), None) or next(
        (key for key in known if key.endswith("_" + plain)), None
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
