"""``flowc simulate``, ``flowc test`` and ``flowc scenarios``, as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flowc.cli import main

DESK = Path(__file__).parent / "trials" / "desk.mv"
GOOD = """\
flow small {
    base_url "https://voice.acme.example/ivr"
    start main
    menu main {
        prompt "For billing, press 1."
        attempts 2
        on 1 -> billing
        on noinput, nomatch -> retry "Sorry?"
        on exhausted -> reception
    }
    step billing { bridge +15551230001 on failed -> reception }
    step reception { say "One moment."; transfer +15551230009 }
}
"""


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "small.mv"
    path.write_text(GOOD, encoding="utf-8")
    return str(path)


def test_a_scripted_call_is_written_as_text(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", small, "--input", "1 fail"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["0.0", "loads", "answer"]
    assert lines[-1].split() == ["32.4", "end", "transfer", "destination=+15551230009"]
    assert not any("call.gathered" in line for line in lines)


def test_a_scripted_call_is_written_as_json_with_its_events(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", small, "--input", "wait wait", "--format", "json"]) == 0
    transcript = json.loads(capsys.readouterr().out)
    gathered = [entry for entry in transcript["entries"] if entry["text"] == "call.gathered"]
    assert [event["data"]["data"]["timed_out"] for event in gathered] == [True, True]
    assert transcript["end"]["how"] == "transfer"


def test_a_call_that_stands_at_the_end_of_the_input_is_said_to_go_on(
    small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", small, "--input", "7"]) == 0
    assert "the call goes on" in capsys.readouterr().err


def test_what_is_left_of_the_input_is_told(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", small, "--input", "1 answer 5 wait"]) == 0
    assert "the call was over before this: 5 wait" in capsys.readouterr().err


def test_what_is_given_of_a_decision_that_is_not_there_is_told(
    small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", small, "--input", "openning=closed wait wait"]) == 0
    assert "the call came to no decision called `openning`: openning=closed" in capsys.readouterr().err


def test_an_outcome_that_is_none_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hours.mv"
    path.write_text(
        'hours office "Europe/Dublin" { mon-fri 09:00-17:00 }\n'
        'flow small { base_url "https://voice.acme.example/ivr"; start opening\n'
        "decide opening { by hours office; on open, closed -> reception }\n"
        'step reception { say "One moment."; transfer +15551230009 } }\n',
        encoding="utf-8",
    )
    assert main(["simulate", str(path), "--input", "opening=opn"]) == 2
    told = capsys.readouterr().err
    assert "`opening` does not come to `opn`; it comes to open or closed" in told
    assert "no decision called" not in told


@pytest.mark.parametrize("given", ["answer", "1 2", "one"])
def test_input_that_means_nothing_is_an_error(small: str, given: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", small, "--input", given]) == 2
    assert "fit" in (told := capsys.readouterr().err) or "no input" in told


def test_a_build_and_its_flow_give_the_same_call(
    small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", small, "-o", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    assert main(["simulate", str(tmp_path / "out"), "--input", "7 wait"]) == 0
    built = capsys.readouterr().out
    assert main(["simulate", str(tmp_path / "out" / "small"), "--input", "7 wait"]) == 0
    assert main(["simulate", small, "--input", "7 wait"]) == 0
    assert capsys.readouterr().out == built + built


def test_a_flow_with_errors_is_played_from_the_graph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "loop.mv"
    path.write_text(GOOD.replace("on exhausted -> reception", "on exhausted -> main"), encoding="utf-8")
    assert main(["simulate", str(path), "--input", "wait " * 21]) == 1
    told = capsys.readouterr()
    assert "too_many_redirects" in told.out
    assert "MV309" in told.err


def test_a_call_begins_at_another_node(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", small, "--start", "reception", "--input", ""]) == 0
    assert "One moment." in capsys.readouterr().out
    assert main(["simulate", small, "--start", "nowhere", "--input", ""]) == 2


def test_several_flows_need_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "two.mv"
    path.write_text(GOOD + GOOD.replace("flow small", "flow other"), encoding="utf-8")
    assert main(["simulate", str(path), "--input", "7"]) == 2
    assert "--flow" in capsys.readouterr().err
    assert main(["simulate", str(path), "--input", "7", "--flow", "other"]) == 0
    assert main(["simulate", str(path), "--input", "7", "--flow", "othr"]) == 2
    assert "did you mean `other`?" in capsys.readouterr().err


def test_failing_tests_fail_the_run_and_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(DESK)]) == 1
    assert "31 tests, 17 failed" in capsys.readouterr().out


def test_tests_are_chosen_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(DESK), "-k", "constants"]) == 0
    assert capsys.readouterr().out.splitlines() == ["ok    desk: constants can be heard", "1 test passed"]
    assert main(["test", str(DESK), "-k", "no such test"]) == 2


def test_a_file_without_tests_is_no_success(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", small]) == 2
    assert "flowc scenarios" in capsys.readouterr().err


def test_results_are_written_for_other_tools(tmp_path: Path) -> None:
    junit, lcov = tmp_path / "tests.xml", tmp_path / "flows.info"
    main(["test", str(DESK), "--junit", str(junit), "--lcov", str(lcov), "--format", "json"])
    assert junit.read_text(encoding="utf-8").startswith("<?xml")
    assert "end_of_record" in lcov.read_text(encoding="utf-8")


def test_scenarios_are_added_once_and_cover_everything(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenarios", small, "--write"]) == 0
    assert "small: 4 tests written" in capsys.readouterr().err
    written = Path(small).read_text(encoding="utf-8")
    assert main(["fmt", "--check", small]) == 0
    assert main(["test", small, "--fail-under", "100"]) == 0
    assert main(["scenarios", small, "--write"]) == 0
    assert "small: 0 tests written" in capsys.readouterr().err
    assert Path(small).read_text(encoding="utf-8") == written


def test_coverage_that_is_too_low_fails_the_run(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(small).write_text(GOOD.rstrip()[:-1] + 'test "one" { press 1; answer; expect bridge }\n}\n', encoding="utf-8")
    assert main(["test", small, "--fail-under", "90"]) == 1
    assert "of the edges are covered, not 90 %" in capsys.readouterr().err
    assert main(["test", small, "--fail-under", "ninety"]) == 2


def test_scenarios_are_printed(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenarios", small]) == 0
    assert capsys.readouterr().out.startswith(
        'test "presses 1, +15551230001 answers" {\n    hear "For billing, press 1."\n'
    )
