"""Violations that the catalogue has no words for: those of a schema that says more than it does today."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from flowc.lint import explain, lint_text
from flowc.source import SourceMap

from .case import shown

TEXT = '{"actions": [{"say": {"text": "Hello.", "txet": 1}}]}'


def told(monkeypatch: pytest.MonkeyPatch, text: str, *violations: tuple[str, list[str], str]) -> str:
    """What is found in a text whose actions the schema objects to so."""
    errors = [SimpleNamespace(validator=name, absolute_path=path, message=said) for name, path, said in violations]
    monkeypatch.setattr(explain, "_validator", lambda name: SimpleNamespace(iter_errors=lambda fields: errors))
    sources = SourceMap()
    return "".join(shown(finding, sources) for finding in lint_text(sources.add("a.json", text)))


def test_an_objection_to_an_action_stands_at_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(monkeypatch, TEXT, ("dependentRequired", [], "'a' needs 'b'"), ("minProperties", [], "too few"))
    assert found == "1:15-1:20 error MV205 `say`: 'a' needs 'b'\n    at /actions/0/say\n"


def test_an_objection_to_a_field_stands_at_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(monkeypatch, TEXT, ("format", ["text"], "no greeting"))
    assert found == "1:23-1:29 error MV205 `say`: no greeting\n    at /actions/0/say/text\n"


def test_an_objection_is_cut_where_it_repeats_a_long_value(monkeypatch: pytest.MonkeyPatch) -> None:
    (line, _) = told(monkeypatch, TEXT, ("format", ["text"], "x" * 300)).splitlines()
    assert line == f"1:23-1:29 error MV205 `say`: {'x' * 193}"
