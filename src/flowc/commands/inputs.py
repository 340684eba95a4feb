"""What every command that reads flows has in common: its operands and the options that go with them."""

from __future__ import annotations

from flowc.commands.console import Console, UserError
from flowc.commands.options import Arguments, Option
from flowc.files import InputError, find, read_text
from flowc.records import NamedTuple

__all__ = ["STDIN_FILENAME", "SUFFIX", "Inputs", "read_inputs"]

SUFFIX = ".mv"
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
    problems = list(found.problems)
    texts: dict[str, str] = {}
    stdin = None
    for path in found.files:
        name = path
        if (mistaken := _mistaken(path, suffix)) is not None:
            problems.append(mistaken)
            continue
        try:
            if path == "-":
                name = stdin = arguments.value("--stdin-filename") or "<stdin>"
                texts[name] = read_text(name, _STDIN)
            else:
                texts[name] = read_text(path)
        except InputError as unreadable:
            problems.append(str(unreadable))
    if not texts:
        raise UserError("; ".join(problems))
    for problem in problems:
        console.fail(UserError(problem))
    return Inputs(texts, not problems, stdin)


def _mistaken(path: str, suffix: str) -> str | None:
    """What to say of a flow where documents are read, and of a document where flows are."""
    if suffix != SUFFIX and path.endswith(SUFFIX):
        return f"{path} is a flow, and documents are read here; `flowc check` reads flows"
    if suffix == SUFFIX and path.endswith(".json"):
        return f"{path} is no flow; `flowc lint` reads documents, and `flowc import` turns them into a flow"
    return None
