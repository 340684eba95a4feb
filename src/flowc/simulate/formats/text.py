"""Test results and coverage for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flowc.simulate.coverage import KINDS, Coverage
from flowc.simulate.formats import FlowRun
from flowc.simulate.transcript import render
from flowc.simulate.trials import Trial
from flowc.source import SourceMap

__all__ = ["coverage_lines", "failure_lines", "render_text"]


def render_text(runs: Sequence[FlowRun], sources: SourceMap, *, coverage: bool = True) -> str:
    """Every test by name, failures in full, then coverage and a line that counts."""
    lines: list[str] = []
    for run in runs:
        for trial in run.trials:
            lines += _trial(run, trial, sources)
    if coverage:
        lines += coverage_lines((run.coverage for run in runs), sources)
    trials = [trial for run in runs for trial in run.trials]
    failed = sum(not trial.passed for trial in trials)
    tests = f"{len(trials)} test{'' if len(trials) == 1 else 's'}"
    lines.append(f"{tests}, {failed} failed" if failed else f"{tests} passed" if trials else "no tests")
    return "\n".join(lines) + "\n"


def _trial(run: FlowRun, trial: Trial, sources: SourceMap) -> Iterator[str]:
    title = f"{run.coverage.flow.name}: {trial.test.title}"
    if trial.failure is None:
        yield f"ok    {title}"
        return
    yield f"FAIL  {title}"
    yield from (f"  {line}" for line in failure_lines(trial, sources))


def failure_lines(trial: Trial, sources: SourceMap) -> Iterator[str]:
    """Why a test failed: where, what was expected, the closest thing heard, and the call up to there."""
    failure = trial.failure
    if failure is None:
        return
    place = sources.locate(failure.span)
    yield f"{place.path}:{place.line}:{place.column}: {failure.message}"
    yield f"  {sources.at(failure.span.start).line(place.line).strip()}"
    if failure.closest is not None:
        yield f'closest thing heard: "{failure.closest}"'
    yield "the call up to there:"
    yield from render(trial.transcript.entries, events=False)


def coverage_lines(all_coverage: Iterable[Coverage], sources: SourceMap) -> Iterator[str]:
    """Coverage of each flow by node and kind of edge, and where the lines are that no test reaches."""
    for coverage in all_coverage:
        nodes = sum(count > 0 for *_, count in coverage.nodes)
        covered = sum(count > 0 for _, count in coverage.edges)
        yield (
            f"coverage of {coverage.flow.name}: {covered} of {len(coverage.edges)} edges ({coverage.percent:.0f} %), "
            f"{nodes} of {len(coverage.nodes)} nodes"
        )
        for kind in KINDS:
            reached, total = coverage.of_kind(kind)
            if total:
                yield f"  {kind:<10} {reached} of {total}"
        for name, span in coverage.missed_nodes:
            place = sources.locate(span)
            yield f"  {place.path}:{place.line}: `{name}` is never reached"
        unreached = {name for name, _ in coverage.missed_nodes}
        for target in coverage.missed:
            if target.node not in unreached:
                place = sources.locate(target.span)
                yield f"  {place.path}:{place.line}: `{target.node}`, {target.label}: never taken"
