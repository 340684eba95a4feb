"""``flowc ir``: the flow graph as JSON, for other tools."""

from __future__ import annotations

from flowc.commands.compiling import COMPILING, compile_inputs
from flowc.commands.console import Console
from flowc.commands.inputs import SUFFIX
from flowc.commands.options import Arguments, Command
from flowc.commands.reporting import report

__all__ = ["COMMAND"]


def run(arguments: Arguments, console: Console) -> int:
    compiled = compile_inputs(arguments, console)
    errors = [finding for finding in compiled.findings if finding.severity == "error"]
    program = compiled.compilation.program
    report(errors, compiled.sources, arguments, console, program=program, aside=True)
    if program is None:
        console.say("there is no graph to print, because of these errors")
        return 1 if compiled.inputs.complete else 2
    from flowc.emit.ir_json import program_json
    from flowc.emit.json_text import json_text

    console.data(json_text(program_json(program, compiled.sources)) + "\n")
    return 2 if not compiled.inputs.complete else int(bool(errors))


COMMAND = Command(
    "ir",
    "Print the flow graph as JSON",
    run,
    options=COMPILING,
    operands="FILE...",
    least=1,
    suffix=SUFFIX,
    description="""\
Prints everything that the compiler knows of the flows: nodes, blocks, routes and edges, each with
the place that it comes from (schemas/ir.schema.json). Flows with errors are printed as far as they
were understood.""",
    examples=(("flowc ir reception.mv | jq '.flows[].nodes[].name'", "the names of its nodes"),),
)
