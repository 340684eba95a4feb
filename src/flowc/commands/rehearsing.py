"""What the commands that play calls have in common: flows compiled, and built in memory."""

from __future__ import annotations

from flowc.commands.compiling import Compiled, compile_inputs
from flowc.commands.console import Console, UserError
from flowc.commands.options import Arguments, Option
from flowc.commands.reporting import report
from flowc.ir.graph import Flow, Program
from flowc.records import NamedTuple
from flowc.rehearsal import anywhere, site_of
from flowc.simulate.site import BuiltSite
from flowc.source import SourceMap

__all__ = ["FLOW", "Rehearsal", "choose_flow", "rehearse"]

FLOW = Option("--flow", "Which flow, where there are several", "NAME")


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


def choose_flow(arguments: Arguments, names: list[str]) -> str:
    """The flow that is meant: the one that ``--flow`` names, or the only one.

    Raises:
        UserError: there is none, none of that name, or several and none was named.
    """
    if not names:
        raise UserError("there is no flow to play, because none was understood")
    wanted = arguments.value("--flow")
    if wanted is None and len(names) > 1:
        raise UserError(f"there are {len(names)} flows: {', '.join(names)}", "say which one with --flow NAME")
    if wanted is None:
        return names[0]
    if wanted not in names:
        from flowc.diagnostics import did_you_mean

        close = did_you_mean(wanted, names)
        raise UserError(f"there is no flow `{wanted}`", f"did you mean `{close}`?" if close else "")
    return wanted


def flow_named(program: Program, name: str) -> Flow:
    """A flow of a program by its name; there is one."""
    return next(flow for flow in program.flows if flow.name == name)
