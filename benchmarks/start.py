"""What a small flow costs, against an interpreter that does nothing."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.paired import Measured, compare, process

__all__ = ["FLOW", "measure"]

FLOW = Path(__file__).parent / "forty_lines.mv"
BARE = [sys.executable, "-I", "-c", "pass"]
FLOWC = [sys.executable, "-I", "-c", "import sys; from flowc.cli import program; sys.exit(program())"]
"""What the ``flowc`` program is; the one that some versions of pip write imports ``re`` besides."""

ROWS = (
    ("`flowc --version`", ["--version"], 1.6),
    ("`flowc --help`", ["--help"], 1.6),
    ("`flowc check`, 40 lines", ["check", "forty_lines.mv"], 10),
    ("`flowc build`, 40 lines, first", ["build", "forty_lines.mv", "-o", "{fresh}"], 10),
    ("`flowc build`, 40 lines, unchanged", ["build", "forty_lines.mv", "-o", "build"], 10),
)


def measure(pairs: int) -> Iterator[tuple[str, str, Measured, float]]:
    """Rows: what, against what, how it came out, and the goal as a ratio."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(FLOW, folder)
        for title, arguments, goal in ROWS:
            yield title, "bare Python", compare(_Flowc(arguments, folder), process(BARE), pairs=pairs), goal


class _Flowc:
    """A command line, ``{fresh}`` in it another name each time."""

    def __init__(self, arguments: list[str], folder: str) -> None:
        self._arguments = arguments
        self._folder = folder
        self._runs = 0

    def __call__(self) -> None:
        self._runs += 1
        arguments = [argument.format(fresh=f"out{self._runs}") for argument in self._arguments]
        process([*FLOWC, *arguments], cwd=self._folder)()
