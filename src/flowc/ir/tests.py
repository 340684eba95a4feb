"""Test blocks: names checked, inserts resolved; running them is somebody else's business."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flowc.diagnostics import error
from flowc.ir import graph
from flowc.ir.resolve import resolve_action
from flowc.ir.values import interpolate
from flowc.syntax import tree

if TYPE_CHECKING:
    from flowc.ir.flow import FlowLowering
    from flowc.ir.frames import Frame

__all__ = ["lower_test"]

_KNOWN = frozenset({"time", "caller", "called"})
"""What a test can give beside the outcomes of decisions."""


def lower_test(
    flow: FlowLowering, test: tree.Test, frame: Frame, use: str = "", start: int | None = None
) -> graph.Test:
    """A test of a flow, or of a part in one of its uses, where the call begins in block ``start``."""
    title = interpolate(test.title, frame.scope, flow.findings) or ""
    lines = tuple(_line(flow, frame, line) for line in test.lines if isinstance(line, tree.TestLine))
    return graph.Test(f"{use}: {title}" if use else title, lines, test.span, start)


def _line(flow: FlowLowering, frame: Frame, line: tree.TestLine) -> graph.TestLine:
    text = ""
    expectation = leads = None
    match line.value:
        case tree.Name() as name if line.kind == "at":
            text, leads = _place(flow, frame, name)
        case _ if line.about is not None:
            return _given(flow, frame, line, line.about)
        case tree.Text() as value:
            text = interpolate(value, frame.scope, flow.findings) or ""
        case tree.Keys(text=text) | tree.Number(text=text):
            pass
        case tree.Action() as action:
            resolved = resolve_action(action, frame.scope, flow.findings, partial=True)
            expectation = graph.Expectation(resolved or graph.Action(action.name.text, (), action.span), line.span)
        case tree.Hangup():
            expectation = graph.Expectation(None, line.span)
    return graph.TestLine(line.kind, text, expectation, line.span, leads=leads)


def _given(flow: FlowLowering, frame: Frame, line: tree.TestLine, about: tree.Name) -> graph.TestLine:
    """What the test knows before the call comes to it: the outcome of a decision, the time, a number."""
    name = about.text
    if name not in _KNOWN:
        name, _ = _place(flow, frame, about)
    match line.value:
        case tree.Text() as value:
            text = interpolate(value, frame.scope, flow.findings) or ""
            text = text if name in _KNOWN else json.dumps(text, ensure_ascii=False)
        case tree.Name(text=text) | tree.Phone(text=text):
            pass
        case _:
            text = ""
    return graph.TestLine(line.kind, text, None, line.span, name)


def _place(flow: FlowLowering, frame: Frame, name: tree.Name) -> tuple[str, int | None]:
    """The full name of a node as a test calls it; where a part's test names what it was passed, the block of that."""
    way = frame.ways.get(name.text)
    if way is not None:
        if way.block is None:
            found = error("MV101", name.span, f"`{frame.owner}` never leads to `{name.text}`, so no call can be there")
            flow.findings.append(found._replace(help="lead to it in the part, or leave this line out"))
        return name.text, way.block
    full = frame.within + name.text
    if full in flow.node_indexes:
        return full, None
    first, _, rest = name.text.partition(".")
    place = frame.places.get(name.text)
    if place is not None or frame.places.get(first, first) is None:  # entered there, or a use that is wrong
        return place or name.text, None
    other = flow.build.flows.get(first)
    if rest and other is not None and rest in other.node_indexes:
        return name.text, None
    flow.findings.append(flow.undefined(name, frame))
    return name.text, None
