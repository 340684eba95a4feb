"""What a command loads before it has done anything: how quick it starts is decided by that, and by nothing else.

Times are measured in ``benchmarks``; here stands what keeps them as they are. What is new in one of these lists costs
every run, so it is there for a reason, or it is loaded by the function that needs it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FLOW = Path(__file__).parents[2] / "benchmarks" / "forty_lines.mv"
DOCUMENT = '{"actions": [{"say": {"text": "Please hold."}}, {"transfer": {"destination": "+15551230099"}}]}'

PATTERNS = {"collections", "copyreg", "enum", "functools", "itertools", "keyword", "operator", "re", "reprlib", "types"}
"""What ``re`` comes to."""
TYPES = PATTERNS | {"contextlib", "typing", "warnings"}
LIBRARY = {
    "fmt": TYPES | {"bisect"},
    "lint": PATTERNS | {"bisect", "json"},
    "check": TYPES | {"bisect", "heapq", "json"},
    "build": TYPES | {"bisect", "heapq", "json", "errno", "fcntl", "importlib"},
}
"""Modules of the standard library that a run on sound input loads, without those in C that begin with ``_``."""

RUNS = {
    "check": ["check", "flow.mv"],
    "build": ["build", "flow.mv", "-o", "out"],
    "lint": ["lint", "answer.json"],
    "fmt": ["fmt", "--check", "flow.mv"],
}
UNUSED = {
    "check": ("flowc.lint", "flowc.emit", "flowc.simulate", "flowc.serve", "flowc.syntax.mistakes",
              "flowc.syntax.recovery", "flowc.directives", "flowc.fixes", "flowc.report."),
    "build": ("flowc.lint", "flowc.simulate", "flowc.serve", "flowc.syntax.mistakes", "flowc.syntax.recovery",
              "flowc.emit.diagram", "flowc.report."),
    "lint": ("flowc.syntax", "flowc.ir", "flowc.checks.rules", "flowc.checks.facts", "flowc.emit", "flowc.simulate",
             "flowc.lint.lint", "flowc.lint.reader", "flowc.full_lint", "flowc.field_checks", "flowc.report."),
    "fmt": ("flowc.lint", "flowc.ir", "flowc.checks.rules", "flowc.emit", "flowc.simulate", "flowc.compile",
            "flowc.actions"),
}  # fmt: skip
"""Beginnings of our own modules that a run on sound input has no use for."""


def run(code: str, arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "flow.mv").write_text(FLOW.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "answer.json").write_text(DOCUMENT, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", "-c", code, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def loaded(arguments: list[str], folder: Path) -> set[str]:
    """The modules that a command line loads, less those that a bare interpreter has."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "from flowc.cli import main\n"
        "status = main(); print(*sorted(set(sys.modules) - before), file=sys.stderr); sys.exit(status)"
    )
    done = run(code, arguments, folder)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_load_next_to_nothing(option, tmp_path):
    assert loaded([option], tmp_path) <= {"__future__", "gc", "flowc", "flowc.cli", "flowc.__about__"}


@pytest.mark.parametrize("command", RUNS)
def test_a_run_on_sound_input_loads_no_more_of_the_library_than_it_needs(command, tmp_path):
    tops = {module.partition(".")[0] for module in loaded(RUNS[command], tmp_path)}
    assert {top for top in tops if not top.startswith("_")} <= LIBRARY[command] | {"flowc", "gc"}


@pytest.mark.parametrize("command", RUNS)
def test_a_run_on_sound_input_loads_nothing_that_is_for_faults_or_for_other_commands(command, tmp_path):
    modules = loaded(RUNS[command], tmp_path)
    assert sorted(module for module in modules if module.startswith(UNUSED[command])) == []


def test_pages_of_rules_that_find_nothing_in_graphs_are_not_loaded_to_check(tmp_path):
    rules = {name for name in loaded(RUNS["check"], tmp_path) if name.startswith("flowc.checks.rules.mv")}
    assert "flowc.checks.rules.mv301_unhandled_noinput" in rules
    assert {name for name in rules if name.startswith(("flowc.checks.rules.mv0", "flowc.checks.rules.mv2"))} == set()


@pytest.mark.parametrize("command", RUNS)
def test_no_class_is_made_the_slow_way(command, tmp_path):
    code = "import sys, typing; del typing.NamedTuple\nfrom flowc.cli import main; sys.exit(main())"
    done = run(code, RUNS[command], tmp_path)
    assert done.returncode == 0, f"use flowc.records: {done.stderr}"
