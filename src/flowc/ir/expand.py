"""The nodes of a flow, those of the parts that it uses among them.

First every name is claimed, those of the flow and, for each use, those of its part, as deep as parts use parts; a part
gets a view of its text for each use, and its tree is moved there. When the nodes of all flows are known, what the uses
pass is looked up beside them (``bind``). Nothing of this is recursive in a flow's size: a thousand uses take a thousand
times as long as one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flowc.actions import catalogue
from flowc.diagnostics import Finding, error
from flowc.ir.declarations import PartDeclaration, define_constants, reserved_constants, unused_constants
from flowc.ir.frames import Frame, Way
from flowc.ir.parts import MAX_DEPTH, MAX_LENGTH, MAX_USES, moved, passed, unknown_part
from flowc.ir.values import Scope, finish
from flowc.records import NamedTuple
from flowc.source import Span
from flowc.syntax import tree

if TYPE_CHECKING:
    from flowc.ir.flow import FlowLowering

__all__ = ["Expansion", "Used"]

_NODE_WORDS = frozenset({"retry", "hangup", "answer", "routes", "manifest"})


@cache
def _reserved() -> frozenset[str]:
    return _NODE_WORDS | {name for name, action in catalogue().items() if action.ends != "never"}


class Used(NamedTuple):
    """One use of a part: its names, those around it, and the declarations of the part, moved to places of their own.

    ``name`` is the full name of the use, ``arguments`` what is passed for each parameter.
    """

    name: str
    span: Span
    frame: Frame
    around: Frame
    parameters: tuple[tree.Name, ...]
    arguments: dict[str, tree.Argument]
    items: tuple[tree.PartItem, ...]
    place: str | None


class Expansion:
    """The nodes and uses of one flow. ``nodes`` bear their full names, each with the frame in which it stands."""

    def __init__(self, flow: FlowLowering) -> None:
        self.flow = flow
        self.build = flow.build
        self.findings = flow.findings
        self.nodes: list[tuple[tree.Node, Frame]] = []
        self.uses: list[Used] = []

    def claim(
        self, items: tuple[object, ...], frame: Frame, chain: tuple[PartDeclaration, ...] = ()
    ) -> str | None:
        """Claim the names of all nodes and uses among some declarations; the full name of the node they begin with."""
        places = []
        for item in items:
            if isinstance(item, tree.Node):
                places.append(self._claim_node(item, frame))
            elif isinstance(item, tree.Use):
                places.append(self._claim_use(item, frame, chain))
        return places[0] if places else None

    def _claim_node(self, node: tree.Node, frame: Frame) -> str | None:
        self._not_reserved(node.name, node.kind)
        twice = frame.claim(node.name)
        if twice is not None:
            self.findings.append(twice)
            return None
        full = frame.within + node.name.text
        frame.places[node.name.text] = full
        if frame.within:
            node = node._replace(name=node.name._replace(text=full))
        self.nodes.append((node, frame))
        return full

    def _not_reserved(self, name: tree.Name, kind: str) -> None:
        if name.text in _reserved():
            self.findings.append(
                error(
                    "MV106",
                    name.span,
                    f"a {kind} cannot be called `{name.text}`: the word has a meaning of its own",
                    help=f"call it `{name.text}_{kind}`, or after what it is for",
                )
            )

    def _claim_use(self, use: tree.Use, frame: Frame, chain: tuple[PartDeclaration, ...]) -> str | None:
        self._not_reserved(use.name, "use")
        twice = frame.claim(use.name)
        if twice is not None:
            self.findings.append(twice)
            return None
        frame.places[use.name.text] = None
        part = frame.home.parts.get(use.part.text)
        if part is None:
            self.findings.append(unknown_part(use.part, frame.home.parts))
            return None
        if part in chain:
            return None  # told where the part is declared
        arguments = passed(use, part, self.findings)
        if arguments is None or not self.flow.expands or not self._may_expand(use, part, chain):
            return None
        place = self._expand(use, part, arguments, frame, (*chain, part))
        frame.places[use.name.text] = place
        return place

    def _may_expand(self, use: tree.Use, part: PartDeclaration, chain: tuple[PartDeclaration, ...]) -> bool:
        if len(chain) >= MAX_DEPTH:
            message = f"parts stand in one another {len(chain) + 1} deep here; {MAX_DEPTH} are allowed"
            self.findings.append(error("MV002", use.part.span, message))
            return False
        was_within = self._within_limits()
        self.build.uses += 1
        self.build.expanded += part.tree.span.end - part.tree.span.start
        if was_within and not self._within_limits():
            message = (
                f"parts are used more than {MAX_USES:,} times in this build, or come to more than {MAX_LENGTH:,} "
                "characters, those within others each time"
            )
            help = "use parts side by side, not in one another"
            self.findings.append(error("MV002", use.part.span, message, help=help))
            self.build.stopped = True
        return self._within_limits()

    def _within_limits(self) -> bool:
        return self.build.uses <= MAX_USES and self.build.expanded <= MAX_LENGTH

    def _expand(
        self,
        use: tree.Use,
        part: PartDeclaration,
        arguments: dict[str, tree.Argument],
        around: Frame,
        chain: tuple[PartDeclaration, ...],
    ) -> str | None:
        part.used = True
        name = around.within + use.name.text
        span = use.part.span.merge(use.name.span)
        view = self.build.sources.view(part.tree.span, span, name)
        here: tree.Part = moved(part.tree, view.base - view.origin.base)
        scope = Scope(self.flow.scope_of(part.home))
        frame = Frame(part.tree.name.text, scope, part.home, within=f"{name}.", outer=around)
        at = len(self.uses)
        used = Used(name, span, frame, around, here.parameters, arguments, here.items, None)
        self.uses.append(used)  # those around it come first
        declare_parameters(here.parameters, frame, self.findings)
        place = self.claim(here.items, frame, chain)
        if place is None and not any(isinstance(item, tree.Node | tree.Use) for item in here.items):
            self.findings.append(_no_node(here))
        self.uses[at] = used._replace(place=place)
        return place

    # --- what is passed --------------------------------------------------------------------------------------------

    def bind(self) -> None:
        """Give every parameter its value or its target, uses before those within them, and define what stands there."""
        for used in self.uses:
            frame = used.frame
            frame.parameters.update(used.arguments)
            for parameter in used.parameters:
                self._bind(parameter, used.arguments[parameter.text], used)
            self.define(used.items, frame)

    def define(self, items: tuple[tree.PartItem, ...], frame: Frame) -> None:
        """The constants of a part, in one of its uses."""
        constants = [item for item in items if isinstance(item, tree.Const)]
        name = self.flow.tree.name.text
        define_constants(constants, frame.scope, name, self.flow.overrides, self.findings)

    def _bind(self, parameter: tree.Name, argument: tree.Argument, used: Used) -> None:
        around, frame = used.around, used.frame
        match argument.value:
            case tree.Name() as name:
                self._bind_name(parameter, name, used)
            case tree.Jump(flow=flow, name=name):
                frame.ways[parameter.text] = Way(around, None, self.flow.target(name, flow, around))
            case tree.Action() | tree.Hangup() as ending:
                frame.ways[parameter.text] = Way(around, ending)
            case value:
                bind_value(parameter, finish(value, around.scope, self.findings), frame)
        if parameter.text not in frame.scope.constants:
            frame.scope.targets[parameter.text] = argument.span

    def _bind_name(self, parameter: tree.Name, name: tree.Name, used: Used) -> None:
        """A name alone may be a constant, a node, or both; the part decides by what it does with it."""
        around, frame = used.around, used.frame
        known = around.scope.knows(name.text)
        if known:
            bind_value(parameter, around.scope.lookup(name.text), frame)
        if name.text in around.ways:
            frame.ways[parameter.text] = around.ways[name.text]
        elif name.text in around.places:
            frame.ways[parameter.text] = Way(around, None, self.flow.target(name, None, around))
        elif not known:
            self.findings.append(self.flow.undefined(name, around, "node or constant"))
            bind_value(parameter, None, frame)
            frame.ways[parameter.text] = Way(around, None, self.flow.sink())

    def unused_constants(self) -> list[Finding]:
        frames = (used.frame for used in self.uses)
        return [finding for frame in frames for finding in unused_constants(frame.scope.constants.values())]


def declare_parameters(parameters: tuple[tree.Name, ...], frame: Frame, findings: list[Finding]) -> None:
    """Claim the names of parameters among those of the nodes."""
    for parameter in parameters:
        twice = frame.claim(parameter)
        if twice is not None:
            message = f"there are two parameters called `{parameter.text}` in `{frame.owner}`"
            findings.append(twice._replace(message=message, help="rename one of them"))
        if parameter.text in reserved_constants() or parameter.text in _reserved():
            findings.append(
                error(
                    "MV106",
                    parameter.span,
                    f"a parameter cannot be called `{parameter.text}`: the word has a meaning of its own",
                    help=f"call it `{parameter.text}_value`, or after what it is for",
                )
            )


def bind_value(parameter: tree.Name, value: tree.Value | None, frame: Frame) -> None:
    """Make a value known under the name of a parameter; one that could not be read is an empty string."""
    text = tree.Text(("",), parameter.span, False, "") if value is None else value
    if frame.scope.define(parameter, text) is None:
        frame.scope.constants[parameter.text].used = True


def _no_node(part: tree.Part) -> Finding:
    return error(
        "MV104",
        part.name.span,
        f"the part `{part.name.text}` has no node, so a call cannot enter it",
        help="a part is entered at its first step, menu or collect",
    )
