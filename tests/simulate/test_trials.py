"""What each line of a test block means: every test of ``trials/desk.mv`` passes, or fails for the reason beside it.

After a change that is meant: ``python -m tests.simulate.test_trials`` writes the reports anew; read the difference.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from flowc.compile import compile_sources
from flowc.rehearsal import run_tests, site_of
from flowc.simulate.formats import FlowRun
from flowc.simulate.formats.as_json import render_json
from flowc.simulate.formats.junit import render_junit
from flowc.simulate.formats.lcov import render_lcov
from flowc.simulate.formats.text import render_text
from flowc.simulate.trials import Trial
from flowc.source import SourceMap

HERE = Path(__file__).parent / "trials"
REPORTS: dict[str, Callable[[list[FlowRun], SourceMap], str]] = {
    "desk.txt": lambda runs, sources: render_text(runs, sources),
    "desk.json": render_json,
    "desk.xml": render_junit,
    "desk.info": render_lcov,
}


@cache
def played() -> tuple[list[FlowRun], SourceMap]:
    sources = SourceMap()
    sources.add("desk.mv", (HERE / "desk.mv").read_text(encoding="utf-8"))
    compilation = compile_sources(sources)
    assert compilation.program is not None
    assert not compilation.has_errors
    return run_tests(compilation.program, sources, site_of(compilation.program)), sources


def trials() -> list[Trial]:
    return list(played()[0][0].trials)


@pytest.mark.parametrize("place", range(len(trials())), ids=[trial.test.title for trial in trials()])
def test_a_test_block_passes_where_the_file_says_ok_and_fails_below(place: int) -> None:
    trial = trials()[place]
    sources = played()[1]
    below = sources.sources[0].text.index("// fails")
    assert trial.passed == (trial.test.span.start < below), trial.failure


@pytest.mark.parametrize("name", REPORTS)
def test_the_report_is_the_one_that_is_kept(name: str) -> None:
    assert REPORTS[name](*played()) == (HERE / name).read_text(encoding="utf-8")


def test_the_reports_for_programs_can_be_read_by_programs() -> None:
    runs, sources = played()
    assert json.loads(render_json(runs, sources))["format"] == 1
    suites = ElementTree.fromstring(render_junit(runs, sources))
    assert len(suites.findall("./testsuite/testcase")) == len(trials())


def test_text_that_is_markup_is_escaped_in_junit() -> None:
    [run], sources = played()
    trial = run.trials[0]
    odd = trial._replace(test=trial.test._replace(title='<b>&"\x1b\ud800'))
    suites = ElementTree.fromstring(render_junit([run._replace(trials=(odd,))], sources))
    [case] = suites.findall("./testsuite/testcase")
    assert case.get("name") == '<b>&"\ufffd\ufffd'


def test_a_trial_plays_the_documents_and_stops_at_the_failure() -> None:
    failed = next(trial for trial in trials() if trial.test.title == "no bridge to answer")
    assert failed.transcript.entries[-1].kind == "prompt"
    assert any(entry.kind == "fetch" for entry in failed.transcript.entries)


if __name__ == "__main__":
    for name, render in REPORTS.items():
        (HERE / name).write_text(render(*played()), encoding="utf-8")
