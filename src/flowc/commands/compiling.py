"""From the operands of a command to findings that count: reading, compiling, suppressing, selecting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from flowc.commands.console import Console, UserError
from flowc.commands.inputs import STDIN_FILENAME, Inputs, read_inputs
from flowc.commands.options import Arguments, Option
from flowc.commands.settings import read_settings
from flowc.compile import Compilation, compile_sources, missing_base_urls, sort_findings
from flowc.config import Settings
from flowc.diagnostics import Finding
from flowc.project import ProjectFiles
from flowc.records import NamedTuple
from flowc.selection import apply_settings
from flowc.source import SourceMap
from flowc.suppression import suppress

__all__ = ["COMPILING", "Compiled", "compile_inputs", "compile_texts"]

COMPILING = (
    Option("--base-url", "Where the documents are published, instead of what the flows say", "URL"),
    Option("--set", "Another value for a constant, of all flows or of one", "[FLOW.]NAME=VALUE", many=True),
    STDIN_FILENAME,
)
_MOST = 1_000
"""Findings of one rule in one file that are told; who mends these reads the next."""
_LONG = 1_000_000
"""Characters of flows from which on a person watching is told that there is work going on."""


class Compiled(NamedTuple):
    """``findings`` are those that count, by place."""

    compilation: Compilation
    findings: list[Finding]
    settings: Settings
    inputs: Inputs

    @property
    def sources(self) -> SourceMap:
        return self.compilation.sources


def compile_inputs(
    arguments: Arguments, console: Console, *, to_build: bool = False, libraries: bool = False
) -> Compiled:
    """Read and compile the flows that a command line names.

    Args:
        to_build: flows that do not say where they are published are errors.
        libraries: files may declare things for others alone, and no flow.

    Raises:
        UserError: there is nothing to compile, or a setting that cannot be.
    """
    inputs = read_inputs(arguments, console)
    settings = read_settings(arguments, list(inputs.texts), console.environment)
    size = sum(map(len, inputs.texts.values()))
    if size < _LONG:
        return compile_texts(inputs, settings, arguments, to_build=to_build, libraries=libraries)
    with console.progress(f"compiling {size // 1_000_000} MB of flows ..."):
        return compile_texts(inputs, settings, arguments, to_build=to_build, libraries=libraries)


def compile_texts(
    inputs: Inputs, settings: Settings, arguments: Arguments, *, to_build: bool = False, libraries: bool = False
) -> Compiled:
    sources = SourceMap()
    for path, text in inputs.texts.items():
        sources.add(path, text)
    compilation = compile_sources(
        sources,
        base_url=arguments.value("--base-url"),
        constants=arguments.values("--set"),
        limits=settings.limits,
        loader=ProjectFiles(),
        keep_trees=False,
    )
    findings: Sequence[Finding] = compilation.findings
    enough = libraries and any(file.items for file in compilation.trees)
    if compilation.program is None and not compilation.has_errors and not enough:
        raise UserError(f"{', '.join(inputs.texts)}: there is no flow", "a flow is written `flow name { ... }`")
    if to_build:
        findings = [*findings, *missing_base_urls(compilation)]
    counting = apply_settings(suppress(findings, sources, settings), sources, settings)
    return Compiled(compilation, _abridged(sort_findings(counting), sources), settings, inputs)


def _abridged(findings: list[Finding], sources: SourceMap) -> list[Finding]:
    """The findings without those of which a file has more than anybody reads; the last that is told says how many."""
    if len(findings) <= _MOST:
        return findings
    where = [(finding.code, sources.at(finding.span.start).base) for finding in findings]
    counts = Counter(where)
    told: Counter[tuple[str, int]] = Counter()
    kept = []
    for finding, place in zip(findings, where, strict=True):
        told[place] += 1
        if told[place] == _MOST < counts[place]:
            note = f"{counts[place] - _MOST} more findings of {finding.code} in this file are not told"
            finding = finding._replace(notes=(*finding.notes, note))
        if told[place] <= _MOST:
            kept.append(finding)
    return kept


def texts_changed(inputs: Inputs, changed: Mapping[str, str]) -> Inputs:
    """The inputs with some texts replaced."""
    return inputs._replace(texts={**inputs.texts, **changed})
