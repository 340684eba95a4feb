"""The published schema follows from the annotated one, and other validators accept it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from flowc.actions import catalogue
from flowc.resources import data_path
from tests.programs import node_package, program

ROOT = Path(__file__).parents[2]
PUBLISHED = Path(data_path("schemas", "answer.schema.json"))


@pytest.fixture(scope="module")
def schema():
    return json.loads(PUBLISHED.read_text(encoding="utf-8"))


def test_the_published_schema_is_what_the_annotated_one_comes_to():
    command = [sys.executable, str(ROOT / "tools" / "generate_schema.py"), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_a_stale_schema_is_told_with_the_command_that_repairs_it(tmp_path):
    for name in ("schemas/source", "tools"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("schemas/source/answer.annotated.json", "tools/generate_schema.py"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, str(tmp_path / "tools" / "generate_schema.py"), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "python tools/generate_schema.py" in run.stderr


def test_it_is_valid_in_its_meta_schema(schema):
    jsonschema.Draft202012Validator.check_schema(schema)


def test_it_has_no_keyword_of_our_own(schema):
    assert "x-" not in {key[:2] for key in keys_of(schema)}


def test_no_one_of_stands_between_an_action_and_its_error(schema):
    assert "oneOf" not in keys_of(schema)


def test_it_refers_to_nothing_outside_itself(schema):
    assert all(reference.startswith("#/$defs/") for reference in references_of(schema))


def test_every_action_has_its_example_valid_in_both_forms(schema):
    validator = jsonschema.Draft202012Validator(schema)
    for action in catalogue().values():
        assert action.examples
        for example in action.examples:
            validator.validate({"actions": [{action.name: example}, {"type": action.name, **example}]})


def test_ajv_accepts_it_in_strict_mode():
    node = program("node")
    ajv = node_package("ajv-cli") / "dist" / "index.js"
    strict = ["--strict=true", "--strict-types=true", "--strict-required=true", "--strict-tuples=true"]
    command = [node, str(ajv), "compile", "--spec=draft2020", *strict, "-s", str(PUBLISHED)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "is valid" in run.stdout


@pytest.mark.parametrize(
    ("action", "path", "keyword"),
    [
        ({"say": {"text": ""}}, "$.actions[0].say.text", "pattern"),
        ({"say": {}}, "$.actions[0].say", "required"),
        ({"type": "say", "text": 5}, "$.actions[0].text", "type"),
        ({"gather": {"timeout_seconds": 31}}, "$.actions[0].gather.timeout_seconds", "maximum"),
        ({"gather": {"finish_on_key": "#\n"}}, "$.actions[0].gather.finish_on_key", "pattern"),
        ({"gather": {"timeout": 5}}, "$.actions[0].gather", "additionalProperties"),
        ({"transfer": {}}, "$.actions[0].transfer", "required"),
        ({"transfer": {"to": "+15551230001", "destination": "+15551230001"}}, "$.actions[0].transfer.to", "not"),
        ({"hold": {"type": "hold"}}, "$.actions[0].hold.type", "not"),
        ({"say": {"text": "a"}, "hold": {}}, "$.actions[0]", "maxProperties"),
        ({}, "$.actions[0]", "minProperties"),
        ({"sey": {"text": "a"}}, "$.actions[0]", "additionalProperties"),
        ({"type": "sey", "text": "a"}, "$.actions[0].type", "enum"),
        ({"set_variables": {"variables": {"a": 5}}}, "$.actions[0].set_variables.variables.a", "type"),
        ({"unset_variables": {"names": [""]}}, "$.actions[0].unset_variables.names[0]", "minLength"),
    ],
)
def test_an_error_names_the_field(schema, action, path, keyword):
    [problem] = jsonschema.Draft202012Validator(schema).iter_errors({"actions": [action]})
    assert (problem.json_path, problem.validator) == (path, keyword)


def keys_of(value):
    """Every keyword of a schema, and every name that stands where one could."""
    if isinstance(value, dict):
        return {key for name, member in value.items() for key in (name, *keys_of(member))}
    return {key for member in value for key in keys_of(member)} if isinstance(value, list) else set()


def references_of(value):
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [reference for member in value.values() for reference in references_of(member)]
    return [reference for member in value for reference in references_of(member)] if isinstance(value, list) else []
