"""Parts that nothing uses: read all the same, and their names looked up as far as that can be done without a use.

A parameter is taken for whatever is wanted of it. What then depends on what is passed (the kind of a value, its range)
is not told; what is wrong with every use is.
"""

from __future__ import annotations

from flowc.diagnostics import Finding
from flowc.ir.build import Build
from flowc.ir.declarations import Declarations, PartDeclaration
from flowc.ir.expand import bind_value, declare_parameters
from flowc.ir.flow import FlowLowering
from flowc.ir.frames import Frame, Way
from flowc.ir.overrides import Overrides
from flowc.syntax import tree

__all__ = ["look_through"]

_CERTAIN = frozenset(
    {"MV002", "MV101", "MV102", "MV103", "MV104", "MV105", "MV106", "MV108", "MV201", "MV202", "MV203", "MV314"}
)
"""What is wrong whatever is passed."""


def look_through(home: Declarations, build: Build, overrides: Overrides) -> list[Finding]:
    """What is wrong with the parts of a file that no flow and no other part uses."""
    findings: list[Finding] = []
    for part in home.own_parts:
        if not part.used:
            findings += _Alone(part, build, overrides).findings_of_names()
    return findings


class _Alone(FlowLowering):
    """A part as if it were a flow, in tables of its own that nobody reads; the parts that it uses are not taken in."""

    expands = False

    def __init__(self, part: PartDeclaration, build: Build, overrides: Overrides) -> None:
        own = Build(build.sources, build.bounds)
        own.flows, own.uses, own.expanded = build.flows, build.uses, build.expanded
        items = tuple(item for item in part.tree.items if not isinstance(item, tree.Broken))
        flow = tree.Flow(part.tree.name, items, part.tree.span)
        super().__init__(own, flow, part.home, overrides, None)
        self.part = part

    def findings_of_names(self) -> list[Finding]:
        self.settings = {}
        declare_parameters(self.part.tree.parameters, self.frame, self.findings)
        for parameter in self.part.tree.parameters:
            bind_value(parameter, None, self.frame)
        self.take_nodes()
        if self.has_nodes:
            self._start = self.expansion.nodes[0][0].name.text
            self.reserve(0)
            for parameter in self.part.tree.parameters:
                self.frame.ways[parameter.text] = Way(self.frame, None, self.sink())
            self.expansion.define(self.part.tree.items, self.frame)
            self.expansion.bind()
            self.lower_nodes()
            self.finish()
        return [finding for finding in self.findings if finding.code in _CERTAIN]

    def unknown_flow(self, flow: tree.Name, name: tree.Name, frame: Frame) -> Finding | None:
        """Nothing: the flows that a part leads to are those of whoever uses it."""
        return None
