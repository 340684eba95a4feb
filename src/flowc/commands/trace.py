"""``flowc trace``: which ways real calls went, from the events that the platform sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from flowc.commands.compiling import Compiled, compile_inputs, compile_texts
from flowc.commands.console import Console, UserError
from flowc.commands.inputs import SUFFIX, Inputs
from flowc.commands.options import Arguments, Command, Option
from flowc.commands.outputs import format_of, output_of, put
from flowc.commands.settings import read_settings
from flowc.files import find, reason

if TYPE_CHECKING:
    from flowc.ir.graph import Program
    from flowc.serve.trace.events import Problem
    from flowc.serve.trace.report import Traced
    from flowc.serve.trace.traffic import Traffic

__all__ = ["COMMAND"]

_TEXTS = ("text", "json")
_PICTURES = ("svg", "png", "pdf")
_STDIN = "-"
_SUFFIX = ".jsonl"
_MOST_TOLD = 10
"""Lines that are no events, told one by one; who gave the wrong file need not read all of them."""


def run(arguments: Arguments, console: Console) -> int:
    from flowc.serve.trace import Follower, count_traffic, read_log
    from flowc.serve.trace.report import Traced

    format_ = format_of(arguments, (*_TEXTS, *_PICTURES), "text", {"": "text", "txt": "text"})
    program = _program(arguments, console)
    lines = _Lines(_files(arguments.operands))
    log = read_log(lines)
    _tell(log.problems, lines, console)
    if not log.calls:
        raise UserError("there is no event in what was read", "each line is the body of one webhook, a JSON object")
    follower = Follower(program)
    traced = [Traced(call, follower.follow(call)) for call in log.calls]
    wanted = arguments.value("--name")
    if wanted is not None:
        _known(wanted, program)
        traced = [one for one in traced if one.way.flow.name == wanted]
    traffic = count_traffic(program, [one.way for one in traced])
    if not traced:
        console.say(f"no call came to `{wanted}`")
    else:
        put(output_of(arguments), _rendered(program, traced, traffic, arguments, format_, log.problems), console)
    return 2 if log.problems else int(traffic.differing > 0)


def _files(operands: Sequence[str]) -> Sequence[str]:
    """The files with events that operands mean."""
    found = find(operands, _SUFFIX)
    if found.problems:
        raise UserError(str(found.problems[0]), found.problems[0].help)
    return found.files


def _tell(problems: Sequence[Problem], lines: _Lines, console: Console) -> None:
    """The lines that are no events, as many as anybody reads."""
    for problem in problems[:_MOST_TOLD]:
        console.say(f"flowc: {lines.place(problem.line)}: {problem.message}")
    if len(problems) > _MOST_TOLD:
        console.say(f"flowc: {len(problems) - _MOST_TOLD} more lines are no events")
    if problems:
        console.say("  help: every other line counts")


class _Lines:
    """The lines of all files, one behind the other, and where each of them is."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._begins: list[tuple[int, str]] = []

    def __iter__(self) -> Iterator[bytes]:
        count = 0
        for path in self._paths:
            self._begins.append((count, path))
            try:
                with open(0 if path == _STDIN else path, "rb", closefd=path != _STDIN) as stream:
                    for line in stream:
                        count += 1
                        yield line
            except OSError as problem:
                raise UserError(f"{'<stdin>' if path == _STDIN else path}: {reason(problem)}") from None

    def place(self, line: int) -> str:
        """The file and the number there of a line, counted over all files."""
        begin, path = next((begin, path) for begin, path in reversed(self._begins) if begin < line)
        return f"{'<stdin>' if path == _STDIN else path}:{line - begin}"


def _program(arguments: Arguments, console: Console) -> Program:
    """The graph of the flow that the calls came to, from its text or from what was built of it."""
    flows, build = arguments.values("--flow"), arguments.value("--build")
    if bool(flows) == (build is not None):
        raise UserError("calls are followed through a flow", "name one with --flow FILE, or its build with --build DIR")
    compiled = _compiled(flows, arguments, console) if build is None else _imported(build, arguments, console)
    program = compiled.compilation.program
    if program is None:
        raise UserError("there is no graph to follow calls through", "`flowc check` says why")
    if compiled.compilation.has_errors:
        console.say("the flow has errors, so calls are followed as far as it was understood; `flowc check` tells them")
    if not any(flow.start >= 0 for flow in program.flows):
        raise UserError("the flow does not say where it starts")
    return program


def _compiled(flows: Sequence[str], arguments: Arguments, console: Console) -> Compiled:
    constants = {"--set": arguments.values("--set")} if arguments.values("--set") else {}
    return compile_inputs(Arguments(flows, constants), console)


def _imported(directory: str, arguments: Arguments, console: Console) -> Compiled:
    """The flow that a build came from, read back from its documents."""
    from flowc.commands.inputs import read_inputs
    from flowc.importing import import_sources
    from flowc.source import SourceMap

    sources = SourceMap()
    for path, text in read_inputs(Arguments([directory], {}), console, suffix=".json").texts.items():
        sources.add(path, text)
    imported = import_sources(sources)
    if not imported.text:
        raise UserError(f"{directory}: the documents have errors", f"`flowc lint {directory}` tells them")
    settings = read_settings(Arguments((), {}), [], console.environment)
    return compile_texts(Inputs({f"{directory}{SUFFIX}": imported.text}, True, None), settings, Arguments((), {}))


def _known(name: str, program: Program) -> None:
    names = [flow.name for flow in program.flows]
    if name not in names:
        from flowc.diagnostics import did_you_mean

        close = did_you_mean(name, names)
        raise UserError(f"there is no flow `{name}`", f"did you mean `{close}`?" if close else "")


def _rendered(
    program: Program,
    traced: Sequence[Traced],
    traffic: Traffic,
    arguments: Arguments,
    format_: str,
    problems: Sequence[Any],
) -> str | bytes:
    if format_ == "text":
        from flowc.serve.trace.report import text_report

        return text_report(program, traced, traffic, each=arguments.flag("--calls"))
    if format_ == "json":
        from flowc.emit.json_text import json_text
        from flowc.serve.trace.as_json import json_report

        return json_text(json_report(program, traced, traffic, problems)) + "\n"
    return _picture(program, traced, traffic, format_)


def _picture(program: Program, traced: Sequence[Traced], traffic: Traffic, format_: str) -> str | bytes:
    """The diagram of the flow that the calls came to, with ways as wide as they are trodden."""
    from flowc.emit.diagram.formats import FormatError, render
    from flowc.emit.diagram.overlay import with_traffic
    from flowc.emit.diagram.picture import make_picture
    from flowc.serve.trace.traffic import tells_a_secret
    from flowc.serve.trace.words import is_secret

    flows = {one.way.flow.name: one.way.flow for one in traced}
    if len(flows) > 1:
        raise UserError(f"the calls came to {len(flows)} flows: {', '.join(flows)}", "say which one with --name NAME")
    picture = make_picture(program, next(iter(flows.values())))
    left: Counter[int] = Counter()
    for (block, end), times in traffic.ended.items():
        if end == "caller":
            left[block] += times
    calls = [[step.block for step in one.way.steps] for one in traced]
    taken = {edge: times for edge, times in traffic.taken.items() if not tells_a_secret(program, *edge)}
    secret = {block for block in range(len(program.blocks)) if is_secret(program, block)}
    try:
        return render(format_, with_traffic(picture, calls, taken, left, secret))
    except FormatError as problem:
        raise UserError(str(problem), problem.help) from None


COMMAND = Command(
    "trace",
    "Follow real calls through a flow, from the platform's events",
    run,
    options=(
        Option("--flow", "The flow that the calls came to", "FILE", many=True, path="file"),
        Option("--build", "What `flowc build` wrote of it, instead", "DIR", path="directory"),
        Option("--format", "How it is told, `text` where nothing says", "FORMAT", choices=(*_TEXTS, *_PICTURES)),
        Option("--output", "Where to write; the ending says the format", "FILE", short="-o", path="file"),
        Option("--calls", "Tell the way of every call, not only of those that differ"),
        Option("--name", "Only the calls that came to this flow, where there are several", "FLOW"),
        Option("--set", "Another value for a constant, of all flows or of one", "[FLOW.]NAME=VALUE", many=True),
    ),
    operands="EVENTS...",
    least=1,
    suffix=_SUFFIX,
    description="""\
EVENTS has the body of one webhook on each line, or is a directory (every .jsonl beneath it), or - for
standard input; lines may come in any order, of many calls at once, and more than once.

Told is what happened at each node: how many callers
pressed what, fell silent, pressed what nothing takes, hung up. Then come the calls that went otherwise
than the flow says: a gather with other limits, more digits than it takes, events that are missing or
come after the call's end. Where events leave more than one way, the likelier is told, as likely. What
callers enter where `sensitive` is set is never shown.

A line that is no event is told by its number, and every other line counts. Exits with 0 where all calls
went as the flow says, 1 where one differs, 2 where a line or a flow could not be read, or there was no event.""",
    examples=(
        ("flowc trace events.jsonl --flow reception.mv", "what happened at each node"),
        ("flowc trace events.jsonl --flow reception.mv -o calls.svg", "ways as wide as they are trodden"),
        ("flowc trace - --build build/reception --calls <events.jsonl", "every call, from the documents"),
        ("flowc trace events.jsonl --flow reception.mv --format json", "for a program"),
    ),
)
