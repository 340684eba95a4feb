"""Coverage as an LCOV trace file: nodes are functions, edges are branches, handlers and nodes are lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.simulate.coverage import Coverage
from flowc.simulate.formats import FlowRun
from flowc.source import SourceMap, Span

__all__ = ["render_lcov"]


def render_lcov(runs: Sequence[FlowRun], sources: SourceMap) -> str:
    """One record for each file."""
    lines: list[str] = []
    for path in dict.fromkeys(run.path for run in runs):
        lines += _record(path, [run.coverage for run in runs if run.path == path], sources)
    return "\n".join(lines) + "\n" if lines else ""


def _record(path: str, all_coverage: Sequence[Coverage], sources: SourceMap) -> Iterator[str]:
    def line_of(span: Span) -> int:
        return sources.locate(span).line

    nodes = [
        (f"{coverage.flow.name}.{name}", line_of(span), count)
        for coverage in all_coverage
        for name, span, count in coverage.nodes
    ]
    edges = [(target, line_of(target.span), count) for coverage in all_coverage for target, count in coverage.edges]
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
