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
from flowc.ir.build import Build
from flowc.ir.flow import FlowLowering, define_constants, define_hours, unused_constants
from flowc.ir.links import join_redirects
from flowc.ir.overrides import Overrides
from flowc.ir.shared import share_attempts
from flowc.ir.values import Scope
from flowc.source import Source
from flowc.syntax import tree

__all__ = ["lower"]


def lower(
    files: Sequence[tree.File], *, base_url: str | None = None, settings: Sequence[Source] = ()
) -> tuple[graph.Program, list[Finding]]:
    """The flow graph of all flows in ``files``, and what is wrong with names, values and actions in them.

    ``base_url`` stands in for that of every flow. ``settings`` are ``NAME=VALUE`` or ``FLOW.NAME=VALUE``, each a
    text of its own, so that findings can point into it.
    """
    build = Build()
    overrides = Overrides(settings)
    scopes = [_file_scope(file, build, overrides) for file in files]
    lowerings = [
        FlowLowering(build, flow, scope, overrides, base_url)
        for file, scope in zip(files, scopes, strict=True)
        for flow in _flows(file, build)
    ]
    for lowering in lowerings:
        lowering.declare()
    lowerings = [lowering for lowering in lowerings if lowering.has_nodes]
    for index, lowering in enumerate(lowerings):
        lowering.lower_nodes(index)
    for lowering in lowerings:
        lowering.place_fallbacks()
    flows = tuple(lowering.finish() for lowering in lowerings)
    for scope in scopes:
        build.findings += unused_constants(scope)
    build.findings += overrides.unknown()
    program = share_attempts(build.program(flows), build.findings)
    return join_redirects(program, build.findings), build.findings


def _file_scope(file: tree.File, build: Build, overrides: Overrides) -> Scope:
    scope = Scope()
    constants = [item for item in file.items if isinstance(item, tree.Const)]
    define_constants(constants, scope, None, overrides, build.findings)
    define_hours(file.items, scope, build.findings)
    return scope


def _flows(file: tree.File, build: Build) -> Iterator[tree.Flow]:
    for item in file.items:
        if isinstance(item, tree.Flow) and build.claim_flow(item.name):
            yield item
