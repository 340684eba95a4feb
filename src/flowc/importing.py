"""From documents to flow text, proved by going back: what is imported is built again and held against the documents.

Nothing here reads a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flowc.compile import compile_sources
from flowc.diagnostics import Finding
from flowc.emit.documents import build_flow
from flowc.lint.flow_text import Imported, flow_text
from flowc.lint.flow_text.origins import fields_of
from flowc.lint.graph import Page, Site
from flowc.lint.lint import Sound, read_and_lint, read_unfilled
from flowc.lint.reader import read_json
from flowc.lint.sites import Manifest, built, read_manifest
from flowc.lint.values import Object, member_of, plain
from flowc.records import NamedTuple
from flowc.source import Source, SourceMap, Span
from flowc.syntax import format_file, parse

__all__ = ["Import", "import_sources"]

_MANIFEST, _ROUTES = "manifest.json", "routes.json"
_MAIN = "main"
_RESERVED = frozenset(
    ("retry", "hangup", "answer", "routes", "manifest", "transfer", "bridge", "conference", "redirect")
)


class Import(NamedTuple):
    """``text`` is empty where ``findings`` has an error: what is broken is mended before it is imported.

    ``unsaid`` is what the text does not say of the documents, one line each.
    """

    text: str
    unsaid: list[str]
    findings: list[Finding]


def import_sources(sources: SourceMap) -> Import:
    """All texts of ``sources`` as flows: one for each directory that a build wrote, one for all other documents."""
    findings: list[Finding] = []
    builds: list[_Build] = []
    loose: list[tuple[str, Sound]] = []
    for own in _directories(sources):
        manifest = read_manifest(own[_MANIFEST]) if _MANIFEST in own and _ROUTES in own else None
        if manifest is None:
            loose += _documents(own, frozenset(), findings)
            continue
        routes = own.pop(_ROUTES)
        del own[_MANIFEST]
        documents = _documents(own, manifest.fills, findings)
        builds.append(_Build(manifest, built(manifest, routes, documents, findings), _routes(routes)))
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        return Import("", [], errors)
    imported = [*_built(builds), *([_loose(loose)] if loose else [])]
    text = _formatted("\n".join(one.text for one in imported))
    return Import(text, [line for one in imported for line in one.unsaid], [])


def _formatted(text: str) -> str:
    """A text as ``flowc fmt`` leaves it; one that cannot be read as it is."""
    source = Source("imported.mv", text)
    file, findings = parse(source)
    return text if findings else format_file(file, source)


def _directories(sources: SourceMap) -> list[dict[str, Source]]:
    """The texts of each directory by their names."""
    directories: dict[str, dict[str, Source]] = {}
    for source in sources.sources:
        directory, name = os.path.split(source.path)
        directories.setdefault(directory, {})[name] = source
    return list(directories.values())


def _documents(texts: Mapping[str, Source], fills: Collection[str], findings: list[Finding]) -> list[tuple[str, Sound]]:
    """The documents in these texts that are sound, each called after its file; ``fills`` are called so as well, and are
    templates."""
    documents: list[tuple[str, Sound]] = []
    for name, source in texts.items():
        stem = os.path.splitext(name)[0]
        linted = read_and_lint(source, fills=stem in fills)
        findings += linted.findings
        sound = read_unfilled(source) if stem in fills else linted.documents
        documents += [(stem, document) for document in sound]
    return documents


class _Build(NamedTuple):
    """What a build wrote of one flow; ``routes`` are those of ``routes.json`` as values, by name."""

    manifest: Manifest
    site: Site
    routes: dict[str, Any]


def _routes(source: Source) -> dict[str, Any]:
    routes = member_of(read_json(source).value, "routes")
    return plain(routes) if isinstance(routes, Object) else {}


def _built(builds: Sequence[_Build]) -> list[Imported]:
    """The flows of builds, which may lead into one another, and what each does not build back."""
    starts = {manifest.flow: manifest.documents.get("answer", _MAIN) for manifest, _, _ in builds}
    imported = [flow_text(_filled(site, manifest), manifest, starts) for manifest, site, _ in builds]
    differences = _differences([one.text for one in imported], builds)
    return [one._replace(unsaid=[*one.unsaid, *other]) for one, other in zip(imported, differences, strict=True)]


def _filled(site: Site, manifest: Manifest) -> Site:
    """A site whose templates are known to be templates."""
    return site._replace(pages=tuple(page._replace(fills=page.name in manifest.fills) for page in site.pages))


def _loose(documents: Sequence[tuple[str, Sound]]) -> Imported:
    """Documents of which nothing else is known, as the steps of one flow."""
    names: dict[str, None] = {}
    pages = []
    for name, sound in sorted(documents, key=lambda document: document[0] != "answer"):
        step = _step_name(name, names)
        names[step] = None
        pages.append(Page(step, None, sound.actions, Span(*sound.document.span)))
    site = Site("imported", tuple(pages), {}, None, frozenset(names), None, Span(0, 0))
    return flow_text(site)


def _step_name(name: str, taken: Mapping[str, None]) -> str:
    """A name of the language that is like the name of a file, and no other document has."""
    plain_name = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")[:50]
    if name == "answer":
        plain_name = _MAIN
    elif not plain_name or not plain_name[0].isalpha() or plain_name in _RESERVED:
        plain_name = f"step_{plain_name}".rstrip("_")
    number = 2
    unique = plain_name
    while unique in taken:
        unique = f"{plain_name}_{number}"
        number += 1
    return unique


def _differences(texts: Sequence[str], builds: Sequence[_Build]) -> list[list[str]]:
    """For each flow the documents and the routes that the imported text does not build back."""
    sources = SourceMap()
    for build, text in zip(builds, texts, strict=True):
        sources.add(f"{build.site.name}.mv", text)
    compilation = compile_sources(sources)
    errors = [finding for finding in compilation.findings if finding.severity == "error"]
    if compilation.program is None or errors:
        return [[f"the flow does not compile: {finding.message}" for finding in errors[:1]] for _ in builds]
    names = [flow.name for flow in compilation.program.flows]
    found = []
    for build in builds:
        back = build_flow(compilation.program, names.index(build.site.name), wire="typed")
        documents = {page.name: _actions(page) for page in build.site.pages}
        made = {name: document["actions"] for name, document in back.documents.items()}
        found.append(
            [
                *_missing("document", documents, made),
                *_missing("route", build.routes, back.routes["routes"]),
            ]
        )
    return found


def _missing(what: str, wanted: Mapping[str, Any], made: Mapping[str, Any]) -> list[str]:
    """What is wanted and has not been made; what has been made otherwise stands behind it."""
    missing = [f"{name}: the flow builds no such {what}" for name in wanted if name not in made]
    others = [name for name in wanted if name in made and made[name] != wanted[name]]
    return missing + [f"{name}: the flow builds another {what} of this name" for name in others]


def _actions(page: Page) -> list[dict[str, Any]]:
    """The actions of a page in typed form, another name of a field being the field's own."""
    return [{"type": written.action.name, **fields_of(written)} for written in page.actions]
