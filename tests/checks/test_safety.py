"""What the cases cannot show: values of other types, and searches that take too long."""

from __future__ import annotations

from flowc.checks.analyses import flow_state
from flowc.checks.facts import Facts
from flowc.checks.fields import texts_of
from flowc.checks.limits import Limits

from .build import act, program, transfer
from .case import FOLDER
from .compiling import findings_of


def test_only_strings_are_looked_through_for_secrets():
    facts = Facts(program({"a": transfer(act("set_variables", variables={"one": 1, "two": "2"}))}), Limits())
    assert [(place.use, place.text) for place in texts_of(facts)] == [("variable", "2")]


def test_a_recorded_card_is_found_without_a_path_where_the_search_takes_too_long(monkeypatch):
    monkeypatch.setattr(flow_state, "_SEARCH_STEPS", 0)
    monkeypatch.setattr(flow_state, "_SEARCH_STEPS_A_BLOCK", 0, raising=False)
    text = (FOLDER / "MV605" / "invalid-on-one-way.mv").read_text()
    (finding,) = (finding for finding in findings_of(text).findings if finding.code == "MV605")
    assert finding.severity == "error"
    assert finding.witness == ()
