"""From the text of a flow to everything that is found in it, suppressions counted, for the tests of rules."""

from __future__ import annotations

from collections.abc import Mapping

from flowc.checks.limits import Limits
from flowc.compile import Compilation, compile_sources, sort_findings
from flowc.config import Settings
from flowc.modules import GivenTexts
from flowc.source import SourceMap
from flowc.suppression import suppress


def findings_of(text: str, limits: Limits | None = None, files: Mapping[str, str] | None = None) -> Compilation:
    sources = SourceMap()
    sources.add("flow.mv", text)
    loader = GivenTexts({**(files or {}), "flow.mv": text})
    compilation = compile_sources(sources, limits=limits, loader=loader)
    return compilation._replace(findings=sort_findings(suppress(compilation.findings, sources, Settings())))
