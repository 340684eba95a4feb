"""A flow of somebody's own, made ready to be called."""

from __future__ import annotations

import os
from functools import lru_cache

from flowc.api import compile_paths
from flowc.ir.graph import Flow, Program
from flowc.records import NamedTuple
from flowc.rehearsal import anywhere, site_of
from flowc.simulate.site import BuiltSite

__all__ = ["Stage", "set_stage"]


class Stage(NamedTuple):
    """One flow, its program, and its documents with the URL of the first."""

    program: Program
    flow: Flow
    site: BuiltSite
    url: str


def set_stage(path: str | os.PathLike[str], flow: str | None = None) -> Stage:
    """Compile and build a flow file; ``flow`` says which one where the file has several.

    Raises:
        InputError: the file cannot be read.
        ValueError: the flow has errors, there is none of that name, or several and none was named.
    """
    return _set_stage(os.fspath(path), flow)


@lru_cache(maxsize=16)
def _set_stage(path: str, name: str | None) -> Stage:
    compilation = compile_paths(path)
    errors = [finding for finding in compilation.findings if finding.severity == "error"]
    if errors or compilation.program is None:
        raise ValueError(f"{path}: {errors[0].code} {errors[0].message}" if errors else f"{path}: there is no flow")
    program = anywhere(compilation.program)
    wanted = [flow for flow in program.flows if name in (None, flow.name)]
    if len(wanted) != 1:
        names = ", ".join(flow.name for flow in program.flows)
        raise ValueError(f"{path}: say which flow is meant: {names}")
    site = site_of(program)
    return Stage(program, wanted[0], site, site.start_url(wanted[0].name))
