"""Coverage as an LCOV trace file: nodes are functions, edges are branches, handlers and nodes are lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.records import NamedTuple
from flowc.simulate.coverage import Target
from flowc.simulate.formats import FlowRun
from flowc.source import SourceMap

__all__ = ["render_lcov"]


class _Covered(NamedTuple):
    """What is counted in one file: functions as ``flow.node``, with line and count, and edges likewise."""

    nodes: list[tuple[str, int, int]]
    edges: list[tuple[Target, int, int]]


def render_lcov(runs: Sequence[FlowRun], sources: SourceMap) -> str:
    """One record for each file; what is in a part stands in the part's file, once for every use."""
    files = {run.path: _Covered([], []) for run in runs}
    for run in runs:
        for name, span, count in run.coverage.nodes:
            place = sources.locate(span)
            covered = files.setdefault(place.path, _Covered([], []))
            covered.nodes.append((f"{run.coverage.flow.name}.{name}", place.line, count))
        for target, count in run.coverage.edges:
            place = sources.locate(target.span)
            files.setdefault(place.path, _Covered([], [])).edges.append((target, place.line, count))
    lines = [line for path, covered in files.items() for line in _record(path, *covered)]
    return "\n".join(lines) + "\n" if lines else ""


def _record(
    path: str, nodes: Sequence[tuple[str, int, int]], edges: Sequence[tuple[Target, int, int]]
) -> Iterator[str]:
    hits: dict[int, int] = {}
    for _, line, count in [*nodes, *edges]:
        hits[line] = hits.get(line, 0) + count
    yield "TN:"
    yield f"SF:{path}"
    yield from (f"FN:{line},{name}" for name, line, _ in nodes)
    yield from (f"FNDA:{count},{name}" for name, _, count in nodes)
    yield f"FNF:{len(nodes)}"
    yield f"FNH:{sum(count > 0 for *_, count in nodes)}"
    numbers: dict[int, int] = {}
    for target, line, count in sorted(edges, key=lambda edge: edge[1]):
        number = numbers[line] = numbers.get(line, -1) + 1
        yield f"BRDA:{line},{target.key[0]},{number},{count or '-'}"
    yield f"BRF:{len(edges)}"
    yield f"BRH:{sum(count > 0 for *_, count in edges)}"
    yield from (f"DA:{line},{count}" for line, count in sorted(hits.items()))
    yield f"LF:{len(hits)}"
    yield f"LH:{sum(count > 0 for count in hits.values())}"
    yield "end_of_record"
