"""The command line: ``flowc COMMAND …``.

Each command is one module under ``flowc.commands`` with a ``COMMAND``, and one line in the table; it is imported when
it is called. This module imports nothing that a bare interpreter has not loaded already, so that ``flowc --version``
and ``flowc --help`` cost little more than starting Python.

Data goes to standard output, prose to standard error. The exit status is 0 where all is well, 1 where something was
found, 2 where the work could not be done, 130 on an interrupt. There is never a traceback, unless ``FLOWC_DEBUG`` is
set: what goes wrong inside is told in one line.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from flowc.commands.options import Command

__all__ = ["COMMANDS", "command", "main", "overview", "program"]

OK, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("flowc.commands.check", "Find what goes wrong for callers"),
    "lint": ("flowc.commands.lint", "Find mistakes in action JSON"),
    "build": ("flowc.commands.build", "Write the documents that answer the calls"),
    "simulate": ("flowc.commands.simulate", "Play a call: hear what callers hear, press what they press"),
    "test": ("flowc.commands.test", "Run the test blocks of flows"),
    "serve": ("flowc.commands.serve", "Answer calls: documents, routes and events over HTTP"),
    "diagram": ("flowc.commands.diagram", "Draw what happens to callers"),
    "report": ("flowc.commands.report", "Write a page with all there is to know of flows"),
    "scenarios": ("flowc.commands.scenarios", "Write tests that come by everything that can happen"),
    "hosting": ("flowc.commands.hosting", "Write the configuration of a web server in front of `flowc serve`"),
    "trace": ("flowc.commands.trace", "Follow real calls through a flow, from the platform's events"),
    "import": ("flowc.commands.import_", "Turn documents into a flow"),
    "fmt": ("flowc.commands.fmt", "Format flows"),
    "explain": ("flowc.commands.explain", "Explain a finding: why callers suffer, and how to mend it"),
    "ir": ("flowc.commands.ir", "Print the flow graph as JSON"),
    "init": ("flowc.commands.init", "Write a small flow to start from"),
    "completion": ("flowc.commands.completion", "Print the completion script of a shell"),
}
"""What each command is called, where it is, and what it does."""

_OVERVIEW = """\
flowc: compile telephone call flows, and check that no caller is ever trapped.

Usage: flowc COMMAND [OPTION...] [FILE...]

Commands:
{commands}

Options:
  -h, --help     Show this, or with a command, how to use it
  -V, --version  Show the version

To begin:
  flowc init demo             write a flow to start from
  flowc check demo            check it
  flowc build demo -o build   write its documents

Files are flows (.mv), directories with flows in them, or - for standard input.
"""


def program() -> None:
    """Run the command line of the process, and end it.

    An interpreter that ends in the usual way takes apart whatever it has made, which takes as long as checking a small
    flow. Where nobody can have asked to be called at the end, and there is no other thread, it is spared that.
    """
    status = main()
    if not sys.modules.keys().isdisjoint(("atexit", "threading")):
        sys.exit(status)
    _flush(sys.stdout)
    _flush(sys.stderr)
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (that of the process where none is given) and return the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if arguments is None:
        gc.disable()  # a process that ends soon has no time to look for garbage among what it still needs
    try:
        status = _run(given)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return FAILED
    except Exception as problem:
        return _failed(problem)
    return status


def overview() -> str:
    """What ``flowc --help`` shows."""
    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  {name:<{width}}  {summary}" for name, (_, summary) in COMMANDS.items())
    return _OVERVIEW.format(commands=commands)


def command(name: str) -> Command:
    """The command of a name in the table."""
    found: Command = __import__(COMMANDS[name][0], fromlist=["COMMAND"]).COMMAND
    return found


def _run(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in ("--version", "-V"):
        from flowc.__about__ import __version__

        print(f"flowc {__version__}")
        return OK
    if first in ("--help", "-h") or arguments == ["help"]:
        print(overview(), end="")
        return OK
    if not arguments:
        print(overview(), end="", file=sys.stderr)
        return FAILED
    if first == "help":
        arguments = [*arguments[1:], "--help"]
    return _run_command(arguments[0], arguments[1:])


def _run_command(name: str, arguments: list[str]) -> int:
    from flowc.commands.console import Console, UserError

    console = Console.of_the_process()
    try:
        if name not in COMMANDS:
            raise UserError(*_no_command(name))
        from flowc.commands.options import help_text, parse

        chosen = command(name)
        if "--help" in arguments or "-h" in arguments:
            console.data(help_text(chosen))
            return OK
        return chosen.run(parse(chosen, arguments), console)
    except UserError as failure:
        console.fail(failure)
        return FAILED


def _no_command(name: str) -> tuple[str, str]:
    if name.startswith("-"):
        return f"there is no option `{name}` before a command", "`flowc --help` shows how flowc is used"
    from flowc.diagnostics import did_you_mean

    close = did_you_mean(name, COMMANDS)
    hint = f"did you mean `flowc {close}`?" if close else "`flowc --help` lists the commands"
    if close is None and os.path.exists(name):
        hint = f"to check it: flowc check {name}"
    return f"there is no command `{name}`", hint


def _silence() -> None:
    """Let nothing be said of a reader that has gone away, not even when the interpreter closes its files."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)


def _flush(stream: TextIO | None) -> None:
    try:
        if stream is not None:
            stream.flush()
    except OSError:
        return  # there is nobody left who could be told


def _failed(problem: Exception) -> int:
    """Tell of what the system refused, or of a mistake of our own, in one line."""
    if os.environ.get("FLOWC_DEBUG"):
        raise problem
    if isinstance(problem, OSError):
        place = f"{problem.filename}: " if problem.filename else ""
        message = f"flowc: {place}{problem.strerror or problem}"
        if problem.filename is None:
            _silence()
    elif isinstance(problem, MemoryError):
        message = "flowc: out of memory"
    else:
        text = " ".join(str(problem).split())
        message = (
            f"flowc: internal error: {type(problem).__name__}: {text[:200]}\n"
            "flowc: this is a mistake of ours; please report it with the input that shows it and what "
            "FLOWC_DEBUG=1 prints"
        )
    if sys.stderr is not None:
        sys.stderr.write(message.encode("ascii", "backslashreplace").decode() + "\n")
    return FAILED
