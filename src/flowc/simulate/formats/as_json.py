"""Test results and coverage for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flowc.simulate.coverage import KINDS, Coverage, Target
from flowc.simulate.formats import FlowRun
from flowc.simulate.trials import Trial
from flowc.source import SourceMap, Span

__all__ = ["render_json"]


def render_json(runs: Sequence[FlowRun], sources: SourceMap) -> str:
    """An object with ``format`` 1, ``tests`` and ``coverage`` (one for each flow)."""
    from json import dumps

    value = {
        "format": 1,
        "tests": [_trial(run, trial, sources) for run in runs for trial in run.trials],
        "coverage": [_coverage(run.coverage, sources) for run in runs],
    }
    return dumps(value, indent=2, ensure_ascii=False) + "\n"


def _trial(run: FlowRun, trial: Trial, sources: SourceMap) -> dict[str, Any]:
    failure = trial.failure
    return {
        "flow": run.coverage.flow.name,
        "title": trial.test.title,
        **_place(trial.test.span, sources),
        "passed": trial.passed,
        "seconds": trial.transcript.seconds,
        "failure": failure
        and {**_place(failure.span, sources), "message": failure.message, "closest": failure.closest},
        "transcript": trial.transcript.as_json()["entries"],
    }


def _coverage(coverage: Coverage, sources: SourceMap) -> dict[str, Any]:
    return {
        "flow": coverage.flow.name,
        "percent": round(coverage.percent, 2),
        "kinds": {kind: dict(zip(("covered", "total"), coverage.of_kind(kind), strict=True)) for kind in KINDS},
        "nodes": [{"node": name, **_place(span, sources), "count": count} for name, span, count in coverage.nodes],
        "edges": [
            {**_edge(target), **_place(target.span, sources), "count": count} for target, count in coverage.edges
        ],
    }


def _edge(target: Target) -> dict[str, str]:
    return {"node": target.node, "kind": target.kind, "label": target.label}


def _place(span: Span, sources: SourceMap) -> dict[str, Any]:
    place = sources.locate(span)
    return {"file": place.path, "line": place.line, "column": place.column}
