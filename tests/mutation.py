"""Mutation testing of the checker, the linter and the emitters: ``python -m tests.mutation MODULE...``

A module is named as it is imported, ``flowc.checks.analyses.ways`` or shorter from the left, ``analyses.ways``; with
``--list`` every module is shown with the tests that are run for it. mutmut changes one thing after the other in the
functions of a module, and runs those of its tests that come by the function: a change that no test notices survives.

What was found is kept under ``.mutation/``, a folder for each module: a run that was stopped goes on where it was, and
a run after an edit looks again at the functions that the edit touched. ``--again`` forgets it, as one must after an
edit of tests; ``--report`` runs nothing and shows what is known.

The tests of a module are its own: the first line of ``_TESTS`` that it falls under. The score is that of these tests
alone, so it errs on the side of survivors.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from resource import RLIMIT_DATA, setrlimit
from shutil import rmtree

_ROOT = Path(__file__).parents[1]
_STATE = _ROOT / ".mutation"
_PARTS = ("checks", "lint", "emit")

_TESTS = {
    "flowc.checks.analyses.digit_counts": ("checks/test_digit_counts.py", "checks/test_pages.py"),
    "flowc.checks.analyses.clock_changes": ("ir/test_hours.py",),
    "flowc.checks.analyses.ways": ("checks/test_ways.py",),
    "flowc.checks.analyses.questions": ("checks/test_analyses.py", "checks/test_cases.py"),
    "flowc.checks.analyses.spoken": ("checks/test_spoken.py", "checks/test_laws_of_speech.py"),
    "flowc.checks.analyses.announced": ("checks/test_announced.py",),
    "flowc.checks.analyses.components": ("checks/test_analyses.py",),
    "flowc.checks.analyses.dominators": ("checks/test_analyses.py",),
    "flowc.checks.analyses.asked": ("checks/test_asked.py", "checks/test_laws.py", "checks/test_cases.py"),
    "flowc.checks.analyses": ("checks/test_analyses.py", "checks/test_laws.py"),
    "flowc.checks": ("checks/test_cases.py", "checks/test_safety.py", "checks/test_credentials.py"),
    "flowc.lint.reader": ("lint/test_reader.py",),
    "flowc.lint.verdict": ("lint/test_verdict.py",),
    "flowc.lint.sites": ("lint/test_sites.py", "lint/test_cases.py"),
    "flowc.lint.quiet": ("lint/test_quiet.py",),
    "flowc.lint": ("lint/test_cases.py", "lint/test_import.py", "lint/test_fix.py", "lint/test_beside.py"),
    "flowc.emit.diagram": ("diagram",),
    "flowc.emit.exchange": ("emit/test_exchange.py",),
    "flowc.emit.output": ("emit/test_output.py",),
    "flowc.emit.ir_json": ("emit/test_ir_json.py",),
    "flowc.emit": ("emit/test_documents.py", "emit/test_layout.py", "emit/test_cases.py"),
}
"""Which tests are run, below ``tests/``, for modules whose names begin so."""

_LINKED = ("grammar", "schemas", "examples", "docs", "tools", "pyproject.toml", "README.md", "src")
_SETTINGS = """\
[mutmut]
source_paths = src
only_mutate = {file}
also_copy =
    grammar
    schemas
    examples
    docs
    tools
    README.md
pytest_add_cli_args_test_selection =
{tests}
pytest_add_cli_args =
    -p
    no:cacheprovider
    --hypothesis-profile=ci
timeout_multiplier = 3.0
timeout_constant = 10.0
track_dependencies = false
use_setproctitle = false
process_isolation = forkserver
"""


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="python -m tests.mutation", description="Mutation testing, module by module.")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="flowc.checks.analyses.ways, or analyses.ways")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants run at a time")
    parser.add_argument("--again", action="store_true", help="forget what is known about these modules")
    parser.add_argument("--report", action="store_true", help="run nothing, show what is known")
    parser.add_argument("--list", action="store_true", help="show the modules and their tests")
    options = parser.parse_args(arguments)
    known = list(_modules())
    if options.list:
        print("\n".join(f"{name}: {' '.join(tests_of(name))}" for name in known))
        return 0
    named = [name for name in known if any(f".{name}".endswith(f".{wanted}") for wanted in options.modules)]
    if options.report and not options.modules:
        named = [name for name in known if (_STATE / name).exists()]
    if not named:
        parser.error("which modules? --list shows them")
    failed = False
    total: Counter[str] = Counter()
    for name in named:
        if options.again:
            rmtree(_STATE / name, ignore_errors=True)
        if not options.report:
            failed |= _run(name, options.jobs) != 0
        total += _report(name)
    if len(named) > 1:
        print(_line("all of these", total))
    return int(failed)


def tests_of(module: str) -> list[str]:
    """The tests that are run for a module."""
    for begin, tests in _TESTS.items():
        if f"{module}.".startswith(f"{begin}."):
            return [f"tests/{test}" for test in tests]
    raise KeyError(module)


def _modules() -> Iterator[str]:
    for part in _PARTS:
        for file in sorted((_ROOT / "src" / "flowc" / part).rglob("*.py")):
            yield ".".join(file.relative_to(_ROOT / "src").with_suffix("").parts).removesuffix(".__init__")


def _file(module: str) -> str:
    path = Path("src", *module.split("."))
    return (path / "__init__.py" if (_ROOT / path).is_dir() else path.with_suffix(".py")).as_posix()


def _run(module: str, jobs: int) -> int:
    """Let mutmut look at a module in a folder of its own, which holds links to the project and what mutmut keeps."""
    folder = _STATE / module
    (folder / "tests").mkdir(parents=True, exist_ok=True)
    for name in _LINKED:
        _link(folder / name, _ROOT / name)
    for path in (_ROOT / "tests").iterdir():
        if path.name != "tools" and path.name != "__pycache__":
            _link(folder / "tests" / path.name, path)
    tests = "\n".join(f"    {test}" for test in tests_of(module))
    (folder / "setup.cfg").write_text(_SETTINGS.format(file=_file(module), tests=tests), encoding="utf-8")
    command = [*_MUTMUT, "run", "--max-children", str(jobs)]
    return subprocess.run(command, cwd=folder, preexec_fn=_keep_within_memory).returncode


def _keep_within_memory() -> None:
    """A loop that a mutant never leaves may fill the memory before its time is up."""
    setrlimit(RLIMIT_DATA, (_MEMORY, _MEMORY))


_MEMORY = 2 << 30
_MUTMUT = (sys.executable, "-m", "mutmut")


def _link(link: Path, to: Path) -> None:
    if not link.is_symlink():
        link.symlink_to(to)


def _report(module: str) -> Counter[str]:
    """Print the figures of a module and its survivors, and return how many mutants fared how."""
    mutated = _STATE / module / "mutants" / _file(module)
    fates = {name: _FATES.get(status, "killed") for name, status in _statuses(mutated).items()}
    count = Counter(fates.values())
    print(_line(module, count), flush=True)
    source = mutated.read_text(encoding="utf-8") if fates else ""
    functions = {node.name: node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}
    for name, fate in fates.items():
        if fate in ("survived", "no test"):
            mutant = name.rpartition(".")[2]
            original = functions[f"{mutant.rpartition('__mutmut_')[0]}__mutmut_orig"]
            print(f"\n{mutant} ({fate})")
            print("\n".join(_changes(*(ast.get_source_segment(source, f) for f in (original, functions[mutant])))))
    return count


_FATES = {None: "not run", 0: "survived", 5: "no test", 33: "no test", 34: "not run", 2: "not run"}
"""What the exit status of the tests says of a mutant; any other status is a death."""


def _statuses(mutated: Path) -> dict[str, int | None]:
    """How the tests of each mutant ended, as mutmut notes it beside the mutated module."""
    noted = mutated.with_name(f"{mutated.name}.meta")
    if not noted.exists():
        return {}
    statuses: dict[str, int | None] = json.loads(noted.read_text(encoding="utf-8"))["exit_code_by_key"]
    return statuses


def _changes(original: str | None, mutant: str | None) -> list[str]:
    """The lines in which two functions differ, but for their names."""
    before, after = ((text or "").splitlines()[1:] for text in (original, mutant))
    return [line for line in unified_diff(before, after, lineterm="", n=0) if line[:2] not in ("++", "--", "@@")]


def _line(name: str, count: Counter[str]) -> str:
    ran = count.total() - count["not run"]
    score = f"{100 * count['killed'] / ran:.1f} %" if ran else "none"
    return f"{name}: {ran} of {count.total()} mutants run, {count['killed']} killed, score {score}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
