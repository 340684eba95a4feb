"""``flowc test``: the test blocks of flows, run against the documents."""

from __future__ import annotations

from collections.abc import Sequence

from flowc.commands.compiling import COMPILING
from flowc.commands.console import Console, UserError, write_file
from flowc.commands.inputs import SUFFIX
from flowc.commands.options import Arguments, Command, Option
from flowc.commands.rehearsing import Rehearsal, rehearse
from flowc.ir.graph import Flow, Test
from flowc.rehearsal import run_tests
from flowc.simulate.formats import FlowRun

__all__ = ["COMMAND"]


def run(arguments: Arguments, console: Console) -> int:
    least = _fail_under(arguments)
    rehearsal = rehearse(arguments, console)
    if rehearsal.site is None:
        console.say("no test was run, because there are errors")
        return 1
    words = [word.lower() for word in arguments.values("-k")]

    def wanted(flow: Flow, test: Test) -> bool:
        name = f"{flow.name}: {test.title}".lower()
        return not words or any(word in name for word in words)

    runs = run_tests(rehearsal.program, rehearsal.sources, rehearsal.site, wanted=wanted)
    if not any(flow_run.trials for flow_run in runs):
        raise UserError("there is no test" + (" of that name" if words else ""), _HELP)
    _show(runs, rehearsal, arguments, console)
    _write_files(runs, rehearsal, arguments)
    failed = any(not trial.passed for flow_run in runs for trial in flow_run.trials)
    short = [flow_run.coverage for flow_run in runs if flow_run.coverage.percent < least]
    for coverage in short:
        console.say(f"{coverage.flow.name}: {coverage.percent:.1f} % of the edges are covered, not {least:g} %")
    if not rehearsal.compiled.inputs.complete:
        return 2
    return int(failed or bool(short))


_HELP = "`flowc scenarios FILE --write` writes tests that come by every edge of a flow"


def _fail_under(arguments: Arguments) -> float:
    given = arguments.value("--fail-under")
    if given is None:
        return 0.0
    if not (given.isascii() and given.isdigit() and int(given[:4]) <= 100):
        raise UserError(f"--fail-under takes a number from 0 to 100, not `{given}`")
    return float(given)


def _show(runs: Sequence[FlowRun], rehearsal: Rehearsal, arguments: Arguments, console: Console) -> None:
    if arguments.value("--format") == "json":
        from flowc.simulate.formats.as_json import render_json

        console.data(render_json(runs, rehearsal.sources))
    else:
        from flowc.simulate.formats.text import render_text

        everything = not arguments.values("-k")
        console.data(render_text(runs, rehearsal.sources, coverage=everything))


def _write_files(runs: Sequence[FlowRun], rehearsal: Rehearsal, arguments: Arguments) -> None:
    from flowc.simulate.formats.junit import render_junit
    from flowc.simulate.formats.lcov import render_lcov

    for option, render in (("--junit", render_junit), ("--lcov", render_lcov)):
        path = arguments.value(option)
        if path is not None:
            write_file(path, render(runs, rehearsal.sources))


COMMAND = Command(
    "test",
    "Run the test blocks of flows",
    run,
    options=(
        Option("-k", "Only tests with this in their flow and title", "TEXT", many=True),
        Option("--format", "How the results are written, `text` where not said", "FORMAT", choices=("text", "json")),
        Option("--junit", "Write the results as JUnit XML too", "FILE", path="file"),
        Option("--lcov", "Write the coverage as an LCOV trace too", "FILE", path="file"),
        Option("--fail-under", "Fail where less of a flow's edges is covered", "PERCENT"),
        *COMPILING,
    ),
    operands="FILE...",
    least=1,
    suffix=SUFFIX,
    description="""\
Builds the flows in memory and lets the callers of their test blocks call. A test that fails is shown
with its line, what was expected there, the closest thing that was heard, and the call up to there.
Coverage counts what can happen at each node (keys, silence, wrong keys, attempts used up, a bridge
that fails) and names what no test comes by. Exits with 1 where a test fails.""",
    examples=(
        ("flowc test reception.mv", "all tests of a file"),
        ("flowc test . -k billing", "the tests that have to do with billing"),
        ("flowc test . --fail-under 100 --junit tests.xml", "for continuous integration"),
    ),
)
