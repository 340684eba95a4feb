"""From the text of a flow to everything that is found in it, suppressions counted, for the tests of rules."""

from __future__ import annotations

from flowc.checks.limits import Limits
from flowc.compile import Compilation, compile_sources, sort_findings
from flowc.config import Settings
from flowc.source import SourceMap
from flowc.suppression import suppress


def findings_of(text: str, limits: Limits | None = None) -> Compilation:
    sources = SourceMap()
    sources.add("flow.mv", text)
    compilation = compile_sources(sources, limits=limits)
    return compilation._replace(findings=sort_findings(suppress(compilation.findings, sources, Settings())))
