"""What every command that reads flows has in common: its operands and the options that go with them."""

from __future__ import annotations

from collections.abc import Iterable

from flowc.commands.console import Console, UserError
from flowc.commands.options import Arguments, Option
from flowc.files import InputError, find, read_text
from flowc.records import NamedTuple

__all__ = ["DOCUMENT", "STDIN_FILENAME", "SUFFIX", "Inputs", "mistaken", "read_inputs"]

SUFFIX = ".mv"
DOCUMENT = ".json"
STDIN_FILENAME = Option("--stdin-filename", "What to call standard input in messages", "FILE", path="file")
_STDIN = 0


class Inputs(NamedTuple):
    """The texts by path in the order of their naming; ``complete`` where every operand led to a text.

    ``stdin`` is the path that standard input goes by, None where it was not read.
    """

    texts: dict[str, str]
    complete: bool
    stdin: str | None


def read_inputs(arguments: Arguments, console: Console, *, suffix: str = SUFFIX) -> Inputs:
    """Read what the operands name. What cannot be read is said, one line each.

    Raises:
        UserError: nothing could be read.
    """
    found = find(arguments.operands, suffix)
    problems = [UserError(str(problem), problem.help) for problem in found.problems]
    texts: dict[str, str] = {}
    stdin = None
    foreign = DOCUMENT if suffix == SUFFIX else SUFFIX
    for path in found.files:
        if path.endswith(foreign):
            problems.append(mistaken(path))
            continue
        try:
            if path == "-":
                stdin = arguments.value("--stdin-filename") or "<stdin>"
                texts[stdin] = read_text(stdin, _STDIN)
            else:
                texts[path] = read_text(path)
        except InputError as unreadable:
            problems.append(UserError(str(unreadable), unreadable.help or _next_step(str(unreadable), suffix)))
    problems = _each_help_once(problems)
    last = problems.pop() if problems and not texts else None
    for problem in problems:
        console.fail(problem)
    if last is not None:
        raise last
    return Inputs(texts, not problems, stdin)


def _each_help_once(problems: Iterable[UserError]) -> list[UserError]:
    """Problems without the advice that another has given before them."""
    given: set[str] = set()
    left = []
    for problem in problems:
        left.append(UserError(problem.message) if problem.help in given else problem)
        given.add(problem.help)
    return left


def mistaken(path: str) -> UserError:
    """What to say of a flow where documents are read, and of a document where flows are."""
    if path.endswith(SUFFIX):
        return UserError(f"{path} is a flow, and documents are read here", "`flowc check` reads flows")
    return UserError(f"{path} is no flow", "`flowc lint` reads documents, and `flowc import` turns them into a flow")


def _next_step(message: str, suffix: str) -> str:
    """What to do about a file that could not be read, where that depends on what was wanted of it."""
    if suffix == SUFFIX and message.endswith("an empty file"):
        return "a flow is written `flow name { ... }`; `flowc init` writes one to start from"
    return ""
