"""One flow: its declarations, its nodes by name, its defaults and its tests."""

from __future__ import annotations

from flowc.diagnostics import Finding, did_you_mean, error, suggest
from flowc.ir import graph
from flowc.ir.body import CONTROL_WORDS, NodeLowering
from flowc.ir.build import Build
from flowc.ir.decisions import lower_decide
from flowc.ir.declarations import Declarations, define_constants, define_hours, unused_constants
from flowc.ir.defaults import read_defaults
from flowc.ir.expand import Expansion
from flowc.ir.fallback import expected_fallback, place_fallbacks
from flowc.ir.frames import Frame
from flowc.ir.handlers import shape_of
from flowc.ir.names import document_name
from flowc.ir.overrides import Overrides
from flowc.ir.settings import is_base_url, not_a_base_url, read_settings, text_of
from flowc.ir.tests import lower_test
from flowc.ir.unroll import unroll
from flowc.ir.values import Scope
from flowc.ir.voicemail import lower_voicemail
from flowc.syntax import tree

__all__ = ["FlowLowering"]

_NOT_NEEDED = "every node of this flow has a handler of its own for it, or cannot come to it"
_NOT_NEEDED_BY_ANY = "no flow that takes these defaults over has a use for it"
_START = "answer"
_LANGUAGE = "en"


class FlowLowering:
    """The lowering of one flow; holds what its nodes share."""

    expands = True
    """Whether the parts that it uses are to be its nodes."""

    def __init__(
        self, build: Build, flow: tree.Flow, home: Declarations, overrides: Overrides, base_url: str | None
    ) -> None:
        self.build = build
        self.tree = flow
        self.home = home
        self.overrides = overrides
        self.findings = build.findings
        self._scopes: dict[int, Scope] = {}
        self.scope = Scope(self.scope_of(home))
        self.frame = Frame(flow.name.text, self.scope, home)
        self.scope.nodes = self.frame.places
        self.expansion = Expansion(self)
        self.index = 0
        self.node_indexes: dict[str, int] = {}
        self.first_blocks: dict[str, int] = {}
        self.fallback: graph.Edge | None = None
        self.served_defaults: set[int] = set()
        self.inherited: dict[tuple[str, int], graph.Handler] = {}
        self._base_url = base_url
        self._asking: list[NodeLowering] = []
        self._blocks: list[int] = []
        self._routes: list[int] = []
        self._sink: int | None = None
        self._start_known = True
        self._unused: list[graph.Unused] = []

    # --- declarations --------------------------------------------------------------------------------------

    def declare(self) -> None:
        """Read what the flow says of itself, and take an index for each of its nodes, those of its parts included."""
        constants = [item for item in self.tree.items if isinstance(item, tree.Const)]
        define_constants(constants, self.scope, self.tree.name.text, self.overrides, self.findings)
        define_hours(self.tree.items, self.scope, self.findings)
        self.settings = read_settings("flow", self.tree.items, self.findings)
        self.take_nodes()
        self._find_start()

    def take_nodes(self) -> None:
        """Claim the nodes, and read what they have unless they say otherwise."""
        self.defaults = read_defaults(self.tree, self.frame, lambda named: self.scope_of(named.home), self.findings)
        self.default_settings, self.default_handlers = self.defaults.settings, self.defaults.handlers
        self.default_failed = self.defaults.failed
        self.default_shape = shape_of(self.default_handlers)
        if self.defaults.named is not None:
            self.defaults.named.teller = self.defaults.named.teller or self.tree.name.text
        self.expansion.claim(self.tree.items, self.frame)
        for node, _ in self.expansion.nodes:
            self.node_indexes[node.name.text] = self.build.reserve_node()

    @property
    def has_nodes(self) -> bool:
        return bool(self.expansion.nodes)

    def scope_of(self, home: Declarations) -> Scope:
        """The names of a file, as this flow sees them: some values may be set for it alone."""
        if not self.overrides.mention(self.tree.name.text):
            return home.scope
        scope = self._scopes.get(id(home))
        if scope is None:
            scope = self._scopes[id(home)] = Scope(home.scope)
            for constant in home.scope.constants.values():
                own = self.overrides.for_file(
                    self.tree.name.text, constant.name.text, constant.value, self.findings
                )
                if own is not None:
                    constant.used = True
                    scope.define(constant.name, own)
        return scope

    def _find_start(self) -> None:
        setting = self.settings.get("start")
        value = setting.values[0] if setting is not None and len(setting.values) == 1 else None
        name = value.text if isinstance(value, tree.Name) else None
        place = self.frame.places.get(name) if name is not None else None
        self._start_known = place is not None
        if place is not None:
            self._start = place
            return
        self._start = self.expansion.nodes[0][0].name.text if self.has_nodes else ""
        if setting is None:
            example = self._start or "welcome"
            self.findings.append(
                error(
                    "MV104",
                    self.tree.name.span,
                    f"`{self.tree.name.text}` does not say which node answers the call",
                    help=f"write `start {example}` at the head of the flow",
                )
            )
        elif isinstance(value, tree.Name):
            if value.text not in self.frame.places:
                self.findings.append(self.undefined(value, self.frame))
        else:
            self.findings.append(
                error("MV204", setting.span, "`start` wants the name of a node", help="write `start welcome`")
            )

    # --- names ---------------------------------------------------------------------------------------------

    def target(self, name: tree.Name, flow: tree.Name | None = None, frame: Frame | None = None) -> int:
        """The first block of a node, looked up in ``frame`` or in another flow; where there is none, MV101 and a way
        out."""
        if flow is not None:
            return self._elsewhere(flow, name, frame or self.frame)
        frame = frame or self.frame
        if name.text not in frame.places:
            self.findings.append(self.undefined(name, frame))
            return self.sink()
        return self.block_at(frame.places[name.text])

    def block_at(self, place: str | None) -> int:
        """The first block of a node by its full name; the way out where a mistake has left none."""
        return self.sink() if place is None or place not in self.first_blocks else self.first_blocks[place]

    def _elsewhere(self, flow: tree.Name, name: tree.Name, frame: Frame) -> int:
        """The first block of a node of another flow."""
        other = self.build.flows.get(flow.text)
        if other is None:
            unknown = self.unknown_flow(flow, name, frame)
            self.findings += [] if unknown is None else [unknown]
            return self.sink()
        if name.text not in other.frame.places:
            finding = other.undefined(name, other.frame)
            self.findings.append(finding._replace(message=f"{finding.message} in the flow `{flow.text}`"))
            return self.sink()
        place = other.frame.places[name.text]
        return other.first_blocks[place] if place in other.first_blocks else self.sink()

    def unknown_flow(self, flow: tree.Name, name: tree.Name, frame: Frame) -> Finding | None:
        """MV101 for a flow that is not in this build."""
        finding = error("MV101", flow.span, f"there is no flow called `{flow.text}` in this build")
        if flow.text in frame.places:
            help = f"`{flow.text}` is no flow; what is called so here is entered at its beginning: `-> {flow.text}`"
            return finding._replace(help=help)
        close = did_you_mean(flow.text, self.build.flows)
        otherwise = f"if `{flow.text}` stands in another file, compile both together: name both, or their directory"
        return suggest(finding, flow.text, close, self.build.flows, otherwise)

    def undefined(self, name: tree.Name, frame: Frame, what: str = "step, menu or collect") -> Finding:
        """MV101 for a name that means nothing in ``frame``; MV108 where it is a parameter that was passed a value."""
        wrong = frame.no_way(name)
        if wrong is not None:
            return wrong
        finding = error("MV101", name.span, f"there is no {what} called `{name.text}`")
        if frame.scope.knows(name.text):
            help = f"`{name.text}` is a constant; to connect the call to it, write `transfer {name.text}`"
            return finding._replace(help=help)
        if CONTROL_WORDS.get(name.text) == "hangup":
            return finding._replace(help="to end the call, write `hangup`; else name the node where it goes on")
        if frame.is_further_out(name.text):
            help = f"a part sees only its own nodes; make `{name.text}` a parameter of `{frame.owner}`, and pass it"
            return finding._replace(help=help)
        close = frame.scope.guesses.closest(name.text, frame.names())
        return suggest(finding, name.text, close, frame.names(), "write it, or lead to one that exists")

    def sink(self) -> int:
        """A block for ways that lead nowhere because of a mistake that has been reported."""
        if self._sink is None:
            node = self.node_indexes[self.expansion.nodes[0][0].name.text]
            span = self.tree.name.span
            leave = graph.Ending(graph.Action("conference", (), span))
            self._sink = self.reserve_block()
            self.build.blocks[self._sink] = graph.Block("?", node, 1, (), leave, span)
        return self._sink

    # --- nodes ---------------------------------------------------------------------------------------------

    def reserve(self, index: int) -> None:
        """Take the first block of every node. ``index`` is that of the flow in the build."""
        self.index = index
        for node, _ in self.expansion.nodes:
            self.first_blocks[node.name.text] = self.reserve_block()
        self.fallback = expected_fallback(self)

    def lower_nodes(self) -> None:
        """Every node into blocks and routes, as long as the build does not become too large."""
        for node, frame in self.expansion.nodes:
            lowering = NodeLowering(self, node, self.node_indexes[node.name.text], frame)
            match node.kind:
                case "step":
                    lowering.lower_step()
                case "decide":
                    lower_decide(lowering)
                case "voicemail":
                    lower_voicemail(lowering)
                case _:
                    unroll(lowering)
            if lowering.gathers:
                self._asking.append(lowering)
            if not self.build.is_within_bounds(node.name):
                return

    def reserve_block(self) -> int:
        self._blocks.append(self.build.reserve_block())
        return self._blocks[-1]

    def reserve_route(self) -> int:
        self._routes.append(self.build.reserve_route())
        return self._routes[-1]

    def block_name(self, node: str, *parts: str) -> str:
        """The name of a block; the start node's first one is ``answer``."""
        return _START if not parts and node == self._start else document_name(node, *parts)

    def route_name(self, node: str, attempt: int) -> str:
        """The name of an attempt's route: the node's own for the first, also where it answers the call."""
        return document_name(node) if attempt == 1 else document_name(node, f"retry{attempt}")

    def is_entry(self, node: tree.Node) -> bool:
        return node.entry or not self._start_known

    def place_fallbacks(self) -> None:
        """``on failed`` of the defaults behind every gather's redirect, where its way needs no gather."""
        place_fallbacks(self, self._asking)
        self._asking.clear()

    def refuse_fallback(self, event: tree.Event, asking: int) -> None:
        """Note that the default for ``failed`` cannot stand behind gathers, since its way comes to one.

        It is of no use then, unless some bridge or redirect takes it.
        """
        if id(event) in self.served_defaults:
            return
        block = self.build.blocks[asking]
        node = None if block is None else self.build.nodes[block.node]
        where = self.tree.name.text if node is None else node.name
        reason = f"no bridge or redirect takes it, and behind a menu or collect its way would ask again at `{where}`"
        self._unused.append(graph.Unused(event.text, reason, event.span))
        self.served_defaults.add(id(event))

    def note_served(self) -> None:
        """Remember which events of defaults that other flows take over as well have been of use here."""
        if self.defaults.named is not None:
            self.defaults.named.served |= self.served_defaults

    def _unused_defaults(self) -> list[graph.Unused]:
        unused = _idle(self.defaults.own, self.served_defaults, _NOT_NEEDED)
        named = self.defaults.named
        if named is not None and named.teller == self.tree.name.text and not named.home.module.source.library:
            handlers = [item for item in named.tree.items if isinstance(item, tree.Handler)]
            unused += _idle(handlers, named.served, _NOT_NEEDED_BY_ANY)
        return unused

    def finish(self) -> graph.Flow:
        tests = tuple(lower_test(self, item, self.frame) for item in self.tree.items if isinstance(item, tree.Test))
        tests += tuple(
            lower_test(self, item, used.frame, used.name, self.block_at(used.place))
            for used in self.expansion.uses
            for item in used.items
            if isinstance(item, tree.Test)
        )
        title = text_of(self.settings.get("title"), self.scope, self.findings)
        language = text_of(self.settings.get("language"), self.scope, self.findings)
        base_url = self._read_base_url()
        self.findings += unused_constants(self.scope.constants.values()) + self.expansion.unused_constants()
        return graph.Flow(
            name=self.tree.name.text,
            title=title,
            base_url=base_url,
            language=language or _LANGUAGE,
            start=self.node_indexes[self._start],
            nodes=tuple(self.node_indexes.values()),
            blocks=tuple(self._blocks),
            routes=tuple(self._routes),
            tests=tests,
            unused=tuple(self._unused + self._unused_defaults()),
            uses=tuple(
                graph.Use(used.name, self.first_blocks[used.place], used.span)
                for used in self.expansion.uses
                if used.place is not None
            ),
            name_span=self.tree.name.span,
            span=self.tree.span,
        )

    def _read_base_url(self) -> str | None:
        setting = self.settings.get("base_url")
        written = text_of(setting, self.scope, self.findings)
        if self._base_url is not None:
            return self._base_url
        if setting is not None and written is not None and not is_base_url(written):
            self.findings.append(not_a_base_url(setting.values[0].span))
        return written


def _idle(handlers: list[tree.Handler], served: set[int], reason: str) -> list[graph.Unused]:
    return [
        graph.Unused(event.text, reason, event.span)
        for handler in handlers
        for event in handler.events
        if id(event) not in served
    ]
