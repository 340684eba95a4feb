"""Texts that a command changes: shown as a difference, or put in the place of the old ones."""

from __future__ import annotations

from collections.abc import Mapping

from flowc.commands.console import Console, UserError
from flowc.commands.inputs import Inputs

__all__ = ["difference", "replace"]


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """A unified difference that ``patch -p0`` applies."""
    from difflib import unified_diff

    lines = []
    for path, text in after.items():
        if text != before[path]:
            old, new = before[path].splitlines(keepends=True), text.splitlines(keepends=True)
            for line in unified_diff(old, new, path, path):
                lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)


def replace(inputs: Inputs, after: Mapping[str, str], console: Console) -> list[str]:
    """Write the texts that changed; that of standard input goes to standard output, changed or not.

    Raises:
        UserError: a file could not be written; those before it were.
    """
    from flowc.files import replace_text

    changed = [path for path, text in after.items() if text != inputs.texts[path]]
    for path in after:
        if path == inputs.stdin:
            console.data(after[path].encode("utf-8", "backslashreplace").decode())
        elif path in changed:
            try:
                replace_text(path, after[path])
            except OSError as problem:
                raise UserError(f"{path}: {(problem.strerror or str(problem)).lower()}") from None
    return changed
