"""A compiler and validator for telephone call flows.

The library's face. A flow's text goes in; its graph, its findings and its documents come out as values, and nothing is
written anywhere:

    import flowc

    compilation = flowc.compile_text(text)
    for finding in compilation.findings:
        print(finding.code, finding.message)
    if not compilation.has_errors:
        documents = flowc.build(compilation)["receptionist"]

Names are loaded when they are first used; ``import flowc`` by itself loads nothing else.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flowc.__about__ import __version__
    from flowc.api import build, compile_paths, compile_text, format_text
    from flowc.checks.limits import Limits
    from flowc.compile import Compilation, compile_sources
    from flowc.diagnostics import Finding
    from flowc.emit.documents import FlowBuild
    from flowc.files import InputError
    from flowc.source import SourceMap

__all__ = [
    "Compilation", "Finding", "FlowBuild", "InputError", "Limits", "SourceMap", "__version__", "build", "compile_paths",
    "compile_sources", "compile_text", "format_text",
]  # fmt: skip

_HOMES = {
    "Compilation": "flowc.compile",
    "Finding": "flowc.diagnostics",
    "FlowBuild": "flowc.emit.documents",
    "InputError": "flowc.files",
    "Limits": "flowc.checks.limits",
    "SourceMap": "flowc.source",
    "__version__": "flowc.__about__",
    "build": "flowc.api",
    "compile_paths": "flowc.api",
    "compile_sources": "flowc.compile",
    "compile_text": "flowc.api",
    "format_text": "flowc.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'flowc' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
