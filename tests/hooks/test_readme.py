"""What the README gives to paste is taken by what it is pasted into."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flowc import cli

yaml = pytest.importorskip("yaml")
pytest.importorskip("pre_commit")

ROOT = Path(__file__).resolve().parent.parent.parent


def pasted(language: str, word: str) -> str:
    """The one block of the README in a language that holds a word."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (block,) = [block for block in blocks if word in block]
    return block


def declared(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_pre_commit_takes_the_configuration_and_the_hooks_of_the_project(tmp_path):
    (tmp_path / "config.yaml").write_text(pasted("yaml", "flowc-lint"), encoding="utf-8")
    taken = {"validate-config": tmp_path / "config.yaml", "validate-manifest": ROOT / ".pre-commit-hooks.yaml"}
    for command, path in taken.items():
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", command, str(path)], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_every_hook_is_shown_under_its_name():
    (repository,) = yaml.safe_load(pasted("yaml", "flowc-lint"))["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in declared(".pre-commit-hooks.yaml")]


def test_the_action_is_given_inputs_that_it_has():
    steps = yaml.safe_load(pasted("yaml", "uses: ./flowc"))["steps"]
    given = [step["with"] for step in steps if step["uses"] == "./flowc"]
    assert given
    for inputs in given:
        assert set(inputs) <= set(declared("action.yml")["inputs"])
        assert inputs.get("command", "check") in cli.COMMANDS


def test_the_document_names_the_schema_and_is_clean(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = pasted("json", '"$schema"')
    Path("answer.json").write_text(text, encoding="utf-8")
    assert cli.main(["lint", "answer.json"]) == 0, capsys.readouterr()
    assert (ROOT / json.loads(text)["$schema"].removeprefix("../flowc/")).is_file()


def test_the_editor_is_led_to_the_schema():
    (association,) = json.loads(pasted("json", "json.schemas"))["json.schemas"]
    assert association["fileMatch"]
    assert (ROOT / association["url"].removeprefix("./flowc/")).is_file()
