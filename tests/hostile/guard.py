"""Run one command line under the limits that flowc promises, and say how it kept them.

The seconds are those of the processor, so that what else the machine does is not counted.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple

__all__ = ["LIMIT_BYTES", "LIMIT_SECONDS", "Outcome", "run"]

LIMIT_SECONDS = 2.0
LIMIT_BYTES = 256 * 2**20
_PATIENCE = 12
"""Seconds of the processor after which a run is ended, and counted as past its limit."""
_STATUSES = (0, 1, 2)


class Outcome(NamedTuple):
    """``status`` is negative where a signal ended the run; ``complaint`` is empty where all promises were kept."""

    status: int
    seconds: float
    bytes: int
    err: str
    complaint: str


def run(arguments: Sequence[str], *, environment: Mapping[str, str] | None = None) -> Outcome:
    """Run ``flowc`` in a process of its own; what it writes to standard output is thrown away."""
    with tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _become_flowc(arguments, err.fileno(), {**os.environ, **(environment or {})})
        _, code, usage = os.wait4(child, 0)
        err.seek(0)
        said = err.read(100_000).decode("utf-8", "replace")
    status = os.waitstatus_to_exitcode(code)
    seconds = usage.ru_utime + usage.ru_stime
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Outcome(status, seconds, memory, said, _complaint(status, seconds, memory, said))


def _become_flowc(arguments: Sequence[str], err: int, environment: Mapping[str, str]) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (_PATIENCE, _PATIENCE + 1))
        resource.setrlimit(resource.RLIMIT_AS, (8 * 2**30, 8 * 2**30))
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        os.dup2(err, 2)
        os.execve(sys.executable, [sys.executable, "-m", "flowc", *arguments], dict(environment))
    finally:
        os._exit(127)


def _complaint(status: int, seconds: float, memory: int, said: str) -> str:
    complaints = []
    if status not in _STATUSES:
        complaints.append(f"exit status {status}")
    if "Traceback" in said or "internal error" in said:
        complaints.append(said.strip().splitlines()[0][:200])
    if seconds > LIMIT_SECONDS:
        complaints.append(f"{seconds:.1f} s")
    if memory > LIMIT_BYTES:
        complaints.append(f"{memory // 2**20} MiB")
    return ", ".join(complaints)
