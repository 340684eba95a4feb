"""The catalogue says of every action what the platform's documentation says, and an action is added in one place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flowc import actions
from flowc.actions import catalogue, catalogue_of, closest_action
from flowc.checks.analyses.call_state import RECORDING
from flowc.compile import compile_sources
from flowc.field_checks import check_field
from flowc.resources import data_path
from flowc.source import SourceMap

ANNOTATED = Path(data_path("schemas", "source", "answer.annotated.json"))

DOCUMENTED = {
    "say": ["text"],
    "gather": ["prompt", "num_digits", "min_digits", "max_digits", "timeout_seconds", "finish_on_key"],
    "send_digits": ["digits", "pause_before_ms"],
    "redirect": ["url", "method", "max_redirects"],
    "transfer": ["destination", "to", "from"],
    "bridge": ["destination", "to", "from", "timeout_seconds"],
    "conference": ["room", "mute", "end_on_exit"],
    "hold": [],
    "resume": [],
    "mute": ["direction"],
    "unmute": ["direction"],
    "start_recording": [],
    "stop_recording": [],
    "start_stream": ["stream_url", "track"],
    "stop_stream": ["stream_url", "track"],
}

PING = {
    "title": "Ping",
    "description": "Plays a tone.",
    "type": "object",
    "properties": {
        "tone": {"description": "Which tone.", "type": "string", "enum": ["high", "low"], "x-form": "high or low"},
        "length_seconds": {
            "description": "How long.",
            "type": "integer",
            "minimum": 1,
            "maximum": 9,
            "x-unit": "s",
            "x-form": "1 to 9",
        },
    },
    "required": ["tone"],
    "examples": [{"tone": "high"}],
    "x-main": "tone",
    "x-ends": "never",
}


def test_the_documented_actions_are_these_with_these_fields():
    documented = {name: list(action.fields) for name, action in catalogue().items() if action.documented}
    assert documented == DOCUMENTED


def test_the_assumed_actions_are_those_of_the_variables():
    assert [name for name, action in catalogue().items() if not action.documented] == [
        "set_variables",
        "unset_variables",
    ]


@pytest.mark.parametrize(
    ("name", "ends"),
    [("transfer", "always"), ("bridge", "connected"), ("conference", "joined"), ("redirect", "loaded")],
)
def test_these_end_the_call_and_no_others(name, ends):
    assert catalogue()[name].ends == ends
    assert all(action.ends == "never" for action in catalogue().values() if action.name not in ENDING)


ENDING = ("transfer", "bridge", "conference", "redirect")


def test_every_switch_that_is_turned_off_can_be_turned_on():
    effects = [effect for action in catalogue().values() for effect in action.effects]
    on = {(effect.state, effect.by) for effect in effects if effect.turn == "on"}
    assert {effect.state for effect in effects if effect.turn == "off"} == {state for state, _ in on}
    assert RECORDING[0] in {state for state, _ in on}


def test_units_are_left_out_of_the_words_of_a_flow():
    words = {field.name: field.word for action in catalogue().values() for field in action.fields.values()}
    assert words["timeout_seconds"] == "timeout"
    assert words["pause_before_ms"] == "pause_before"
    assert words["num_digits"] == "num_digits"


def test_every_limit_says_in_words_what_it_is():
    for action in catalogue().values():
        for field in action.fields.values():
            limited = field.enum or field.pattern or field.minimum is not None
            assert field.form or not limited, f"{field.name} of {action.name}"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("trasfer", "transfer"),
        ("Say", "say"),
        ("dial", "bridge"),
        ("play", "say"),
        ("speak", "say"),
        ("record", "start_recording"),
        ("sendDigits", "send_digits"),
        ("stop-recording", "stop_recording"),
        ("xyzzy", None),
    ],
)
def test_what_people_write_for_an_action_is_understood(written, meant):
    assert closest_action(written) == meant


@pytest.fixture
def with_ping(tmp_path, monkeypatch):
    """The catalogue of a schema to which somebody has added one definition."""
    schema = json.loads(ANNOTATED.read_text(encoding="utf-8"))
    schema["$defs"]["ping"] = PING
    (tmp_path / "annotated.json").write_text(json.dumps(schema), encoding="utf-8")
    monkeypatch.setattr(actions, "data_path", lambda *parts: str(tmp_path / "annotated.json"))
    catalogue.cache_clear()
    yield
    catalogue.cache_clear()


def codes(statement):
    sources = SourceMap()
    flow = f"""flow desk {{
        base_url "https://voice.example/ivr"
        start main
        step main {{
            {statement}
            say "Connecting you."
            transfer +15551230001
        }}
    }}"""
    sources.add("desk.mv", flow)
    return [finding.code for finding in compile_sources(sources).findings]


@pytest.mark.usefixtures("with_ping")
def test_a_definition_in_the_schema_is_all_that_an_action_takes():
    assert codes("ping high length 3s") == []
    assert codes("ping hgh") == ["MV205"]
    assert codes("ping high length 10s") == ["MV205"]
    assert codes("ping high lenght 3s") == ["MV202"]
    assert codes("ping length 3s") == ["MV203"]


def test_an_action_is_known_by_its_ends_annotation_only():
    plain = {key: value for key, value in PING.items() if key != "x-ends"}
    assert list(catalogue_of({"$defs": {"ping": PING, "helper": plain}})) == ["ping"]


def test_a_value_is_checked_by_its_definition():
    ping = catalogue_of({"$defs": {"ping": PING}})["ping"]
    assert check_field(ping, ping.fields["length_seconds"], 3) is None
    problem = check_field(ping, ping.fields["length_seconds"], 10)
    assert problem is not None
    assert problem.code == "MV205"
    assert "1 to 9 seconds" in problem.message
