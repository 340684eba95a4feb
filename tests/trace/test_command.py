"""``flowc trace``: what it prints, where it writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from flowc.cli import main
from tests.trace.placed import lines
from tests.trace.test_following import CLINIC, MAIN, NIGHT, PIN, changed, events, played


def written(folder: Path, *calls: list[dict[str, Any]], extra: bytes = b"") -> str:
    """A file with the events of these calls, each with an identifier of its own."""
    events = [
        {**event, "call": {**event["call"], "id": f"call_{number}"}}
        for number, call in enumerate(calls, 1)
        for event in call
    ]
    path = folder / "events.jsonl"
    path.write_bytes(b"\n".join([*lines(events), extra]) + b"\n")
    return str(path)


FLOW = ["--flow", str(CLINIC)]


def test_calls_are_counted_by_node_and_edge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("0", "wait 0", "7 hangup", "1 20417733", "hangup")
    path = written(tmp_path, *(played(CLINIC, word) for word in words))
    assert main(["trace", path, *FLOW]) == 0
    assert (
        capsys.readouterr().out
        == """\
5 calls, all as the flow says

main: 5 calls, asked 7 times
  0                 2  desk
  silence           1  asks again
  nothing takes it  1  asks again
  1                 1  appointments
  hung up           2

appointments: 1 call
  digits                                              1
  redirect https://crm.riverside.example/appointment  1

desk: 2 calls
  transfer +15551230099  2
"""
    )


def test_a_call_that_differs_is_told_whole_and_makes_the_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, played(CLINIC, "0"), changed("0", timeout_seconds=9))
    assert main(["trace", path, *FLOW]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("2 calls, 1 otherwise than the flow says\n")
    assert "call_2, 2026-01-01T00:00:00.000Z, 4 events\n" in printed
    assert "differs: `main` took 1 digit in 9 s; in the flow it takes 1 digit in 5 s\n" in printed
    assert "call_1," not in printed


def test_a_line_that_is_no_event_is_told_and_every_other_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, played(CLINIC, "0"), extra=b'{"event": 867530')
    assert main(["trace", path, *FLOW]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"flowc: {path}:5: this is no JSON\n")
    assert "867530" not in printed.err
    assert printed.out.startswith("1 call, as the flow says\n")


def test_lines_of_several_files_and_of_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, played(CLINIC, "0"))
    other = tmp_path / "other.jsonl"
    other.write_bytes(b"\n[]\n")
    assert main(["trace", path, str(other), *FLOW]) == 2
    assert f"{other}:2: this is no JSON object" in capsys.readouterr().err


def test_the_documents_tell_as_much_as_the_flow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, *(played(CLINIC, word) for word in ("0", "wait 2 fail", "1 20417733")))
    assert main(["build", str(CLINIC), "-o", str(tmp_path / "build")]) == 0
    assert main(["trace", path, "--calls", *FLOW]) == 0
    from_flow = capsys.readouterr().out
    for folder in (tmp_path / "build", tmp_path / "build" / "clinic"):
        assert main(["trace", path, "--calls", "--build", str(folder)]) == 0
        assert capsys.readouterr().out == from_flow


def test_json_has_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, played(CLINIC, "1 20417733"), changed("0", timeout_seconds=9))
    assert main(["trace", path, *FLOW, "--format", "json"]) == 1
    value = json.loads(capsys.readouterr().out)
    first, second = value["calls"]
    assert [step["document"] for step in first["way"]] == ["main", "appointments", "appointments.on_digits"]
    assert [step["event"] for step in first["way"]] == ["1", "digits", None]
    assert first["events"][0]["call"]["customer_id"] == "customer_simulated"
    assert [difference["kind"] for difference in second["differences"]] == ["settings"]
    assert value["traffic"]["nodes"][0]["node"] == "main"
    assert value["traffic"]["ends"] == {"redirect": 1, "transfer": 1}


def test_ways_are_as_wide_as_they_are_trodden(tmp_path: Path) -> None:
    path = written(tmp_path, *(played(CLINIC, word) for word in ("0", "0", "0", "0", "1 hangup")))
    picture = tmp_path / "calls.svg"
    assert main(["trace", path, *FLOW, "-o", str(picture)]) == 0
    svg = ElementTree.parse(picture)
    widths = [path.get("style", "") for path in svg.iter("{http://www.w3.org/2000/svg}path") if path.get("style")]
    assert {"stroke-width:8.5", "stroke-width:3.2"} < set(widths)
    text = picture.read_text(encoding="utf-8")
    assert "5 callers came by" in text
    assert "1 caller came by, 1 hung up" in text
    assert "no callers came by" in text


def test_a_picture_does_not_tell_which_branch_a_secret_took(tmp_path: Path) -> None:
    pictures = []
    for digits in ("1234", "9999"):
        first = {**MAIN, "digits": "2", "timed_out": False}
        secret = {**PIN, "digits": digits, "timed_out": False}
        picture = tmp_path / f"{digits}.svg"
        path = written(tmp_path, list(events(first, secret)))
        assert main(["trace", path, "--flow", str(NIGHT), "-o", str(picture)]) == 0
        pictures.append(picture.read_text(encoding="utf-8"))
    parts = [picture[picture.index("Enter your PIN.") : picture.index("We are closed.")] for picture in pictures]
    assert parts[0] == parts[1]


def test_calls_find_their_flow_among_several(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    by_day = [
        {**event, "created_at": event["created_at"].replace("2026-01-01T00", "2026-03-02T10")}
        for event in played(NIGHT, "opening=open region=other 2 9999")
    ]
    path = written(tmp_path, played(CLINIC, "0"), by_day)
    both = [*FLOW, "--flow", str(NIGHT)]
    main(["trace", path, *both, "--format", "json"])
    assert [call["flow"] for call in json.loads(capsys.readouterr().out)["calls"]] == ["clinic", "desk"]
    assert main(["trace", path, *both, "--name", "clinic"]) == 0
    assert capsys.readouterr().out.startswith("1 call, as the flow says\n\nclinic/main: 1 call\n")
    assert main(["trace", path, *both, "--format", "svg"]) == 2
    assert "say which one with --name" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.jsonl", *FLOW], "nowhere.jsonl: no such file or directory"),
        (["events.jsonl"], "calls are followed through a flow"),
        (["events.jsonl", *FLOW, "--build", "."], "calls are followed through a flow"),
        (["events.jsonl", "--flow", "nowhere.mv"], "nowhere.mv: no such file or directory"),
        (["events.jsonl", "--build", "empty"], "empty: no .json file"),
        (["events.jsonl", *FLOW, "--name", "clinc"], "there is no flow `clinc`"),
        (["events.jsonl", *FLOW, "--format", "mmd"], "--format takes"),
        (["events.jsonl", *FLOW, "-o", "calls.mmd"], "calls.mmd: the ending says no format"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    written(tmp_path, played(CLINIC, "0"))
    assert main(["trace", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_a_log_without_events_is_no_success(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "events.jsonl").write_bytes(content)
    assert main(["trace", str(tmp_path / "events.jsonl"), *FLOW]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "flowc: there is no event in what was read",
        "  help: each line is the body of one webhook, a JSON object",
    ]


def test_of_a_file_that_is_no_log_only_so_many_lines_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "events.jsonl").write_text("no event\n" * 5_000)
    assert main(["trace", str(tmp_path / "events.jsonl"), *FLOW]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[10:12] == ["flowc: 4990 more lines are no events", "  help: every other line counts"]
    assert len(told) == 14


def test_a_directory_stands_for_the_logs_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, played(CLINIC, "0"))
    assert main(["trace", ".", *FLOW]) == 0
    named = capsys.readouterr().out
    assert main(["trace", "events.jsonl", *FLOW]) == 0
    assert capsys.readouterr().out == named
