"""What the commands that play calls have in common: flows compiled, and built in memory."""

from __future__ import annotations

from flowc.commands.compiling import Compiled, compile_inputs
from flowc.commands.console import Console
from flowc.commands.options import Arguments
from flowc.commands.reporting import report
from flowc.ir.graph import Program
from flowc.records import NamedTuple
from flowc.rehearsal import anywhere, site_of
from flowc.simulate.site import BuiltSite
from flowc.source import SourceMap

__all__ = ["Rehearsal", "rehearse"]


class Rehearsal(NamedTuple):
    """Flows and the documents that were made of them; ``site`` is None where errors allow none."""

    program: Program
    site: BuiltSite | None
    compiled: Compiled

    @property
    def sources(self) -> SourceMap:
        return self.compiled.sources


def rehearse(arguments: Arguments, console: Console) -> Rehearsal:
    """Compile the flows that a command line names, report their errors, and build what has none.

    Raises:
        UserError: there is nothing to compile.
    """
    compiled = compile_inputs(arguments, console)
    errors = [finding for finding in compiled.compilation.findings if finding.severity == "error"]
    if errors:
        report(errors, compiled.sources, Arguments((), {}), console, aside=True)
    understood = compiled.compilation.program
    program = Program((), (), (), ()) if understood is None else anywhere(understood)
    return Rehearsal(program, None if errors else site_of(program), compiled)
