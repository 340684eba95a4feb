"""The pytest plugin, in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DESK = Path(__file__).parent / "trials" / "desk.mv"


def pytest_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "desk.mv").write_text(DESK.read_text(encoding="utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *_plugin(), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _plugin() -> list[str]:
    from importlib.metadata import entry_points

    installed = any(entry.value == "flowc.testing.pytest_plugin" for entry in entry_points(group="pytest11"))
    return [] if installed else ["-p", "flowc.testing.pytest_plugin"]


def test_a_file_that_is_named_is_collected_with_its_coverage(tmp_path: Path) -> None:
    done = pytest_in(tmp_path, "desk.mv", "-k", "constants or bridge")
    assert done.returncode == 1
    assert "2 failed, 3 passed" in done.stdout, done.stdout
    assert "coverage of desk:" in done.stdout
    assert "expected a bridge to be answered; the call stands at `main`, at a gather" in done.stdout


def test_files_are_collected_where_the_project_says_so(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\nflowc_files = *.mv\n", encoding="utf-8")
    done = pytest_in(tmp_path, "-k", "constants")
    assert "1 passed" in done.stdout, done.stdout
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    assert "no tests ran" in pytest_in(tmp_path).stdout


def test_a_file_with_errors_cannot_be_collected(tmp_path: Path) -> None:
    (tmp_path / "bad.mv").write_text("flow bad { start nowhere }\n", encoding="utf-8")
    done = pytest_in(tmp_path, "bad.mv")
    assert "MV101" in done.stdout
    assert done.returncode == 2
