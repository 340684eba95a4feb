"""Flows that import, on the command line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .test_imports import COMMON, SHOP

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "flowc.toml").touch()
    (tmp_path / "common.mv").write_text(COMMON)
    (tmp_path / "shop.mv").write_text(SHOP)
    return tmp_path


def test_a_directory_is_built_with_what_its_flows_import(folder: Path, flowc: Run) -> None:
    (folder / ".hidden").mkdir()
    (folder / ".hidden/broken.mv").write_text("flow {")
    status, _, err = flowc("build", ".", "-o", "out")
    assert status == 0, err
    manifest = json.loads((folder / "out/shop/manifest.json").read_text())
    assert [entry["file"] for entry in manifest["source"]] == ["shop.mv", "common.mv"]


def test_a_directory_without_flows_is_told_in_one_line(folder: Path, flowc: Run) -> None:
    (folder / "empty").mkdir()
    assert flowc("build", "empty") == (2, "", "flowc: empty: no .mv file in this directory or beneath it\n")
    assert flowc("build", "common.mv")[0] == 2


COMMANDS = {
    "check": (),
    "ir": (),
    "diagram": ("--format", "mmd"),
    "simulate": ("--input", "opening=open 1"),
    "scenarios": (),
    "test": (),
    "report": ("-o", "page.html"),
}
TEST = """\
    test "the front desk" {
        given opening open
        hear "Welcome to Acme."
        press 1
        expect transfer desk
    }
}
"""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_flow_is_taken_with_what_it_imports(folder: Path, flowc: Run, command: str) -> None:
    (folder / "shop.mv").write_text(SHOP.rstrip().removesuffix("}") + TEST)
    status, out, err = flowc(command, "shop.mv", *COMMANDS[command])
    assert status == 0, out + err


def test_each_file_can_be_checked_by_itself(folder: Path, flowc: Run) -> None:
    for file in ("common.mv", "shop.mv"):
        status, out, err = flowc("check", file)
        assert status == 0, out + err


def test_standard_input_imports_what_stands_beside_its_name(folder: Path, flowc: Run) -> None:
    (folder / "inner").mkdir()
    with standard_input(SHOP.replace("common", "../common"), folder):
        assert flowc("check", "-", "--stdin-filename", "inner/shop.mv")[0] == 0
    with standard_input(SHOP.replace("common", "../common"), folder):
        assert "MV107" in flowc("check", "-", "--stdin-filename", "shop.mv")[1]


@contextmanager
def standard_input(text: str, folder: Path) -> Iterator[None]:
    (folder / "stdin.txt").write_text(text)
    saved = os.dup(0)
    with open(folder / "stdin.txt", "rb") as file:
        os.dup2(file.fileno(), 0)
    try:
        yield
    finally:
        os.dup2(saved, 0)
        os.close(saved)


def test_fixes_and_suppressions_are_written_into_named_files_only(folder: Path, flowc: Run) -> None:
    (folder / "common.mv").write_text(COMMON.replace("{company}", "{compny}"))
    before = (folder / "common.mv").read_text()
    flowc("check", "shop.mv", "--fix", "--unsafe-fixes")
    flowc("check", "shop.mv", "--add-ignore=later")
    assert (folder / "common.mv").read_text() == before
    flowc("check", "shop.mv", "common.mv", "--fix", "--unsafe-fixes")
    assert (folder / "common.mv").read_text() == COMMON


def test_files_are_formatted_one_by_one(folder: Path, flowc: Run) -> None:
    (folder / "common.mv").write_text(COMMON.replace("    ", "  "))
    assert flowc("fmt", "common.mv")[0] == 0
    assert (folder / "common.mv").read_text().split() == COMMON.split()
