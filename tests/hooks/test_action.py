"""The GitHub Action: what it declares, what it runs, and the matcher that finds findings in its log."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flowc import cli
from flowc.checks.rules import RULES
from flowc.commands.options import parse
from flowc.report import render
from tests.programs import program
from tests.report.samples import CONTEXT, hard_to_show, typical

yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).resolve().parent.parent.parent
BROKEN = ROOT / "docs" / "snippets" / "broken.mv"
CLINIC = ROOT / "docs" / "snippets" / "clinic.mv"
_INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")
WARNS = '{"actions": []}'


@pytest.fixture(scope="module")
def action() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return loaded


def scripts(action: dict[str, Any]) -> Iterator[str]:
    return (step["run"] for step in action["runs"]["steps"] if "run" in step)


def matchers(action: dict[str, Any]) -> list[dict[str, Any]]:
    """The matchers that the action has the log read with."""
    (path,) = re.findall(r"::add-matcher::\$GITHUB_ACTION_PATH/(\S+?)\"", "\n".join(scripts(action)))
    found: list[dict[str, Any]] = json.loads((ROOT / path).read_text(encoding="utf-8"))["problemMatcher"]
    return found


def matched(line: str, action: dict[str, Any]) -> list[dict[str, str]]:
    """What each matcher that takes a line makes of it."""
    found = []
    for matcher in matchers(action):
        (pattern,) = matcher["pattern"]
        match = re.search(pattern["regexp"], line)
        if match:
            groups = {name: match[group] for name, group in pattern.items() if name != "regexp"}
            found.append({"severity": matcher.get("severity", ""), **groups})
    return found


# --- the matcher --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", [typical, hard_to_show], ids=lambda sample: sample.__name__)
def test_every_line_of_the_concise_format_is_read_as_what_the_finding_says(sample, action):
    sources, findings = sample()
    lines = render("concise", findings, sources, CONTEXT).splitlines()
    for line, finding in zip(lines, findings, strict=True):
        (read,) = matched(line, action)
        at = sources.locate(finding.span)
        assert (read["line"], read["column"]) == (str(at.line), str(at.column))
        assert read["severity"] == {"info": "notice"}.get(finding.severity, finding.severity)
        assert read["code"] == f"{finding.code} {CONTEXT.name(finding.code)}"
        assert line == f"{read['file']}:{at.line}:{at.column}: {finding.severity}[{read['code']}]: {read['message']}"


def test_the_findings_of_a_real_run_are_matched_and_its_remarks_are_not(action, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clinic.mv").write_text(BROKEN.read_text(encoding="utf-8"), encoding="utf-8")
    assert cli.main(["check", "clinic.mv", "--format", "concise"]) == 1
    printed = capsys.readouterr()
    found = [read for line in printed.out.splitlines() for read in matched(line, action)]
    assert [(read["file"], read["line"], read["severity"], read["code"]) for read in found] == [
        ("clinic.mv", "7", "warning", "MV501 announced-key-missing"),
        ("clinic.mv", "11", "error", "MV305 unhandled-bridge-failure"),
        ("clinic.mv", "13", "error", "MV309 silent-loop"),
    ]
    assert printed.err
    assert not [read for line in printed.err.splitlines() for read in matched(line, action)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_of_any_name_is_matched_once(rule, action):
    (read,) = matched(f"flows/a b.mv:12:3: {rule.severity}[{rule.code} {rule.name}]: `x`: y[z]: w", action)
    assert (read["file"], read["code"], read["message"]) == ("flows/a b.mv", f"{rule.code} {rule.name}", "`x`: y[z]: w")


def test_every_matcher_that_is_added_is_removed_again(action):
    removed = set(re.findall(r"::remove-matcher owner=([a-z-]+)::", "\n".join(scripts(action))))
    assert removed == {matcher["owner"] for matcher in matchers(action)}


# --- what the action declares -------------------------------------------------------------------------------


def test_inputs_and_outputs_are_declared_used_and_described(action):
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.([a-z-]+)", text)) == set(action["inputs"])
    assert all(value["description"] for value in (*action["inputs"].values(), *action["outputs"].values()))
    assert all(isinstance(value["default"], str) for value in action["inputs"].values())


def test_no_input_is_pasted_into_a_script(action):
    assert not [script for script in scripts(action) if "${{" in script]


def test_steps_name_the_revision_of_what_they_use_and_the_shell_of_what_they_run(action):
    for step in action["runs"]["steps"]:
        assert "run" not in step or step["shell"] == "bash"
        assert "uses" not in step or re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", step["uses"])


def test_the_report_goes_to_code_scanning(action):
    used = {step["uses"].partition("@")[0]: step for step in action["runs"]["steps"] if "uses" in step}
    upload = used["github/codeql-action/upload-sarif"]
    assert upload["with"]["sarif_file"] == "${{ steps.report.outputs.sarif }}"


@pytest.mark.parametrize("command", ["check", "lint"])
def test_only_options_are_used_that_the_commands_have(command, action):
    runs = re.findall(r"^flowc .*$", "\n".join(scripts(action)), re.MULTILINE)
    assert len(runs) == 2
    for run in runs:
        words = [{"$FAIL_ON": action["inputs"]["fail-on"]["default"]}.get(word, word) for word in shlex.split(run)]
        assert words[:2] == ["flowc", "$COMMAND"]
        parse(cli.command(command), words[2:])  # raises where an option or a value is unknown


def test_the_oldest_python_is_the_usual_one(action):
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={action['inputs']['python-version']['default']}"


# --- what the action does -----------------------------------------------------------------------------------


class Job:
    """The scripts of the action in one directory, as a runner runs them, except for the installation."""

    def __init__(self, action: dict[str, Any], folder: Path, **given: str) -> None:
        inputs = {name: value["default"] for name, value in action["inputs"].items()}
        inputs.update({name.replace("_", "-"): value for name, value in given.items()})
        self.folder = folder
        self.temporary = folder / ".runner"
        self.temporary.mkdir()
        steps = [step for step in action["runs"]["steps"] if "flowc " in step.get("run", "")]
        self.reported, self.judged = (self._run(step, inputs) for step in steps)

    def _run(self, step: dict[str, Any], inputs: dict[str, str]) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            **{name: _INPUT.sub(lambda match: inputs[match[1]], value) for name, value in step["env"].items()},
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(self.temporary / "output"),
            "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
            "RUNNER_TEMP": str(self.temporary),
        }
        command = [program("bash"), "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)

    @property
    def sarif(self) -> dict[str, Any]:
        name, _, path = (self.temporary / "output").read_text(encoding="utf-8").strip().partition("=")
        assert name == "sarif"
        loaded: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
        return loaded


def test_a_job_with_a_broken_flow_reports_it_and_fails(action, tmp_path):
    (tmp_path / "two words.mv").write_text(BROKEN.read_text(encoding="utf-8"), encoding="utf-8")
    job = Job(action, tmp_path)
    assert (job.reported.returncode, job.judged.returncode) == (0, 1), job.reported.stderr
    assert job.sarif["version"] == "2.1.0"
    results = job.sarif["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["MV501", "MV305", "MV309"]
    lines = job.judged.stdout.splitlines()
    assert lines[0].startswith("::add-matcher::")
    assert sum(bool(matched(line, action)) for line in lines) == len(results)
    assert [line.partition(" ")[0] for line in lines[-2:]] == ["::remove-matcher", "::remove-matcher"]


def test_a_job_with_a_sound_flow_passes_with_an_empty_report(action, tmp_path):
    (tmp_path / "clinic.mv").write_text(CLINIC.read_text(encoding="utf-8"), encoding="utf-8")
    job = Job(action, tmp_path, paths="clinic.mv\n")
    assert (job.reported.returncode, job.judged.returncode) == (0, 0), job.judged.stderr
    assert job.sarif["runs"][0]["results"] == []


@pytest.mark.parametrize(("fail_on", "status"), [("warning", 1), ("error", 0)])
def test_the_job_says_what_fails_it_and_each_path_has_a_line_of_its_own(fail_on, status, action, tmp_path):
    (tmp_path / "an answer.json").write_text(WARNS, encoding="utf-8")
    (tmp_path / "b.json").write_text(WARNS, encoding="utf-8")
    job = Job(action, tmp_path, command="lint", paths="an answer.json\n\nb.json\n", fail_on=fail_on)
    assert (job.reported.returncode, job.judged.returncode) == (0, status), job.judged.stderr
    assert len(job.sarif["runs"][0]["results"]) == 2


def test_a_job_that_finds_nothing_to_check_does_not_pass(action, tmp_path):
    job = Job(action, tmp_path, paths="nowhere.mv")
    assert job.reported.returncode == 2
    assert "nowhere.mv: no such file or directory" in job.reported.stderr
