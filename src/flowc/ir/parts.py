"""Uses of parts: what is passed to which parameter, and the part's tree with places of its own for each use."""

from __future__ import annotations

from typing import Any

from flowc.diagnostics import Finding, Label, did_you_mean, error, suggest
from flowc.ir.declarations import PartDeclaration
from flowc.source import Span
from flowc.syntax import tree

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "MAX_USES", "moved", "passed", "unknown_part"]

MAX_USES = 10_000
"""Uses of parts in one build: a limit of this tool. Each use of a part that uses others twice doubles what comes of it,
so that a few lines could come to more than any machine holds."""

MAX_LENGTH = 2_000_000
"""Characters that all uses of parts in one build may come to, each with those of its part."""

MAX_DEPTH = 32
"""Parts within parts."""


def moved(value: Any, by: int) -> Any:
    """A tree with every span moved by so many offsets."""
    if isinstance(value, Span):
        return Span(value.start + by, value.end + by)
    if isinstance(value, tuple):
        fields = [moved(field, by) if isinstance(field, tuple) else field for field in value]
        return tuple.__new__(type(value), fields)
    return value


def passed(use: tree.Use, part: PartDeclaration, findings: list[Finding]) -> dict[str, tree.Argument] | None:
    """Which argument each parameter of a part gets in a use; None, and findings (MV108), where they do not fit."""
    names = [parameter.text for parameter in part.tree.parameters]
    found: dict[str, tree.Argument] = {}
    problems: list[Finding] = []
    by_name: tree.Argument | None = None
    for place, argument in enumerate(use.arguments):
        if argument.name is not None:
            by_name = argument
            problem = _by_name(argument, argument.name, names, found, part)
        elif by_name is not None:
            problem = _after_names(argument, by_name)
        else:
            problem = _too_many(argument, place, part) if place >= len(names) else None
        if problem is not None:
            problems.append(problem)
        elif argument.name is not None:
            found[argument.name.text] = argument
        else:
            found[names[place]] = argument
    missing = [name for name in names if name not in found]
    if missing and not problems:
        problems.append(_missing(use, missing, part))
    findings += problems
    return None if problems else found


def _by_name(
    argument: tree.Argument, name: tree.Name, names: list[str], found: dict[str, tree.Argument], part: PartDeclaration
) -> Finding | None:
    if name.text in found:
        return error(
            "MV108",
            argument.span,
            f"`{name.text}` is passed twice",
            labels=[Label(found[name.text].span, "passed here already")],
            help=_signature(part),
        )
    if name.text in names:
        return None
    finding = error("MV108", name.span, f"the part `{part.tree.name.text}` has no parameter called `{name.text}`")
    close = did_you_mean(name.text, names)
    return suggest(finding, name.text, close, names, _signature(part))


def _after_names(argument: tree.Argument, by_name: tree.Argument) -> Finding:
    return error(
        "MV108",
        argument.span,
        "an argument without a name stands behind one that has one, so nobody can say which it is",
        labels=[Label(by_name.span, "this one has a name")],
        help="put a name and a colon in front of it, or move it before those that have names",
    )


def _too_many(argument: tree.Argument, place: int, part: PartDeclaration) -> Finding:
    count = len(part.tree.parameters)
    takes = "no arguments" if not count else "one argument" if count == 1 else f"{count} arguments"
    return error(
        "MV108",
        argument.span,
        f"the part `{part.tree.name.text}` takes {takes}, and this is argument {place + 1}",
        labels=[Label(part.tree.name.span, "the part")],
        help=_signature(part),
    )


def _missing(use: tree.Use, missing: list[str], part: PartDeclaration) -> Finding:
    shown = ", ".join(f"`{name}`" for name in missing)
    return error(
        "MV108",
        use.name.span,
        f"`{use.name.text}` does not pass {shown} to the part `{part.tree.name.text}`",
        labels=[Label(part.tree.name.span, "the part")],
        help=_signature(part),
    )


def _signature(part: PartDeclaration) -> str:
    arguments = ", ".join(f"{parameter.text}: ..." for parameter in part.tree.parameters)
    return f"it is used as `use {part.tree.name.text} as name({arguments})`"


def unknown_part(name: tree.Name, known: dict[str, PartDeclaration]) -> Finding:
    """MV108 for a use of a part that is not there."""
    finding = error("MV108", name.span, f"there is no part called `{name.text}`")
    otherwise = f"write it, `part {name.text}() {{ ... }}`, or import the file that has it"
    return suggest(finding, name.text, did_you_mean(name.text, known), known, otherwise)
