"""What commands that report findings have in common: formats, summaries, exit statuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flowc.commands.console import Console, write_file
from flowc.commands.options import Arguments, Option
from flowc.config import Settings
from flowc.diagnostics import Finding
from flowc.report import FORMATS, Context, Described, Start, render
from flowc.source import SourceMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flowc.ir.graph import Program

__all__ = ["REPORT", "report", "statistics", "status", "summary"]

REPORT = (
    Option("--format", "How findings are written, `text` where not said", "FORMAT", choices=tuple(FORMATS)),
    Option("--output", "Write the findings into this file instead of on standard output", "FILE", path="file"),
)
_FOR_PEOPLE = ("text", "concise")
_RANKS = {"info": 0, "warning": 1, "error": 2}


def report(
    findings: Sequence[Finding],
    sources: SourceMap,
    arguments: Arguments,
    console: Console,
    *,
    program: Program | None = None,
    aside: bool = False,
) -> None:
    """Write findings in the format that was asked for.

    Args:
        program: what the findings are about, where it could be made out; for the commands that replay journeys.
        aside: standard output is taken by other data.
    """
    format_ = arguments.value("--format") or "text"
    output = arguments.value("--output")
    starts = _starts(program, sources) if program is not None and findings else ()
    text = ""
    if findings or format_ not in _FOR_PEOPLE:  # people are told of nothing by nothing, for which no rule is loaded
        coloured = output is None and format_ == "text" and console.colour
        text = render(format_, findings, sources, context(starts, coloured))
    if output is not None:
        write_file(output, text)
    elif not aside:
        console.data(text)
    elif text:
        console.say(text)


def context(starts: Sequence[Start] = (), colour: bool = False) -> Context:
    """What reports are to know."""
    from flowc.__about__ import __version__
    from flowc.checks.rules import RULES

    rules = {rule.code: Described(rule.name, rule.severity, rule.summary.rstrip(".")) for rule in RULES}
    return Context(rules, starts, colour, __version__)


def _starts(program: Program, sources: SourceMap) -> list[Start]:
    files = [sources.at(flow.span.start).path for flow in program.flows]
    flows_of = Counter(files)
    starts = []
    for index, node in enumerate(program.nodes):
        flow, path = program.flows[node.flow], files[node.flow]
        if node.entry or flow.start == index:
            alone = flows_of[path] == 1
            starts.append(Start(path, flow.name, node.name, flow.start == index, alone, flow.span))
    return starts


def status(findings: Sequence[Finding], settings: Settings, arguments: Arguments, usual: str) -> int:
    """1 where a finding is as severe as what fails the run; infos never are."""
    if arguments.flag("--exit-zero"):
        return 0
    least = _RANKS[settings.fail_on or usual]
    return int(any(_RANKS[finding.severity] >= least for finding in findings))


def summary(findings: Sequence[Finding], files: int, arguments: Arguments, console: Console) -> None:
    """One line about the run, for people."""
    if (arguments.value("--format") or "text") not in _FOR_PEOPLE:
        return
    counts = Counter(finding.severity for finding in findings)
    said = [_plural(counts[severity], severity) for severity in ("error", "warning", "info") if counts[severity]]
    line = f"{_plural(files, 'file')} checked: {', '.join(said) if said else 'nothing found'}"
    safe = sum(finding.fix is not None and finding.fix.safe for finding in findings)
    if safe:
        line += f" (--fix mends {safe})"
    console.say(line)


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def statistics(findings: Sequence[Finding], arguments: Arguments, console: Console) -> None:
    """How often each rule found something, the most frequent first."""
    names = context()
    counts = Counter((finding.code, finding.severity) for finding in findings)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    if (arguments.value("--format") or "text") in _FOR_PEOPLE:
        width = max((len(str(number)) for number in counts.values()), default=0)
        for (code, severity), number in rows:
            console.data(f"{number:>{width}}  {severity:<7}  {code}  {names.name(code)}\n")
        return
    import json

    for (code, severity), number in rows:
        row = {"code": code, "name": names.name(code), "severity": severity, "count": number}
        console.data(json.dumps(row) + "\n")
