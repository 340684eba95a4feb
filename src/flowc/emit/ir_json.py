"""The flow graph as JSON, for ``flowc ir`` and for tools that are not written in Python.

Everything that the graph holds, with names in place of indexes: a block of another flow is called
``<flow>/<block>``, one of the same flow by its name alone. Every part has its ``span``, which is what it comes from
in the source, counted from 1, the end exclusive. ``schemas/ir.schema.json`` says what each key means.
"""

from __future__ import annotations

from typing import Any

from flowc.emit.wire import Json
from flowc.ir.graph import (
    Action,
    Block,
    Bridge,
    Decide,
    Decision,
    Edge,
    Ending,
    Exit,
    Flow,
    Gather,
    GatherSpec,
    Goto,
    Handler,
    Hangup,
    Hours,
    Node,
    Period,
    Program,
    Redirect,
    Route,
    Test,
    TestLine,
    Unused,
)
from flowc.records import NamedTuple
from flowc.source import SourceMap, Span

__all__ = ["IR_FORMAT", "program_json"]

IR_FORMAT = 1
"""``format`` of the document; raised when a reader of the old one could no longer read the new one."""


def program_json(program: Program, sources: SourceMap) -> Json:
    """The whole graph; ``sources`` are the texts that its spans point into. Graphs with errors are shown as well."""
    return {
        "format": IR_FORMAT,
        "flows": [_InFlow(program, sources, index).flow(flow) for index, flow in enumerate(program.flows)],
    }


class _InFlow(NamedTuple):
    """Words the parts of one flow."""

    program: Program
    sources: SourceMap
    own: int

    def flow(self, flow: Flow) -> Json:
        program = self.program
        return {
            "name": flow.name,
            "title": flow.title,
            "base_url": flow.base_url,
            "language": flow.language,
            "start": program.nodes[flow.start].name,
            "nodes": [self.node(program.nodes[index]) for index in flow.nodes],
            "blocks": [self.block(program.blocks[index]) for index in flow.blocks],
            "routes": [self.route(program.routes[index]) for index in flow.routes],
            "tests": [self.test(test) for test in flow.tests],
            "unused": [self.unused(unused) for unused in flow.unused],
            "name_span": self.span(flow.name_span),
            "span": self.span(flow.span),
        }

    def node(self, node: Node) -> Json:
        return {
            "name": node.name,
            "kind": node.kind,
            "entry": node.entry,
            "block": self.block_name(node.block),
            "gather": None if node.gather is None else self.gather(node.gather),
            "handlers": [self.handler(handler) for handler in node.handlers],
            "unused": [self.unused(unused) for unused in node.unused],
            "name_span": self.span(node.name_span),
            "span": self.span(node.span),
        }

    def gather(self, spec: GatherSpec) -> Json:
        return {
            "min_digits": spec.min_digits,
            "max_digits": spec.max_digits,
            "finish_on": spec.finish_on,
            "timeout_seconds": spec.timeout_seconds,
            "attempts": spec.attempts,
            "sensitive": spec.sensitive,
            "prompt": spec.prompt,
            "prompt_span": self.span(spec.prompt_span),
            "timeout_span": self.span(spec.timeout_span),
            "attempts_span": self.span(spec.attempts_span),
            "finish_on_span": self.maybe(spec.finish_on_span),
            "reprompt": spec.reprompt,
            "reprompt_span": self.maybe(spec.reprompt_span),
            "confirm": spec.confirm,
            "confirm_span": self.maybe(spec.confirm_span),
            "shared": spec.shared,
        }

    def handler(self, handler: Handler) -> Json:
        return {
            "event": handler.event,
            "written": handler.written,
            "retry": handler.retry,
            "words": list(handler.words),
            "inherited": handler.inherited,
            "event_span": self.span(handler.event_span),
            "span": self.span(handler.span),
        }

    def unused(self, unused: Unused) -> Json:
        return {"event": unused.event, "reason": unused.reason, "span": self.span(unused.span)}

    def block(self, block: Block) -> Json:
        return {
            "name": block.name,
            "node": self.program.nodes[block.node].name,
            "attempt": block.attempt,
            "fills": block.fills,
            "actions": [self.action(action) for action in block.actions],
            "exit": self.exit(block.exit),
            "span": self.span(block.span),
        }

    def action(self, action: Action) -> Json:
        return {
            "action": action.name,
            "fields": [
                {"name": name, "value": value, "span": self.span(span)} for name, value, span in action.fields
            ],
            "span": self.span(action.span),
        }

    def exit(self, leave: Exit) -> Json:
        match leave:
            case Goto(to, span):
                return {"kind": "goto", "to": self.block_name(to), "span": self.span(span)}
            case Gather(route, prompt, prompt_span, failed, span, carries):
                return {
                    "kind": "gather",
                    "route": self.program.routes[route].name,
                    "prompt": prompt,
                    "prompt_span": self.span(prompt_span),
                    "failed": self.fallback(failed),
                    "carries": carries,
                    "span": self.span(span),
                }
            case Decide(decision, edges, span):
                return {
                    "kind": "decide",
                    "decision": self.decision(decision),
                    "edges": [self.edge(edge) for edge in edges],
                    "span": self.span(span),
                }
            case Bridge(action, failed, followed):
                return {
                    "kind": "bridge",
                    "action": self.action(action),
                    "failed": self.fallback(failed),
                    "followed": followed,
                }
            case Redirect(action, to, failed):
                return {
                    "kind": "redirect",
                    "action": self.action(action),
                    "to": None if to is None else self.block_name(to),
                    "failed": self.fallback(failed),
                }
            case Ending(action):
                return {"kind": "ending", "action": self.action(action)}
            case Hangup(span):
                return {"kind": "hangup", "span": self.span(span)}
        return {"kind": "open", "span": self.span(leave.span)}

    def decision(self, decision: Decision) -> Json:
        hours = decision.hours
        return {
            "kind": decision.kind,
            "hours": None if hours is None else self.hours(hours),
            "variable": decision.variable,
            "url": decision.url,
            "timeout_ms": decision.timeout_ms,
            "send": dict(decision.send),
            "span": self.span(decision.span),
        }

    def hours(self, hours: Hours) -> Json:
        return {
            "name": hours.name,
            "zone": hours.zone,
            "week": [_periods(day) for day in hours.week],
            "dates": [
                {"date": date, "periods": _periods(periods), "span": self.span(span)}
                for date, periods, span in hours.dates
            ],
            "span": self.span(hours.span),
        }

    def fallback(self, edge: Edge | None) -> Json | None:
        return None if edge is None else self.edge(edge)

    def edge(self, edge: Edge) -> Json:
        return {
            "event": edge.event,
            "way": edge.way,
            "to": self.block_name(edge.to),
            "span": self.span(edge.span),
        }

    def route(self, route: Route) -> Json:
        return {
            "name": route.name,
            "kind": "gather",
            "node": self.program.nodes[route.node].name,
            "attempt": route.attempt,
            "confirms": route.confirms,
            "gather": self.gather(route.gather),
            "edges": [self.edge(edge) for edge in route.edges],
        }

    def test(self, test: Test) -> Json:
        return {
            "title": test.title,
            "start": None if test.start is None else self.block_name(test.start),
            "lines": [self.test_line(line) for line in test.lines],
            "span": self.span(test.span),
        }

    def test_line(self, line: TestLine) -> Json:
        expectation: Json | None = None
        if line.expectation is not None:
            action = line.expectation.action
            expectation = {
                "action": None if action is None else self.action(action),
                "span": self.span(line.expectation.span),
            }
        return {
            "kind": line.kind,
            "about": line.about,
            "text": line.text,
            "leads": None if line.leads is None else self.block_name(line.leads),
            "expect": expectation,
            "span": self.span(line.span),
        }

    def block_name(self, index: int) -> str:
        block = self.program.blocks[index]
        flow = self.program.nodes[block.node].flow
        return block.name if flow == self.own else f"{self.program.flows[flow].name}/{block.name}"

    def span(self, span: Span) -> dict[str, Any]:
        return self.sources.locate(span)._asdict()

    def maybe(self, span: Span | None) -> dict[str, Any] | None:
        return None if span is None else self.span(span)


def _periods(periods: tuple[Period, ...]) -> list[list[int]]:
    return [[start, end] for start, end in periods]
