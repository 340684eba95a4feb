"""The command line as people meet it: words, streams, exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from flowc.cli import COMMANDS, command, main, overview
from flowc.commands.options import help_text
from flowc.resources import data_path

from .conftest import BROKEN, SOUND, WARNED

PROGRAM = [sys.executable, "-m", "flowc"]


def test_every_command_of_the_table_is_one_and_is_listed():
    for name, (_, summary) in COMMANDS.items():
        found = command(name)
        assert (found.name, found.summary) == (name, summary)
        assert f"  {name} " in overview()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_teaches_with_examples_and_fits_a_terminal(flowc, name):
    result = flowc(name, "--help")
    assert result.status == 0
    assert result.out == help_text(command(name))
    assert f"Usage: flowc {name}" in result.out
    assert "Examples:" in result.out
    assert max(map(len, result.out.splitlines())) <= 100
    assert flowc("help", name).out == result.out
    assert ("FILE is a " in result.out) == (command(name).operands == "FILE..."), "what a FILE may be is said"


def test_the_help_of_the_server_says_what_holds_where_nothing_is_said(flowc):
    told = " ".join(flowc("serve", "--help").out.split())
    assert "--port PORT The port; 0 takes one that is free (default: 8080)" in told
    assert "seconds" in told.lower()
    assert "(default: 3600)" in told
    assert "(default: digits, Digits, data.digits)" in told


def test_without_a_command_the_overview_is_shown_as_an_error(flowc):
    assert flowc() == (2, "", overview())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chekc"], ["there is no command `chekc`", "did you mean `flowc check`?"]),
        (["zebra"], ["there is no command `zebra`", "lists the commands"]),
        (["sound.mv"], ["there is no command `sound.mv`", "flowc check sound.mv"]),
        (["--fix"], ["there is no option `--fix` before a command"]),
        (["check"], ["`flowc check` needs FILE...", "`flowc check .`"]),
        (["build"], ["`flowc build` needs FILE...", "usage: flowc build FILE..."]),
        (["check", "sound.mv", "--slect", "MV5"], ["has no option `--slect`", "did you mean `--select`?"]),
        (["check", "sound.mv", "-x"], ["has no option `-x`"]),
        (["check", "sound.mv", "--format", "jsno"], ["--format takes text, concise", "did you mean `json`?"]),
        (["check", "sound.mv", "--format"], ["--format needs a value: --format FORMAT"]),
        (["check", "sound.mv", "--fix=all"], ["--fix takes no value"]),
        (["check", "sound.mv", "--diff"], ["--diff shows what --fix would change"]),
        (["check", "sound.mv", "--write-baseline"], ["--write-baseline needs --baseline FILE"]),
        (["check", "sound.mv", "--baseline", "no.json"], ["no.json: no such file", "--write-baseline writes"]),
        (["check", "sound.mv", "--add-ignore", " "], ["--add-ignore needs the reason"]),
        (["check", "sound.mv", "--config", "max-option=3"], ["max-option: there is no such setting", "`max-options`"]),
        (["check", "sound.mv", "--config", "no.toml"], ["no.toml: no such file"]),
        (["check", "sound.mv", "--select", "MV999"], ["--select: there is no rule `MV999`"]),
        (["check", "sound.mv", "--ignore", "MV101"], ["MV101 cannot be ignored"]),
        (["check", "no.mv"], ["no.mv: no such file or directory"]),
        (["check", "z*.mv"], ["z*.mv: no file matches"]),
        (["check", "empty"], ["empty: no .mv file in this directory or beneath it"]),
        (["check", "binary.mv"], ["binary.mv: a binary file, not a text"]),
        (["check", "nothing.mv"], ["nothing.mv: an empty file"]),
        (["check", "comment.mv"], ["comment.mv: there is no flow"]),
        (["check", "loop.mv"], ["loop.mv: "]),
        (["fmt", "no.mv"], ["no.mv: no such file or directory"]),
        (["explain", "slient-loop"], ["there is no rule `slient-loop`", "did you mean `silent-loop`?"]),
        (["completion", "tcsh"], ["there is no completion for `tcsh`", "bash, zsh, fish"]),
        (["completion", "bash", "zsh"], ["`zsh` is more than `flowc completion` takes"]),
        (["init", "sound.mv"], ["sound.mv"]),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_a_line_or_two_with_status_2(flowc, folder, arguments, words):
    (folder / "empty").mkdir()
    (folder / "binary.mv").write_bytes(b"\x7fELF\0\0\0")
    (folder / "nothing.mv").write_bytes(b"\xef\xbb\xbf \n")
    (folder / "comment.mv").write_text("// nothing here\n")
    (folder / "loop.mv").symlink_to("loop.mv")
    result = flowc(*arguments)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("flowc: ")
    assert len(result.err.splitlines()) <= 2
    for word in words:
        assert word in result.err


def test_a_file_that_may_not_be_read_is_said(flowc, folder, monkeypatch):
    def refuse(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("flowc.files.os.open", refuse)
    assert flowc("check", "sound.mv") == (2, "", "flowc: sound.mv: permission denied\n")


def test_a_clean_check_says_so_and_only_to_people(flowc):
    assert flowc("check", "sound.mv") == (0, "", "1 file checked: nothing found\n")
    assert flowc("check", "sound.mv", "--format", "json") == (0, "", "")


def test_findings_are_data_and_the_summary_is_not(flowc):
    result = flowc("check", "warned.mv", "--format", "concise")
    assert result.status == 1
    assert result.out == (
        "warned.mv:8:12: warning[MV502 key-not-announced]: "
        + result.out.partition("key-not-announced]: ")[2].partition("\n")[0]
        + "\n"
    )
    assert result.err == "1 file checked: 1 warning\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["warned.mv"], 1),
        (["warned.mv", "--fail-on", "error"], 0),
        (["warned.mv", "--exit-zero"], 0),
        (["warned.mv", "--ignore", "MV502"], 0),
        (["warned.mv", "--select", "MV3"], 0),
        (["warned.mv", "--config", "severity=MV502=error", "--fail-on", "error"], 1),
        (["warned.mv", "--config", "severity=MV502=info"], 0),
        (["broken.mv", "--fail-on", "error"], 1),
        (["broken.mv", "--exit-zero"], 0),
        (["broken.mv", "--select", "MV5"], 1),
        (["sound.mv", "no.mv"], 2),
        ([".", "--format", "json"], 1),
    ],
)
def test_the_exit_status_says_what_was_found(flowc, arguments, status):
    assert flowc("check", *arguments).status == status


def test_all_files_of_a_run_are_read_once_in_their_order(flowc, folder):
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "sound.mv").write_text("not a flow")
    result = flowc("check", "warned.mv", ".", "./warned.mv", "--format", "json")
    assert [json.loads(line)["path"] for line in result.out.splitlines()] == ["warned.mv", "broken.mv"]


def test_json_lines_have_every_key_of_the_contract(flowc):
    (line,) = flowc("check", "broken.mv", "--format", "json").out.splitlines()
    value = json.loads(line)
    assert {"code", "name", "severity", "message", "path", "line", "column", "end_line", "end_column", "labels", "help",
            "witness"} <= set(value)  # fmt: skip
    assert (value["code"], value["name"], value["line"], value["column"], value["end_column"]) == (
        "MV101", "undefined-target", 7, 17, 22,
    )  # fmt: skip


def test_a_report_can_go_into_a_file(flowc, folder):
    result = flowc("check", "warned.mv", "--format", "sarif", "--output", "report.sarif")
    assert (result.status, result.out, result.err) == (1, "", "")
    assert json.loads((folder / "report.sarif").read_text())["version"] == "2.1.0"


def test_statistics_count_by_rule(flowc):
    assert flowc("check", "warned.mv", "--statistics").out == "1  warning  MV502  key-not-announced\n"
    value = json.loads(flowc("check", "warned.mv", "--statistics", "--format", "json").out)
    assert value == {"code": "MV502", "name": "key-not-announced", "severity": "warning", "count": 1}


def test_a_clean_check_tells_the_worst_case_in_numbers(flowc):
    text = flowc("check", "sound.mv", "--stats").out
    assert text.startswith("desk, at worst: 3 prompts, ")
    value = json.loads(flowc("check", "sound.mv", "--stats", "--format", "json").out)
    schema = json.loads(Path(data_path("schemas", "stats.schema.json")).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(value)
    assert value["flow"] == "desk"
    assert value["worst"]["prompts"] == 3
    assert value["returns"]["ways"] == 0
    broken = flowc("check", "broken.mv", "--stats")
    assert (broken.status, broken.out) == (1, "")
    assert "no worst case" in broken.err


def test_rules_are_listed_without_any_file(flowc):
    lines = flowc("check", "--list-rules").out.splitlines()
    assert any(line.startswith("MV309  silent-loop ") for line in lines)
    assert lines == sorted(lines)


def test_the_nearest_configuration_counts_and_the_environment_and_the_command_line_win(flowc, folder, monkeypatch):
    (folder / "pyproject.toml").write_text('[tool.flowc]\nignore = ["MV502"]\n')
    assert flowc("check", "warned.mv").status == 0
    monkeypatch.setenv("FLOWC_IGNORE", "MV503")
    assert flowc("check", "warned.mv").status == 1
    assert flowc("check", "warned.mv", "--ignore", "key-not-announced").status == 0
    (folder / "pyproject.toml").write_text("[tool.flowc]\nmax-option = 3\n")
    result = flowc("check", "warned.mv")
    assert result.status == 2
    assert "pyproject.toml: max-option: there is no such setting; did you mean `max-options`?" in result.err


def test_suppressions_are_written_with_their_reason_and_then_hold(flowc, folder):
    result = flowc("check", "warned.mv", "--add-ignore", "told by the greeting")
    assert (result.status, result.err) == (0, "1 suppressions written\n")
    assert "        // flowc: ignore[MV502] -- told by the greeting\n        on 2" in (folder / "warned.mv").read_text()
    assert flowc("check", "warned.mv").status == 0


def test_a_suppression_that_is_no_longer_needed_is_found_and_removed_by_fix(flowc, folder):
    text = SOUND.replace("on 2 ", "on 2 ").replace("+15551230099\n", "+15551230099 // flowc: ignore[MV502] -- why\n")
    (folder / "sound.mv").write_text(text)
    result = flowc("check", "sound.mv")
    assert result.status == 1
    assert "MV902" in result.out
    shown = flowc("check", "sound.mv", "--fix", "--diff")
    assert shown.status == 1
    assert "-        on 2 -> transfer +15551230099 // flowc: ignore[MV502] -- why\n" in shown.out
    assert (folder / "sound.mv").read_text() == text
    assert flowc("check", "sound.mv", "--fix").status == 0
    assert (folder / "sound.mv").read_text() == SOUND


def test_a_baseline_lets_only_new_findings_count(flowc, folder):
    assert flowc("check", "warned.mv", "--baseline", "known.json", "--write-baseline").status == 0
    assert flowc("check", "warned.mv", "--baseline", "known.json").status == 0
    text = (folder / "warned.mv").read_text()
    (folder / "warned.mv").write_text("// moved down\n\n" + text)
    assert flowc("check", "warned.mv", "--baseline", "known.json").status == 0
    (folder / "warned.mv").write_text(text.replace("        on 2 ", "        on 3 -> sales\n        on 2 "))
    result = flowc("check", "warned.mv", "--baseline", "known.json", "--format", "concise")
    assert result.status == 1
    assert result.out.count("MV502") == 1


def with_stdin(text: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, *arguments], input=text.encode(), capture_output=True, check=False)


def test_standard_input_is_checked_under_the_name_that_it_is_given(folder):
    done = with_stdin(WARNED, "check", "-", "--stdin-filename", "flows/a.mv", "--format", "concise")
    assert done.returncode == 1
    assert done.stdout.startswith(b"flows/a.mv:8:12: warning[MV502")
    assert with_stdin(SOUND, "check", "-").returncode == 0


def test_a_build_writes_the_documents_and_says_what_changed(flowc, folder):
    result = flowc("build", "sound.mv")
    assert (result.status, result.out) == (0, "")
    assert result.err.startswith("build/desk: ")
    assert json.loads((folder / "build" / "desk" / "manifest.json").read_text())["source"][0]["file"] == "sound.mv"
    assert flowc("build", "sound.mv").err == result.err.rstrip("\n") + ", unchanged\n"


def test_a_build_with_errors_writes_nothing(flowc, folder):
    result = flowc("build", "sound.mv", "broken.mv", "-o", "out")
    assert result.status == 1
    assert "MV101" in result.out
    assert result.err.endswith("nothing was written\n")
    assert not (folder / "out").exists()


def test_a_build_with_warnings_writes_unless_asked_to_fail(flowc, folder):
    assert flowc("build", "warned.mv", "--fail-on", "warning", "-o", "out").status == 1
    assert not (folder / "out").exists()
    assert flowc("build", "warned.mv", "-o", "out").status == 0
    assert (folder / "out" / "other" / "answer.json").exists()


def test_a_build_of_what_cannot_all_be_read_writes_nothing(flowc, folder):
    result = flowc("build", "sound.mv", "no.mv", "-o", "out")
    assert result.status == 2
    assert not (folder / "out").exists()


def test_a_build_needs_to_know_where_it_is_published(flowc, folder):
    (folder / "sound.mv").write_text(SOUND.replace('    base_url "https://voice.example/ivr"\n', ""))
    assert flowc("check", "sound.mv").status == 0
    result = flowc("build", "sound.mv")
    assert result.status == 1
    assert "MV104" in result.out
    assert flowc("build", "sound.mv", "--base-url", "https://other.example").status == 0


def test_constants_are_set_and_what_cannot_be_set_is_found(flowc, folder):
    (folder / "sound.mv").write_text("const desk = +15551230002\n" + SOUND.replace("+15551230002", "desk"))
    assert flowc("build", "sound.mv", "--set", "desk=+15551230011").status == 0
    assert "+15551230011" in (folder / "build" / "desk" / "sales.json").read_text()
    assert "MV102" in flowc("build", "sound.mv", "--set", "dsek=+15551230011").out


def test_an_output_directory_that_no_build_made_is_left_alone(flowc, folder):
    (folder / "build" / "desk").mkdir(parents=True)
    (folder / "build" / "desk" / "mine.txt").write_text("mine")
    result = flowc("build", "sound.mv")
    assert result.status == 2
    assert result.err.startswith("flowc: ")
    assert (folder / "build" / "desk" / "mine.txt").read_text() == "mine"


def test_the_graph_is_printed_with_errors_aside(flowc):
    result = flowc("ir", "sound.mv")
    assert (result.status, result.err) == (0, "")
    assert json.loads(result.out)["flows"][0]["name"] == "desk"
    result = flowc("ir", "broken.mv")
    assert result.status == 1
    assert json.loads(result.out)["flows"][0]["name"] == "third"
    assert "MV101" in result.err


def test_formatting_lists_shows_and_writes(flowc, folder):
    crooked = SOUND.replace("    menu", "  menu")
    (folder / "sound.mv").write_text(crooked)
    checked = flowc("fmt", "--check", "sound.mv")
    assert (checked.status, checked.out) == (1, "sound.mv\n")
    shown = flowc("fmt", "--diff", "sound.mv")
    assert shown.status == 1
    assert "-  menu main {\n+    menu main {\n" in shown.out
    assert (folder / "sound.mv").read_text() == crooked
    assert flowc("fmt", "sound.mv").status == 0
    assert (folder / "sound.mv").read_text() == SOUND
    assert flowc("fmt", "--check", "sound.mv").status == 0
    done = with_stdin(crooked, "fmt", "-")
    assert done.stdout.decode() == SOUND


def test_formatting_leaves_alone_what_it_cannot_read(flowc, folder):
    (folder / "sound.mv").write_text("flow desk {\n")
    result = flowc("fmt", "sound.mv")
    assert (result.status, result.out) == (1, "")
    assert "MV001" in result.err
    assert (folder / "sound.mv").read_text() == "flow desk {\n"


def test_a_rule_is_explained_by_code_and_by_name(flowc):
    by_code = flowc("explain", "mv309")
    assert by_code.out.startswith("# MV309 silent-loop (error)\n")
    assert "```mv bad" in by_code.out
    assert flowc("explain", "silent-loop").out == by_code.out


def test_the_flow_to_start_from_is_clean_and_builds(flowc, folder):
    assert flowc("init", "demo").out == "demo/reception.mv\n"
    assert flowc("check", "demo") == (0, "", "1 file checked: nothing found\n")
    assert flowc("build", "demo").status == 0
    assert flowc("fmt", "--check", "demo").status == 0
    again = flowc("init", "demo")
    assert (again.status, again.out) == (2, "")
    assert "is there already" in again.err


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
    ],
)
def test_colours_are_for_terminals_unless_asked_for(flowc, monkeypatch, environment, coloured):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in flowc("check", "warned.mv").out) == coloured


def test_a_mistake_of_our_own_is_told_in_a_line_without_a_traceback(flowc, monkeypatch):
    def broken(*_arguments, **_options):
        raise ZeroDivisionError("of\nall things")

    monkeypatch.setattr("flowc.commands.check.compile_inputs", broken)
    result = flowc("check", "sound.mv")
    assert result.status == 2
    assert result.err.startswith("flowc: internal error: ZeroDivisionError: of all things\n")
    assert "Traceback" not in result.err
    monkeypatch.setenv("FLOWC_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["check", "sound.mv"])


def test_an_interrupt_is_130(flowc, monkeypatch):
    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("flowc.commands.check.compile_inputs", interrupted)
    assert flowc("check", "sound.mv") == (130, "", "")


def test_a_reader_that_goes_away_is_nobody_s_error(folder):
    process = subprocess.Popen([*PROGRAM, "explain", *["MV309"] * 500], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 2


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="/dev/full is not on this system")
def test_output_that_cannot_be_written_is_said(folder):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*PROGRAM, "check", "warned.mv"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert "flowc: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_broken_flows_are_the_ones_that_the_tests_take_them_for():
    assert "slaes" in BROKEN
    assert "press 2" not in WARNED


@pytest.mark.parametrize(("arguments", "status"), [(["check", "sound.mv"], 0), (["check", "broken.mv"], 1), (["x"], 2)])
def test_a_process_that_ends_at_once_has_said_everything(arguments, status, flowc, folder):
    done = subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, cwd=folder, check=False)
    assert (done.returncode, done.stdout, done.stderr) == flowc(*arguments)
    assert done.returncode == status


def test_who_asked_to_be_called_at_the_end_is_called(folder):
    code = "import atexit; atexit.register(print, 'called')\nfrom flowc.cli import program; program()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--version"], capture_output=True, text=True, cwd=folder, check=False
    )
    assert done.stdout.splitlines()[-1] == "called"


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "2>/dev/full"])
def test_a_process_without_its_streams_ends_with_its_status(closed, folder):
    command = f'"{sys.executable}" -m flowc check broken.mv {closed}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("command", "name", "told"),
    [
        ("lint", "a.mv", "a.mv is a flow, and documents are read here\n  help: `flowc check` reads flows"),
        ("import", "a.mv", "a.mv is a flow, and documents are read here\n  help: `flowc check` reads flows"),
        ("check", "a.json", "a.json is no flow\n  help: `flowc lint` reads documents"),
    ],
)
def test_files_of_the_other_kind_are_named_as_what_they_are(
    command: str, name: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("{}\n", encoding="utf-8")
    assert main([command, str(tmp_path / name)]) == 2
    assert told in capsys.readouterr().err


IMPORTED = """\
const desk = +15551230002
hours office "Europe/Dublin" { mon-fri 09:00-12:30; 2020-12-24 09:00-12:00 }
part question(yes) {
    menu ask {
        prompt "To go on, press 1."
        on 1, 2 -> yes
        on noinput, nomatch -> retry
        on exhausted -> yes
    }
}
"""
IMPORTING = """\
import "common.mv"
flow NAME {
    base_url "https://voice.example/ivr"
    start opening
    decide opening { by hours office; on open -> ask; on closed -> end }
    use question as ask(yes: end)
    step end { say "Connecting you."; transfer desk }
}
"""


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(
    "operands", [["."], ["one.mv", "common.mv", "two.mv"], ["one.mv", "./two.mv"], [".", "one.mv"]]
)
def test_what_is_found_in_an_imported_file_is_told_once_however_often_it_is_named(
    command: str,
    operands: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    (project / "common.mv").write_text(IMPORTED, encoding="utf-8")
    for name in ("one", "two"):
        (project / f"{name}.mv").write_text(IMPORTING.replace("NAME", name), encoding="utf-8")
    main([command, *operands, "--format", "json"])
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["path"], each["code"]) for each in found] == [("common.mv", "MV319"), ("common.mv", "MV502")]


def test_a_page_about_a_flow_with_errors_says_that_it_may_lack_something(flowc):
    result = flowc("report", "broken.mv")
    assert (result.status, result.err) == (0, "the flow has errors, so the page may lack something; they stand on it\n")
    assert "MV101" in result.out
