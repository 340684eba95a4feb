"""Scenarios: the three that every integration owes, and everything else that can happen, for every example."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.compile import compile_sources
from flowc.ir.graph import Program
from flowc.rehearsal import insert_scenarios, missing_scenarios, run_tests, site_of
from flowc.simulate.scenarios import Scenario
from flowc.source import SourceMap
from flowc.syntax import format_file, parse

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.mv"))

SMALL = """\
flow small {
    base_url "https://voice.acme.example/ivr"
    start main
    menu main {
        prompt "For billing, press 1. To hear this again, press 2."
        attempts 2
        on 1 -> billing
        on 2 -> main
        on noinput, nomatch -> retry "Sorry?"
        on exhausted -> reception
    }
    step billing { bridge +15551230001 on failed -> reception }
    step reception { say "One moment."; transfer +15551230009 }
}
"""


def compiled(text: str) -> tuple[Program, SourceMap]:
    sources = SourceMap()
    sources.add("flow.mv", text)
    compilation = compile_sources(sources)
    assert compilation.program is not None
    assert not compilation.has_errors, [finding.message for finding in compilation.findings]
    return compilation.program, sources


def scenarios(text: str) -> list[Scenario]:
    program, sources = compiled(text)
    return missing_scenarios(program, program.flows[0], sources)


def test_the_normal_call_comes_first_then_the_wrong_key_then_silence() -> None:
    assert [scenario.title for scenario in scenarios(SMALL)] == [
        "presses 1, +15551230001 answers",
        "wrong key 2 times, reception",
        "silent 2 times, reception",
        "presses 1, +15551230001 does not answer, reception",
        "presses 2, presses 1, +15551230001 answers",
    ]


def test_a_scenario_says_what_is_heard_done_and_expected() -> None:
    assert scenarios(SMALL)[3].lines == (
        'test "presses 1, +15551230001 does not answer, reception" {',
        '    hear "For billing, press 1."',
        "    press 1",
        "    fail",
        '    hear "One moment."',
        "    expect transfer +15551230009",
        "}",
    )


def test_a_flow_without_any_question_has_one_scenario() -> None:
    text = 'flow f { base_url "https://a.example"; start a; step a { say "Bye {{now}}."; hangup } }'
    [only] = scenarios(text)
    assert only.lines == ('test "a, hangup" {', '    hear "Bye {{now}}."', "    expect hangup", "}")


def test_what_tests_come_by_already_is_not_written_again() -> None:
    program, sources = compiled(SMALL)
    written = insert_scenarios(program.flows[0], sources.sources[0], scenarios(SMALL)[:3])
    program, sources = compiled(written)
    [run] = run_tests(program, sources, site_of(program))
    missing = missing_scenarios(program, program.flows[0], sources, coverage=run.coverage)
    assert [scenario.title for scenario in missing] == [scenario.title for scenario in scenarios(SMALL)[3:]]


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_the_scenarios_of_an_example_pass_and_come_by_everything(path: Path) -> None:
    program, sources = compiled(path.read_text(encoding="utf-8"))
    source = sources.sources[0]
    text = source.text
    for flow in reversed(program.flows):
        text = insert_scenarios(flow, sources.sources[0], missing_scenarios(program, flow, sources))
    formatted_source = SourceMap().add("flow.mv", text)
    program, sources = compiled(format_file(parse(formatted_source)[0], formatted_source))
    for run in run_tests(program, sources, site_of(program)):
        assert [trial.failure for trial in run.trials if not trial.passed] == []
        assert run.coverage.missed == []
        assert run.coverage.missed_nodes == []


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 5
