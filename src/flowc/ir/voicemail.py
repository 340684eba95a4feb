"""A ``voicemail`` node into blocks: the prompt, the recording, and the waiting for its end.

The platform records until it is told to stop, and waits for a key for half a minute at the most. So the waiting is a
row of silent gathers, as many as ``max`` takes: the key ends it, silence and any other key lead to the next one, and
behind the last one the time is up. Nothing here hears that a caller has stopped talking, because the platform does
not say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowc.diagnostics import Finding, error
from flowc.ir import graph
from flowc.ir.handlers import Unused, duplicates
from flowc.ir.settings import TIMEOUT, finish_key, read_settings, text_of
from flowc.ir.values import finish, in_units
from flowc.source import Span
from flowc.syntax import tree

if TYPE_CHECKING:
    from flowc.ir.body import NodeLowering

__all__ = ["MAX_SECONDS", "lower_voicemail"]

MAX_SECONDS = (60, 300)
"""Seconds of a message: where nothing is said, and at the most. Each half minute costs a redirect of the call's 20."""

_KEY = "#"


def lower_voicemail(node: NodeLowering) -> None:
    """The blocks and routes of a voicemail."""
    _Voicemail(node).run()


class _Voicemail:
    def __init__(self, node: NodeLowering) -> None:
        self.node = node
        self.flow = node.flow
        self.settings = read_settings("voicemail", node.node.items, node.findings)
        self.span = node.node.name.span

    def run(self) -> None:
        seconds = self._seconds()
        most = TIMEOUT[1]
        waits = [min(most, seconds - begun) for begun in range(0, seconds, most)]
        routes = [self.flow.reserve_route() for _ in waits]
        blocks = [self.node.first_block, *(self.flow.reserve_block() for _ in waits[1:])]
        key = finish_key(self.settings.get("finish_on"), _KEY, self.node.scope, self.node.findings)
        handler = self._handler()
        done = self._done(handler)
        for index, (block, route, wait) in enumerate(zip(blocks, routes, waits, strict=True)):
            attempt = index + 1
            self._ask(block, route, attempt)
            onward = blocks[attempt] if attempt < len(blocks) else done
            self._answer(route, attempt, wait, key, onward, done, handler.span if handler else self.span)
        self.node.finish(None, self._handlers(handler))

    def _ask(self, block: int, route: int, attempt: int) -> None:
        """A gather without words, and before the first the prompt and the beginning of the recording."""
        actions: tuple[graph.Action, ...] = ()
        if attempt == 1:
            prompt = text_of(self.settings.get("prompt"), self.node.scope, self.node.findings)
            setting = self.settings.get("prompt")
            if prompt and setting is not None:
                span = setting.values[0].span
                actions = (graph.Action("say", (graph.Field("text", prompt, span),), span),)
            actions += (graph.Action("start_recording", (), self.span),)
        gather = graph.Gather(route, None, self.span, self.flow.fallback, self.span)
        parts = () if attempt == 1 else (f"retry{attempt}",)
        self.node.ask(block, parts, attempt, gather, self.node.node.span, actions)

    def _answer(
        self, route: int, attempt: int, wait: int, key: str | None, onward: int, done: int, span: Span
    ) -> None:
        edges = [] if key is None else [graph.Edge(key, done, "direct", span)]
        edges += [graph.Edge(event, onward, "direct", span) for event in ("noinput", "nomatch")]
        spec = graph.GatherSpec(
            min_digits=1,
            max_digits=1,
            finish_on=None,
            timeout_seconds=wait,
            attempts=1,
            sensitive=False,
            prompt=None,
            prompt_span=self.span,
            timeout_span=self.span,
            attempts_span=self.span,
        )
        name = self.flow.route_name(self.node.node.name.text, attempt)
        self.flow.build.put_route(route, graph.Route(name, self.node.index, attempt, tuple(edges), spec))

    def _done(self, handler: tree.Handler | None) -> int:
        """The block where the recording ends and the call goes on."""
        to = None if handler is None else self.node.target(handler.target, ("on_done", "then"))
        if handler is not None and to is None:
            message = "`retry` asks again, and a message is asked for once"
            help = "name the node where the call goes on, or the action that ends it"
            self.node.findings.append(error("MV305", handler.target.span, message, help=help))
        block = self.flow.reserve_block()
        span = self.span if handler is None else handler.span
        leave: graph.Exit = graph.Goto(self.flow.sink() if to is None else to, span)
        content = (graph.Action("stop_recording", (), span),), leave
        return self.node.put(block, ("on_done",), 1, content, span)

    # --- what is written -------------------------------------------------------------------------------------------

    def _handler(self) -> tree.Handler | None:
        """``on done``; every other handler is told to be useless, and a missing one to be missing."""
        items = self.node.node.items
        handlers = [item for item in items if isinstance(item, tree.Handler)]
        self.node.findings += duplicates(handlers)
        found = None
        for handler in handlers:
            for event in handler.events:
                if event.text == "done":
                    found = found or handler
                else:
                    reason = "a voicemail is only ever `done`: its key has been pressed, or its time is up"
                    self.node.note_unused(Unused(event, reason))
        if found is None and not any(isinstance(item, tree.Broken) for item in items):
            self.node.findings.append(_nothing_behind(self.node.node))
        return found

    @staticmethod
    def _handlers(handler: tree.Handler | None) -> tuple[graph.Handler, ...]:
        if handler is None:
            return ()
        event = next(event for event in handler.events if event.text == "done")
        return (graph.Handler("done", False, (), False, "done", event.span, handler.span),)

    def _seconds(self) -> int:
        setting = self.settings.get("max")
        if setting is None:
            return MAX_SECONDS[0]
        value = finish(setting.values[0], self.node.scope, self.node.findings) if setting.values else None
        if not isinstance(value, tree.Duration):
            if value is not None or not setting.values:
                message = "`max` wants a duration, the longest message that is taken"
                self.node.findings.append(error("MV204", setting.span, message, help="write `max 60s`"))
            return MAX_SECONDS[0]
        seconds, rest = in_units(value, "s")
        if not rest and 1 <= seconds <= MAX_SECONDS[1]:
            return seconds
        message = f"`max {value.value}{value.unit}` is out of range: a message may take 1s to {MAX_SECONDS[1] // 60}m"
        help = "each half minute costs a redirect, and a call has twenty"
        self.node.findings.append(error("MV205", setting.values[0].span, message, help=help))
        return MAX_SECONDS[0]


def _nothing_behind(node: tree.Node) -> Finding:
    return error(
        "MV306",
        node.name.span,
        f"`{node.name.text}` does not say what happens when the message has been left",
        help="write `on done -> goodbye`, or what ends the call: on done { say \"Thank you.\"; hangup }",
    )
