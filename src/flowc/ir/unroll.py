"""A menu or a collect into blocks and routes, one of each for every attempt.

``retry`` is a property of the menu, not a jump: it leads to the block of the next attempt, and at the last attempt to
where ``exhausted`` leads. So the number of attempts is in the shape of the graph, and nothing counts at run time.
"""

from __future__ import annotations

from flowc.diagnostics import error
from flowc.ir import graph
from flowc.ir.body import NodeLowering
from flowc.ir.handlers import MAX_PATTERNS, Asked, Served, duplicates, served
from flowc.ir.outcomes import CATCH_ALL, WORDS, is_keys, wildcards
from flowc.ir.settings import gather_spec, read_settings
from flowc.ir.values import interpolate
from flowc.syntax import tree

__all__ = ["place_fallback", "unroll"]


def unroll(node: NodeLowering) -> None:
    """The blocks and routes of a menu or a collect."""
    _Unrolling(node).run()


class _Unrolling:
    def __init__(self, node: NodeLowering) -> None:
        self.node = node
        self.flow = node.flow
        self.findings = node.findings
        own = read_settings(node.node.kind, node.node.items, self.findings)
        self.spec = gather_spec(node.node, own, self.flow.default_settings, self.flow.scope, self.findings)
        self.entries = self._served()
        self.words = {id(entry.handler): self._words(entry.handler) for entry in self.entries}
        self.handler_blocks: dict[int, int | None] = {}
        self.retry_blocks: dict[tuple[int, str], int] = {}
        self.routes: list[int] = []

    def run(self) -> None:
        retries = any(self._is_retry(entry) for entry in self.entries)
        attempts = self.spec.attempts if retries else 1
        self.routes = [self.flow.reserve_route() for _ in range(attempts)]
        self._put_gather(self.node.first_block, (), 1, self.spec.prompt)
        branches = sorted((entry for entry in self.entries if entry.event != "exhausted"), key=_order)
        for attempt, route in enumerate(self.routes, 1):
            edges = [edge for entry in branches if (edge := self._edge(entry, attempt)) is not None]
            name = self.flow.route_name(self.node.node.name.text, attempt)
            self.flow.build.routes[route] = graph.Route(name, self.node.index, attempt, tuple(edges), self.spec)
        self.node.finish(self.spec, tuple(self._handler(entry) for entry in self.entries))

    def _served(self) -> list[Served]:
        own = [item for item in self.node.node.items if isinstance(item, tree.Handler)]
        self.findings += duplicates(own)
        self._misplaced()
        asked = Asked(self.node.node.kind, self.spec.min_digits, self.spec.max_digits, self.spec.finish_on)
        patterns = [event for handler in own for event in handler.events if event.kind != "word"]
        if len(patterns) > MAX_PATTERNS:
            self.findings.append(
                error(
                    "MV002",
                    patterns[MAX_PATTERNS].span,
                    f"`{self.node.node.name.text}` has {len(patterns)} branches; {MAX_PATTERNS} are allowed",
                    help="use patterns such as 2XX, or hand the digits to an application with `redirect`",
                )
            )
            own = [handler for handler in own if handler.events[0].kind == "word"]
        entries, unused = served(asked, own, self.flow.default_handlers)
        for entry in unused:
            self.node.note_unused(entry)
        self.flow.served_defaults.update(id(entry.written) for entry in entries if entry.inherited)
        return entries

    def _misplaced(self) -> None:
        for item in self.node.node.items:
            if isinstance(item, tree.Setting | tree.Handler | tree.Broken):
                continue
            self.findings.append(
                error(
                    "MV202",
                    item.span,
                    f"a {self.node.node.kind} has settings and handlers, no statements of its own",
                    help="put this into a step that leads here, or into the handler of a key",
                )
            )

    # --- handlers ------------------------------------------------------------------------------------------

    @staticmethod
    def _is_retry(entry: Served) -> bool:
        return entry.event != "exhausted" and isinstance(entry.handler.target, tree.Retry)

    def _words(self, handler: tree.Handler) -> tuple[str, ...]:
        target = handler.target
        if not isinstance(target, tree.Retry):
            return ()
        return tuple(interpolate(text, self.flow.scope, self.findings) or "" for text in target.words)

    def _handler(self, entry: Served) -> graph.Handler:
        return graph.Handler(
            event=entry.event,
            retry=isinstance(entry.handler.target, tree.Retry),
            words=self.words[id(entry.handler)],
            inherited=entry.inherited,
            written=entry.written.text,
            event_span=entry.written.span,
            span=entry.handler.span,
        )

    def _edge(self, entry: Served, attempt: int) -> graph.Edge | None:
        """Where an event leads at an attempt; None where nothing has been said for it."""
        if not self._is_retry(entry):
            to = self._handler_block(entry)
            return None if to is None else graph.Edge(entry.event, to, "direct", entry.handler.span)
        if attempt < len(self.routes):
            return graph.Edge(entry.event, self._retry_block(entry, attempt + 1), "retry", entry.handler.span)
        exhausted = next((other for other in self.entries if other.event == "exhausted"), None)
        to = self._handler_block(exhausted) if exhausted is not None else None
        if exhausted is None or to is None:
            return None
        return graph.Edge(entry.event, to, "exhausted", exhausted.handler.span)

    def _handler_block(self, entry: Served) -> int | None:
        """The block of a handler's target, made once for all its events and all attempts."""
        handler = entry.handler
        if id(handler) not in self.handler_blocks:
            self.handler_blocks[id(handler)] = self.node.target(handler.target, self._block_name(handler))
        return self.handler_blocks[id(handler)]

    def _block_name(self, handler: tree.Handler) -> tuple[str, ...]:
        """``on_`` and the first event as written; where another handler of the node has that name already (the node
        handles one of a default's events itself), the next event's."""
        names = [(f"on_{event.text}",) for event in handler.events]
        name = next((name for name in names if name not in self.node.names), names[0])
        self.node.names.add(name)
        return name

    # --- attempts ------------------------------------------------------------------------------------------

    def _retry_block(self, entry: Served, attempt: int) -> int:
        """The block of a later attempt: one for each cause that has words of its own, one for all others."""
        words = self.words[id(entry.handler)]
        said = words[min(attempt - 2, len(words) - 1)] if words else ""
        cause = "" if not said else f"on_{entry.event}" if is_keys(entry.event) else entry.event
        block = self.retry_blocks.get((attempt, cause))
        if block is None:
            block = self.retry_blocks[attempt, cause] = self.flow.reserve_block()
            prompt = " ".join(part for part in (said, self.spec.prompt) if part) or None
            self._put_gather(block, (f"retry{attempt}", cause) if cause else (f"retry{attempt}",), attempt, prompt)
        return block

    def _put_gather(self, block: int, parts: tuple[str, ...], attempt: int, prompt: str | None) -> None:
        span = self.node.node.name.span
        gather = graph.Gather(self.routes[attempt - 1], prompt, self.spec.prompt_span, None, span)
        self.node.gathers.append(self.node.put(block, parts, attempt, ((), gather), self.node.node.span))


def _order(entry: Served) -> tuple[int, int]:
    """Exact keys, patterns with fewer wildcards before more, ``digits``, then what is not understood."""
    if is_keys(entry.event):
        return 0, wildcards(entry.event)
    return (1, 0) if entry.event == CATCH_ALL else (2, WORDS.index(entry.event))


def place_fallback(node: NodeLowering) -> None:
    """``on failed`` of the defaults behind the redirect that follows a node's gathers.

    It stands there only where its way comes to an ending without a gather, for behind a redirect that cannot be
    fetched another gather, with another redirect behind it, would help nobody. Else the default serves bridges and
    redirects only, and is noted as such, once for the flow.
    """
    flow = node.flow
    if flow.default_failed is None or flow.fallback_refused:
        return
    event, handler = flow.default_failed
    edge = node.failure(handler, ("on_failed",))
    if edge is None:
        return
    asking = _gather_on_the_way(flow.build.blocks, edge.to)
    if asking is not None:
        flow.refuse_fallback(event, asking)
        return
    flow.served_defaults.add(id(event))
    for index in node.gathers:
        block = flow.build.blocks[index]
        if block is not None and isinstance(block.exit, graph.Gather):
            flow.build.blocks[index] = block._replace(exit=block.exit._replace(failed=edge))


def _gather_on_the_way(blocks: list[graph.Block | None], start: int) -> int | None:
    """The block of the first gather that the call comes to by itself, or of a cycle; None where the call ends."""
    seen = set()
    at: int | None = start
    while at is not None:
        block = blocks[at]
        if at in seen or block is None:
            return at
        seen.add(at)
        match block.exit:
            case graph.Goto(to=to):
                at = to
            case graph.Bridge(failed=failed) | graph.Redirect(failed=failed):
                at = failed.to if failed is not None else None
            case graph.Gather():
                return at
            case _:
                at = None
    return None
