"""What the library offers besides the compiler itself: reading files, building, formatting."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from flowc.checks.limits import Limits
from flowc.compile import Compilation, compile_sources, missing_base_urls, sort_findings
from flowc.config import Settings
from flowc.digest import sha256_hex
from flowc.emit.documents import FlowBuild
from flowc.emit.documents import build as build_program
from flowc.files import InputError, find, read_text
from flowc.modules import GivenTexts, Loader
from flowc.project import ProjectFiles
from flowc.source import Source, SourceMap
from flowc.suppression import suppress
from flowc.syntax import format_file, parse

__all__ = ["build", "compile_paths", "compile_text", "format_text", "sources_of"]


def compile_text(
    text: str,
    *,
    path: str = "<text>",
    base_url: str | None = None,
    constants: Mapping[str, str] | Sequence[str] = (),
    limits: Limits | None = None,
    imports: Mapping[str, str] | None = None,
) -> Compilation:
    """Parse, lower and check one text as a build of its own. No file is read.

    Args:
        text: the flows; ``path`` is what findings call it.
        imports: the texts that it may import, by path; paths in them are relative as those of files are.
        base_url: where the documents are published, instead of what the flows say.
        constants: other values for constants, by name or ``flow.name``.
        limits: what the rules compare against.

    Returns:
        The graph and the findings, by place and code, less those that a comment suppresses. Errors of a flow are
        findings, never exceptions.
    """
    sources = SourceMap()
    sources.add(path, text)
    loader = None if imports is None else GivenTexts({**imports, path: text})
    return _compile(sources, base_url, constants, limits, loader)


def compile_paths(
    *paths: str | os.PathLike[str],
    base_url: str | None = None,
    constants: Mapping[str, str] | Sequence[str] = (),
    limits: Limits | None = None,
) -> Compilation:
    """Read, parse, lower and check flow files, and what they import, as one build.

    Args:
        paths: files, or directories whose ``.mv`` files are meant.
        base_url: where the documents are published, instead of what the flows say.
        constants: other values for constants, by name or ``flow.name``.
        limits: what the rules compare against.

    Returns:
        The graph and the findings, by file, place and code, less those that a comment suppresses. Errors of a flow
        are findings, never exceptions.

    Raises:
        InputError: a path leads to no flow, or a file cannot be read.
    """
    found = find([os.fspath(path) for path in paths], ".mv")
    if found.problems or not found.files:
        raise InputError("; ".join(map(str, found.problems)) or "no path was given")
    sources = SourceMap()
    for file in found.files:
        sources.add(file, read_text(file))
    return _compile(sources, base_url, constants, limits, ProjectFiles())


def _compile(
    sources: SourceMap,
    base_url: str | None,
    constants: Mapping[str, str] | Sequence[str],
    limits: Limits | None,
    loader: Loader | None,
) -> Compilation:
    compilation = compile_sources(sources, base_url=base_url, constants=constants, limits=limits, loader=loader)
    return compilation._replace(findings=sort_findings(suppress(compilation.findings, sources, Settings())))


def build(compilation: Compilation, *, wire: str = "keyed") -> dict[str, FlowBuild]:
    """Every flow of a compilation as documents, by the name of the flow. Nothing is written.

    Args:
        compilation: one without errors.
        wire: ``keyed`` or ``typed``, the form of the actions.

    Returns:
        For each flow its ``documents`` by name, ``routes``, ``manifest``, and all of them as the bytes of ``files``.

    Raises:
        ValueError: the compilation has errors, or a flow does not say where it is published.
    """
    errors = [finding for finding in compilation.findings if finding.severity == "error"]
    errors += missing_base_urls(compilation)
    if errors or compilation.program is None:
        raise ValueError(errors[0].message if errors else "there is no flow")
    builds = build_program(compilation.program, wire=wire, sources=sources_of(compilation))
    return {made.flow: made for made in builds}


def sources_of(compilation: Compilation) -> list[Sequence[tuple[str, str]]]:
    """For each flow of a program, the file that it comes from, and those that it imports, directly or not, with the
    SHA-256 of each, as manifests name them."""
    assert compilation.program is not None, "asked only where there is a program"
    indexes = {module.source.base: index for index, module in enumerate(compilation.modules.modules)}
    behind: dict[int, list[Source]] = {}
    digests: dict[str, str] = {}
    result: list[Sequence[tuple[str, str]]] = []
    for flow in compilation.program.flows:
        source = compilation.sources.at(flow.span.start)
        files = behind.get(source.base)
        if files is None:
            files = behind[source.base] = compilation.modules.behind(indexes[source.base])
        for file in files:
            if file.path not in digests:
                digests[file.path] = sha256_hex(file.text.encode("utf-8", "surrogateescape"))
        result.append([(file.path, digests[file.path]) for file in files])
    return result


def format_text(text: str) -> str:
    """A flow's text in the one form that there is.

    Raises:
        ValueError: the text cannot be read in full; the message is that of the first finding.
    """
    source = Source("<text>", text)
    file, findings = parse(source)
    if findings:
        raise ValueError(findings[0].message)
    return format_file(file, source)
