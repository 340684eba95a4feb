"""``flowc lint --fix``: what can only have been meant in one way is written so, and nothing else is touched."""

from __future__ import annotations

import json
import os
import stat
from collections import Counter

import pytest

from flowc.cli import main
from flowc.fixes import apply_edits, fixing
from flowc.lint import lint_text
from flowc.source import SourceMap

from .case import cases
from .mutations import documents

CASES = [case for case in cases() if case.suffix != ".http"]

SLIPS = """\
{
    // the greeting
    "actions": [
\t{ "say" : { "txt": 'Thank  you for calling.' } },
        {"gather": {"prompt": "For sales, press 1.", "timeout_seconds": "5", "num_digits": 1,}}
        {"redirect": {"url": "https://voice.example/next", "methd": "post"}}
    ],
}
"""
MENDED = """\
{
    // the greeting
    "actions": [
\t{ "say" : { "text": "Thank  you for calling." } },
        {"gather": {"prompt": "For sales, press 1.", "timeout_seconds": 5, "num_digits": 1}}
        , {"redirect": {"url": "https://voice.example/next", "method": "POST"}}
    ]
}
"""


def found(name, text):
    sources = SourceMap()
    return lint_text(sources.add(name, text)), sources


def mended(name, text, *, unsafe=False):
    """A text after its fixes, round by round until there are none left."""
    for _ in range(10):
        findings, sources = found(name, text)
        edits, _ = fixing(findings, unsafe=unsafe)
        changed = apply_edits(edits, sources)
        if not changed:
            return text
        text = changed[name]
    raise AssertionError("fixes go on for ever")


def errors(name, text):
    return sum(finding.severity == "error" for finding in found(name, text)[0])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(SLIPS, encoding="utf-8")
    return tmp_path


def test_what_is_meant_is_written_and_all_else_stays_as_it_was(folder):
    assert main(["lint", "a.json", "--fix"]) == 1, "the comment is for its author to take out"
    assert (folder / "a.json").read_text(encoding="utf-8") == MENDED
    assert main(["lint", "a.json", "--fix"]) == 1
    assert (folder / "a.json").read_text(encoding="utf-8") == MENDED
    assert main(["lint", "a.json", "--unsafe-fixes"]) == 0
    assert json.loads((folder / "a.json").read_text(encoding="utf-8"))["actions"][1]["gather"]["timeout_seconds"] == 5


def test_the_difference_is_shown_and_nothing_is_written(folder, capsys):
    assert main(["lint", "a.json", "--fix", "--diff"]) == 1
    shown = capsys.readouterr().out
    assert '+\t{ "say" : { "text": "Thank  you for calling." } },\n' in shown
    assert (folder / "a.json").read_text(encoding="utf-8") == SLIPS
    assert main(["lint", "a.json", "--diff"]) == 2


def test_a_clean_file_is_not_written_again(folder):
    (folder / "a.json").write_text('{"actions":[{"say":{"text":"Hello."}}]}', encoding="utf-8")
    before = (folder / "a.json").stat()
    assert main(["lint", ".", "--fix"]) == 0
    assert main(["lint", ".", "--fix", "--diff"]) == 0
    after = (folder / "a.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_file_is_put_in_place_in_one_step_with_its_permissions(folder, monkeypatch):
    (folder / "a.json").chmod(0o640)

    def full(staging, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert main(["lint", "a.json", "--fix"]) == 2
    assert (folder / "a.json").read_text(encoding="utf-8") == SLIPS
    assert [path.name for path in folder.iterdir()] == ["a.json"], "what was staged is taken away"
    monkeypatch.undo()
    assert main(["lint", str(folder / "a.json"), "--fix"]) == 1
    assert stat.S_IMODE((folder / "a.json").stat().st_mode) == 0o640


def test_standard_input_goes_to_standard_output(folder, monkeypatch, capsys):
    read, write = os.pipe()
    os.write(write, SLIPS.encode())
    os.close(write)
    monkeypatch.setattr("flowc.commands.inputs._STDIN", read)
    main(["lint", "-", "--fix"])
    out, err = capsys.readouterr()
    assert out == MENDED
    assert "JSON has no comments" in err


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fixes_come_to_an_end_and_leave_no_more_errors_than_there_were(case):
    text = case.read_bytes().decode("utf-8", "surrogateescape")
    for unsafe in (False, True):
        after = mended(case.name, text, unsafe=unsafe)
        assert mended(case.name, after, unsafe=unsafe) == after
        assert errors(case.name, after) <= errors(case.name, text)


def test_what_safe_fixes_are_for_is_gone_after_them_in_mutated_documents():
    changed = 0
    for document in documents(1_500, seed=3):
        text = json.dumps(document, indent=1)
        findings, sources = found("a.json", text)
        edits, fixed = fixing(findings, unsafe=False)
        after = apply_edits(edits, sources).get("a.json", text)
        left = Counter((finding.code, finding.message) for finding in found("a.json", after)[0])
        before = Counter((finding.code, finding.message) for finding in findings)
        gone = Counter((finding.code, finding.message) for finding in fixed)
        assert all(left[told] <= before[told] - gone[told] for told in gone), text
        assert errors("a.json", mended("a.json", text)) <= errors("a.json", text), text
        changed += bool(fixed)
    assert changed > 50


@pytest.mark.parametrize(
    "text",
    [
        '{"actions": [{"transfer": {"destination": 15551230002}}]}',
        '{"actions": [{"say": {"text": "a"}}, {"gather": {"num_digits": 007}}]}',
        '{"actions": [{"redirect": {"url": "voice.example/next"}}]}',
        '{"actions": [{"say": "Hello."}]}',
        '{"actions": [{"conference": {"room": "a", "mute": 1}}]}',
        '[{"say": {"text": "a"}}]',
    ],
)
def test_what_may_have_been_meant_otherwise_is_left_alone(text):
    assert found("a.json", text)[0]
    assert mended("a.json", text) == text
    assert mended("a.json", text, unsafe=True) != text
