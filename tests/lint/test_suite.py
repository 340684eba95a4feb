"""The cases of the JSON Schema Test Suite for the keywords that our schema uses, put to both validators.

jsonschema is asked as it is. The quick verdict knows no schemas but definitions of actions, so each group becomes one:
its schema is that of a field of a probe action, or, where it is about named members, that of the action itself. A
definition says of every value which type it has, and of every action which fields; where a group leaves that open, it
is filled in from the group's own data (and a number is made an integer), and what then is expected is narrowed by just
that. The published schema that is made of the probe has to agree, by jsonschema. Groups that no definition can say are
listed in ``outside.json``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from jsonschema_specifications import REGISTRY
from referencing.jsonschema import EMPTY_REGISTRY

from flowc.actions import catalogue_of
from flowc.lint.verdict import verdict_of
from tools.generate_schema import published

from .test_verdict import keywords_in, schema

FOLDER = Path(__file__).parent / "suite"
OUTSIDE = json.loads((Path(__file__).parent / "outside.json").read_text(encoding="utf-8"))
"""By file and description, why a group cannot be put to the quick verdict."""

GROUPS = {
    f"{path.stem}: {group['description']}": group
    for path in sorted(FOLDER.glob("*.json"))
    for group in json.loads(path.read_text(encoding="utf-8"))
}
KEYWORDS = {
    "string": {"type", "enum", "pattern", "minLength", "maxLength"},
    "integer": {"type", "minimum", "maximum"},
    "boolean": {"type"},
    "array": {"type", "items"},
    "object": {"type", "propertyNames", "additionalProperties"},
}
"""What a definition says of a field, by its type."""

MEMBERS = {"type", "properties", "required"}
"""What a definition says of an action."""

SILENT = {"$schema", "$comment", "$defs", "description", "default"}
OWNERS = {keyword: kind for kind, keywords in KEYWORDS.items() for keyword in keywords - {"type", "enum"}}
TYPES = {str: "string", int: "integer", bool: "boolean", list: "array", dict: "object"}


class OutsideError(Exception):
    """Why a schema is none that a definition can have."""


# --- from groups to definitions ------------------------------------------------------------------------------------


def definition_of(group):
    """The definition of the probe, and how an instance becomes its fields."""
    whole = group["schema"]
    values = [case["data"] for case in group["tests"]]
    written = spoken(whole, whole)
    if not written.keys() & {"properties", "required"}:
        return {"properties": {"value": completed(written, values, whole)}, "required": ["value"]}, wrapped
    if not written.keys() <= MEMBERS or written.get("type", "object") != "object":
        raise OutsideError(f"an action has no {first_but(written, MEMBERS)}")
    given = written.get("properties", {})
    objects = [value for value in values if isinstance(value, dict)]
    names = dict.fromkeys([*given, *written.get("required", ())])
    if "type" in names:
        raise OutsideError("`type` names an action")
    properties = {
        name: completed(given.get(name, {}), [value[name] for value in objects if name in value], whole)
        for name in names
    }
    return {"properties": properties, "required": written.get("required", [])}, unchanged


def wrapped(instance):
    return {"value": instance}


def unchanged(instance):
    return instance


def spoken(written, whole):
    """A schema without what decides nothing, its reference followed."""
    if isinstance(written, bool):
        if not written:
            raise OutsideError("no definition accepts nothing")
        return {}
    kept = {keyword: value for keyword, value in written.items() if keyword not in SILENT}
    reference = kept.pop("$ref", None)
    if reference is None:
        return kept
    beginning, _, name = reference.rpartition("/")
    if beginning != "#/$defs" or name not in whole["$defs"]:
        raise OutsideError("definitions refer to `#/$defs` only")
    return {**spoken(whole["$defs"][name], whole), **kept}


def completed(written, values, whole):
    """A schema as definitions have it: with a type, and down to the last member."""
    schema = dict(spoken(written, whole))
    kind = schema.setdefault("type", kind_of(schema, values))
    if kind in ("number", ["string"]):  # a number is narrowed to the only kind that there is
        kind = schema["type"] = "integer" if kind == "number" else "string"
    if isinstance(kind, list) or kind not in KEYWORDS:
        raise OutsideError(f"no field is of the type {json.dumps(kind)}")
    if not schema.keys() <= KEYWORDS[kind]:
        raise OutsideError(f"a field of the type {kind} has no {first_but(schema, KEYWORDS[kind])}")
    if any(type(word) is not str for word in schema.get("enum", ())):
        raise OutsideError("what is chosen from are words")
    if kind == "array":
        inner = [item for value in values if isinstance(value, list) for item in value]
        schema["items"] = completed(schema.get("items", {}), inner, whole)
    if kind == "object":
        objects = [value for value in values if isinstance(value, dict)]
        schema["propertyNames"] = completed(schema.get("propertyNames", {}), [k for o in objects for k in o], whole)
        inner = [member for value in objects for member in value.values()]
        schema["additionalProperties"] = completed(schema.get("additionalProperties", {}), inner, whole)
    return schema


def kind_of(schema, values):
    owners = sorted({OWNERS[keyword] for keyword in schema.keys() & OWNERS.keys()})
    if "enum" in schema:
        owners.append("string")
    return owners[0] if owners else next((TYPES.get(type(value), "null") for value in values), "string")


def first_but(schema, known):
    return min(schema.keys() - known, default="type")


# --- what is expected ----------------------------------------------------------------------------------------------


def expected(case, definition, form):
    """What the suite says, narrowed by what was filled in."""
    if not case["valid"] or (form is unchanged and not isinstance(case["data"], dict)):
        return False
    fields = form(case["data"])
    return fields.keys() <= definition["properties"].keys() and all(
        has_kinds(value, definition["properties"][name]) for name, value in fields.items()
    )


def has_kinds(value, schema):
    """Whether a value and all in it are of the types that a schema names."""
    match schema["type"]:
        case "integer":
            return type(value) is int or (type(value) is float and value == int(value))
        case "array":
            return isinstance(value, list) and all(has_kinds(item, schema["items"]) for item in value)
        case "object":
            return isinstance(value, dict) and all(
                has_kinds(member, schema["additionalProperties"]) for member in value.values()
            )
    return TYPES.get(type(value)) == schema["type"]


def annotated(definition):
    probe = {"description": "", "type": "object", **definition, "x-main": None, "x-ends": "never"}
    return {**schema(), "$defs": {"probe": probe}}


# --- tests ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GROUPS)
def test_jsonschema_agrees_with_the_suite(name):
    group = GROUPS[name]
    validator = Draft202012Validator(group["schema"], registry=REGISTRY)
    for case in group["tests"]:
        assert validator.is_valid(case["data"]) == case["valid"], case["description"]


@pytest.mark.parametrize("name", [name for name in GROUPS if name not in OUTSIDE])
def test_the_quick_verdict_agrees_with_the_suite(name):
    definition, form = definition_of(GROUPS[name])
    accepts = verdict_of(catalogue_of(annotated(definition)))
    validator = Draft202012Validator(published(annotated(definition)), registry=EMPTY_REGISTRY)
    for case in GROUPS[name]["tests"]:
        fields = form(case["data"])
        forms = [{"probe": fields}]
        if isinstance(fields, dict) and "type" not in fields:
            forms.append({"type": "probe", **fields})
        for action in forms:
            verdicts = accepts(action), validator.is_valid({"actions": [action]})
            assert verdicts == (expected(case, definition, form),) * 2, (case["description"], action)


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_left_out_is_what_no_definition_can_say(name):
    with pytest.raises(OutsideError) as why:
        definition_of(GROUPS[name])
    assert str(why.value) == OUTSIDE[name]


def test_every_keyword_of_the_schema_has_its_cases():
    annotations = {"$schema", "$id", "title", "description", "examples"}
    files = {path.stem for path in FOLDER.glob("*.json")}
    named = {"if": "if-then-else", "then": "if-then-else", "else": "if-then-else", "$ref": "ref", "$defs": "defs"}
    assert {named.get(keyword, keyword) for keyword in keywords_in(schema()) - annotations} == files


def test_most_keywords_of_fields_are_put_to_the_quick_verdict():
    files = {name.partition(":")[0] for name in GROUPS if name not in OUTSIDE}
    assert files >= {"type", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "items",
                     "propertyNames", "additionalProperties", "properties", "required", "ref", "default"}  # fmt: skip
