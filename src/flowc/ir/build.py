"""The tables of a build while they fill, and what is found meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from flowc.diagnostics import Finding, Label, error
from flowc.ir import graph
from flowc.ir.bounds import Bounds
from flowc.ir.handlers import Decided
from flowc.source import SourceMap, Span
from flowc.syntax import tree

if TYPE_CHECKING:
    from flowc.ir.flow import FlowLowering

__all__ = ["Build"]

_T = TypeVar("_T")


class Build:
    """Nodes, blocks and routes by index. An index is taken first (``reserve_…``) and filled when its value is known,
    so that everything may refer to everything.

    ``flows`` are those of the build by name, ``decided`` knows which handlers count for its nodes. ``uses`` is how
    often parts have been used in it, ``expanded`` how many characters that came to, and ``sources`` takes the views of
    their texts. ``edges`` is how many its routes have, and ``stopped`` says that it has gone past a limit and is not
    worth going on with.
    """

    def __init__(self, sources: SourceMap, bounds: Bounds) -> None:
        self.sources = sources
        self.bounds = bounds
        self.stopped = False
        self.edges = 0
        self.uses = 0
        self.expanded = 0
        self.flows: dict[str, FlowLowering] = {}
        self.decided = Decided()
        self.findings: list[Finding] = []
        self.nodes: list[graph.Node | None] = []
        self.blocks: list[graph.Block | None] = []
        self.routes: list[graph.Route | None] = []
        self._flow_names: dict[str, Span] = {}

    def claim_flow(self, name: tree.Name) -> bool:
        """Whether a flow's name is still free in this build; MV103 where it is not."""
        first = self._flow_names.setdefault(name.text, name.span)
        if first is name.span:
            return True
        self.findings.append(
            error(
                "MV103",
                name.span,
                f"there are two flows called `{name.text}` in this build",
                labels=[Label(first, "the first one")],
                help="each flow is published in a directory of its own name; rename one of them",
            )
        )
        return False

    def is_within_bounds(self, name: tree.Name) -> bool:
        """Whether the build may go on behind a node; MV002 at its name where it has become too large."""
        finding = self.bounds.exceeded(len(self.blocks), self.edges, name.text, name.span)
        if finding is not None:
            self.findings.append(finding)
            self.stopped = True
        return not self.stopped

    def reserve_node(self) -> int:
        self.nodes.append(None)
        return len(self.nodes) - 1

    def reserve_block(self) -> int:
        self.blocks.append(None)
        return len(self.blocks) - 1

    def reserve_route(self) -> int:
        self.routes.append(None)
        return len(self.routes) - 1

    def put_route(self, index: int, route: graph.Route) -> None:
        """Fill a route that has been reserved."""
        self.routes[index] = route
        self.edges += len(route.edges)

    def program(self, flows: tuple[graph.Flow, ...]) -> graph.Program:
        """The finished tables; every index that was reserved has been filled by now."""
        return graph.Program(flows, _full(self.nodes), _full(self.blocks), _full(self.routes))


def _full(table: list[_T | None]) -> tuple[_T, ...]:
    return tuple([entry for entry in table if entry is not None])
