"""Builds that differ in every file, and a process that writes one: ``python -m tests.emit.writer OUT NUMBER [FILES]``.

Every file of build N says N, so that a directory which holds files of two builds gives itself away.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from flowc.emit.output import write

FLOWS = ("front", "back")


def files_of(number: int, count: int = 20) -> dict[str, bytes]:
    """The files of one flow of build ``number``; the last few are in odd builds only."""
    names = [f"doc{index}" for index in range(count + 5 * (number % 2))]
    files = {f"{name}.json": f"{number}\n".encode() for name in names}
    manifest = {"format": 1, "flow": "front", "number": number, "documents": {name: {} for name in names}}
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def build_number(directory: Path, count: int = 20) -> int:
    """The build that a flow's directory holds, all of it and nothing else."""
    found = {path.name: path.read_bytes() for path in directory.iterdir()}
    number = int(json.loads(found["manifest.json"])["number"])
    assert found == files_of(number, count), f"{directory} holds a mixture"
    return number


def write_build(out: Path, number: int, count: int = 20) -> list[str]:
    return write(str(out), {flow: files_of(number, count) for flow in FLOWS})


if __name__ == "__main__":
    write_build(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:]))
