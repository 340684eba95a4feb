"""A menu or a collect into blocks and routes, one of each for every attempt.

``retry`` is a property of the menu, not a jump: it leads to the block of the next attempt, and at the last attempt to
where ``exhausted`` leads. So the number of attempts is in the shape of the graph, and nothing counts at run time.

``confirm`` puts a question between a complete entry and its handler: one block for each handler and attempt, whose
key 1 leads to the handler and whose other answers are one more attempt.
"""

from __future__ import annotations

from collections.abc import Iterable

from flowc.diagnostics import Finding, error
from flowc.ir import graph
from flowc.ir.body import NodeLowering
from flowc.ir.digits import keys_of
from flowc.ir.entries import Entry, confirmation, uses_digits
from flowc.ir.handlers import MAX_PATTERNS, Asked, Handled, Served, duplicates
from flowc.ir.names import document_name
from flowc.ir.outcomes import CATCH_ALL, is_keys, wildcards
from flowc.ir.settings import MENU_TIMEOUT, gather_spec, read_settings
from flowc.ir.values import interpolate
from flowc.records import NamedTuple, new
from flowc.source import Span
from flowc.syntax import tree
from flowc.templates import escape_braces

__all__ = ["unroll"]


def unroll(node: NodeLowering) -> None:
    """The blocks and routes of a menu or a collect."""
    _Unrolling(node).run()


class _Unrolling:
    """One node while it is unrolled.

    ``onward`` has, for each event, the edges that are the same at every attempt, ``prompts`` what is asked again after
    which words, ``questions`` what confirms each event, and ``wrong`` where that leads at an attempt if it is not so.
    ``handler_blocks`` are by handler, and by event where each has a block of its own; ``retry_blocks`` by attempt and
    cause.
    """

    def __init__(self, node: NodeLowering) -> None:
        self.node = node
        self.flow = node.flow
        self.findings = node.findings
        own = read_settings(node.node.kind, node.node.items, self.findings)
        self.spec = gather_spec(node.node, own, self.flow.default_settings, node.scope, self.findings)
        self.question = _confirm_text(own.get("confirm"), self.findings)
        if self.question is not None:
            self.spec = self.spec._replace(confirm=self.question.source)
        self.entries, unused, self.tried = self._handled()
        for one in unused:
            node.note_unused(one)
        self.flow.served_defaults.update([id(entry.written) for entry in self.entries if entry.inherited])
        self.handlers = tuple([self._handler(entry) for entry in self.entries])
        self.exhausted = next((entry.handler for entry in self.entries if entry.event == "exhausted"), None)
        self.onward: dict[str, list[graph.Edge]] = {}
        self.prompts: dict[str, str | None] = {}
        self.questions: dict[str, _Question] = {}
        self.wrong: dict[int, tuple[graph.Edge, ...]] = {}
        self.handler_blocks: dict[tuple[int, str | None], int | None] = {}
        self.retry_blocks: dict[tuple[int, str], int] = {}
        self.routes: list[int] = []

    def run(self) -> None:
        branches = [(self.entries[place], self.handlers[place]) for place in self.tried]
        counts = self.question is not None or self.spec.shared is not None
        attempts = self.spec.attempts if counts or any(handler.retry for _, handler in branches) else 1
        self.routes = [self.flow.reserve_route() for _ in range(attempts)]
        self._put_gather(self.node.first_block, (), 1, self.spec.prompt)
        for attempt, route in enumerate(self.routes, 1):
            edges: list[graph.Edge] = []
            for entry, handler in branches:
                if not handler.retry:
                    edges += self._onward(entry, attempt)
                elif (again := self._again(handler, attempt)) is not None:
                    edges.append(again)
            name = self.flow.route_name(self.node.node.name.text, attempt)
            self.flow.build.put_route(route, graph.Route(name, self.node.index, attempt, tuple(edges), self.spec))
        self.node.finish(self.spec, self.handlers)

    def _handled(self) -> Handled:
        own = [item for item in self.node.node.items if isinstance(item, tree.Handler)]
        self.findings += duplicates(own)
        self._misplaced()
        asked = Asked(
            self.node.node.kind,
            self.spec.min_digits,
            self.spec.max_digits,
            self.spec.finish_on,
            self.question is not None or self.spec.shared is not None,
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
        return self.flow.build.decided.handled(asked, own, self.flow.default_handlers, self.flow.default_shape)

    def _misplaced(self) -> None:
        for item in self.node.node.items:
            if isinstance(item, _PLACED):
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

    def _handler(self, entry: Served) -> graph.Handler:
        """What an event comes to; of a default the same for every node of the flow, for its words are finished."""
        if not entry.inherited:
            return self._own_handler(entry)
        key = entry.event, id(entry.written)
        handler = self.flow.inherited.get(key)
        if handler is None:
            handler = self.flow.inherited[key] = self._own_handler(entry)
        return handler

    def _own_handler(self, entry: Served) -> graph.Handler:
        event, written, handler, inherited = entry
        retry = isinstance(handler.target, tree.Retry)
        words = self._words(handler.target)
        return graph.Handler(event, retry, words, inherited, written.text, written.span, handler.span)

    def _words(self, target: tree.Target) -> tuple[str, ...]:
        if not isinstance(target, tree.Retry):
            return ()
        return tuple([interpolate(text, self.node.scope, self.findings) or "" for text in target.words])

    def _onward(self, entry: Served, attempt: int) -> list[graph.Edge]:
        """Where an event leads that does not ask again; nowhere where that cannot be made out."""
        known = self.onward.get(entry.event)
        if known is not None:
            return known
        confirmed = self.question is not None and _is_taken(entry.event)
        apart = uses_digits(entry.handler.target)
        edges: list[graph.Edge] = []
        for event in self._keys_apart(entry) if apart else (entry.event,):
            to = self._handler_block(entry.handler, event if apart else None)
            if to is not None and confirmed:
                to = self._confirmation(entry, event, attempt, to)
            if to is not None:
                edges.append(new(graph.Edge, (event, to, "direct", entry.handler.span)))
        if not confirmed:
            self.onward[entry.event] = edges
        return edges

    def _keys_apart(self, entry: Served) -> Iterable[str]:
        """The event; a menu's pattern key by key where its handler uses the key, so that each has its own document."""
        if self.spec.max_digits != 1 or not is_keys(entry.event) or len(entry.event) != 1:
            return (entry.event,)
        taken = {other.event for other in self.entries} - {entry.event}
        return (key for key in keys_of(entry.event) if key not in taken)

    def _handler_block(self, handler: tree.Handler, pressed: str | None) -> int | None:
        """The block of a handler's target: made once for all its events and attempts, or, where it says what was
        ``pressed``, once for each event."""
        key = id(handler), pressed
        if key not in self.handler_blocks:
            if pressed is None:
                block = self.node.target(handler.target, self._block_name(handler))
            else:
                scope = self.node.scope
                self.node.scope = scope.within(self._entry(pressed))
                block = self.node.target(handler.target, (f"on_{pressed}",))
                self.node.scope = scope
            self.handler_blocks[key] = block
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
        name = (f"on_{handler.events[0].text}",)
        if name in self.node.names:
            names = [(f"on_{event.text}",) for event in handler.events]
            name = next((name for name in names if name not in self.node.names), names[0])
        self.node.names.add(name)
        return name

    # --- attempts ------------------------------------------------------------------------------------------

    def _again(self, handler: graph.Handler, attempt: int) -> graph.Edge | None:
        """To the next attempt, in the words for this one; a cause that has words has a block of its own."""
        event, _, words, *_, span = handler
        said = words[min(attempt, len(words)) - 1] if words else ""
        return self._count(event, attempt, span, said)

    def _count(self, event: str, attempt: int, span: Span, said: str = "") -> graph.Edge | None:
        """To the next attempt, and at the last to where ``exhausted`` leads; None where that has not been said.

        ``said`` is what is said of the event before the question.
        """
        if attempt < len(self.routes):
            cause = "" if not said else f"on_{event}" if is_keys(event) else event
            return new(graph.Edge, (event, self._retry_block(attempt + 1, said, cause), "retry", span))
        exhausted = self.exhausted
        if exhausted is None:
            return None
        to = self._handler_block(exhausted, "exhausted" if uses_digits(exhausted.target) else None)
        return None if to is None else graph.Edge(event, to, "exhausted", exhausted.span)

    def _retry_block(self, attempt: int, said: str, cause: str) -> int:
        """The block of a later attempt: one for each cause that has words of its own, one for all others."""
        block = self.retry_blocks.get((attempt, cause))
        if block is None:
            block = self.retry_blocks[attempt, cause] = self.flow.reserve_block()
            parts = (f"retry{attempt}", cause) if cause else (f"retry{attempt}",)
            self._put_gather(block, parts, attempt, self._prompt_again(said))
        return block

    def _prompt_again(self, said: str) -> str | None:
        """The question of a later attempt, behind what is said of the one before: one string for all of them."""
        if said not in self.prompts:
            repeated = self.spec.prompt if self.spec.reprompt is None else self.spec.reprompt
            self.prompts[said] = " ".join([part for part in (said, repeated) if part]) or None
        return self.prompts[said]

    def _put_gather(self, block: int, parts: tuple[str, ...], attempt: int, prompt: str | None) -> None:
        span = self.node.node.name.span
        prompt_span = (self.spec.reprompt_span if attempt > 1 else None) or self.spec.prompt_span
        gather = new(graph.Gather, (self.routes[attempt - 1], prompt, prompt_span, self.flow.fallback, span, False))
        self.node.ask(block, parts, attempt, gather, self.node.node.span)

    # --- confirmation --------------------------------------------------------------------------------------

    def _confirmation(self, entry: Served, event: str, attempt: int, to: int) -> int | None:
        """The block that reads an entry back before it leads on; None where its question cannot be asked."""
        question = self.questions.get(event) or self._question(entry, event)
        if question is None:
            return None
        span = question.spec.prompt_span
        route = self.flow.reserve_route()
        parts = (f"retry{attempt}", f"on_{event}", "confirm") if attempt > 1 else (f"on_{event}", "confirm")
        right = new(graph.Edge, ("1", to, "direct", entry.handler.span))
        edges = (right, *self._wrong(attempt, span))
        name = document_name(self.node.node.name.text, *parts)
        made = new(graph.Route, (name, self.node.index, attempt, edges, question.spec, event))
        self.flow.build.put_route(route, made)
        of = self.node.node.name.span
        gather = new(graph.Gather, (route, question.prompt, span, self.flow.fallback, of, question.carries))
        block = self.flow.reserve_block()
        self.node.ask(block, parts, attempt, gather, span, fills=question.fills)
        return block

    def _question(self, entry: Served, event: str) -> _Question | None:
        """What is asked to confirm an entry, the same at every attempt."""
        assert self.question is not None
        asked = confirmation(self.question, self._entry(event), self.node.scope, self.findings)
        if asked is None:
            return None
        carries = uses_digits(entry.handler.target) and (not is_keys(event) or wildcards(event) > 0)
        prompt = escape_braces(asked.text) if carries and not asked.template else asked.text
        span = self.question.span
        spec = self.spec._replace(
            min_digits=1,
            max_digits=1,
            finish_on=None,
            timeout_seconds=MENU_TIMEOUT,
            sensitive=False,
            prompt=asked.text,
            prompt_span=span,
            timeout_span=span,
        )
        question = self.questions[event] = _Question(prompt, spec, carries, carries or asked.template)
        return question

    def _wrong(self, attempt: int, span: Span) -> tuple[graph.Edge, ...]:
        """Where answers lead that do not confirm: for every entry of an attempt the same."""
        edges = self.wrong.get(attempt)
        if edges is None:
            found = [self._count(answer, attempt, span) for answer in ("2", "noinput", "nomatch")]
            edges = self.wrong[attempt] = tuple([edge for edge in found if edge is not None])
        return edges


class _Question(NamedTuple):
    """A confirmation: its prompt, how it is asked, whether the digits are carried along and whether they are filled
    in."""

    prompt: str
    spec: graph.GatherSpec
    carries: bool
    fills: bool


_PLACED = (tree.Setting, tree.Handler, tree.Broken)
"""What a menu or a collect consists of."""

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


def _is_taken(event: str) -> bool:
    """Whether an event is a complete entry that a handler takes."""
    return event == CATCH_ALL or is_keys(event)
