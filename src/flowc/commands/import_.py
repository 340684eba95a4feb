"""``flowc import``: documents to flow text."""

from __future__ import annotations

from flowc.commands.console import Console, write_file
from flowc.commands.inputs import read_inputs
from flowc.commands.options import Arguments, Command, Option
from flowc.commands.reporting import report
from flowc.source import SourceMap

__all__ = ["COMMAND"]

_SUFFIX = ".json"


def run(arguments: Arguments, console: Console) -> int:
    from flowc.importing import import_sources

    inputs = read_inputs(arguments, console, suffix=_SUFFIX)
    sources = SourceMap()
    for path, text in inputs.texts.items():
        sources.add(path, text)
    imported = import_sources(sources)
    if imported.findings:
        report(imported.findings, sources, arguments, console, aside=True)
        console.say("nothing was imported, because there are errors")
        return 1 if inputs.complete else 2
    output = arguments.value("--output")
    if output is None:
        console.data(imported.text)
    else:
        write_file(output, imported.text)
    for line in imported.unsaid:
        console.say(f"not said: {line}")
    return 2 if not inputs.complete else int(bool(imported.unsaid))


COMMAND = Command(
    "import",
    "Turn documents into a flow",
    run,
    options=(Option("--output", "Write the flow into a file", "FILE", short="-o", path="file"),),
    operands="FILE...",
    least=1,
    suffix=_SUFFIX,
    description="""\
Turns answer_url documents into flow text. What `flowc build` wrote, edited by hand or not, comes back
as the flow that builds it, which is tried; other documents become steps, and what leads out of them an
ending. What the language cannot say is listed on standard error, and the exit status is then 1; so
it is where documents have errors, and nothing is imported.""",
    examples=(
        ("flowc import build/receptionist -o receptionist.mv", "what a build wrote"),
        ("flowc import answer.json", "a document written by hand"),
    ),
)
