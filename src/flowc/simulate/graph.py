"""A call played from the flow graph: what the author meant, before there is any document.

Blocks are walked from exit to exit. Which edge an input takes is decided here from the edges of a route, not from
``routes.json``, and a failure takes the ``failed`` edge instead of the actions behind it. The redirects that documents
spend only because they are cut at their greatest size do not exist here; those behind gathers and those that the author
wrote do, and those by which the platform comes to a decision or the call goes on in another flow.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from flowc.ir.graph import (
    Action,
    Block,
    Bridge,
    Decide,
    Edge,
    Ending,
    Flow,
    Gather,
    GatherSpec,
    Goto,
    Program,
    Redirect,
    Route,
)
from flowc.records import NamedTuple
from flowc.simulate.actions import Command, Refusal, read_action
from flowc.simulate.call import Call
from flowc.simulate.caller import ANSWER, Act, Place
from flowc.simulate.decisions import Calendar, Question
from flowc.simulate.keys import matches
from flowc.templates import fill

__all__ = ["Taken", "choose", "command_of", "gather_command", "play_graph", "question_of"]


class Taken(NamedTuple):
    """An edge that the call took out of a block."""

    block: int
    edge: Edge


def play_graph(
    program: Program, flow: Flow, call: Call, trail: list[Taken] | None = None, start: int | None = None
) -> Generator[Place, Act, None]:
    """Play a call from the flow's start (or from a block): yields where it stands, and is sent the act that follows.

    What happens is written into ``call``; the edges that it takes are appended to ``trail``.
    """
    return _Walk(program, call, [] if trail is None else trail).play(
        program.nodes[flow.start].block if start is None else start
    )


class _Walk:
    """One call on its way through the graph.

    ``entry`` are the digits of the caller's last complete entry: what a block that is filled is filled with.
    ``straight`` while nothing has been done since a route was answered, so that whoever answers goes straight on.
    ``unanswered`` says why a redirect failed, while nothing has been done since: a call whose actions run out then has
    failed, whatever was meant by it.
    """

    def __init__(self, program: Program, call: Call, trail: list[Taken]) -> None:
        self.program = program
        self.call = call
        self.trail = trail
        self.entry = ""
        self.straight = False
        self.unanswered: str | None = None

    def play(self, start: int) -> Generator[Place, Act, None]:
        program, call = self.program, self.call
        call.begin()
        index: int | None = start
        quiet = decisions = 0
        while index is not None:
            block = program.blocks[index]
            call.note("node", program.nodes[block.node].name, {"attempt": block.attempt, "document": block.name})
            for action in block.actions:
                command = self._accepted(action, block)
                if command is None:
                    return
                call.perform(command)
                self._acts()
            asks, decides = isinstance(block.exit, Gather), isinstance(block.exit, Decide)
            quiet = 0 if asks or decides else quiet + 1
            decisions = 0 if asks else decisions + decides
            if quiet > len(program.blocks) or decisions > _MOST_DECISIONS:
                call.fail("endless_actions", "the actions lead in a circle on which nobody is asked anything")
                return
            edge = yield from self._leave(block)
            if edge is not None:
                self.trail.append(Taken(index, edge))
                if self._goes_elsewhere(block, edge):
                    self.unanswered = None
                    if not call.redirect(_TO_ROUTE):
                        return
            index = None if edge is None else edge.to

    def _goes_elsewhere(self, block: Block, edge: Edge) -> bool:
        """Whether the call goes on by itself in another flow, whose documents are its own: by a redirect then."""
        by_itself = edge.event == "goto" or (edge.event == "failed" and not isinstance(block.exit, Decide))
        return by_itself and _flow_of(self.program, edge.to) != self.program.nodes[block.node].flow

    def _leave(self, block: Block) -> Generator[Place, Act, Edge | None]:
        """The edge by which the call leaves a block; None where it is over."""
        program, call = self.program, self.call
        node = program.nodes[block.node].name
        match block.exit:
            case Goto(to, span):
                self.straight = self.straight and _flow_of(program, to) == program.nodes[block.node].flow
                return Edge("goto", to, "direct", span)
            case Gather() as gather:
                return (yield from self._gather(block, gather))
            case Decide() as decide:
                return (yield from self._decide(program.flows[program.nodes[block.node].flow].name, node, decide))
            case Bridge(action, failed):
                self._acts()
                bridge = self._accepted(action, block)
                if bridge is None:
                    return None
                call.bridge(bridge, (yield Place("bridge", call.heard, bridge, None, node, block.attempt)))
                return None if call.over else self._fall_back(failed)
            case Redirect(action, to, failed):
                self._acts()
                redirect = self._accepted(action, block)
                if redirect is None or not call.redirect(redirect):
                    return None
                if to is not None:
                    return Edge("redirect", to, "direct", action.span)
                act = yield Place("redirect", call.heard, redirect, None, node, block.attempt)
                call.redirect_away(redirect, act)
                return None if act == ANSWER else self._fall_back(failed, "its URL does not answer")
            case Ending(action):
                ending = self._accepted(action, block)
                if ending is not None:
                    call.end(action.name, ending)
            case _:
                self._run_out()
        return None

    def _gather(self, block: Block, gather: Gather) -> Generator[Place, Act, Edge | None]:
        program, call = self.program, self.call
        route = program.routes[gather.route]
        command = self._filled(gather_command(route.gather, gather.prompt), block)
        ask = call.ask(command)
        self._acts()
        act = yield Place(
            "gather", call.heard, command, ask, program.nodes[block.node].name, block.attempt, route.name, block.name
        )
        gathered = call.gather(ask, act)
        if call.over or not call.redirect(_TO_ROUTE):
            return None
        if gathered.failing:
            call.redirect_fails(_TO_ROUTE, "its URL answers 503")
            return self._fall_back(gather.failed, "its URL answers 503")
        edge = choose(route, gathered.digits)
        if edge is None:
            call.redirect_fails(_TO_ROUTE, "its URL answers 404")
            return self._fall_back(gather.failed, "its URL answers 404")
        if route.confirms is None:
            self.entry = gathered.digits
        self.straight = True
        return edge

    def _decide(self, flow: str, node: str, decide: Decide) -> Generator[Place, Act, Edge | None]:
        call = self.call
        if not self.straight and not call.redirect(_TO_ROUTE):
            return None
        self.unanswered = None
        question = question_of(flow, node, decide)
        outcome = call.decide(
            question, (yield Place("decision", call.heard, _TO_ROUTE, node=node, route=node, question=question))
        )
        self.straight = True
        edge = next((edge for edge in decide.edges if edge.event == outcome), None)
        if edge is None:
            call.redirect_fails(_TO_ROUTE, "its URL answers 404")
            return self._fall_back(None, "its URL answers 404")
        return edge

    def _fall_back(self, failed: Edge | None, why: str | None = None) -> Edge | None:
        """The edge behind a failure, of a redirect where it says ``why``; None where nothing is behind it."""
        self.unanswered = why
        if failed is None:
            self._run_out()
        return failed

    def _run_out(self) -> None:
        """The actions have run out: the call ends, and has failed where a redirect was the last of them."""
        if self.unanswered is None:
            self.call.end("hangup")
        else:
            self.call.fail("no_more_actions", f"nothing stands behind the redirect: {self.unanswered}")

    def _acts(self) -> None:
        """Something is done: what came before it is past."""
        self.straight = False
        self.unanswered = None

    def _accepted(self, action: Action, block: Block) -> Command | None:
        """An action as the platform is given it; None where it is refused, and the call with it."""
        command = read_action({action.name: self._filled(command_of(action), block).fields})
        if isinstance(command, Refusal):
            self.call.fail("invalid_action", command.message)
            return None
        return command

    def _filled(self, command: Command, block: Block) -> Command:
        return command._replace(fields=fill(command.fields, self.entry)) if block.fills else command


def question_of(flow: str, node: str, decide: Decide) -> Question:
    """A decision of the graph as the call is asked it."""
    decision, hours = decide.decision, decide.decision.hours
    dates = {} if hours is None else {day: periods for day, periods, _ in hours.dates}
    return Question(
        node=node,
        kind=decision.kind,
        outcomes=tuple(edge.event for edge in decide.edges),
        calendar=None if hours is None else Calendar(hours.zone, hours.week, dates),
        variable=decision.variable,
        url=decision.url,
        timeout_ms=decision.timeout_ms,
        send=decision.send,
        flow=flow,
    )


def _flow_of(program: Program, block: int) -> int:
    return program.nodes[program.blocks[block].node].flow


def choose(route: Route, digits: str) -> Edge | None:
    """The edge that these digits take out of a route; None where nothing was written for them."""
    if not digits:
        outcome = "noinput"
    elif len(digits) < route.gather.min_digits:
        outcome = "incomplete"
    else:
        for edge in route.edges:
            if edge.event == "digits" or (edge.event[0] in _PRESSED and matches(edge.event, digits)):
                return edge
        outcome = "nomatch"
    return next((edge for edge in route.edges if edge.event == outcome), None)


def command_of(action: Action) -> Command:
    """An action of the graph as the platform is given it."""
    return Command(action.name, {field.name: field.value for field in action.fields})


def gather_command(spec: GatherSpec, prompt: str | None) -> Command:
    """The gather that asks a node's question."""
    fields: dict[str, Any] = {} if prompt is None else {"prompt": prompt}
    if spec.min_digits == spec.max_digits:
        fields["num_digits"] = spec.max_digits
    else:
        fields |= {"min_digits": spec.min_digits, "max_digits": spec.max_digits}
    fields["timeout_seconds"] = spec.timeout_seconds
    if spec.finish_on is not None:
        fields["finish_on_key"] = spec.finish_on
    return Command("gather", fields)


_MOST_DECISIONS = 1000
"""Decisions with no question to the caller between them; more of them lead in a circle."""

_PRESSED = frozenset("0123456789*#XZN")
_TO_ROUTE = Command("redirect", {})
