"""Texts that a command changes: shown as a difference, or put in the place of the old ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flowc.commands.console import Console, UserError
from flowc.commands.inputs import Inputs
from flowc.commands.options import Arguments, Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol, TypeVar

    from flowc.diagnostics import Finding
    from flowc.source import SourceMap

    class Looked(Protocol):
        """Texts, and what was found in them."""

        @property
        def inputs(self) -> Inputs: ...
        @property
        def sources(self) -> SourceMap: ...
        @property
        def findings(self) -> Sequence[Finding]: ...

    L = TypeVar("L", bound=Looked)

__all__ = ["DIFF", "difference", "mend", "replace", "show_difference", "wants_fixes"]

DIFF = Option("--diff", "Show what would be mended, and write nothing")

_ROUNDS = 10
"""How often texts are read again after fixes; each round mends what stood too close to what was mended before."""


def wants_fixes(arguments: Arguments) -> bool:
    """Whether a command line asks for fixes.

    Raises:
        UserError: it asks for a difference of nothing.
    """
    if arguments.flag("--fix") or arguments.flag("--unsafe-fixes"):
        return True
    if arguments.flag("--diff"):
        raise UserError("--diff shows what --fix would change", "give --fix or --unsafe-fixes with it")
    return False


def mend(looked: L, again: Callable[[Inputs], L], *, unsafe: bool) -> tuple[L, int]:
    """Apply fixes until none is left; nothing is written.

    What only a fix has made idle stays: a node that nothing leads to once `hangup` has been written for a handler is
    likely to be what the handler should have led to.

    Args:
        looked: the texts and their findings.
        again: looks at changed texts.
        unsafe: also fixes that are not safe.

    Returns:
        What is found in the mended texts, and how many findings were mended.
    """
    from flowc.fixes import apply_edits, fixing

    mended = 0
    told = {finding.code for finding in looked.findings}
    for _ in range(_ROUNDS):
        own = [
            finding
            for finding in looked.findings
            if _is_own(finding, looked) and (finding.code in told or not _only_deletes(finding))
        ]
        edits, findings = fixing(own, unsafe=unsafe)
        changed = apply_edits(edits, looked.sources)
        texts = {path: changed.get(path, text) for path, text in looked.inputs.texts.items()}
        if texts == looked.inputs.texts:
            break
        mended += len(findings)
        looked = again(looked.inputs._replace(texts=texts))
    return looked, mended


def _only_deletes(finding: Finding) -> bool:
    fix = finding.fix
    return fix is not None and not fix.safe and not any(edit.text for edit in fix.edits)


def _is_own(finding: Finding, looked: Looked) -> bool:
    """Whether the fix of a finding changes only texts that were named, and none that they import."""
    edits = () if finding.fix is None else finding.fix.edits
    return all(looked.sources.at(edit.span.start).path in looked.inputs.texts for edit in edits)


def show_difference(before: Inputs, after: Inputs, console: Console) -> int:
    """Show what would be changed; the exit status, 1 where it is anything."""
    text = difference(before.texts, after.texts)
    console.data(text)
    return int(bool(text))


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
    from flowc.files import reason, replace_text

    changed = [path for path, text in after.items() if text != inputs.texts[path]]
    for path in after:
        if path == inputs.stdin:
            console.data(after[path].encode("utf-8", "backslashreplace").decode())
        elif path in changed:
            try:
                replace_text(path, after[path])
            except OSError as problem:
                raise UserError(f"{path} cannot be written: {reason(problem)}") from None
    return changed
