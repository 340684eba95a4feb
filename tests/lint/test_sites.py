"""Documents are checked by themselves, together where they are served together, and as a flow where one was built."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flowc.compile import compile_sources
from flowc.emit.documents import build
from flowc.linting import lint_sources
from flowc.source import SourceMap

from .case import cases_together, found_together

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.mv"))

HI = {"say": {"text": "Thank you for calling."}}
RECORD, STOP = {"start_recording": {}}, {"stop_recording": {}}
DESK = {"transfer": {"destination": "+15551230099"}}
URL = "https://voice.example/ivr"


def goes(name):
    return {"redirect": {"url": f"{URL}/{name}"}}


def lint(documents, **options):
    """Findings as code, file and JSON pointer."""
    sources = SourceMap()
    for path, value in documents.items():
        text = value if isinstance(value, str) else json.dumps({"actions": value} if isinstance(value, list) else value)
        sources.add(path, text)
    findings = lint_sources(sources, **options).findings
    return [(finding.code, sources.at(finding.span.start).path, finding.pointer) for finding in findings]


@pytest.mark.parametrize("case", cases_together(), ids=lambda case: case.stem)
def test_documents_that_are_looked_at_as_a_graph_have_what_stands_beside_them(case):
    assert found_together(case) == case.with_suffix(".txt").read_text(encoding="utf-8"), (
        "read it, then: python -m tests.lint.regenerate"
    )


# --- a document by itself ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ([HI, STOP, STOP], [("MV401", "/actions/2/stop_recording")]),
        ([HI, RECORD, RECORD], [("MV402", "/actions/2/start_recording")]),
        ([{"hold": {}}, HI, {"resume": {}}, {"resume": {}}], [("MV404", "/actions/1/say"),
                                                              ("MV403", "/actions/3/resume")]),
        ([{"mute": {"direction": "write"}}, HI], [("MV404", "/actions/1/say")]),
        ([{"bridge": {"to": "+15551230002"}}, {"resume": {}}, {"resume": {}}], [("MV403", "/actions/2/resume")]),
        ([{"conference": {"room": "a"}}, STOP, STOP], [("MV401", "/actions/2/stop_recording")]),
        ([HI, {"redirect": {"url": "http://voice.example/next"}}], [("MV606", "/actions/1/redirect/url")]),
        ([{"gather": {"prompt": "For sales, press 1.", "timeout_seconds": 1}}, goes("next")],
         [("MV505", "/actions/0/gather/timeout_seconds")]),
        ([HI, {"set_variables": {"variables": {"a": "b"}}}], [("MV901", "/actions/1/set_variables")]),
    ],
)  # fmt: skip
def test_what_a_document_shows_by_itself(actions, expected):
    assert [(code, pointer) for code, _, pointer in lint({"answer.json": actions})] == expected


@pytest.mark.parametrize(
    "actions",
    [
        [STOP, HI],
        [{"resume": {}}, HI],
        [RECORD, HI, goes("next")],
        [{"gather": {"timeout_seconds": 5}}, goes("next")],
        [{"unset_variables": {"names": ["a"]}}, HI][1:],
        [{"stop_stream": {}}, HI],
    ],
)
def test_what_is_not_known_of_a_call_is_never_held_against_a_document(actions):
    assert lint({"answer.json": actions}) == []


def test_documents_in_an_array_are_each_by_itself():
    text = json.dumps([{"actions": [HI, RECORD]}, {"actions": [RECORD, RECORD]}])
    assert lint({"log.json": text}) == [("MV402", "log.json", "/1/actions/1/start_recording")]


def test_a_document_with_an_error_is_not_looked_at_further():
    assert [code for code, _, _ in lint({"answer.json": [STOP, STOP, {"say": {}}]})] == ["MV203"]


def test_files_of_one_name_in_two_directories_are_two_documents():
    actions = [HI, {"set_variables": {"variables": {"a": "b"}}}]
    found = lint({"sales/answer.json": actions, "support/answer.json": actions})
    assert [(code, path) for code, path, _ in found] == [
        ("MV901", "sales/answer.json"), ("MV901", "support/answer.json"),
    ]  # fmt: skip


# --- served together -----------------------------------------------------------------------------------------------


def served(documents):
    return lint({f"site/{name}": value for name, value in documents.items()}, served_at=URL, root="site")


def test_a_redirect_is_followed_to_the_document_that_it_names():
    found = served({"answer.json": [HI, RECORD, goes("next.json")], "next.json": [STOP, STOP, DESK]})
    assert found == [("MV401", "site/next.json", "/actions/1/stop_recording")]


def test_a_redirect_to_a_document_that_is_not_there():
    found = served({"answer.json": [HI, goes("nxt.json")], "next.json": [HI, DESK]})
    assert found == [("MV101", "site/answer.json", "/actions/1/redirect/url")]


def test_a_document_that_nothing_leads_to():
    found = served({"answer.json": [HI, goes("next.json")], "next.json": [HI, DESK], "lost.json": [HI, DESK]})
    assert [(code, path) for code, path, _ in found] == [("MV307", "site/lost.json")]


def test_nothing_is_lost_where_an_application_decides():
    menu = {"gather": {"prompt": "For sales, press 1.", "timeout_seconds": 5}}
    application = {"redirect": {"url": "https://crm.example/menu"}}
    assert served({"answer.json": [menu, application], "sales.json": [HI, DESK]}) == []


def test_redirects_that_go_round_without_a_gather():
    found = served({"answer.json": [HI, goes("next.json")], "next.json": [HI, goes("answer.json")]})
    assert "MV312" in [code for code, _, _ in found]


def test_a_call_is_redirected_more_often_than_the_platform_allows():
    chain = {f"{number}.json": [HI, goes(f"{number + 1}.json")] for number in range(1, 22)}
    found = served({"answer.json": [HI, goes("1.json")], **chain, "22.json": [HI, DESK]})
    assert "MV313" in [code for code, _, _ in found]


# --- what a build wrote --------------------------------------------------------------------------------------------


def built(path, wire="keyed"):
    """The files of a flow, by path."""
    sources = SourceMap()
    sources.add(path.name, path.read_text(encoding="utf-8"))
    compilation = compile_sources(sources)
    assert compilation.program is not None
    return {
        f"build/{flow.flow}/{name}": content.decode()
        for flow in build(compilation.program, wire=wire)
        for name, content in flow.files.items()
    }, compilation.findings


@pytest.mark.parametrize("wire", ["keyed", "typed"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_is_built_of_a_clean_flow_is_clean(path, wire):
    files, findings = built(path, wire)
    infos = {finding.code for finding in findings if finding.severity == "info"}
    assert {code for code, _, _ in lint(files)} <= infos


def edited(change):
    """The receptionist's build after somebody has edited it."""
    [path] = [path for path in EXAMPLES if path.stem == "receptionist"]
    files = {name: json.loads(text) for name, text in built(path)[0].items()}
    change(files)
    return lint({name: json.dumps(value) for name, value in files.items()})


def test_a_route_that_lost_an_outcome():
    def change(files):
        del files["build/receptionist/routes.json"]["routes"]["main"]["noinput"]

    assert [code for code, _, _ in edited(change)] == ["MV301"]


def test_a_route_that_leads_to_no_document():
    def change(files):
        files["build/receptionist/routes.json"]["routes"]["main"]["noinput"] = "nowhere"

    assert ("MV101", "build/receptionist/routes.json", None) in edited(change)


def test_a_recording_that_is_stopped_where_none_runs():
    def change(files):
        files["build/receptionist/main.on_2.json"]["actions"].insert(0, STOP)

    found = edited(change)
    assert ("MV401", "build/receptionist/main.on_2.json", "/actions/0/stop_recording") in found


def test_a_manifest_that_is_none_is_a_document_like_any_other():
    found = lint({"a/manifest.json": "{}", "a/routes.json": "{}", "a/answer.json": [HI, DESK]})
    assert [(code, path) for code, path, _ in found] == [("MV209", "a/manifest.json"), ("MV209", "a/routes.json")]


def test_tables_of_a_build_without_its_documents_are_no_graph() -> None:
    flow = SourceMap()
    flow.add("receptionist.mv", (Path(__file__).parents[2] / "examples/receptionist.mv").read_text(encoding="utf-8"))
    program = compile_sources(flow).program
    assert program is not None
    [built] = build(program)
    sources = SourceMap()
    for name in ("manifest.json", "routes.json"):
        sources.add(f"receptionist/{name}", built.files[name].decode())
    assert lint_sources(sources).findings == []
