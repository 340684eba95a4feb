"""Short ways to read a text in a test."""

from __future__ import annotations

from typing import Any

from flowc.diagnostics import Finding
from flowc.source import Source, Span
from flowc.syntax import format_file, parse, tree


def read(text: str, base: int = 0) -> tuple[tree.File, list[Finding]]:
    return parse(Source("test.mv", text, base))


def accepted(text: str) -> tree.File:
    """The tree of a text that is expected to have no mistake."""
    file, findings = read(text)
    assert findings == [], [finding.message for finding in findings]
    return file


def formatted(text: str) -> str:
    return format_file(accepted(text), Source("test.mv", text))


def messages(text: str) -> list[str]:
    return [finding.message for finding in read(text)[1]]


def statement(line: str) -> Any:
    """The one statement of a step."""
    flow = accepted(f"flow f {{\nstep s {{\n{line}\n}}\n}}\n").items[0]
    assert isinstance(flow, tree.Flow)
    node = flow.items[0]
    assert isinstance(node, tree.Node)
    (item,) = node.items
    return item


def gather_line(line: str) -> Any:
    """The one line of a collect."""
    flow = accepted(f"flow f {{\ncollect c {{\n{line}\n}}\n}}\n").items[0]
    assert isinstance(flow, tree.Flow)
    node = flow.items[0]
    assert isinstance(node, tree.Node)
    (item,) = node.items
    return item


def constant(value: str) -> Any:
    """What is read of the value of a constant."""
    (const,) = accepted(f"const x = {value}\n").items
    assert isinstance(const, tree.Const)
    return const.value


def without_spans(value: Any) -> Any:
    """A tree in which every span is the same, to compare what was written apart from where."""
    if isinstance(value, Span):
        return None
    if isinstance(value, tuple):
        return (type(value).__name__, *map(without_spans, value))
    return value
