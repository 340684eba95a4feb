"""Tree to graph: what the flows of a build mean.

``lower`` is the table of contents. Names first (which flows, constants and nodes there are), then each node into
blocks and routes, then what needs all of them: the fallback behind every gather, and redirects that stay within the
build. A mistake is reported and the graph is made all the same: a target that does not exist becomes a way out that
no rule objects to, so that one mistake is told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.diagnostics import Finding
from flowc.ir import graph
from flowc.ir.bounds import bounds_of
from flowc.ir.build import Build
from flowc.ir.declarations import declarations_of, unused_constants
from flowc.ir.flow import FlowLowering
from flowc.ir.links import join_redirects
from flowc.ir.overrides import Overrides
from flowc.ir.shared import share_attempts
from flowc.ir.unused_parts import look_through
from flowc.modules import Module, Modules
from flowc.source import Source, SourceMap
from flowc.syntax import tree

__all__ = ["lower"]

_NOTHING = graph.Program((), (), (), ())


def lower(
    modules: Modules,
    files: int,
    sources: SourceMap,
    *,
    base_url: str | None = None,
    settings: Sequence[Source] = (),
) -> tuple[graph.Program, list[Finding]]:
    """The flow graph of all flows in the first ``files`` modules, and what is wrong with names, values and actions.

    ``base_url`` stands in for that of every flow. ``settings`` are ``NAME=VALUE`` or ``FLOW.NAME=VALUE``, each a
    text of its own, so that findings can point into it. ``sources`` takes the views of parts. There are no flows in the
    graph where it would have become too large.
    """
    build = Build(sources, bounds_of(sum(len(module.source.text) for module in modules.modules)))
    overrides = Overrides(settings)
    declared = declarations_of(modules, overrides, build.findings)
    lowerings = [
        FlowLowering(build, flow, home, overrides, base_url)
        for home in declared[:files]
        for flow in _flows(home.module, build)
    ]
    build.flows = {lowering.tree.name.text: lowering for lowering in lowerings}
    for lowering in lowerings:
        lowering.declare()
        if build.stopped:
            return _NOTHING, build.findings
    lowerings = [lowering for lowering in lowerings if lowering.has_nodes]
    for index, lowering in enumerate(lowerings):
        lowering.reserve(index)
    for lowering in lowerings:
        lowering.expansion.bind()
    for lowering in lowerings:
        lowering.lower_nodes()
        if build.stopped:
            return _NOTHING, build.findings
    for lowering in lowerings:
        lowering.place_fallbacks()
        lowering.note_served()
    flows = tuple(lowering.finish() for lowering in lowerings)
    for home in declared:
        build.findings += look_through(home, build, overrides)
    for home in declared:
        if not home.module.source.library:
            build.findings += unused_constants(home.own_constants)
    build.findings += overrides.unknown()
    _untie(build, lowerings)
    program = share_attempts(build.program(flows), build.bounds, build.findings)
    if program is None:
        return _NOTHING, build.findings
    return join_redirects(program, build.findings), build.findings


def _flows(module: Module, build: Build) -> Iterator[tree.Flow]:
    for item in module.tree.items:
        if isinstance(item, tree.Flow) and build.claim_flow(item.name):
            yield item


def _untie(build: Build, lowerings: Sequence[FlowLowering]) -> None:
    """Let go of what lowering has held. It refers to one another in circles, and would keep every tree in memory for as
    long as nobody looks for garbage, which is the whole of a run."""
    build.flows.clear()
    for lowering in lowerings:
        vars(lowering).clear()
