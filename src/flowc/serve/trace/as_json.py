"""Traced calls for programs: ``format`` 1, ``calls``, ``traffic``, ``problems``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flowc.ir.graph import Program
from flowc.serve.trace.events import Problem
from flowc.serve.trace.report import Traced
from flowc.serve.trace.traffic import Traffic, label
from flowc.serve.trace.words import difference_words, masked_events, node_name, place_name

__all__ = ["json_report"]


def json_report(
    program: Program, traced: Sequence[Traced], traffic: Traffic, problems: Iterable[Problem]
) -> dict[str, Any]:
    """The report as a JSON value; events stand in it as they came, without secrets."""
    return {
        "format": 1,
        "calls": [_call(program, one) for one in traced],
        "traffic": {
            "calls": traffic.calls,
            "differing": traffic.differing,
            "ends": dict(traffic.ends),
            "nodes": [
                {
                    "node": node_name(program, program.nodes[node.node].block),
                    "calls": node.calls,
                    "asked": node.asked,
                    "edges": [{"event": one.label, "times": one.times, "to": dict(one.to)} for one in node.edges],
                    "ends": dict(node.ends),
                }
                for node in traffic.nodes
            ],
        },
        "problems": [{"line": problem.line, "message": problem.message} for problem in problems],
    }


def _call(program: Program, one: Traced) -> dict[str, Any]:
    call, way = one
    return {
        "id": call.id,
        "flow": way.flow.name,
        "began": call.events[0].created_at,
        "end": way.end,
        "sure": all(step.sure for step in way.steps),
        "repeated": call.repeated,
        "way": [
            {
                "node": node_name(program, step.block),
                "document": place_name(program, step.block),
                "attempt": program.blocks[step.block].attempt,
                "event": None if step.edge is None else label(program, step.block, step.edge.event),
                "at": None if step.event is None else call.events[step.event].created_at,
                "sure": step.sure,
            }
            for step in way.steps
        ],
        "differences": [
            {
                "kind": difference.kind,
                "message": difference_words(program, call, difference),
                "at": None if difference.event is None else call.events[difference.event].created_at,
                "node": None if difference.block is None else node_name(program, difference.block),
            }
            for difference in way.differences
        ],
        "events": masked_events(program, call, way),
    }
