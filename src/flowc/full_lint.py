"""Texts of which there may be something to say: the lint of each, then what the checks say of all as a graph.

Which checks apply depends on what is known. Of a document by itself only what it shows: the state of the call within
it, what callers hear, where calls go. Of documents that are served together also whether they lead to one another. Of
what a build wrote, everything that is checked of paths and of the state of the call in its flow. Nothing here reads a
file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.checks.rules import CHECKS
from flowc.diagnostics import Finding
from flowc.lint.graph import Site, program_of
from flowc.lint.lint import Linted, Sound, read_and_lint
from flowc.lint.sites import Manifest, alone, built, read_manifest, served
from flowc.lint.values import Array, Json, Object, escaped
from flowc.records import NamedTuple
from flowc.source import Source, Span

__all__ = ["lint_in_full"]

_MANIFEST, _ROUTES = "manifest.json", "routes.json"

_ALONE = ("MV4", "MV503", "MV505", "MV507", "MV508", "MV603", "MV605", "MV606", "MV607", "MV901")
_SERVED = (*_ALONE, "MV307", "MV312", "MV313")
_BUILT = ("MV3", "MV4", "MV603", "MV605", "MV606", "MV607", "MV901")
_OWN = ("MV305", "MV306", "MV314", "MV315")
"""What the lint of a document says itself, or what no document can have."""

_ENDS_ON_PURPOSE = ("MV210", "MV305")
"""What is no fault where the flow says hangup."""


class _Group(NamedTuple):
    """A site, and the beginnings of the codes that are checked of it."""

    site: Site
    codes: tuple[str, ...]


def lint_in_full(
    sources: Sequence[Source],
    *,
    lines: bool | None,
    served_at: str | None,
    root: str,
    limits: Limits,
) -> list[Finding]:
    """The findings of these texts by place; the arguments are those of ``flowc.linting.lint_sources``."""
    findings: list[Finding] = []
    groups: list[_Group] = []
    sounds: list[Sound] = []
    loose: list[tuple[str, Sound]] = []
    for directory, own in _by_directory(sources).items():
        manifest = _manifest(own)
        together: list[tuple[str, Sound]] = []
        for name, source in own.items():
            if manifest is not None and name in (_MANIFEST, _ROUTES):
                continue
            fills = manifest is not None and name.removesuffix(".json") in manifest.fills
            linted = read_and_lint(source, lines=lines, fills=fills)
            findings += _counted(linted.findings, name, manifest)
            sounds += linted.documents
            together += _named(directory, name, linted, manifest is not None)
        if manifest is None:
            loose += together
        else:
            groups.append(_Group(built(manifest, own[_ROUTES], together, findings), _BUILT))
    if served_at is None:
        groups += [_Group(alone(os.path.basename(path), sound), _ALONE) for path, sound in loose]
    elif loose:
        paths = [_below(root, source.path) for source in sources]
        below = [(_below(root, path), sound) for path, sound in loose]
        groups.append(_Group(served(served_at, below, paths, findings), _SERVED))
    findings += _checked(groups, sounds, limits)
    return sorted(dict.fromkeys(findings), key=lambda f: (f.span, f.code, f.message))


def _below(root: str, path: str) -> str:
    """A path as it stands in a URL below the one of ``root``."""
    return os.path.relpath(path, root or ".").replace(os.sep, "/")


def _by_directory(sources: Sequence[Source]) -> dict[str, dict[str, Source]]:
    groups: dict[str, dict[str, Source]] = {}
    for source in sources:
        directory, name = os.path.split(source.path)
        groups.setdefault(directory, {})[name] = source
    return groups


def _manifest(own: Mapping[str, Source]) -> Manifest | None:
    if _MANIFEST not in own or _ROUTES not in own:
        return None
    return read_manifest(own[_MANIFEST])


def _counted(findings: list[Finding], name: str, manifest: Manifest | None) -> list[Finding]:
    """The findings of a document without those that its flow means."""
    if manifest is None or name.removesuffix(".json") not in manifest.hangups:
        return findings
    return [finding for finding in findings if finding.code not in _ENDS_ON_PURPOSE]


def _named(directory: str, name: str, linted: Linted, of_a_build: bool) -> list[tuple[str, Sound]]:
    """The sound documents of a text, each with what it is called."""
    if of_a_build:
        return [(name.removesuffix(".json"), sound) for sound in linted.documents[:1]]
    path = os.path.join(directory, name)
    if len(linted.documents) == 1 and not linted.documents[0].document.pointer:
        return [(path, linted.documents[0])]
    return [(f"{path}, document {number}", sound) for number, sound in enumerate(linted.documents, 1)]


def _checked(groups: list[_Group], sounds: list[Sound], limits: Limits) -> list[Finding]:
    """What the checks say of the graph, as far as it is meant for JSON; with pointers, without edits of flow text."""
    found: list[Finding] = []
    for codes in (_ALONE, _SERVED, _BUILT):
        program = program_of([group.site for group in groups if group.codes is codes])
        if program.blocks:
            found += _run(codes, Facts(program, limits))
    if not found:
        return []
    pointers: dict[Span, str] = {}
    for sound in sounds:
        for written in sound.actions:
            pointers[written.name_span] = written.pointer
            _note(written.fields, written.pointer, pointers)
    return [
        finding._replace(
            pointer=pointers.get(finding.span),
            fix=None,
            witness=finding.witness if any(step.input for step in finding.witness) else (),
        )
        for finding in found
    ]


def _run(codes: tuple[str, ...], facts: Facts) -> Iterator[Finding]:
    for rule in CHECKS:
        if rule.check is not None and rule.code.startswith(codes) and rule.code not in _OWN:
            yield from rule.check(facts)


def _note(value: Json, pointer: str, pointers: dict[Span, str]) -> None:
    pointers.setdefault(value.span, pointer)
    match value:
        case Object(members=members):
            for member in members:
                _note(member.value, f"{pointer}/{escaped(member.key)}", pointers)
        case Array(items=items):
            for index, item in enumerate(items):
                _note(item, f"{pointer}/{index}", pointers)
