"""One flow: its declarations, its nodes by name, its defaults and its tests."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from flowc.actions import catalogue
from flowc.diagnostics import Finding, Label, error, respell, warning
from flowc.ir import graph
from flowc.ir.body import CONTROL_WORDS, NodeLowering
from flowc.ir.build import Build
from flowc.ir.decisions import lower_decide
from flowc.ir.handlers import duplicates
from flowc.ir.hours import read_hours
from flowc.ir.names import document_name
from flowc.ir.overrides import Overrides
from flowc.ir.settings import is_base_url, not_a_base_url, read_settings, text_of
from flowc.ir.tests import lower_test
from flowc.ir.unroll import place_fallback, unroll
from flowc.ir.values import Scope, finish
from flowc.ir.voicemail import lower_voicemail
from flowc.syntax import tree

__all__ = ["FlowLowering", "define_constants", "define_hours", "unused_constants"]

_NODE_WORDS = frozenset({"retry", "hangup", "answer", "routes", "manifest"})
_CONSTANT_WORDS = frozenset({"true", "false", "none", "digits"})
_NOT_NEEDED = "every node of this flow has a handler of its own for it, or cannot come to it"
_START = "answer"
_LANGUAGE = "en"


def define_constants(
    constants: Iterable[tree.Const], scope: Scope, flow: str | None, overrides: Overrides, findings: list[Finding]
) -> None:
    """Put constants into a scope, in order; each may use those before it."""
    constants = list(constants)
    scope.later = {constant.name.text: constant.name.span for constant in constants}
    for constant in constants:
        scope.later.pop(constant.name.text, None)
        name = constant.name
        if name.text in _reserved_constants():
            findings.append(
                error(
                    "MV106",
                    name.span,
                    f"a constant cannot be called `{name.text}`: the word has a meaning in actions",
                    help=f"call it `{name.text}_value`, or after what it is for",
                )
            )
        value = finish(overrides.value(flow, name.text, constant.value, findings), scope, findings)
        twice = scope.define(name, constant.value if value is None else value)
        if twice is not None:
            findings.append(twice)


def define_hours(declared: Iterable[object], scope: Scope, findings: list[Finding]) -> None:
    """Put the opening hours among some declarations into a scope."""
    for item in declared:
        if isinstance(item, tree.Hours):
            twice = scope.define_hours(read_hours(item, scope, findings))
            if twice is not None:
                findings.append(twice)


def unused_constants(scope: Scope) -> list[Finding]:
    """MV105 for every constant of this scope that nothing asked for."""
    return [
        warning(
            "MV105",
            constant.name.span,
            f"the constant `{constant.name.text}` is never used",
            help="delete it, or use it where its value is written out",
        )
        for constant in scope.constants.values()
        if not constant.used
    ]


@cache
def _reserved_constants() -> frozenset[str]:
    words = set(_CONSTANT_WORDS)
    for action in catalogue().values():
        for field in action.fields.values():
            words.add(field.word)
            words.update(word for word in field.enum if isinstance(word, str))
    return frozenset(words)


@cache
def _reserved_nodes() -> frozenset[str]:
    return _NODE_WORDS | {name for name, action in catalogue().items() if action.ends != "never"}


class FlowLowering:
    """The lowering of one flow; holds what its nodes share."""

    def __init__(
        self, build: Build, flow: tree.Flow, file_scope: Scope, overrides: Overrides, base_url: str | None
    ) -> None:
        self.build = build
        self.tree = flow
        self.findings = build.findings
        self.scope = Scope(file_scope)
        self.index = 0
        self.node_indexes: dict[str, int] = {}
        self.first_blocks: dict[str, int] = {}
        self.fallback_refused = False
        self.served_defaults: set[int] = set()
        self._file_scope = file_scope
        self._overrides = overrides
        self._base_url = base_url
        self._nodes: list[tree.Node] = []
        self._lowered: list[NodeLowering] = []
        self._blocks: list[int] = []
        self._routes: list[int] = []
        self._sink: int | None = None
        self._start_known = True
        self._unused: list[graph.Unused] = []

    # --- declarations --------------------------------------------------------------------------------------

    def declare(self) -> None:
        """Read what the flow says of itself, and take an index for each of its nodes."""
        self._define_constants()
        self.settings = read_settings("flow", self.tree.items, self.findings)
        self._read_defaults()
        for node in self.tree.items:
            if isinstance(node, tree.Node):
                self._claim(node)
        self._find_start()

    @property
    def has_nodes(self) -> bool:
        return bool(self._nodes)

    def _define_constants(self) -> None:
        name = self.tree.name.text
        for constant in self._file_scope.constants.values() if self._overrides.mention(name) else ():
            own = self._overrides.for_file(name, constant.name.text, constant.value, self.findings)
            if own is not None:
                constant.used = True
                self.scope.define(constant.name, own)
                self.scope.constants[constant.name.text].used = True
        constants = [item for item in self.tree.items if isinstance(item, tree.Const)]
        define_constants(constants, self.scope, name, self._overrides, self.findings)
        define_hours(self.tree.items, self.scope, self.findings)

    def _read_defaults(self) -> None:
        groups = [item for item in self.tree.items if isinstance(item, tree.Defaults)]
        for second in groups[1:]:
            self.findings.append(
                error(
                    "MV103",
                    second.span,
                    f"`{self.tree.name.text}` has two `defaults`",
                    labels=[Label(groups[0].span, "the first one")],
                    help="put everything into one",
                )
            )
        items = [item for group in groups[:1] for item in group.items]
        self.default_settings = read_settings("defaults", items, self.findings)
        self.default_handlers = [item for item in items if isinstance(item, tree.Handler)]
        self.findings += duplicates(self.default_handlers)
        self.default_failed = next(
            (
                (event, handler)
                for handler in self.default_handlers
                for event in handler.events
                if event.text == "failed"
            ),
            None,
        )

    def _claim(self, node: tree.Node) -> None:
        name = node.name.text
        if name in _reserved_nodes():
            self.findings.append(
                error(
                    "MV106",
                    node.name.span,
                    f"a {node.kind} cannot be called `{name}`: the word has a meaning of its own",
                    help=f"call it `{name}_{node.kind}`, or after what it is for",
                )
            )
        if name in self.node_indexes:
            first = next(other for other in self._nodes if other.name.text == name)
            self.findings.append(
                error(
                    "MV103",
                    node.name.span,
                    f"there are two nodes called `{name}` in `{self.tree.name.text}`",
                    labels=[Label(first.name.span, "the first one")],
                    help="rename one of them, and the targets that mean it",
                )
            )
            return
        self.node_indexes[name] = self.build.reserve_node()
        self._nodes.append(node)

    def _find_start(self) -> None:
        setting = self.settings.get("start")
        value = setting.values[0] if setting is not None and len(setting.values) == 1 else None
        name = value.text if isinstance(value, tree.Name) else None
        self._start_known = name in self.node_indexes
        if self._start_known:
            assert name is not None
            self._start = name
            return
        self._start = self._nodes[0].name.text if self._nodes else ""
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
            self.findings.append(self.undefined(value))
        else:
            self.findings.append(
                error("MV204", setting.span, "`start` wants the name of a node", help="write `start welcome`")
            )

    # --- names ---------------------------------------------------------------------------------------------

    def target(self, name: tree.Name, flow: tree.Name | None = None) -> int:
        """The first block of a node; where there is no such node, MV101 and a way out."""
        if flow is not None and flow.text != self.tree.name.text:
            self.findings.append(_elsewhere(flow, name))
            return self.sink()
        block = self.first_blocks.get(name.text)
        if block is None:
            self.findings.append(self.undefined(name))
            return self.sink()
        return block

    def undefined(self, name: tree.Name) -> Finding:
        finding = error("MV101", name.span, f"there is no step, menu or collect called `{name.text}`")
        if self.scope.knows(name.text):
            help = f"`{name.text}` is a constant; to connect the call to it, write `transfer {name.text}`"
            return finding._replace(help=help)
        if CONTROL_WORDS.get(name.text) == "hangup":
            return finding._replace(help="to end the call, write `hangup`; else name the node where it goes on")
        close = self.scope.guesses.closest(name.text, self.node_indexes)
        if close is None:
            return finding._replace(help="write it, or lead to one that exists")
        fix = respell(name.span, name.text, close, self.node_indexes)
        return finding._replace(help=f"did you mean `{close}`?", fix=fix)

    def sink(self) -> int:
        """A block for ways that lead nowhere because of a mistake that has been reported."""
        if self._sink is None:
            node = self.node_indexes[self._nodes[0].name.text]
            span = self.tree.name.span
            leave = graph.Ending(graph.Action("conference", (), span))
            self._sink = self.reserve_block()
            self.build.blocks[self._sink] = graph.Block("?", node, 1, (), leave, span)
        return self._sink

    # --- nodes ---------------------------------------------------------------------------------------------

    def lower_nodes(self, index: int) -> None:
        """Every node into blocks and routes. ``index`` is that of the flow in the build."""
        self.index = index
        for node in self._nodes:
            self.first_blocks[node.name.text] = self.reserve_block()
        for node in self._nodes:
            lowering = NodeLowering(self, node, self.node_indexes[node.name.text])
            self._lowered.append(lowering)
            match node.kind:
                case "step":
                    lowering.lower_step()
                case "decide":
                    lower_decide(lowering)
                case "voicemail":
                    lower_voicemail(lowering)
                case _:
                    unroll(lowering)

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
        for lowering in self._lowered:
            if lowering.gathers:
                place_fallback(lowering)

    def refuse_fallback(self, event: tree.Event, asking: int) -> None:
        """Note that the default for ``failed`` cannot stand behind gathers, since its way comes to one."""
        self.fallback_refused = True
        block = self.build.blocks[asking]
        where = self._nodes[0].name.text if block is None else self._name_of(block.node)
        reason = f"its way asks the caller again at `{where}`, so it serves bridges and redirects, and no gather"
        self._unused.append(graph.Unused(event.text, reason, event.span))
        self.served_defaults.add(id(event))

    def _name_of(self, node: int) -> str:
        return next(name for name, index in self.node_indexes.items() if index == node)

    def _unused_defaults(self) -> list[graph.Unused]:
        return [
            graph.Unused(event.text, _NOT_NEEDED, event.span)
            for handler in self.default_handlers
            for event in handler.events
            if id(event) not in self.served_defaults
        ]

    def finish(self) -> graph.Flow:
        tests = tuple(lower_test(self, item) for item in self.tree.items if isinstance(item, tree.Test))
        title = text_of(self.settings.get("title"), self.scope, self.findings)
        language = text_of(self.settings.get("language"), self.scope, self.findings)
        base_url = self._read_base_url()
        self.findings += unused_constants(self.scope)
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


def _elsewhere(flow: tree.Name, name: tree.Name) -> Finding:
    return error(
        "MV101",
        flow.span.merge(name.span),
        f"a target is a node of the same flow, and `{flow.text}.{name.text}` is in another",
        help=f"redirect to its document: redirect \"https://.../{flow.text}/{name.text}.json\"",
    )
