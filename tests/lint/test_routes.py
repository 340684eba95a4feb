"""Routes of a build that something else wrote, or edited: told where they cannot be read, and never guessed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flowc.importing import import_sources
from flowc.lint.decisions import KnownDecision, read_decision
from flowc.lint.reader import read_json
from flowc.linting import lint_sources
from flowc.source import Source, SourceMap

from .test_import import SECOND_HALF, files_of

WEEK = {day: [["09:00", "17:30"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
HOURS = {"kind": "hours", "node": "opening", "zone": "Europe/Dublin", "week": WEEK, "dates": {}}
CALLER = {"kind": "caller", "node": "region"}


def read(route: Any) -> KnownDecision | None:
    value = read_json(Source("routes.json", json.dumps(route))).value
    assert value is not None
    return read_decision("first", value)


@pytest.mark.parametrize(
    "route",
    [
        HOURS | {"week": {}},
        HOURS | {"week": {**WEEK, "mon": "all day"}},
        HOURS | {"week": {**WEEK, "mon": [["nine", "five"]]}},
        HOURS | {"week": {**WEEK, "mon": [["09:00"]]}},
        HOURS | {"zone": 1},
        HOURS | {"node": None},
        {"kind": "variable"},
        {"kind": "ask", "url": "https://crm.example/"},
        {"kind": "caller"},
        CALLER | {"node": {}},
        {"node": "region"},
        [],
    ],
)
def test_what_is_no_route_of_a_decision_is_read_as_none(route: Any) -> None:
    assert read(route) is None


def test_branches_that_lead_nowhere_or_are_for_nothing_are_left_out() -> None:
    branches = [{"pattern": "+353861234567", "next": 1}, {"pattern": "+353861234568"}, {"next": "desk"}, "desk"]
    known = read(CALLER | {"branches": branches, "other": "desk", "withheld": []})
    assert known is not None
    assert [(event, to) for event, to, _ in known.next] == [("+353861234567", "1"), ("other", "desk")]


def test_a_route_is_read_as_the_decision_that_it_is() -> None:
    asked = {
        "kind": "ask",
        "url": "https://crm.example/",
        "timeout_ms": 500,
        "send": {"caller": "caller", "a": "variable"},
    }
    routes: list[Any] = [HOURS | {"node": "part.opening"}, asked | {"node": "a"}, {"kind": "variable", "variable": "v"}]
    hours, ask, variable, caller = (read({"node": "a"} | route) for route in (*routes, CALLER))
    assert hours is not None
    assert ask is not None
    assert variable is not None
    assert caller is not None
    assert hours.decision.hours is not None
    assert hours.decision.hours.name == "part_opening_hours"
    assert ask.decision.send == (("caller", "caller"), ("a", "variable"))
    assert variable.decision.variable == "v"
    assert all(known.decision.span == known.span for known in (hours, ask, variable, caller))


def test_values_are_outcomes_as_they_are_written_and_what_leads_nowhere_hides_no_other() -> None:
    known = read(CALLER | {"branches": [{"value": "x", "next": {}}, {"value": "gr\u00f6\u00dfer", "next": "desk"}]})
    assert known is not None
    assert [(event, to) for event, to, _ in known.next] == [('"gr\u00f6\u00dfer"', "desk")]


def found(change: Any, keep: str = "") -> list[tuple[str, str]]:
    """What is found in the build after a change of its routes, as code and message."""
    files = {path: json.loads(text) for path, text in files_of(SECOND_HALF).items() if keep in path}
    change(files["build/front/routes.json"]["routes"])
    sources = SourceMap()
    for path, value in files.items():
        sources.add(path, json.dumps(value))
    return [(finding.code, finding.message) for finding in lint_sources(sources).findings if finding.code != "MV901"]


def test_a_route_that_no_build_writes_is_told() -> None:
    def change(routes: dict[str, Any]) -> None:
        routes["opening"]["zone"] = None
        del routes["number"]["attempt"]
        routes["hello"] = []

    messages = [message for code, message in found(change) if code == "MV209"]
    assert messages == [f"the route `{name}` is not what a build writes" for name in ("opening", "number", "hello")]


@pytest.mark.parametrize("attempt", [-1, 0, 11, 10**7, 10**20])
def test_an_attempt_that_no_flow_counts_to_is_told_and_not_imported(attempt: int) -> None:
    files = {path: json.loads(text) for path, text in files_of(SECOND_HALF).items()}
    files["build/front/routes.json"]["routes"]["number"]["attempt"] = attempt
    sources = SourceMap()
    for path, value in files.items():
        sources.add(path, json.dumps(value))
    imported = import_sources(sources)
    assert imported.text == ""
    assert "the route `number` is not what a build writes" in {finding.message for finding in imported.findings}


@pytest.mark.parametrize("branch", [{"pattern": "19XX", "next": []}, {"pattern": "", "next": "answer"}])
def test_a_branch_of_a_gather_that_leads_nowhere_or_has_no_pattern_is_no_way(branch: dict[str, Any]) -> None:
    def change(routes: dict[str, Any]) -> None:
        routes["number"]["branches"].append(branch)

    assert found(change) == found(lambda routes: None)


def test_a_flow_by_itself_may_lead_into_one_that_is_not_looked_at() -> None:
    assert found(lambda routes: None, keep="build/front/") == []
