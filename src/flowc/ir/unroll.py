"""A menu or a collect into blocks and routes, one of each for every attempt.

``retry`` is a property of the menu, not a jump: it leads to the block of the next attempt, and at the last attempt to
where ``exhausted`` leads. So the number of attempts is in the shape of the graph, and nothing counts at run time.

``confirm`` puts a question between a complete entry and its handler: one block for each handler and attempt, whose
key 1 leads to the handler and whose other answers are one more attempt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowc.diagnostics import Finding, error
from flowc.ir import graph
from flowc.ir.body import NodeLowering
from flowc.ir.digits import keys_of
from flowc.ir.entries import Entry, confirmation, uses_digits
from flowc.ir.handlers import MAX_PATTERNS, Asked, Served, duplicates, served
from flowc.ir.names import document_name
from flowc.ir.outcomes import CATCH_ALL, WORDS, is_keys, wildcards
from flowc.ir.settings import MENU_TIMEOUT, gather_spec, read_settings
from flowc.ir.values import interpolate
from flowc.records import NamedTuple
from flowc.source import Span
from flowc.syntax import tree
from flowc.templates import escape_braces

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
        self.spec = gather_spec(node.node, own, self.flow.default_settings, node.scope, self.findings)
        self.question = _confirm_text(own.get("confirm"), self.findings)
        if self.question is not None:
            self.spec = self.spec._replace(confirm=self.question.source)
        self.entries = self._served()
        self.words = {id(entry.handler): self._words(entry.handler) for entry in self.entries}
        self.apart = {id(entry.handler): uses_digits(entry.handler.target) for entry in self.entries}
        self.handler_blocks: dict[tuple[int, str], int | None] = {}
        self.retry_blocks: dict[tuple[int, str], int] = {}
        self.routes: list[int] = []

    def run(self) -> None:
        retries = self.question is not None or self.spec.shared is not None or any(map(_is_retry, self.entries))
        attempts = self.spec.attempts if retries else 1
        self.routes = [self.flow.reserve_route() for _ in range(attempts)]
        self._put_gather(self.node.first_block, (), 1, self.spec.prompt)
        branches = sorted((entry for entry in self.entries if entry.event != "exhausted"), key=_order)
        for attempt, route in enumerate(self.routes, 1):
            edges = [edge for entry in branches for edge in self._edges(entry, attempt)]
            name = self.flow.route_name(self.node.node.name.text, attempt)
            self.flow.build.put_route(route, graph.Route(name, self.node.index, attempt, tuple(edges), self.spec))
        self.node.finish(self.spec, tuple(self._handler(entry) for entry in self.entries))

    def _served(self) -> list[Served]:
        own = [item for item in self.node.node.items if isinstance(item, tree.Handler)]
        self.findings += duplicates(own)
        self._misplaced()
        asked = Asked(
            self.node.node.kind,
            self.spec.min_digits,
            self.spec.max_digits,
            self.spec.finish_on,
            counts=self.question is not None or self.spec.shared is not None,
        )
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

    def _words(self, handler: tree.Handler) -> tuple[str, ...]:
        target = handler.target
        if not isinstance(target, tree.Retry):
            return ()
        return tuple(interpolate(text, self.node.scope, self.findings) or "" for text in target.words)

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

    def _edges(self, entry: Served, attempt: int) -> Iterator[graph.Edge]:
        """Where an event leads at an attempt; none where nothing has been said for it."""
        if _is_retry(entry):
            edge = self._again(entry.event, attempt, entry.handler.span, self._cause(entry, attempt))
            if edge is not None:
                yield edge
            return
        for event in self._keys_apart(entry):
            to = self._handler_block(entry, event)
            if to is not None and self.question is not None and _is_taken(event):
                to = self._confirmation(entry, event, attempt, to)
            if to is not None:
                yield graph.Edge(event, to, "direct", entry.handler.span)

    def _keys_apart(self, entry: Served) -> Iterable[str]:
        """The event; a menu's pattern key by key where its handler uses the key, so that each has its own document."""
        one_key = self.spec.max_digits == 1 and is_keys(entry.event) and len(entry.event) == 1
        if not one_key or not self.apart[id(entry.handler)]:
            return (entry.event,)
        taken = {other.event for other in self.entries} - {entry.event}
        return (key for key in keys_of(entry.event) if key not in taken)

    def _handler_block(self, entry: Served, event: str) -> int | None:
        """The block of a handler's target: made once for all its events and attempts, or, where it says what was
        pressed, once for each event."""
        handler = entry.handler
        apart = self.apart[id(handler)]
        key = id(handler), event if apart else ""
        if key not in self.handler_blocks:
            name = (f"on_{event}",) if apart else self._block_name(handler)
            scope = self.node.scope
            self.node.scope = scope.within(self._entry(event))
            self.handler_blocks[key] = self.node.target(handler.target, name)
            self.node.scope = scope
        return self.handler_blocks[key]

    def _entry(self, event: str) -> Entry:
        spec = self.spec
        exact = is_keys(event) and not wildcards(event)
        return Entry(
            node=self.node.node.name.text,
            known=event if exact else None,
            bounded=is_keys(event),
            sensitive=spec.sensitive,
            most=len(event) if is_keys(event) else spec.max_digits,
            nothing=_NOTHING.get(event, ""),
        )

    def _block_name(self, handler: tree.Handler) -> tuple[str, ...]:
        """``on_`` and the first event as written; where another handler of the node has that name already (the node
        handles one of a default's events itself), the next event's."""
        names = [(f"on_{event.text}",) for event in handler.events]
        name = next((name for name in names if name not in self.node.names), names[0])
        self.node.names.add(name)
        return name

    # --- attempts ------------------------------------------------------------------------------------------

    def _again(self, event: str, attempt: int, span: Span, cause: _Cause) -> graph.Edge | None:
        """To the next attempt, and at the last to where ``exhausted`` leads; None where that has not been said."""
        if attempt < len(self.routes):
            return graph.Edge(event, self._retry_block(cause, attempt + 1), "retry", span)
        exhausted = next((other for other in self.entries if other.event == "exhausted"), None)
        to = self._handler_block(exhausted, "exhausted") if exhausted is not None else None
        if exhausted is None or to is None:
            return None
        return graph.Edge(event, to, "exhausted", exhausted.handler.span)

    def _cause(self, entry: Served, attempt: int) -> _Cause:
        words = self.words[id(entry.handler)]
        said = words[min(attempt - 1, len(words) - 1)] if words else ""
        return _Cause(said, (f"on_{entry.event}" if is_keys(entry.event) else entry.event) if said else "")

    def _retry_block(self, cause: _Cause, attempt: int) -> int:
        """The block of a later attempt: one for each cause that has words of its own, one for all others."""
        block = self.retry_blocks.get((attempt, cause.name))
        if block is None:
            block = self.retry_blocks[attempt, cause.name] = self.flow.reserve_block()
            repeated = self.spec.prompt if self.spec.reprompt is None else self.spec.reprompt
            prompt = " ".join(part for part in (cause.said, repeated) if part) or None
            parts = (f"retry{attempt}", cause.name) if cause.name else (f"retry{attempt}",)
            self._put_gather(block, parts, attempt, prompt)
        return block

    def _put_gather(self, block: int, parts: tuple[str, ...], attempt: int, prompt: str | None) -> None:
        span = self.node.node.name.span
        prompt_span = (self.spec.reprompt_span if attempt > 1 else None) or self.spec.prompt_span
        gather = graph.Gather(self.routes[attempt - 1], prompt, prompt_span, None, span)
        self.node.gathers.append(self.node.put(block, parts, attempt, ((), gather), self.node.node.span))

    # --- confirmation --------------------------------------------------------------------------------------

    def _confirmation(self, entry: Served, event: str, attempt: int, to: int) -> int | None:
        """The block that reads an entry back before it leads on; None where its question cannot be asked."""
        assert self.question is not None
        asked = confirmation(self.question, self._entry(event), self.node.scope, self.findings)
        if asked is None:
            return None
        carries = self.apart[id(entry.handler)] and (not is_keys(event) or wildcards(event) > 0)
        prompt = escape_braces(asked.text) if carries and not asked.template else asked.text
        span = self.question.span
        route = self.flow.reserve_route()
        parts = (f"retry{attempt}", f"on_{event}", "confirm") if attempt > 1 else (f"on_{event}", "confirm")
        right = graph.Edge("1", to, "direct", entry.handler.span)
        wrong = (self._again(answer, attempt, span, _NO_WORDS) for answer in ("2", "noinput", "nomatch"))
        edges = [right, *filter(None, wrong)]
        made = graph.Route(
            document_name(self.node.node.name.text, *parts),
            self.node.index,
            attempt,
            tuple(edges),
            self.spec._replace(
                min_digits=1,
                max_digits=1,
                finish_on=None,
                timeout_seconds=MENU_TIMEOUT,
                sensitive=False,
                prompt=asked.text,
                prompt_span=span,
                timeout_span=span,
            ),
            confirms=event,
        )
        self.flow.build.put_route(route, made)
        gather = graph.Gather(route, prompt, span, None, self.node.node.name.span, carries)
        block = self.flow.reserve_block()
        fills = carries or asked.template
        self.node.gathers.append(self.node.put(block, parts, attempt, ((), gather), span, fills))
        return block


class _Cause(NamedTuple):
    """Why a question is asked again: what is said of it, and what the document is called after it, if it has words."""

    said: str
    name: str


_NO_WORDS = _Cause("", "")

_NOTHING = {
    "noinput": "the caller has pressed nothing",
    "exhausted": "what was pressed at the attempts is not kept",
}
"""Why a handler has no digits, by its event."""


def _confirm_text(setting: tree.Setting | None, findings: list[Finding]) -> tree.Text | None:
    match setting:
        case None:
            return None
        case tree.Setting(values=(tree.Text() as text,)):
            return text
    help = 'write `confirm "You entered {digits}. If this is right, press 1. To enter it again, press 2."`'
    findings.append(error("MV204", setting.span, "`confirm` wants a string, in double quotes", help=help))
    return None


def _is_retry(entry: Served) -> bool:
    return entry.event != "exhausted" and isinstance(entry.handler.target, tree.Retry)


def _is_taken(event: str) -> bool:
    """Whether an event is a complete entry that a handler takes."""
    return event == CATCH_ALL or is_keys(event)


def _order(entry: Served) -> tuple[int, int]:
    """Exact keys, patterns with fewer wildcards before more, ``digits``, then what is not understood."""
    if is_keys(entry.event):
        return 0, wildcards(entry.event)
    return (1, 0) if entry.event == CATCH_ALL else (2, WORDS.index(entry.event))


def place_fallback(node: NodeLowering) -> None:
    """``on failed`` of the defaults behind the redirect that follows a node's gathers.

    It stands there only where its way comes to an ending without a gather, for behind a redirect that cannot be
    fetched another gather, with another redirect behind it, would help nobody. Else the default serves bridges and
    redirects only; a default that serves nothing at all is noted, once for the flow.
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
