"""Which lines of a module tests come by, and which lines a mutant changes.

Both are lines of the text with all mutants in it, where mutmut leaves the original of a function beside its mutants.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from .mutants import Known, function_of

__all__ = ["changed_lines", "recorded"]


@contextmanager
def recorded(file: str) -> Iterator[set[int]]:
    """The lines of a file that are run within."""
    lines: set[int] = set()

    def within(frame: FrameType, event: str, argument: object) -> Any:
        if event == "line":
            lines.add(frame.f_lineno)
        return within

    def called(frame: FrameType, event: str, argument: object) -> Any:
        return within if frame.f_code.co_filename == file else None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        yield lines
    finally:
        sys.settrace(before)


def changed_lines(known: Known) -> dict[str, range]:
    """The lines of the statement that each mutant changes: of a compound one, those before its body."""
    lines = known.source.splitlines()
    nodes = ast.walk(ast.parse(known.source))
    functions = {node.name: node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    changed = {}
    for name in known.fates:
        original, mutant = functions[f"{function_of(name)}__mutmut_orig"], functions[name]
        length = (original.end_lineno or original.lineno) - original.lineno
        first = next((at for at in range(1, length + 1) if _line(lines, original, at) != _line(lines, mutant, at)), 0)
        changed[name] = _statement(original, original.lineno + first)
    return changed


def _line(lines: list[str], function: ast.stmt, at: int) -> str:
    number = function.lineno + at
    return lines[number - 1] if number <= (function.end_lineno or 0) else ""


def _statement(function: ast.FunctionDef | ast.AsyncFunctionDef, line: int) -> range:
    """The innermost statement around a line; the whole function where that is its head."""
    inner: ast.stmt = function
    for node in ast.walk(function):  # outer ones come first
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0):
            inner = node
    body = getattr(inner, "body", None)
    if inner is function or body is None:
        return range(inner.lineno, (inner.end_lineno or inner.lineno) + 1)
    return range(line, line + 1) if isinstance(inner, ast.Match) else range(inner.lineno, body[0].lineno)
