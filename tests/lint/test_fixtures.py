"""Documents as they are found in the field pass, in both forms, and mean the same in both."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from flowc.actions import catalogue
from flowc.lint import lint_text
from flowc.resources import data_path
from flowc.source import Source

FOLDER = Path(__file__).parents[1] / "fixtures" / "documents"
FILES = sorted(FOLDER.glob("*/*.json"))

EXAMPLES = {
    "agent_assist", "appointment_confirmation", "call_forwarding", "conference_room", "department_transfer",
    "extension_dialling", "payment_reminder", "receptionist_ivr", "recorded_order", "sales_and_support_menu",
    "voicemail",
}  # fmt: skip


@pytest.fixture(scope="module")
def schema():
    return jsonschema.Draft202012Validator(
        json.loads(Path(data_path("schemas", "answer.schema.json")).read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_document_of_the_field_is_valid_and_clean(path, schema):
    text = path.read_text(encoding="utf-8")
    schema.validate(json.loads(text))
    assert lint_text(Source(path.name, text)) == []


def test_each_example_is_there_in_both_forms():
    assert {form: {path.stem for path in (FOLDER / form).glob("*.json")} for form in ("keyed", "typed")} == {
        "keyed": EXAMPLES,
        "typed": EXAMPLES,
    }


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_both_forms_say_the_same(name):
    keyed, typed = (json.loads((FOLDER / form / f"{name}.json").read_text("utf-8")) for form in ("keyed", "typed"))
    renamed = [{"type": name, **fields} for action in keyed["actions"] for name, fields in action.items()]
    assert renamed == typed["actions"]


def test_every_action_is_used_somewhere():
    used = set()
    for path in (FOLDER / "typed").glob("*.json"):
        used |= {action["type"] for action in json.loads(path.read_text("utf-8"))["actions"]}
    assert used == set(catalogue())


def test_every_action_passes_with_every_one_of_its_examples():
    for action in catalogue().values():
        for fields in action.examples:
            for written in ({action.name: fields}, {"type": action.name, **fields}):
                behind = [{"redirect": {"url": "https://voice.example/next"}}] if action.ends != "always" else []
                document = json.dumps({"actions": [written, *behind]})
                assert lint_text(Source("answer.json", document)) == []
