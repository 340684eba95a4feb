"""A repository that has taken up the hooks refuses bad commits, in words that need no manual.

``pre-commit`` clones the project, installs it into an environment of its own and runs on what is staged in a real
commit. Nothing is fetched: the project is a repository made here of the files that make the package, and what it needs
is lent from the environment of the tests.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.programs import program

pytest.importorskip("pre_commit")

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "src", "grammar", "schemas")

SOUND_FLOW = """\
flow desk {
    base_url "https://voice.example/ivr"
    start main

    step main {
        say "One moment please."
        transfer +15551230099
    }
}
"""
TRAP = """\
flow trap {
    base_url "https://voice.example/ivr"
    start main

    menu main {
        prompt "For sales, press 1."
        on 1 -> transfer +15551230001
        on noinput -> main
        on nomatch -> main
    }
}
"""
SOUND_DOCUMENT = {"actions": [{"say": {"text": "One moment please."}}, {"transfer": {"destination": "+15551230099"}}]}
MISSPELLED = {"actions": [{"say": {"text": "One moment please."}}, {"trasfer": {"destination": "+15551230099"}}]}


class Repository(NamedTuple):
    """A repository with the hooks installed."""

    folder: Path
    environment: Mapping[str, str]

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return _git(self.folder, self.environment, *arguments)

    def commit(self, **texts: str) -> subprocess.CompletedProcess[str]:
        """Stage these files, and nothing else, and try to commit them; in a name, ``__`` is the dot."""
        for name, text in texts.items():
            (self.folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
        self.git("add", "--", *(name.replace("__", ".") for name in texts)).check_returncode()
        return self.git("commit", "-m", "A change")

    def commits(self) -> int:
        return len(self.git("log", "--format=%h").stdout.split())


def _git(folder: Path, environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program("git"), *arguments], cwd=folder, env=environment, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Nobody's settings, and packages from where the tests have theirs."""
    others = ("GIT_", "PIP_", "PRE_COMMIT_", "FLOWC_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    lent = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    person = {"NAME": "A Tester", "EMAIL": "tester@example.com"}
    return {
        **kept,
        **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in person.items()},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "NO_COLOR": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_BUILD_ISOLATION": "0",  # pip takes the word backwards: do not isolate
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")),
        "PYTHONPATH": os.pathsep.join(lent),
    }


@pytest.fixture(scope="module")
def flowc(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> tuple[Path, str]:
    """A repository that holds the project as it stands here, and its only revision."""
    folder = tmp_path_factory.mktemp("flowc")
    for name in PACKAGE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "The project"]):
        _git(folder, environment, *command).check_returncode()
    return folder, _git(folder, environment, "rev-parse", "HEAD").stdout.strip()


@pytest.fixture(scope="module")
def installed(
    tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str], flowc: tuple[Path, str]
) -> Repository:
    """A repository whose commits go through all three hooks."""
    repository = Repository(tmp_path_factory.mktemp("repository"), environment)
    source, revision = flowc
    hooks = [{"id": "flowc-check"}, {"id": "flowc-fmt"}, {"id": "flowc-lint"}]
    beside = os.path.relpath(source, repository.folder)
    config = {"repos": [{"repo": beside, "rev": revision, "hooks": hooks}]}
    (repository.folder / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML
    repository.git("init", "-q").check_returncode()
    repository.git("add", ".pre-commit-config.yaml").check_returncode()
    repository.git("commit", "-q", "-m", "Hooks").check_returncode()
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", "--install-hooks"],
        cwd=repository.folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return repository


@pytest.fixture
def repository(installed: Repository) -> Iterator[Repository]:
    """The repository, left as it was found except for what has been committed."""
    yield installed
    installed.git("reset", "-q", "--hard").check_returncode()


def refused(repository: Repository, **texts: str) -> str:
    """What the author reads whose commit is refused."""
    before = repository.commits()
    done = repository.commit(**texts)
    assert done.returncode == 1, done.stdout
    assert repository.commits() == before
    return done.stdout


def accepted(repository: Repository, **texts: str) -> str:
    before = repository.commits()
    done = repository.commit(**texts)
    assert done.returncode == 0, done.stdout
    assert repository.commits() == before + 1
    return done.stdout


def outcomes(output: str) -> dict[str, str]:
    """The last word of pre-commit's line about each hook."""
    lines = [line for line in output.splitlines() if line.startswith("flowc ") and "..." in line]
    return {line[: line.index("...")]: line.rpartition(".")[2].rpartition(")")[2] for line in lines}


def test_a_sound_flow_and_a_sound_document_are_committed(repository):
    output = accepted(repository, desk__mv=SOUND_FLOW, answer__json=json.dumps(SOUND_DOCUMENT))
    assert outcomes(output) == {"flowc check": "Passed", "flowc fmt": "Passed", "flowc lint": "Passed"}


def test_a_flow_that_traps_callers_is_refused_with_the_place_the_caller_and_the_way_out(repository):
    output = refused(repository, trap__mv=TRAP)
    assert outcomes(output) == {"flowc check": "Failed", "flowc fmt": "Passed", "flowc lint": "Skipped"}
    assert "error[MV309 silent-loop]: a caller who never presses anything is never let out" in output
    assert " --> trap.mv:8:9" in output
    assert "= journey: main (presses nothing) -> main" in output
    assert "= help: write `on noinput -> retry`" in output


def test_a_misspelled_action_is_refused_at_its_place_with_what_was_meant(repository):
    output = refused(repository, answer__json=json.dumps(MISSPELLED))
    assert outcomes(output) == {"flowc check": "Skipped", "flowc fmt": "Skipped", "flowc lint": "Failed"}
    assert "error[MV201 unknown-action]" in output
    column = json.dumps(MISSPELLED).index('"trasfer"') + 1
    assert f" --> answer.json:1:{column}\n" in output
    assert "= help: did you mean `transfer`?" in output


def test_a_flow_in_another_form_is_formatted_and_the_commit_goes_through_once_that_is_staged(repository):
    output = refused(repository, form__mv=SOUND_FLOW.replace("    ", "  "))
    assert outcomes(output) == {"flowc check": "Passed", "flowc fmt": "Failed", "flowc lint": "Skipped"}
    assert "files were modified by this hook" in output
    formatted = (repository.folder / "form.mv").read_text(encoding="utf-8")
    assert formatted == SOUND_FLOW
    accepted(repository, form__mv=formatted)


def test_what_is_staged_counts_and_not_what_lies_beside_it(repository):
    (repository.folder / "draft.json").write_text("{", encoding="utf-8")
    (repository.folder / "draft.mv").write_text("flow", encoding="utf-8")
    accepted(repository, staged__json=json.dumps(SOUND_DOCUMENT, indent=1))


def test_a_file_that_is_mended_only_in_the_working_copy_is_refused(repository):
    path = repository.folder / "half.json"
    path.write_text(json.dumps(MISSPELLED), encoding="utf-8")
    repository.git("add", "half.json").check_returncode()
    path.write_text(json.dumps(SOUND_DOCUMENT), encoding="utf-8")
    done = repository.git("commit", "-m", "Half of it")
    assert done.returncode == 1
    assert "MV201" in done.stdout


def test_files_that_are_neither_flows_nor_documents_are_nobodys_business(repository):
    output = accepted(repository, notes__md="# Notes\n", manifest__json="{}\n", routes__json="{}\n")
    assert set(outcomes(output).values()) == {"Skipped"}
