"""A document of a build that is named by itself, as hooks and editors do, means what its manifest and routes say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flowc.cli import main

FLOW = """\
flow desk {
    title "Front desk"
    base_url "https://voice.acme.example/ivr"
    start main

    menu main {
        prompt "For sales, press 1. To end this call, press 2."
        on 1 {
            say "Connecting you to sales."
            bridge +15551230002 timeout 20s on failed -> hangup
        }
        on 2 -> bye
        on noinput -> retry "Sorry, we did not hear anything."
        on nomatch -> retry "Sorry, that is not one of the options."
        on exhausted -> bye
    }

    step bye {
        say "Goodbye."
        hangup
    }
}
"""


@pytest.fixture
def build(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("desk.mv").write_text(FLOW, encoding="utf-8")
    assert main(["build", "desk.mv", "-o", "build"]) == 0
    capsys.readouterr()
    return Path("build/desk")


def lint(capsys, *paths):
    status = main(["lint", *map(str, paths), "--format", "json"])
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return status, [(finding["code"], finding["path"]) for finding in found]


def change(path, edit):
    value = json.loads(path.read_text(encoding="utf-8"))
    edit(value)
    path.write_text(json.dumps(value), encoding="utf-8")


def test_each_document_of_a_build_alone_is_found_to_be_what_it_is_among_the_others(build, capsys):
    _, together = lint(capsys, build)
    documents = [path for path in build.glob("*.json") if path.name not in ("manifest.json", "routes.json")]
    assert len(documents) > 2
    for path in documents:
        _, alone = lint(capsys, path)
        assert alone == [found for found in together if found[1] == str(path)], path


def test_what_is_found_in_files_that_were_not_named_is_not_told(build, capsys):
    change(build / "bye.json", lambda value: value["actions"].insert(0, {"stop_recording": {}}))
    assert ("MV401", str(build / "bye.json")) in lint(capsys, build)[1]
    assert "MV401" not in [code for code, _ in lint(capsys, build / "answer.json")[1]]


def test_routes_that_lost_an_outcome_are_told_of_at_the_document_that_asks(build, capsys):
    change(build / "routes.json", lambda value: value["routes"]["main"].pop("noinput"))
    assert lint(capsys, build / "answer.json") == (1, [("MV301", str(build / "answer.json"))])
    assert lint(capsys, build / "bye.json") == (0, [])


def test_routes_that_lead_nowhere_are_told_of_with_any_document(build, capsys):
    change(build / "routes.json", lambda value: value["routes"]["main"].update(noinput="nowhere"))
    assert ("MV101", str(build / "routes.json")) in lint(capsys, build / "bye.json")[1]


def test_a_manifest_of_something_else_is_left_alone(build, capsys):
    (build / "manifest.json").write_text('{"name": "a web application"}', encoding="utf-8")
    (build / "routes.json").write_text("{", encoding="utf-8")
    assert lint(capsys, build / "answer.json") == (0, [])


def test_a_file_beside_that_cannot_be_read_changes_nothing(build, capsys):
    (build / "broken.json").write_bytes(b"\0")
    assert [file for _, file in lint(capsys, build / "bye.json")[1]] in ([], [str(build / "bye.json")])
