"""Which of several flows a command is to show or to play."""

from __future__ import annotations

from flowc.commands.console import UserError
from flowc.commands.options import Arguments, Option
from flowc.ir.graph import Flow, Program

__all__ = ["FLOW", "choose_flow", "flow_named"]

FLOW = Option("--flow", "Which flow, where there are several", "NAME")


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
