"""Documents made from the examples of the schema, and then broken, or not, in small ways.

Deterministic: the same seed gives the same documents on every machine.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flowc.resources import data_path

__all__ = ["documents"]

_ANNOTATED = json.loads(Path(data_path("schemas", "source", "answer.annotated.json")).read_text(encoding="utf-8"))
ACTIONS: dict[str, Any] = {name: value for name, value in _ANNOTATED["$defs"].items() if "x-ends" in value}
FIELDS = sorted({field for action in ACTIONS.values() for field in action["properties"]})

VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 5, 20, 21, 30, 31, 60_000, 60_001, 10**20, 1.0, 2.5, 30.0, 1e300, -0.0,
    "", " ", "\n", "a", "é", "5", "true", "GET", "get", "POST", "read", "both", "inbound", "Read",
    "#", "##", "#\n", "1234#", "12 34", "1" * 256, "1" * 257, "wWA-D,", "ABCD",
    "+15551230002", "+15551230002\n", "+1 (555) 123-0002", "15551230002", "+0123", "+1", "+1234567890123456",
    "sip:desk@acme.example", "SIPS:desk@acme.example:5061;transport=tls", "sip:", "sip:a b@c", "sip:[::1]",
    "https://voice.example/next", "HTTP://voice.example", "https://", "ftp://voice.example",
    "https://a b", "voice.example",
    "https://voice.example/next\n", "https://user@voice.example:8443/a?b=c#d", "https://voice.example:123456/",
    "wss://assist.example/live", "ws://assist.example", "wss://", "WSS://assist.example",
    "support-room", "support room", "room.1_2-3", "räume",
    [], ["a"], ["a", ""], ["a", 5], ["n" * 128], ["n" * 129], {}, {"a": "b"}, {"a": 5}, {"": "b"}, {"n" * 128: "v"},
    {"n" * 129: "v"}, {"a": "v" * 4096}, {"a": "v" * 4097}, {"text": "a"}, {"type": "say"}, [{"say": {"text": "a"}}],
]  # fmt: skip
OF_TYPE = {
    "string": [value for value in VALUES if isinstance(value, str)] + ["1" * 257, "1" * 256],
    "integer": [value for value in VALUES if type(value) in (int, float)] + [-1, -5, -(10**20), 31, 99, 10**6],
    "boolean": [True, False, 0, 1, "true"],
    "object": [value for value in VALUES if isinstance(value, dict)]
    + [{"": "b"}, {"": ""}, {"a": "b", "n" * 129: "v"}],
    "array": [value for value in VALUES if isinstance(value, list)] + [[""], ["", "a"], ["n" * 129]],
}
"""Values of the type that a field has: these come to its limits more often."""


def documents(number: int, seed: int) -> Iterator[Any]:
    """This many documents; a little more than half of them with something wrong."""
    source = random.Random(seed)
    for _ in range(number):
        document: Any = {"actions": [_action(source) for _ in range(source.choice((0, 1, 1, 1, 2, 3)))]}
        if source.random() < 0.1:
            document["$schema"] = "https://example.com/answer.schema.json"
        document = copy.deepcopy(document)
        for _ in range(source.choice((0, 1, 1, 1, 2))):
            document = _mutated(document, source)
        yield document


def _action(source: random.Random) -> Any:
    name = source.choice(list(ACTIONS))
    fields = source.choice(ACTIONS[name]["examples"])
    if source.random() < 0.25:
        name = source.choice(["gather", "gather", "send_digits", "redirect", "set_variables", "unset_variables"])
        fields = source.choice(ACTIONS[name]["examples"])
    return {name: fields} if source.random() < 0.5 else {"type": name, **fields}


def _mutated(document: Any, source: random.Random) -> Any:
    if source.random() < 0.06:
        return _mutated_whole(document, source)
    actions = document.get("actions") if isinstance(document, dict) else None
    if not isinstance(actions, list) or not actions:
        return document
    place = source.randrange(len(actions))
    if source.random() < 0.06:
        actions[place] = source.choice([None, 5, "say", [], {}, {}, {}, {"say": None}, {"hold": []}, {"say": "Hello"}])
    elif isinstance(actions[place], dict):
        _mutate_action(actions[place], source)
    return document


def _mutated_whole(document: Any, source: random.Random) -> Any:
    if not isinstance(document, dict):
        return document
    match source.randrange(5):
        case 0:
            return source.choice([[], None, "actions", 5, [document], {}])
        case 1:
            document["actions"] = source.choice([None, {}, "say", 5, True])
        case 2:
            document["version"] = 1
        case 3:
            document["$schema"] = source.choice([5, None, "x"])
        case 4:
            document["action"] = document.pop("actions", None)
    return document


def _mutate_action(action: dict[str, Any], source: random.Random) -> None:
    fields = _fields(action)
    keys = [key for key in fields if key != "type"]
    known = {field: schema for name in (action.get("type"), *action) if isinstance(name, str) and name in ACTIONS
             for field, schema in ACTIONS[name]["properties"].items()}  # fmt: skip
    match source.randrange(12):
        case 0 if keys:
            del fields[source.choice(keys)]
        case 1 if keys:
            key = source.choice(keys)
            fields[source.choice([key.rstrip("s"), key + "s", key.upper(), ""])] = fields.pop(key)
        case 2:
            fields[source.choice(FIELDS)] = source.choice(VALUES)
        case 3:
            action[source.choice([*ACTIONS, "type"])] = source.choice([{}, {"text": "a"}, "say", "trasfer", 5])
        case 4 if "destination" in known:
            fields[source.choice(["to", "destination"])] = "+15551230002"
        case 5:
            fields["type"] = source.choice([*ACTIONS, "trasfer", None, 5, ["say"]])
        case _ if known:
            field, schema = source.choice(list(known.items()))
            fields[field] = source.choice(OF_TYPE[schema.get("type", "string")] if source.random() < 0.7 else VALUES)


def _fields(action: dict[str, Any]) -> dict[str, Any]:
    if "type" not in action and len(action) == 1:
        [inner] = action.values()
        return inner if isinstance(inner, dict) else action
    return action
