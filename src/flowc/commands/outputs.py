"""What ``--output`` and ``--format`` say: in which form something is written, and where."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from flowc.commands.console import Console, UserError, write_file
from flowc.commands.options import Arguments

__all__ = ["STDOUT", "format_of", "output_of", "put"]

STDOUT = "-"
"""What standard output is called where a file could be named."""


def output_of(arguments: Arguments) -> str:
    """The file that is named, or ``STDOUT``."""
    return arguments.value("--output") or STDOUT


def format_of(
    arguments: Arguments, formats: Sequence[str], usual: str, endings: Mapping[str, str] | None = None
) -> str:
    """The format that is asked for, in so many words or by the ending of the output's name.

    Args:
        formats: what there is; the ending of each file is the name of its format.
        usual: the format for standard output.
        endings: other endings, and their formats.

    Raises:
        UserError: the ending says no format.
    """
    named = arguments.value("--format")
    if named is not None:
        return named
    output = output_of(arguments)
    if output == STDOUT:
        return usual
    ending = os.path.splitext(output)[1].removeprefix(".").lower()
    format_ = (endings or {}).get(ending, ending)
    if format_ not in formats:
        raise UserError(f"{output}: the ending says no format", f"name one with --format: {', '.join(formats)}")
    return format_


def put(output: str, content: str | bytes, console: Console) -> None:
    """Write something where it belongs, and say so where that is a file.

    Raises:
        UserError: the file cannot be written.
    """
    if output == STDOUT:
        if isinstance(content, str):
            console.data(content)
        else:
            console.binary(content)
        return
    write_file(output, content)
    console.say(f"{output} written")
