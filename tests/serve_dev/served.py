"""``flowc serve --dev`` in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

__all__ = ["Served", "served"]


class Served:
    """A development server: its ``url``, and line by line what it says in its terminal."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._lines: Queue[str] = Queue()
        self.said = ""
        threading.Thread(target=self._read, args=(process,), daemon=True).start()
        self.url = self.says(r"(http://127\.0\.0\.1:\d+)/")[1]

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def says(self, pattern: str) -> re.Match[str]:
        """Wait until the pattern is found in what was said since the beginning."""
        while (found := re.search(pattern, self.said)) is None:
            try:
                line = self._lines.get(timeout=20)
            except Empty:
                line = ""
            assert line, f"never said {pattern}, but: {self.said}"
            self.said += line
        return found


@contextmanager
def served(*arguments: str | Path) -> Iterator[Served]:
    """Serve on a free port, until the block ends."""
    command = [sys.executable, "-m", "flowc", "serve", "--dev", *map(str, arguments), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield Served(process)
        finally:
            process.terminate()
            try:
                process.wait(20)
            finally:
                process.kill()
