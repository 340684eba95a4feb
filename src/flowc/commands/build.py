"""``flowc build``: flows become the documents that answer the calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flowc.commands.compiling import COMPILING, Compiled, compile_inputs
from flowc.commands.console import Console, UserError
from flowc.commands.inputs import SUFFIX
from flowc.commands.options import Arguments, Command, Option
from flowc.commands.reporting import REPORT, report, status, summary
from flowc.commands.settings import SETTINGS

__all__ = ["COMMAND"]

_WIRES = ("keyed", "typed")


def run(arguments: Arguments, console: Console) -> int:
    compiled = compile_inputs(arguments, console, to_build=True)
    report(compiled.findings, compiled.sources, arguments, console, program=compiled.compilation.program)
    failed = status(compiled.findings, compiled.settings, arguments, "error")
    broken = any(finding.severity == "error" for finding in compiled.findings)
    if compiled.findings:
        summary(compiled.findings, len(compiled.inputs.texts), arguments, console)
    if not compiled.inputs.complete:
        console.say("nothing was written, because not everything could be read")
        return 2
    if failed or broken:
        console.say("nothing was written")
        return failed
    _write(compiled, arguments, console)
    return 0


def _write(compiled: Compiled, arguments: Arguments, console: Console) -> None:
    from flowc.api import sources_of
    from flowc.emit.documents import build
    from flowc.emit.output import OutputError, write

    program = compiled.compilation.program
    assert program is not None, "a build without errors has a program"
    wire = arguments.value("--wire") or "keyed"
    out = arguments.value("--output-directory") or "build"
    counts: dict[str, int] = {}

    def flows() -> Iterator[tuple[str, Mapping[str, bytes]]]:
        for made in build(program, wire=wire, sources=sources_of(compiled.compilation)):
            counts[made.flow] = made.count
            yield made.flow, made.files

    try:
        changed = set(write(out, flows()))
    except OutputError as problem:
        raise UserError(str(problem)) from None
    for flow, count in counts.items():
        unchanged = "" if flow in changed else ", unchanged"
        console.say(f"{out.rstrip('/')}/{flow}: {count} document{'s'[: count != 1]}{unchanged}")


COMMAND = Command(
    "build",
    "Write the documents that answer the calls",
    run,
    options=(
        Option("--output-directory", "Where to write, `build` where not said", "DIR", short="-o", path="directory"),
        Option("--wire", "The form of the actions, `keyed` where not said", "FORM", choices=_WIRES),
        *COMPILING,
        *REPORT,
        *SETTINGS,
    ),
    operands="FILE...",
    least=1,
    suffix=SUFFIX,
    description="""\
Writes DIR/<flow>/ with a document for every place that a call can be led to, routes.json and
manifest.json. A flow's directory changes in one step or not at all, and files that stay the same are
not touched. Errors stop the build; warnings do not (--fail-on).""",
    examples=(
        ("flowc build reception.mv", "into build/reception/"),
        ("flowc build flows -o public", "every flow beneath flows/"),
        ("flowc build a.mv --set desk=+15551230099", "with another number"),
        ("flowc build a.mv --base-url https://voice.example/ivr", "published there"),
    ),
)
