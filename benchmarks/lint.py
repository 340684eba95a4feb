"""What action JSON costs to lint: clean documents, by how many there are.

Against an interpreter that does nothing, and against check-jsonschema and ajv-cli with the same schema. They judge each
document by the schema alone; the lint also looks at numbers, order and speech. The documents are like those of one
program: no two are alike, but they have six shapes (``flowc.lint.shape``), and the lint makes use of that.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.paired import Measured, compare, process
from benchmarks.peers import program
from benchmarks.start import BARE, FLOWC
from flowc.resources import data_path

__all__ = ["measure", "write_documents"]

ROWS = ((1, 5, 1 / 4), (100, 5, 1 / 4), (1_000, 8, 1 / 12), (10_000, 25, 1 / 30))
"""How many files, and the goals: times the interpreter's, and the share of what the other takes."""

_SLOW = 1_000
"""Files from which on the other validator runs once, and not in as many pairs."""

_URL = "https://voice.example/ivr/receptionist"


def measure(pairs: int) -> Iterator[tuple[str, str, Measured, float]]:
    """Rows: what, against what, how it came out, and the goal as a ratio."""
    other = program("check-jsonschema")
    schema = str(data_path("schemas", "answer.schema.json"))
    with tempfile.TemporaryDirectory() as folder:
        for number, goal, share in ROWS:
            files = write_documents(Path(folder, str(number)), number)
            lint = process([*FLOWC, "lint", str(number)], cwd=folder)
            yield f"`flowc lint`, {_files(number)}", "bare Python", compare(lint, process(BARE), pairs=pairs), goal
            if other is not None:
                validate = process([other, "--schemafile", schema, *files], cwd=folder)
                few = pairs if number < _SLOW else 1
                yield f"`flowc lint`, {_files(number)}", "check-jsonschema", compare(lint, validate, pairs=few), share
            ajv = program("ajv")
            if ajv is not None:
                words = [ajv, "validate", "--spec=draft2020", "-s", schema, "-d", f"{number}/*.json"]
                few = pairs if number < _SLOW else 1
                ratio = compare(lint, process(words, cwd=folder), pairs=few)
                yield f"`flowc lint`, {_files(number)}", "ajv-cli", ratio, 1 / 4 if number < _SLOW else 1 / 2


def write_documents(folder: Path, number: int) -> list[str]:
    """Write so many documents, no two alike; their paths from the folder above."""
    folder.mkdir()
    for index in range(number):
        actions = _document(index)
        if index % 2:
            actions = [{"type": name, **fields} for action in actions for name, fields in action.items()]
        Path(folder, f"{index}.json").write_text(json.dumps({"actions": actions}, indent=2), encoding="utf-8")
    return [f"{folder.name}/{index}.json" for index in range(number)]


def _document(index: int) -> list[dict[str, dict[str, object]]]:
    """A menu, a question for digits, or a way to a person."""
    greeting: dict[str, dict[str, object]] = {"say": {"text": f"Thank you. This is office {index}."}}
    desk: list[dict[str, dict[str, object]]] = [
        {"say": {"text": "Please hold. We are connecting you to our team."}},
        {"transfer": {"destination": f"+1555123{index:04}"}},
    ]
    match index % 3:
        case 0:
            prompt = "For appointments, press 1. For billing, press 2. To hear this again, press 9."
            asked: dict[str, object] = {"prompt": prompt, "num_digits": 1, "timeout_seconds": 5}
            return [greeting, {"gather": asked}, {"redirect": {"url": f"{_URL}/route/main{index}"}}, *desk]
        case 1:
            asked = {"prompt": "Please enter your order.", "num_digits": 6, "timeout_seconds": 15}
            return [greeting, {"gather": asked}, {"redirect": {"url": f"{_URL}/route/order{index}"}}, *desk]
        case _:
            bridge: dict[str, object] = {"destination": f"sip:desk{index}@voice.example", "timeout_seconds": 20}
            return [greeting, {"bridge": bridge}, *desk]


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number:,} files"
