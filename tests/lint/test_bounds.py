"""Texts that are too large, and what is said of them; nothing of them is passed over without a word."""

from __future__ import annotations

import json

import pytest

import flowc.lint
from flowc.lint import explain, lint_text
from flowc.lint.bounds import MAX_ACTIONS, MAX_MEMBERS
from flowc.lint.documents import read_documents
from flowc.lint.forms import read_action
from flowc.lint.lint import MAX_FINDINGS
from flowc.lint.reader import MAX_VALUES, MOST_FINDINGS, read_json
from flowc.lint.values import Object
from flowc.source import Source, Span

SAY = {"say": {"text": "Hello."}}
WRONG = {"say": {"text": 1}}


def lint(value, path="answer.json"):
    return lint_text(Source(path, value if isinstance(value, str) else json.dumps(value)))


def test_a_text_has_so_many_values_and_no_more():
    [finding] = lint("[" + "0," * MAX_VALUES + "0]")
    assert (finding.code, finding.message) == ("MV002", f"the text has more than {MAX_VALUES:,} values")


def test_a_text_has_so_many_actions_and_no_more():
    [finding] = lint([{"actions": [SAY] * MAX_ACTIONS}, {"actions": [WRONG]}])
    assert (finding.code, finding.message) == ("MV002", f"there are more than {MAX_ACTIONS:,} actions in this text")
    assert (finding.span, finding.help) == (Span(0, 1), "split it into several files")
    assert lint([{"actions": [SAY] * (MAX_ACTIONS - 1)}, {"actions": [SAY]}]) == []


def test_findings_beyond_a_number_are_not_told_and_that_is():
    exactly = lint({"actions": [WRONG] * MAX_FINDINGS})
    assert len(exactly) == MAX_FINDINGS
    assert "MV002" not in {finding.code for finding in exactly}
    for documents in (
        {"actions": [WRONG] * (MAX_FINDINGS + 1)},
        [{"actions": [WRONG] * MAX_FINDINGS}, {"actions": [WRONG] * 2}, {"actions": [WRONG]}],
    ):
        found = lint(documents)
        assert len(found) == MAX_FINDINGS + 1
        assert found[-1].code == "MV002"
        assert found[-1].message == (
            f"here are more than {MAX_FINDINGS:,} findings, and those behind this place are not told"
        )
        assert found[-1].help == "mend what is told, then run again"


@pytest.mark.parametrize(
    "action",
    [
        {"set_variables": {"variables": {f"name{number}": "a" for number in range(MAX_MEMBERS + 1)}}},
        {"unset_variables": {"names": [f"name{number}" for number in range(MAX_MEMBERS + 1)]}},
        {"say": {f"name{number}": "a" for number in range(MAX_MEMBERS + 1)}},
    ],
)
def test_what_has_too_many_members_is_not_looked_at(action):
    [finding] = lint({"actions": [action]})
    assert finding.code == "MV002"
    assert finding.message == f"this has {MAX_MEMBERS + 1:,} members; {MAX_MEMBERS:,} are allowed"
    assert finding.span.end == finding.span.start + 1
    assert json.dumps({"actions": [action]})[finding.span.start] in "{["
    assert finding.pointer == f"/actions/0/{next(iter(action))}"


def test_as_many_members_as_are_allowed_are_looked_at():
    assert lint({"actions": [{"unset_variables": {"names": ["plan"] * MAX_MEMBERS}}]}) == []


def test_reading_ends_where_a_text_is_no_json_that_somebody_tried_to_write():
    lines = "\n".join(["1"] * (MOST_FINDINGS + 50))
    assert len(lint(lines, "a.jsonl")) == MOST_FINDINGS + 1
    entries = [1] * (MOST_FINDINGS + 50)
    assert len(lint(entries)) == MOST_FINDINGS + 1


def test_documents_can_be_read_of_lines_without_any():
    documents, findings = read_documents(Source("a.jsonl", "\n\n"), lines=True)
    assert documents == []
    assert [finding.message for finding in findings] == ["there is no document here"]


def test_what_the_catalogue_has_no_words_for_is_told_in_those_of_the_schema():
    value = read_json(Source("a.json", json.dumps(SAY))).value
    assert isinstance(value, Object)
    written = read_action(value, "/actions/0", [])
    assert written is not None
    told = [
        finding
        for keyword, path in (("minProperties", ()), ("multipleOf", ("text",)))
        for _, finding in explain._words(written, keyword, path, "this is not as it should be")
    ]
    assert [finding.message for finding in told] == ["`say`: this is not as it should be"] * 2
    assert [finding.pointer for finding in told] == ["/actions/0/say", "/actions/0/say/text"]


def test_the_package_has_no_other_names():
    assert not hasattr(flowc.lint, "lint_texts")
