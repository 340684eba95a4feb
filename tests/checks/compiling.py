"""From the text of a flow to everything that is found in it, for the tests of rules."""

from __future__ import annotations

from flowc.checks.limits import Limits
from flowc.compile import Compilation, compile_sources
from flowc.source import SourceMap


def findings_of(text: str, limits: Limits | None = None) -> Compilation:
    sources = SourceMap()
    sources.add("flow.mv", text)
    return compile_sources(sources, limits=limits)
