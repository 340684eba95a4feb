"""What is handed out works without a checkout: the wheel holds the data, the source distribution makes the wheel."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from flowc.commands.init import FLOW

ROOT = Path(__file__).resolve().parent.parent.parent


def hatch(folder: Path, kind: str, out: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(out)],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    (made,) = out.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hatch(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def run(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = f"import sys; sys.path.insert(0, {str(installed)!r}); from flowc.cli import program; sys.exit(program())"
    command = [sys.executable, "-I", "-c", code, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_wheel_holds_the_package_its_data_and_its_licence(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "flowc/py.typed",
        "flowc/_data/grammar/flow.lark",
        "flowc/_data/schemas/answer.schema.json",
        "flowc/_data/schemas/findings.schema.json",
    ):
        assert needed in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests", "docs", "examples")) or name.endswith(".pyc")]


def test_the_wheel_has_the_program(wheel):
    (entry,) = [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("entry_points.txt")]
    assert "flowc = flowc.cli:program" in zipfile.ZipFile(wheel).read(entry).decode()


def test_what_the_wheel_installs_builds_a_flow_far_from_any_checkout(installed, tmp_path):
    assert run(installed, tmp_path, "--version").stdout.startswith("flowc ")
    assert run(installed, tmp_path, "init").returncode == 0
    assert (tmp_path / "reception.mv").read_text() == FLOW
    assert run(installed, tmp_path, "build", "reception.mv").returncode == 0
    documents = list((tmp_path / "build" / "reception").iterdir())
    assert json.loads((tmp_path / "build" / "reception" / "answer.json").read_text())["actions"]
    assert len(documents) > 3


def test_every_schema_is_found_where_the_wheel_puts_it(installed, tmp_path):
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "from flowc.resources import data_path; print(data_path('schemas', 'routes.schema.json'))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(installed / "flowc" / "_data" / "schemas" / "routes.schema.json")


def test_the_source_distribution_holds_what_a_maintainer_needs_and_makes_the_same_wheel(wheel, tmp_path):
    sdist = hatch(ROOT, "sdist", tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
        archive.extractall(tmp_path / "source", filter="data")
    for needed in ("README.md", "CHANGELOG.md", "LICENSE", "grammar/flow.lark", "schemas/answer.schema.json", "tests",
                   "examples/receptionist.mv", "docs", "tools/generate.py"):  # fmt: skip
        assert any(name == needed or name.startswith(f"{needed}/") for name in names), needed
    assert not [name for name in names if "node_modules" in name or "__pycache__" in name or "_cache" in name]
    (source,) = (tmp_path / "source").iterdir()
    again = hatch(source, "wheel", tmp_path / "again")
    assert set(zipfile.ZipFile(again).namelist()) == set(zipfile.ZipFile(wheel).namelist())
