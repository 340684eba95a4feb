"""The published schemas, as the tests hold every output against them."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from flowc.resources import data_path


@cache
def validator(name: str) -> Draft202012Validator:
    with open(data_path("schemas", f"{name}.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def assert_valid(name: str, value: Any) -> None:
    """Hold a value against ``schemas/<name>.schema.json``."""
    problems = [f"{problem.json_path}: {problem.message}" for problem in validator(name).iter_errors(value)]
    assert problems == []
