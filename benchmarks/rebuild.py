"""What it costs to write a build again in which nothing has changed, against reading what is there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.paired import Measured, compare
from benchmarks.scale import flows
from flowc.compile import compile_sources
from flowc.emit.documents import build
from flowc.emit.output import write
from flowc.source import SourceMap

__all__ = ["measure"]

_STEPS = 3_600
"""Steps of flows that come to about ten thousand documents."""


def measure(pairs: int) -> Iterator[tuple[str, str, Measured, float | None]]:
    """Rows: what, against what, how it came out, and the goal as a ratio."""
    builds = _builds()
    count = sum(map(len, builds.values()))
    with tempfile.TemporaryDirectory() as folder:
        write(folder, builds)
        again = compare(lambda: write(folder, builds), lambda: _read(folder), pairs=pairs)
        yield f"writing {count:,} unchanged files again", "reading them", again, 2


def _builds() -> Mapping[str, Mapping[str, bytes]]:
    sources = SourceMap()
    sources.add("flows.mv", flows(_STEPS))
    program = compile_sources(sources).program
    assert program is not None
    return {made.flow: made.files for made in build(program)}


def _read(folder: str) -> int:
    return sum(len(path.read_bytes()) for path in Path(folder).rglob("*.json"))
