"""Branch coverage of the checker, the linter and the emitters: ``python -m tests.coverage [PATH...]``

Runs the tests that are about these three, under coverage, and prints every line and every branch that none of them
takes; exit status 1 where there is one. Paths of tests after the command are run instead, to look at one part: what is
missing then is missing from these alone.

The processes that tests start are measured as well. No line is left out but those of type checking and of assertions
that nothing can fail.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

_ROOT = Path(__file__).parents[1]
_MEASURED = ("checks", "emit", "lint")
_TESTS = ("checks", "lint", "emit", "diagram", "ir", "parts", "actions", "hooks", "report", "trace")
_OPTIONS = ("-q", "-p", "no:cacheprovider", "--hypothesis-profile=ci")
_SETTINGS = """\
[run]
branch = true
parallel = true
patch = subprocess
data_file = {folder}/data
source =
{sources}

[report]
show_missing = true
skip_covered = true
exclude_also =
    if TYPE_CHECKING:
    raise AssertionError
    raise NotImplementedError
"""


def main(arguments: list[str]) -> int:
    with TemporaryDirectory() as folder:
        sources = "\n".join(f"    {_ROOT / 'src' / 'flowc' / part}" for part in _MEASURED)
        settings = Path(folder, "settings")
        settings.write_text(_SETTINGS.format(folder=folder, sources=sources), encoding="utf-8")
        paths = arguments or [f"tests/{name}" for name in _TESTS]
        failed = _coverage(settings, "run", "-m", "pytest", *_OPTIONS, *paths)
        _coverage(settings, "combine", "--quiet")
        missing = _coverage(settings, "report", "--fail-under=100", "--precision=2")
        return failed or missing


def _coverage(settings: Path, command: str, *arguments: str) -> int:
    environment = dict(os.environ, COVERAGE_RCFILE=str(settings))
    line = [sys.executable, "-m", "coverage", command, *arguments]
    return subprocess.run(line, cwd=_ROOT, env=environment).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
