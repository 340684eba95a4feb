"""Test blocks: names checked, inserts resolved; running them is somebody else's business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowc.ir import graph
from flowc.ir.resolve import resolve_action
from flowc.ir.values import interpolate
from flowc.syntax import tree

if TYPE_CHECKING:
    from flowc.ir.flow import FlowLowering

__all__ = ["lower_test"]


def lower_test(flow: FlowLowering, test: tree.Test) -> graph.Test:
    title = interpolate(test.title, flow.scope, flow.findings) or ""
    lines = tuple(_line(flow, line) for line in test.lines if isinstance(line, tree.TestLine))
    return graph.Test(title, lines, test.span)


def _line(flow: FlowLowering, line: tree.TestLine) -> graph.TestLine:
    text = ""
    expectation = None
    match line.value:
        case tree.Text() as value:
            text = interpolate(value, flow.scope, flow.findings) or ""
        case tree.Keys(text=text) | tree.Number(text=text):
            pass
        case tree.Name(text=text) as name if line.kind == "at":
            if text not in flow.node_indexes:
                flow.findings.append(flow.undefined(name))
        case tree.Action() as action:
            resolved = resolve_action(action, flow.scope, flow.findings, partial=True)
            expectation = graph.Expectation(resolved or graph.Action(action.name.text, (), action.span), line.span)
        case tree.Hangup():
            expectation = graph.Expectation(None, line.span)
    return graph.TestLine(line.kind, text, expectation, line.span)
