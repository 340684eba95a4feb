"""Test results as JUnit XML, the form that build servers read.

A suite is a flow, a case is a test block; the time of a case is the length of the call on the virtual clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.simulate.formats import FlowRun
from flowc.simulate.transcript import render
from flowc.simulate.trials import Trial
from flowc.source import SourceMap

__all__ = ["render_junit"]


def render_junit(runs: Sequence[FlowRun], sources: SourceMap) -> str:
    """The whole document, a ``testsuites`` element."""
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', *_suites(runs, sources), ""])


def _suites(runs: Sequence[FlowRun], sources: SourceMap) -> Iterator[str]:
    trials = [trial for run in runs for trial in run.trials]
    yield f"<testsuites{_counts(trials)}>"
    for run in runs:
        yield f"  <testsuite name={_quoted(run.coverage.flow.name)}{_counts(run.trials)}>"
        for trial in run.trials:
            yield from _case(run, trial, sources)
        yield "  </testsuite>"
    yield "</testsuites>"


def _case(run: FlowRun, trial: Trial, sources: SourceMap) -> Iterator[str]:
    place = sources.locate(trial.test.span)
    head = (
        f"    <testcase classname={_quoted(run.coverage.flow.name)} name={_quoted(trial.test.title)}"
        f' file={_quoted(place.path)} line="{place.line}" time="{trial.transcript.seconds:.3f}"'
    )
    if trial.failure is None:
        yield f"{head}/>"
        return
    failed = sources.locate(trial.failure.span)
    told = "\n".join(render(trial.transcript.entries, events=False))
    yield f"{head}>"
    yield f"      <failure message={_quoted(trial.failure.message)}>{_escaped(failed.path)}:{failed.line}"
    yield f"{_escaped(told)}</failure>"
    yield "    </testcase>"


def _counts(trials: Sequence[Trial]) -> str:
    failed = sum(not trial.passed for trial in trials)
    seconds = sum(trial.transcript.seconds for trial in trials)
    return f' tests="{len(trials)}" failures="{failed}" time="{seconds:.3f}"'


def _quoted(text: str) -> str:
    return '"' + _escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;") + '"'


def _escaped(text: str) -> str:
    """Text as XML holds it; what XML 1.0 cannot hold at all becomes U+FFFD."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(character if _allowed(ord(character)) else "\ufffd" for character in text)


def _allowed(code: int) -> bool:
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
