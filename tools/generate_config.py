"""Write ``schemas/config.schema.json`` from the table of settings; ``--check`` fails where it is stale."""

from __future__ import annotations

import json

from flowc.checks.limits import Limits
from flowc.config import KEYS
from flowc.serving import schema as serve_schema
from tools.generated import ROOT, Generated, main

PATH = ROOT / "schemas" / "config.schema.json"


def generated() -> Generated:
    defaults = {name.replace("_", "-"): default for name, default in Limits._field_defaults.items()}
    properties = {}
    for name, key in KEYS.items():
        properties[name] = {"description": key.meaning[0].upper() + key.meaning[1:] + ".", **key.schema}
        if name == "serve":
            properties[name].update(serve_schema())
        if name in defaults:
            default = defaults[name]
            properties[name]["default"] = list(default) if isinstance(default, tuple) else default
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://flowc.invalid/schemas/config.schema.json",
        "title": "The configuration of flowc",
        "description": "flowc.toml, and the table [tool.flowc] of pyproject.toml.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return {PATH: json.dumps(schema, indent=2) + "\n"}


if __name__ == "__main__":
    raise SystemExit(main(generated))
