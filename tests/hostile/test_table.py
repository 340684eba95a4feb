"""Bad input, and what it gets: a line that says what is wrong, never a crash, never silence."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from flowc.cli import COMMANDS, main

PROGRAM = [sys.executable, "-m", "flowc"]
FLOW = """\
flow desk {
    base_url "https://voice.example/ivr"
    start main

    menu main {
        prompt "For sales, press 1."
        on 1 -> transfer +15551230002
        on noinput, nomatch -> retry
        on exhausted -> transfer +15551230002
    }
}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def flowc(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, *arguments], capture_output=True, check=False, timeout=60, **options)  # type: ignore[call-overload]


def codes(capsys: pytest.CaptureFixture[str], command: str, file: str) -> list[str]:
    status = main([command, file, "--format", "json"])
    captured = capsys.readouterr()
    assert "internal error" not in captured.err
    assert status in (0, 1), captured.err
    return [json.loads(line)["code"] for line in captured.out.splitlines()]


# --- text that cannot be read, or not in full ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"flow f { start a; step a { " + b"bridge +15551230001 on failed { " * 65 + b"} " * 65 + b"} }", "MV002"),
        (b'flow f { start a; step a { say "\xff"; hangup } }', "MV003"),
        (b'flow f { start a; step a { say "\xed\xa0\x80"; hangup } }', "MV003"),
        (b"flow f { start a; step a { hangup } } // \xe2\x80\xae", "MV003"),
        (b"flow f { start a; step a { hangup } } // \x1b[2J", "MV003"),
        (b'flow f { start a; step a { say "\\u{d800}"; hangup } }', "MV001"),
        (b'flow f { start a; step a { say "\\u{110000}"; hangup } }', "MV001"),
        (b'const a = "' + b"ha" * 3000 + b'"\nflow f { start a; step a { say "{a}"; hangup } }', "MV002"),
        (b"flow ../x { start a; step a { hangup } }", "MV001"),
        (b"flow /etc/x { start a; step a { hangup } }", "MV001"),
        (b"flow f { start a; step a/../../b { hangup } }", "MV001"),
        (b"flow " + b"n" * 65 + b" { start a; step a { hangup } }", "MV001"),
        (b"const n = " + b"9" * 5000 + b"\nflow f { start a; step a { hangup } }", "MV001"),
        (b"const n = +" + b"1" * 5000 + b"\nflow f { start a; step a { hangup } }", "MV001"),
    ],
)
def test_text_that_is_not_a_flow_is_a_finding(content, code, folder, capsys):
    (folder / "bad.mv").write_bytes(content)
    assert code in codes(capsys, "check", "bad.mv")


def test_constants_that_double_are_stopped_long_before_memory_is(folder, capsys):
    lines = ['const a0 = "ha"', *(f'const a{i} = "{{a{i - 1}}}{{a{i - 1}}}"' for i in range(1, 200))]
    (folder / "bad.mv").write_text("\n".join(lines) + '\nflow f { start a; step a { say "{a199}"; hangup } }\n')
    assert codes(capsys, "check", "bad.mv")[0] == "MV002"


def test_more_patterns_than_a_collect_may_have_are_too_many(folder, capsys):
    branches = "\n".join(f"on {number:04} -> z" for number in range(257))
    (folder / "bad.mv").write_text(
        f"flow f {{\nstart a\ncollect a {{\ndigits 4\n{branches}\n}}\nstep z {{ hangup }}\n}}\n"
    )
    assert "MV002" in codes(capsys, "check", "bad.mv")


@pytest.mark.skipif("lint" not in COMMANDS, reason="documents cannot be read yet")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" * 100_000, "MV002"),
        (b'{"a":' * 100_000, "MV002"),
        (b'{"actions": [{"say": {"text": "x", "loop": NaN}}]}', "MV209"),
        (b'{"actions": [{"say": {"text": "x", "loop": -Infinity}}]}', "MV209"),
        (b'{"actions": [{"say": {"text": "x", "loop": 1e999}}]}', "MV209"),
        (b'{"actions": [{"say": {"text": "x", "loop": ' + b"9" * 5000 + b"}}]}", "MV209"),
        (b'{"actions": [{"say": {"text": "\\ud800"}}]}', "MV209"),
        (b'{"actions": [{"say": {"text": "\xff"}}]}', "MV209"),
        (b'{"actions": [], "actions": []}', "MV209"),
        (b'{"actions": [{"say": {"text": "x"}}]', "MV209"),
        (b'{"actions": [{"say": {"text": "x"}},]}', "MV209"),
        (b'{"action": []}', "MV209"),
        (b"[]", "MV209"),
        (b"1", "MV209"),
        (b'{"actions": [{"transfer": {"to": "+15551230001\\n"}}]}', "MV206"),
        (b'{"actions": [{"redirect": {"url": "https://voice.example/x\\n"}}]}', "MV207"),
        ('{"actions": [{"transfer": {"to": "+\u0661\u0665\u0665\u0665\u0661\u0662\u0663\u0660\u0660"}}]}'.encode(), "MV206"),  # noqa: E501
    ],
)  # fmt: skip
def test_json_that_is_not_a_document_is_a_finding(content, code, folder, capsys):
    (folder / "bad.json").write_bytes(content)
    found = codes(capsys, "lint", "bad.json")
    assert code in found or (code == "MV209" and "MV003" in found)


@pytest.mark.skipif("lint" not in COMMANDS, reason="documents cannot be read yet")
def test_a_key_given_twice_is_told_with_both_places(folder, capsys):
    (folder / "bad.json").write_text('{"actions": [],\n "actions": []}')
    main(["lint", "bad.json", "--format", "json"])
    finding = next(value for value in map(json.loads, capsys.readouterr().out.splitlines()) if value["code"] == "MV209")
    assert {finding["line"], *(label["line"] for label in finding["labels"])} == {1, 2}


# --- files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "build", "fmt", "ir", "test"])
@pytest.mark.parametrize("operand", ["nothing.mv", "*.xyz", "empty.mv", "binary.mv", "folder", "loop.mv", "pipe/"])
def test_nothing_to_read_is_no_success(command, operand, folder, capsys):
    (folder / "empty.mv").touch()
    (folder / "binary.mv").write_bytes(b"\x7fELF\0\0")
    (folder / "folder").mkdir()
    (folder / "loop.mv").symlink_to("loop.mv")
    assert main([command, operand]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) <= 2


@pytest.mark.parametrize("command", ["lint", "import"])
@pytest.mark.parametrize("operand", ["nothing.json", "*.xyz", "empty.json", "binary.json", "folder", "loop.json"])
def test_no_document_to_read_is_no_success(command, operand, folder, capsys):
    (folder / "empty.json").touch()
    (folder / "binary.json").write_bytes(b"\x7fELF\0\0")
    (folder / "folder").mkdir()
    (folder / "loop.json").symlink_to("loop.json")
    assert main([command, operand]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) <= 2


@pytest.mark.parametrize(
    "command", ["check", "build", "fmt", "ir", "test", "scenarios", "simulate", "diagram", "report"]
)
def test_a_closed_standard_input_is_called_that(command, folder):
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec '{sys.executable}' -m flowc {command} - <&-"], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"flowc: <stdin>: standard input is closed\n"


@pytest.mark.parametrize("command", ["ir", "test", "scenarios", "import"])
def test_what_is_too_large_is_a_finding_and_not_unreadable(command, folder, capsys):
    bad = folder / ("bad.json" if command == "import" else "bad.mv")
    bad.write_text("[" * 1_000 if command == "import" else "// " + "x" * 33_554_432)
    assert main([command, bad.name]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("error[MV002 too-large]") == 1
    assert "read" not in captured.err.splitlines()[-1]


def test_what_lies_beneath_a_directory_and_is_no_file_is_told_and_the_rest_is_checked(folder, capsys):
    (folder / "sound.mv").write_text(FLOW)
    (folder / "loop.mv").symlink_to("loop.mv")
    (folder / "below").mkdir()
    os.mkfifo(folder / "below" / "pipe.mv")
    assert main(["check", "."]) == 2
    captured = capsys.readouterr()
    assert captured.err.splitlines() == [
        "flowc: below/pipe.mv: a pipe or a device, not a file",
        "  help: named by itself, it is read",
        "flowc: loop.mv: too many levels of symbolic links",
        "1 file checked: nothing found",
    ]


def test_a_directory_that_may_not_be_looked_into_is_told(folder, capsys, monkeypatch):
    (folder / "sound.mv").write_text(FLOW)
    (folder / "closed").mkdir()
    scan = os.scandir

    def refuse(path):
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("flowc.files.os.scandir", refuse)
    assert main(["check", "."]) == 2
    assert "flowc: closed: permission denied\n" in capsys.readouterr().err


def test_each_that_cannot_be_read_has_a_line_and_what_to_do_is_said_once(folder, capsys):
    for name in ("one.mv", "two.mv"):
        (folder / name).touch()
    assert main(["check", "one.mv", "two.mv"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "flowc: one.mv: an empty file",
        "  help: a flow is written `flow name { ... }`; `flowc init` writes one to start from",
        "flowc: two.mv: an empty file",
    ]


@pytest.mark.parametrize("named", ["recption.mv", "reception"])
def test_a_file_that_was_meant_is_named(named, folder, capsys):
    (folder / "reception.mv").write_text(FLOW)
    (folder / "notes.txt").touch()
    assert main(["check", named]) == 2
    assert capsys.readouterr().err.splitlines()[1] == "  help: did you mean `reception.mv`?"


def test_a_text_in_another_encoding_is_called_that(folder, capsys):
    (folder / "reception.mv").write_bytes(FLOW.encode("utf-16"))
    assert main(["check", "reception.mv"]) == 2
    assert capsys.readouterr().err == "flowc: reception.mv: a text in UTF-16\n  help: save it as UTF-8\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "sound.mv", "--output"],
        ["report", "sound.mv", "-o"],
        ["diagram", "sound.mv", "--format", "dot", "-o"],
        ["test", "sound.mv", "--junit"],
        ["check", "sound.mv", "--write-baseline", "--baseline"],
        ["hosting", "nginx", "out", "-o"],
    ],
)
def test_a_file_that_cannot_be_written_is_called_by_its_name(arguments, folder, capsys):
    (folder / "sound.mv").write_text(FLOW[:-2] + '    test "sales" { press 1; expect transfer +15551230002 }\n}\n')
    main(["build", "sound.mv", "-o", "out"])
    capsys.readouterr()
    for path, help_ in (("nowhere/file.html", "  help: there is no directory `nowhere`\n"), ("out", "")):
        if path == "out" and arguments[0] == "report":
            arguments = ["report", "sound.mv", "--format", "html", "-o"]
        assert main([*arguments, path]) == 2
        told = capsys.readouterr().err
        assert f"flowc: {path} cannot be written: " in told
        assert told.endswith(help_)


@pytest.mark.parametrize(
    "name",
    ["-.mv", "--fix.mv", " .mv", "a b.mv", "new\nline.mv", "\x1b[2J.mv", "\u202e.mv", "quo'te\".mv", "$(x).mv", "%41.mv"],  # noqa: E501
)  # fmt: skip
def test_odd_file_names_are_read_and_shown_without_their_odds(name, folder, capsys):
    (folder / name).write_text(FLOW.replace("-> transfer", "-> trnasfer", 1))
    for option in ((), ("--format", "concise"), ("--format", "json")):
        assert main(["check", f"./{name}", *option]) == 1
        captured = capsys.readouterr()
        assert "\x1b" not in captured.out + captured.err
        assert "\u202e" not in captured.out + captured.err
        if option == ("--format", "json"):
            assert json.loads(captured.out.splitlines()[0])["path"] == name


def test_a_file_name_that_is_no_text_is_read_and_shown(folder):
    path = os.fsencode(folder) + b"/\xff\xfe.mv"
    with open(path, "w", encoding="utf-8") as file:
        file.write(FLOW.replace("-> transfer", "-> trnasfer", 1))
    for option in ([], ["--format", "json"], ["--format", "sarif"], ["--format", "junit"]):
        done = subprocess.run(
            [*map(os.fsencode, PROGRAM), b"check", path, *map(os.fsencode, option)], capture_output=True, check=False
        )
        assert done.returncode == 1, done.stderr
        assert b"internal error" not in done.stderr


def test_standard_input_can_be_anything(folder):
    for content in (b"", b"\0" * 100, b"\xff" * 100, os.urandom(4096), b"{" * 100_000):
        for command in ("check", "fmt"):
            done = flowc(command, "-", input=content)
            assert done.returncode in (1, 2)
            assert b"Traceback" not in done.stderr
            assert b"internal error" not in done.stderr


# --- what is written --------------------------------------------------------------------------------------------

MARKUP = """</text><script>alert(1)</script> <a href='x'> & ]]> --> %% "\\"" \\\\"""


def test_words_that_are_markup_stay_words(folder, capsys):
    spoken = MARKUP.replace("\\", "\\\\").replace('"', '\\"')
    titled = FLOW.replace("flow desk {", f'flow desk {{ title "{spoken}"')
    (folder / "odd.mv").write_text(titled.replace("For sales", spoken))
    assert main(["build", "odd.mv", "-o", "out"]) == 0
    capsys.readouterr()
    prompt = json.loads((folder / "out/desk/answer.json").read_text())["actions"][0]["gather"]["prompt"]
    assert prompt.startswith(MARKUP)
    assert main(["check", "odd.mv", "--format", "junit"]) in (0, 1)
    ElementTree.fromstring(capsys.readouterr().out)


# --- the machine ------------------------------------------------------------------------------------------------


def _no_room() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_full_disk_leaves_the_old_build_whole(folder):
    (folder / "desk.mv").write_text(FLOW)
    assert main(["build", "desk.mv", "-o", "out"]) == 0
    before = _contents(folder / "out")
    (folder / "desk.mv").write_text(FLOW.replace("For sales", "For orders"))
    done = flowc("build", "desk.mv", "-o", "out", preexec_fn=_no_room)
    assert done.returncode == 2
    assert b"cannot write" in done.stderr
    assert _contents(folder / "out") == before


def test_a_full_disk_leaves_the_text_whole_that_is_formatted(folder):
    text = FLOW.replace("    ", "  ")
    (folder / "desk.mv").write_text(text)
    done = flowc("fmt", "desk.mv", preexec_fn=_no_room)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert _contents(folder) == {"desk.mv": text.encode()}


@pytest.mark.parametrize("out", ["/proc/flowc", "/dev/null", "/dev/null/x"])
def test_an_output_directory_that_cannot_be_made_is_said(out, folder, capsys):
    (folder / "desk.mv").write_text(FLOW)
    assert main(["build", "desk.mv", "-o", out]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("signals", [[signal.SIGINT], [signal.SIGINT, signal.SIGINT]])
def test_an_interrupt_ends_the_work_with_130_and_without_a_word(signals, folder):
    text = "\n".join(FLOW.replace("desk", f"desk{i}") for i in range(4000))
    command = [*PROGRAM, "build", "-", "-o", "out"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(text.encode())  # more than a pipe holds: who has taken it is past the start of the interpreter
    process.stdin.close()
    process.stdin = None
    time.sleep(0.2)
    for number in signals:
        process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode in (130, -signal.SIGINT)
    assert b"Traceback" not in err
    assert not (folder / "out").exists() or not list((folder / "out").iterdir())


@pytest.mark.parametrize("closed", [(1,), (0, 1, 2)])
@pytest.mark.parametrize("command", [["check", "desk.mv"], ["--version"], ["--help"], ["nonsense"], ["fmt", "-"]])
def test_streams_that_are_closed_are_no_reason_to_crash(closed, command, folder):
    (folder / "desk.mv").write_text(FLOW.replace("-> transfer", "-> trnasfer", 1))

    def close() -> None:
        for number in closed:
            os.close(number)

    done = flowc(*command, preexec_fn=close)
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr
    assert b"internal error" not in done.stderr
