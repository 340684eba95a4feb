"""``flowc scenarios``: the tests that a flow lacks, written."""

from __future__ import annotations

from flowc.commands.changing import replace
from flowc.commands.compiling import COMPILING
from flowc.commands.console import Console
from flowc.commands.inputs import SUFFIX
from flowc.commands.options import Arguments, Command, Option
from flowc.commands.rehearsing import Rehearsal, rehearse
from flowc.rehearsal import insert_scenarios, missing_scenarios, run_tests
from flowc.source import Source, SourceMap

__all__ = ["COMMAND"]


def run(arguments: Arguments, console: Console) -> int:
    rehearsal = rehearse(arguments, console)
    if rehearsal.site is None:
        console.say("no test was written, because there are errors")
        return 1
    if arguments.flag("--write"):
        _write(rehearsal, console)
    else:
        _print(rehearsal, console)
    return 0 if rehearsal.compiled.inputs.complete else 2


def _print(rehearsal: Rehearsal, console: Console) -> None:
    """Scenarios for everything that can happen in every flow."""
    several = len(rehearsal.program.flows) > 1
    blocks = []
    for flow in rehearsal.program.flows:
        if several:
            blocks.append(f"// {flow.name}\n")
        for scenario in missing_scenarios(rehearsal.program, flow, rehearsal.sources):
            blocks.append("\n".join(scenario.lines) + "\n")
    console.data("\n".join(blocks))


def _write(rehearsal: Rehearsal, console: Console) -> None:
    """Put what the tests of each flow do not come by behind them."""
    assert rehearsal.site is not None, "nothing is written where there are errors"
    program, sources = rehearsal.program, rehearsal.sources
    after: dict[str, str] = {}
    told = []
    runs = run_tests(program, sources, rehearsal.site)
    for flow, flow_run in sorted(zip(program.flows, runs, strict=True), key=lambda pair: -pair[0].span.start):
        source = sources.at(flow.span.start)
        scenarios = missing_scenarios(program, flow, sources, coverage=flow_run.coverage)
        told.append(f"{flow.name}: {len(scenarios)} test{'' if len(scenarios) == 1 else 's'} written")
        if scenarios:
            text = Source(source.path, after.get(source.path, source.text), source.base)
            after[source.path] = insert_scenarios(flow, text, scenarios)
    replace(rehearsal.compiled.inputs, {path: _formatted(path, text) for path, text in after.items()}, console)
    console.say("\n".join(reversed(told)))


def _formatted(path: str, text: str) -> str:
    from flowc.syntax import format_file, parse

    source = SourceMap().add(path, text)
    file, problems = parse(source)
    assert not problems, "what is written can be read"
    return format_file(file, source)


COMMAND = Command(
    "scenarios",
    "Write tests that come by everything that can happen",
    run,
    options=(
        Option("--write", "Put them into the file, without those for what its tests come by already"),
        *COMPILING,
    ),
    operands="FILE...",
    least=1,
    suffix=SUFFIX,
    description="""\
Writes test blocks that together come by every edge of a flow: the caller who gets what they came for,
the one who presses wrong keys, the one who stays silent, then the shortest calls through whatever is
left. They say what the flow does now, and pass; read them, and keep what is meant.""",
    examples=(
        ("flowc scenarios reception.mv", "print them"),
        ("flowc scenarios reception.mv --write", "add those that are missing, and format the file"),
    ),
)
