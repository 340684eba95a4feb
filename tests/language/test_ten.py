"""Ten flows as people need them, written by nothing but the documentation: each is sound, does what its tests say, is
tested whole by its scenarios, and comes back from its documents."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from flowc import compile_paths
from flowc.cli import main
from flowc.compile import Compilation
from flowc.emit.documents import build
from flowc.importing import import_sources
from flowc.rehearsal import run_tests, site_of
from flowc.source import SourceMap

TEN = sorted(path for path in (Path(__file__).parent / "ten").iterdir())


def compiled(path: Path) -> Compilation:
    compilation = compile_paths(path)
    assert [finding for finding in compilation.findings if finding.severity != "info"] == []
    assert compilation.program is not None
    return compilation


def files_of(compilation: Compilation) -> dict[str, str]:
    assert compilation.program is not None
    return {
        f"build/{flow.flow}/{name}": content.decode()
        for flow in build(compilation.program)
        for name, content in flow.files.items()
    }


def documents(files: dict[str, str]) -> dict[str, object]:
    return {path: json.loads(text) for path, text in files.items() if not path.endswith("manifest.json")}


@pytest.mark.parametrize("path", TEN, ids=lambda path: path.stem)
def test_it_does_what_its_tests_say(path: Path) -> None:
    compilation = compiled(path)
    assert compilation.program is not None
    runs = run_tests(compilation.program, compilation.sources, site_of(compilation.program))
    assert sum(len(run.trials) for run in runs) >= 2
    assert [trial.failure for run in runs for trial in run.trials if not trial.passed] == []


@pytest.mark.parametrize("path", TEN, ids=lambda path: path.stem)
def test_with_its_scenarios_all_of_it_is_tested(path: Path, tmp_path: Path) -> None:
    for file in [path] if path.is_file() else path.iterdir():
        shutil.copy(file, tmp_path)
    assert main(["scenarios", str(tmp_path), "--write"]) == 0
    assert main(["test", str(tmp_path), "--fail-under", "100"]) == 0


@pytest.mark.parametrize("path", TEN, ids=lambda path: path.stem)
def test_it_comes_back_from_its_documents(path: Path, tmp_path: Path) -> None:
    files = files_of(compiled(path))
    sources = SourceMap()
    for name, text in files.items():
        sources.add(name, text)
    back = import_sources(sources)
    assert (back.unsaid, back.findings) == ([], [])
    (again := tmp_path / "again.mv").write_text(back.text, encoding="utf-8")
    assert documents(files_of(compiled(again))) == documents(files)
