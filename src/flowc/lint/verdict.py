"""Whether a document is valid, and nothing else: fast, for the many that are.

The schema decides; this says the same in less time, from the same definitions. An action's own definition is looked up
by its name, its fields by theirs, and a value is tested by one function made for its definition. Tests hold the two
verdicts against each other over thousands of mutated documents.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from functools import cache

from flowc.actions import ActionDef, catalogue
from flowc.patterns import pattern
from flowc.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Test", "Tests", "is_valid", "is_valid_action", "tests_of", "verdict_of"]

Test = Callable[["Any"], bool]


class Tests(NamedTuple):
    """What an action is held against: the test of each field, the fields that have to be there, and the groups of names
    that one field has, of which ``least`` are given, and no more than one."""

    fields: Mapping[str, Test]
    required: frozenset[str]
    names: tuple[tuple[frozenset[str], int], ...]

    def has_all(self, given: Set[str]) -> bool:
        """Whether these names are enough of fields, and not too many of one."""
        if not self.required <= given:
            return False
        return not self.names or all(least <= len(names & given) <= 1 for names, least in self.names)


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
    keyed = {name: tests_of(action) for name, action in actions.items()}
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


def _fit(fields: Mapping[str, Any], tests: Tests) -> bool:
    known = tests.fields
    for key, value in fields.items():
        test = known.get(key)
        if test is None or not test(value):
            return False
    return tests.has_all(fields.keys())


def tests_of(action: ActionDef) -> Tests:
    """What an action in keyed form is held against."""
    own = [field for field in action.fields.values() if field.alias_of is None]
    names = {field.name: {field.name} for field in own}
    for field in action.fields.values():
        if field.alias_of is not None:
            names[field.alias_of].add(field.name)
    return Tests(
        {field.name: _test(field.schema) for field in action.fields.values()},
        frozenset(field.name for field in own if field.required and len(names[field.name]) == 1),
        tuple((frozenset(names[field.name]), int(field.required)) for field in own if len(names[field.name]) > 1),
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
        form = pattern(schema["pattern"])
        if most is None and not least:
            return lambda value: type(value) is str and form.search(value) is not None
        return lambda value: type(value) is str and _length(value, least, most) and form.search(value) is not None
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
