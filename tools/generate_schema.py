"""Write schemas/answer.schema.json from schemas/source/answer.annotated.json.

The published schema has standard keywords only. What begins with ``x-`` is left out, each action gets the ``type`` of
the typed form, and two definitions are added that lead from an action object to the definition of the action it names:
one for the keyed form, one for the typed. There is no ``oneOf`` on the way, so that an error names the field.

    python tools/generate_schema.py            write the schema
    python tools/generate_schema.py --check    exit with 1 where the schema is not what would be written
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ANNOTATED = ROOT / "schemas" / "source" / "answer.annotated.json"
PUBLISHED = ROOT / "schemas" / "answer.schema.json"
REPAIR = "python tools/generate_schema.py"

Schema = dict[str, Any]


def main() -> int:
    arguments = argparse.ArgumentParser(description="Write the published schema from the annotated one.")
    arguments.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a change is due")
    check = arguments.parse_args().check
    text = render(json.loads(ANNOTATED.read_text(encoding="utf-8")))
    current = PUBLISHED.read_text(encoding="utf-8") if PUBLISHED.exists() else ""
    if text == current:
        return 0
    if check:
        print(f"schemas/answer.schema.json is stale; mend it by: {REPAIR}", file=sys.stderr)
        return 1
    PUBLISHED.write_text(text, encoding="utf-8")
    print(f"wrote {PUBLISHED.relative_to(ROOT)}")
    return 0


def render(annotated: Schema) -> str:
    """The text of the published schema."""
    return json.dumps(published(annotated), indent=2, ensure_ascii=False) + "\n"


def published(annotated: Schema) -> Schema:
    """The published schema as a value."""
    definitions = annotated["$defs"]
    actions = [name for name, definition in definitions.items() if "x-ends" in definition]
    schema: Schema = {**annotated, "$defs": {"action": _action(), "keyed": _keyed(actions), "typed": _typed(actions)}}
    for name, definition in definitions.items():
        schema["$defs"][name] = _with_type(name, definition) if name in actions else definition
    schema.pop("$comment", None)
    plain: Schema = _plain(schema)
    return plain


def _action() -> Schema:
    return {
        "title": "An action",
        "description": "Exactly one action, keyed by its name or with its name as type.",
        "type": "object",
        "if": {"properties": {"type": True}, "required": ["type"]},
        "then": {"$ref": "#/$defs/typed"},
        "else": {"$ref": "#/$defs/keyed"},
    }


def _keyed(actions: list[str]) -> Schema:
    return {
        "title": "An action in keyed form",
        "type": "object",
        "properties": {name: _keyed_fields(name) for name in actions},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }


def _keyed_fields(name: str) -> Schema:
    return {"type": "object", "$ref": f"#/$defs/{name}", "properties": {"type": {"not": {}}}}


def _typed(actions: list[str]) -> Schema:
    return {
        "title": "An action in typed form",
        "type": "object",
        "properties": {"type": {"type": "string", "enum": actions}},
        "required": ["type"],
        "allOf": [
            {"if": {"properties": {"type": {"const": name}}}, "then": {"$ref": f"#/$defs/{name}"}} for name in actions
        ],
    }


def _with_type(name: str, definition: Schema) -> Schema:
    fields = {"type": {"description": "The action, in typed form.", "const": name}, **definition["properties"]}
    whole: Schema = {}
    for keyword, value in definition.items():
        whole[keyword] = fields if keyword == "properties" else value
        if keyword == "properties":
            whole["additionalProperties"] = False
    return whole


def _plain(value: Any) -> Any:
    """The value without annotations of the tool's own."""
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items() if not key.startswith("x-")}
    return [_plain(member) for member in value] if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main())
