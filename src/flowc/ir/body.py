"""One node: its statements, its targets, and the blocks they make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flowc.actions import catalogue, closest_action
from flowc.diagnostics import Edit, Fix, Label, error
from flowc.ir import graph
from flowc.ir.entries import escaped
from flowc.ir.handlers import Unused
from flowc.ir.resolve import resolve_action, resolve_set, resolve_unset
from flowc.records import new
from flowc.source import Span
from flowc.syntax import tree

if TYPE_CHECKING:
    from flowc.ir.entries import Entry
    from flowc.ir.flow import FlowLowering
    from flowc.ir.frames import Frame

__all__ = ["CONTROL_WORDS", "NodeLowering"]


CONTROL_WORDS = {
    "goto": "goto",
    "jump": "goto",
    "gosub": "goto",
    "return": "hangup",
    "exit": "hangup",
    "end": "hangup",
    "stop": "hangup",
    "quit": "hangup",
    "disconnect": "hangup",
    "hang_up": "hangup",
}
"""What other languages call going on and hanging up."""


class NodeLowering:
    """The lowering of one node. Names of blocks are parts behind the node's: ``("on_2", "on_failed")``."""

    def __init__(self, flow: FlowLowering, node: tree.Node, index: int, frame: Frame) -> None:
        self.flow = flow
        self.frame = frame
        self.node = node
        self.index = index
        self.findings = flow.findings
        self.unused: list[graph.Unused] = []
        self.names: set[tuple[str, ...]] = set()
        self.scope = frame.scope
        self.gathers: list[int] = []

    @property
    def first_block(self) -> int:
        return self.flow.first_blocks[self.node.name.text]

    def lower_step(self) -> None:
        statements: list[object] = []
        for item in self.node.items:
            if isinstance(item, (tree.Setting, tree.Handler)):
                self._misplaced(item)
            else:
                statements.append(item)
        self._fill(self.first_block, (), statements, self.node.span)
        self.finish(None, ())

    def finish(self, gather: graph.GatherSpec | None, handlers: tuple[graph.Handler, ...]) -> None:
        flow, (kind, name, _, _, span) = self.flow, self.node
        entry, block, unused = flow.is_entry(self.node), self.first_block, tuple(self.unused)
        flow.build.nodes[self.index] = graph.Node(
            name.text, kind, flow.index, entry, block, gather, handlers, name.span, span, unused
        )

    def put(self, index: int, parts: tuple[str, ...], attempt: int, block: _Content, span: Span) -> int:
        """Fill a block that has been reserved; where one of its actions is a template, the whole of it is one."""
        name = self.flow.block_name(self.node.name.text, *parts)
        actions, leave, fills = _as_template(*block)
        self.flow.build.blocks[index] = new(graph.Block, (name, self.index, attempt, actions, leave, span, fills))
        return index

    def ask(
        self,
        index: int,
        parts: tuple[str, ...],
        attempt: int,
        gather: graph.Gather,
        span: Span,
        actions: tuple[graph.Action, ...] = (),
        *,
        fills: bool = False,
    ) -> None:
        """Fill a block that asks, behind ``actions`` that are no templates; ``fills`` where its prompt is one."""
        name = self.flow.block_name(self.node.name.text, *parts)
        self.flow.build.blocks[index] = new(graph.Block, (name, self.index, attempt, actions, gather, span, fills))
        self.gathers.append(index)

    def note_unused(self, unused: Unused) -> None:
        self.unused.append(graph.Unused(unused.event.text, unused.reason, unused.event.span))

    # --- targets -------------------------------------------------------------------------------------------

    def target(self, target: tree.Target, parts: tuple[str, ...]) -> int | None:
        """The block that a target begins with; inline blocks and endings become one called ``parts``.

        None for ``retry``, which is no place (the caller of this decides), and where reading failed.
        """
        frame = self.flow.defaults.frames.get(id(target), self.frame)
        if frame is not self.frame:
            return self._beside(frame, target, parts, self.scope.entry)
        match target:
            case tree.Jump(flow=flow, name=name):
                return self._way(name, flow, parts)
            case tree.Block(statements=statements, span=span):
                return self._fill(self.flow.reserve_block(), parts, statements, span)
            case tree.Action(span=span) | tree.Hangup(span=span):
                return self._fill(self.flow.reserve_block(), parts, [target], span)
            case tree.Broken():
                return self.flow.sink()
            case tree.Retry():
                return None

    def _beside(
        self, frame: Frame, target: tree.Target, parts: tuple[str, ...], entry: Entry | None = None
    ) -> int | None:
        """A target with the names of another frame."""
        own = self.frame, self.scope
        self.frame, self.scope = frame, frame.scope if entry is None else frame.scope.within(entry)
        try:
            return self.target(target, parts)
        finally:
            self.frame, self.scope = own

    def _way(self, name: tree.Name, flow: tree.Name | None, parts: tuple[str, ...]) -> int:
        """The block that a name leads to. An ending that a use passes becomes a block where it is first led to."""
        way = self.frame.ways.get(name.text) if flow is None else None
        if way is None:
            return self.flow.target(name, flow, self.frame)
        if way.block is None:
            assert way.target is not None, "what is no ending has a block from the beginning"
            block = self._beside(way.frame, way.target, parts)
            assert block is not None, "an ending is a place"
            way.block = block
        return way.block

    # --- statements ----------------------------------------------------------------------------------------

    def _fill(self, index: int, parts: tuple[str, ...], statements: Iterable[object], span: Span) -> int:
        return self.put(index, parts, 1, self._content(list(statements), parts, span), span)

    def _content(self, statements: list[object], parts: tuple[str, ...], span: Span) -> _Content:
        actions: list[graph.Action] = []
        for position, statement in enumerate(statements):
            exit = self._statement(statement, parts, actions)
            if exit is not None:
                rest = statements[position + 1 :]
                self._nothing_behind(statement, exit, rest)
                if isinstance(exit, graph.Bridge) and exit.failed is None:
                    exit = exit._replace(followed=bool(rest))
                return tuple(actions), exit
        return tuple(actions), graph.Open(span)

    def _statement(self, statement: object, parts: tuple[str, ...], actions: list[graph.Action]) -> graph.Exit | None:
        """The exit that a statement is; None where it is not one, and has been added to ``actions``."""
        scope = self.scope
        match statement:
            case tree.Action(name=name) if name.text in CONTROL_WORDS:
                return self._control(statement, parts)
            case tree.Action():
                action = resolve_action(statement, scope, self.findings)
                exit = self._exit(statement, action, parts) if action is not None else self._meant(statement)
                if exit is not None:
                    return exit
            case tree.Goto(flow=flow, name=name, span=span):
                return graph.Goto(self._way(name, flow, (*parts, f"goto_{name.text}")), span)
            case tree.Hangup(span=span):
                return graph.Hangup(span)
            case tree.Broken(span=span):
                return graph.Goto(self.flow.sink(), span)
            case tree.SetVariable():
                action = resolve_set(statement, scope, self.findings)
            case tree.UnsetVariable():
                action = resolve_unset(statement, scope, self.findings)
        if action is not None:
            actions.append(action)
        return None

    def _exit(self, written: tree.Action, action: graph.Action, parts: tuple[str, ...]) -> graph.Exit | None:
        ends = catalogue()[action.name].ends
        if action.name == "bridge":
            return graph.Bridge(action, self._failed(written, parts))
        if action.name == "redirect":
            return graph.Redirect(action, None, self._failed(written, parts))
        if written.failed is not None:
            reason = "after a failed transfer the call is over" if ends != "never" else "this action does not fail"
            for event in written.failed.events:
                self.note_unused(Unused(event, reason))
        return graph.Ending(action) if ends != "never" else None

    def _control(self, written: tree.Action, parts: tuple[str, ...]) -> graph.Exit:
        """A word that moves the call where an action stands, taken for what it was meant as."""
        said, meant = written.name.text, CONTROL_WORDS[written.name.text]
        first = written.words[0] if written.words else None
        if meant == "goto" and isinstance(first, tree.Name):
            finding = error("MV001", written.span, f"behind `->` stands a node's name alone, and this is `{said}`")
            fix = Fix(f"write `{first.text}`", (Edit(written.span, first.text),))
            self.findings.append(finding._replace(help=f"write `-> {first.text}`", fix=fix))
            return graph.Goto(self._way(first, None, (*parts, f"goto_{first.text}")), written.span)
        help = "a call ends with `hangup`, or goes on with `goto` and the name of a node"
        self.findings.append(error("MV201", written.name.span, f"there is no `{said}` in a flow", help=help))
        return graph.Goto(self.flow.sink(), written.span)

    def _meant(self, written: tree.Action) -> graph.Exit | None:
        """What an unknown action stands for, so that the mistake is told once: a way out where an ending was meant,
        and its constants count as used."""
        for word in written.words:
            if isinstance(word, tree.Name):
                self.scope.lookup(word.text)
        meant = closest_action(written.name.text, guess=self.scope.guesses.closest)
        ends = meant is not None and catalogue()[meant].ends != "never"
        return graph.Goto(self.flow.sink(), written.span) if ends else None

    def _failed(self, written: tree.Action, parts: tuple[str, ...]) -> graph.Edge | None:
        """Where a bridge or a redirect leads when it fails: its own handler, else that of the defaults."""
        handler = written.failed
        if handler is None:
            default = self.flow.default_failed
            if default is None:
                return None
            event, handler = default
            self.flow.served_defaults.add(id(event))
        return self.failure(handler, (*parts, "on_failed"))

    def failure(self, handler: tree.Handler, parts: tuple[str, ...]) -> graph.Edge | None:
        """The edge of an ``on failed`` handler; an inline block of it is called ``parts``."""
        to = self.target(handler.target, parts)
        if to is None:
            self.findings.append(
                error(
                    "MV305",
                    handler.target.span,
                    "`retry` asks a menu's question again; a failed bridge or redirect has none",
                    help="name the menu to go back to, or say what happens instead: `on failed -> reception`",
                )
            )
            return graph.Edge("failed", self.flow.sink(), "direct", handler.span)
        return graph.Edge("failed", to, "direct", handler.span)

    def _nothing_behind(self, ending: object, exit: graph.Exit, rest: list[object]) -> None:
        rest = [statement for statement in rest if not isinstance(statement, tree.Broken)]
        if not rest or isinstance(ending, tree.Broken):
            return
        if isinstance(exit, graph.Bridge) and exit.failed is None:
            return  # MV305 speaks of it
        first, span = rest[0], ending.span  # type: ignore[attr-defined]
        message, label = "this can never run: the call has left the flow before it", Label(span, "here the call leaves")
        help = "move it before the ending, or delete it"
        if isinstance(exit, graph.Bridge) and exit.failed is not None:
            message = "this can never run: a bridge that fails goes where `on failed` says, an answered one is the end"
            label = Label(exit.failed.span, "here a failed bridge goes")
            help = "lead the bridge itself there: `bridge ... on failed { ... }`, or delete it"
        self.findings.append(error("MV314", first.span, message, labels=[label], help=help))  # type: ignore[attr-defined]

    def _misplaced(self, item: tree.Setting | tree.Handler) -> None:
        what = f"`{item.name.text}`" if isinstance(item, tree.Setting) else "a handler"
        self.findings.append(
            error(
                "MV202",
                item.span,
                f"{what} belongs to a menu or a collect, and this is a step",
                help=f"make `{self.node.name.text}` a menu, or put it into one that this step leads to",
            )
        )


def _as_template(
    actions: tuple[graph.Action, ...], leave: graph.Exit
) -> tuple[tuple[graph.Action, ...], graph.Exit, bool]:
    """What a block does, and whether it is a template: where one action is, all its strings are."""
    last = leave.action if isinstance(leave, _WITH_ACTION) else None
    if not any(action.template for action in actions) and not (last is not None and last.template):
        return actions, leave, False
    actions = tuple(action if action.template else escaped(action) for action in actions)
    if isinstance(leave, _WITH_ACTION) and not leave.action.template:
        leave = leave._replace(action=escaped(leave.action))
    return actions, leave, True


_WITH_ACTION = (graph.Bridge, graph.Redirect, graph.Ending)

_Content = tuple[tuple[graph.Action, ...], graph.Exit]
