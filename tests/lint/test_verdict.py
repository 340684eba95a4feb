"""The fast verdict is the schema's, and whatever the schema refuses is told."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry

from flowc.lint import lint_text
from flowc.lint.verdict import is_valid, is_valid_action
from flowc.resources import data_path
from flowc.source import Source

from .mutations import documents

BEYOND_THE_SCHEMA = {"MV206", "MV601", "MV602"}
"""Errors about values that the schema accepts: numbers that cannot exist, numbers that nobody is to be sent to."""

KEYWORDS = {
    "type", "required", "additionalProperties", "minProperties", "maxProperties", "enum", "pattern", "minLength",
    "maxLength", "minimum", "maximum", "not", "const",
}  # fmt: skip


@cache
def schema():
    return json.loads(Path(data_path("schemas", "answer.schema.json")).read_text(encoding="utf-8"))


def findings_of(document):
    return lint_text(Source("answer.json", json.dumps(document)))


def is_about_the_schema(finding):
    crossed = finding.code == "MV205" and "no entry is ever complete" in finding.message
    return finding.severity == "error" and finding.code not in BEYOND_THE_SCHEMA and not crossed


def test_the_fast_verdict_is_that_of_the_schema_on_ten_thousand_documents():
    validator = jsonschema.Draft202012Validator(schema(), registry=Registry())
    violated = Counter()
    invalid = 0
    for document in documents(10_000, seed=20_12):
        keywords = {str(problem.validator) for problem in validator.iter_errors(document)}
        assert is_valid(document) == (not keywords), document
        invalid += bool(keywords)
        violated.update(keywords)
    assert invalid >= 4_000
    assert {keyword: violated[keyword] for keyword in KEYWORDS if violated[keyword] < 50} == {}
    assert set(violated) <= KEYWORDS


@pytest.mark.parametrize(
    ("action", "valid"),
    [
        ({"gather": {"prompt": ""}}, True),
        ({"type": "gather", "prompt": ""}, True),
        ({"say": {"text": ""}}, False),
        ({"say": {"text": "Hello."}}, True),
        ({"say": None}, False),
        (None, False),
    ],
)
def test_an_action_by_itself_is_judged_as_it_is_in_a_document(action, valid):
    document = {"actions": [action]}
    assert jsonschema.Draft202012Validator(schema(), registry=Registry()).is_valid(document) == valid
    assert (is_valid_action(action), is_valid(document)) == (valid, valid)


def test_every_keyword_of_the_schema_is_one_that_the_documents_violate():
    structure = {"$ref", "$defs", "$schema", "$id", "title", "description", "examples", "default", "properties",
                 "items", "propertyNames", "if", "then", "else", "allOf", "dependentSchemas"}  # fmt: skip
    assert keywords_in(schema()) <= KEYWORDS | structure


def test_what_the_schema_refuses_is_told_and_nothing_else():
    for document in documents(1_500, seed=7):
        if isinstance(document, list):
            continue  # an array of documents is no document, and can be linted
        told = [finding for finding in findings_of(document) if is_about_the_schema(finding)]
        if is_valid(document):
            assert told == [], document
        else:
            assert told or any(finding.code in BEYOND_THE_SCHEMA for finding in findings_of(document)), document


@pytest.mark.parametrize(
    ("instance", "valid"),
    [
        ({"gather": {"timeout_seconds": 30.0}}, True),
        ({"gather": {"timeout_seconds": 30.5}}, False),
        ({"gather": {"num_digits": True}}, False),
        ({"conference": {"room": "a", "mute": 1}}, False),
        ({"conference": {"room": "a", "mute": 0}}, False),
        ({"gather": {"finish_on_key": "#\n"}}, False),
        ({"conference": {"room": "\u0661"}}, False),
        ({"send_digits": {"digits": "\U0001d7ce"}}, False),
        ({"set_variables": {"variables": {"a": "\U0001f600" * 4096}}}, True),
        ({"set_variables": {"variables": {"a": "\U0001f600" * 4097}}}, False),
        ({"unset_variables": {"names": ["\U0001f600" * 128]}}, True),
        ({"gather": {"num_digits": 10**400}}, True),
        ({"gather": {"timeout_seconds": 1e300}}, False),
    ],
)
def test_where_validators_are_known_to_differ_these_two_do_not(instance, valid):
    document = {"actions": [instance]}
    validator = jsonschema.Draft202012Validator(schema(), registry=Registry())
    assert (is_valid(document), validator.is_valid(document)) == (valid, valid)


def keywords_in(value):
    """The keywords of a schema, without the names of properties and definitions."""
    if isinstance(value, list):
        return {keyword for member in value for keyword in keywords_in(member)}
    if not isinstance(value, dict):
        return set()
    found = set(value)
    for keyword, member in value.items():
        if keyword in ("properties", "$defs", "dependentSchemas"):
            found |= {inner for schema in member.values() for inner in keywords_in(schema)}
        elif keyword not in ("examples", "default", "const", "enum"):
            found |= keywords_in(member)
    return found
