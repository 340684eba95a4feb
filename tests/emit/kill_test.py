"""Builds killed at random moments: ``python -m tests.emit.kill_test 1000``.

Each round starts a build over the one that stands there, kills it (SIGKILL) after a random part of the time that it
takes, and looks: every flow's directory must hold one build, whole. A build that is then left alone must
succeed, and leave nothing beside the flows' directories.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.emit.writer import FLOWS, build_number, write_build


def kill_rounds(out: Path, rounds: int, seed: int = 1) -> Counter[str]:
    """Kill builds; count how the rounds came out. Raises AssertionError where a directory holds a mixture."""
    chance = random.Random(seed)
    write_build(out, 0)
    longest = _time_of_a_build(out)
    counts: Counter[str] = Counter()
    for number in range(10, 10 + rounds):
        before = [build_number(out / flow) for flow in FLOWS]
        child = _start(out, number)
        time.sleep(chance.random() * longest * 1.2)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        after = [build_number(out / flow) for flow in FLOWS]
        assert set(after) <= {*before, number}
        counts["new" if after == [number] * len(FLOWS) else "old" if after == before else "between the flows"] += 1
        counts["left a staging directory"] += len(list(out.iterdir())) > len(FLOWS)
    write_build(out, 5)
    assert sorted(path.name for path in out.iterdir()) == sorted(FLOWS)
    assert [build_number(out / flow) for flow in FLOWS] == [5, 5]
    return counts


def _start(out: Path, number: int) -> int:
    """A process that writes a build; forked, so that the time to be killed in is the build's and not Python's."""
    child = os.fork()
    if child == 0:
        try:
            write_build(out, number)
        finally:
            os._exit(0)
    return child


def _time_of_a_build(out: Path) -> float:
    slowest = 0.0
    for number in range(1, 6):
        started = time.perf_counter()
        os.waitpid(_start(out, number), 0)
        slowest = max(slowest, time.perf_counter() - started)
    return slowest


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        total = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
        print(f"{total} kills, no mixture:", dict(kill_rounds(Path(scratch) / "out", total)))
