"""What makes a finding the same finding after the lines above it have moved.

Its code, its file, its message and the words that it points at, without line or column; equal findings of one file
are told apart by their order. Baselines and the services that follow findings over time rely on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from flowc.diagnostics import Finding
from flowc.digest import sha256_hex
from flowc.source import SourceMap

__all__ = ["fingerprints"]


def fingerprints(findings: Sequence[Finding], sources: SourceMap) -> list[str]:
    """One for each finding, in their order, each different from the others."""
    seen: dict[str, int] = {}
    result = []
    for finding in findings:
        source = sources.at(finding.span.start)
        words = " ".join(source.slice(finding.span).split())
        parts = [finding.code, source.path.replace("\\", "/"), finding.pointer or "", finding.message, words]
        same = "\0".join(parts)
        seen[same] = seen.get(same, 0) + 1
        result.append(sha256_hex(f"{same}\0{seen[same]}".encode("utf-8", "surrogatepass"))[:32])
    return result
