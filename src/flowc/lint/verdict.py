"""Whether a document is valid, and nothing else: fast, for the many that are.

The schema decides; this says the same in less time, from the same definitions. An action's own definition is looked up
by its name, its fields by theirs, and a value is tested by one function made for its definition. Tests hold the two
verdicts against each other over thousands of mutated documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from flowc.actions import ActionDef, catalogue
from flowc.records import NamedTuple

__all__ = ["is_valid", "is_valid_action", "verdict_of"]

Test = Callable[[Any], bool]


class _Tests(NamedTuple):
    """The tests of an action's fields, and the fields of which one each has to be there."""

    fields: Mapping[str, Test]
    needed: tuple[tuple[str, ...], ...]
    exclusive: tuple[tuple[str, ...], ...]


def is_valid(document: Any) -> bool:
    """Whether a JSON value is a document that the published schema accepts."""
    if type(document) is not dict:
        return False
    actions = document.get("actions")
    if type(actions) is not list:
        return False
    for key, value in document.items():
        if key != "actions" and (key != "$schema" or type(value) is not str):
            return False
    return all(map(_of_the_platform(), actions))


def is_valid_action(action: Any) -> bool:
    """Whether a JSON value is an action, in either form."""
    return _of_the_platform()(action)


@cache
def _of_the_platform() -> Test:
    return verdict_of(catalogue())


def verdict_of(actions: Mapping[str, ActionDef]) -> Test:
    """The test of whether a JSON value is one of these actions, in either form."""
    keyed = {name: _tests(action) for name, action in actions.items()}
    typed = {name: tests._replace(fields={"type": _constant(name), **tests.fields}) for name, tests in keyed.items()}

    def accepts(action: Any) -> bool:
        if type(action) is not dict:
            return False
        if "type" in action:
            name = action["type"]
            tests = typed.get(name) if type(name) is str else None
            fields = action
        elif len(action) == 1:
            [(name, fields)] = action.items()
            tests = keyed.get(name)
            if type(fields) is not dict:
                return False
        else:
            return False
        return tests is not None and _fit(fields, tests)

    return accepts


def _fit(fields: Mapping[str, Any], tests: _Tests) -> bool:
    for key, value in fields.items():
        test = tests.fields.get(key)
        if test is None or not test(value):
            return False
    for needed in tests.needed:
        if not any(name in fields for name in needed):
            return False
    return all(sum(name in fields for name in names) < 2 for names in tests.exclusive)


def _tests(action: ActionDef) -> _Tests:
    names = {
        field.name: (field.name, *(other.name for other in action.fields.values() if other.alias_of == field.name))
        for field in action.fields.values()
        if field.alias_of is None
    }
    return _Tests(
        {field.name: _test(field.schema) for field in action.fields.values()},
        tuple(names[field.name] for field in action.fields.values() if field.required),
        tuple(group for group in names.values() if len(group) > 1),
    )


def _constant(name: str) -> Test:
    return lambda value: bool(value == name)


def _test(schema: Mapping[str, Any]) -> Test:
    """The test of a value, made of the keywords of its definition."""
    match schema["type"]:
        case "string":
            return _string(schema)
        case "integer":
            return _integer(schema)
        case "boolean":
            return lambda value: type(value) is bool
        case "object":
            name, member = _test(schema["propertyNames"]), _test(schema["additionalProperties"])
            return lambda value: type(value) is dict and all(name(key) and member(value[key]) for key in value)
    item = _test(schema["items"])
    return lambda value: type(value) is list and all(map(item, value))


def _string(schema: Mapping[str, Any]) -> Test:
    if "enum" in schema:
        words = frozenset(schema["enum"])
        return lambda value: type(value) is str and value in words
    least, most = schema.get("minLength", 0), schema.get("maxLength")
    if "pattern" in schema:
        search = re.compile(schema["pattern"]).search
        if most is None and not least:
            return lambda value: type(value) is str and search(value) is not None
        return lambda value: type(value) is str and _length(value, least, most) and search(value) is not None
    if most is None and not least:
        return lambda value: type(value) is str
    return lambda value: type(value) is str and _length(value, least, most)


def _length(value: str, least: int, most: int | None) -> bool:
    return len(value) >= least and (most is None or len(value) <= most)


def _integer(schema: Mapping[str, Any]) -> Test:
    least, most = schema.get("minimum"), schema.get("maximum")

    def accepts(value: Any) -> bool:
        if type(value) is not int and (type(value) is not float or not value.is_integer()):
            return False
        return (least is None or value >= least) and (most is None or value <= most)

    return accepts
