"""From documents to flow text, proved by going back: what is imported is built again and held against the documents.

Nothing here reads a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

from flowc.compile import compile_sources
from flowc.diagnostics import Finding
from flowc.emit.documents import build_flow
from flowc.lint.flow_text import Imported, flow_text
from flowc.lint.graph import Page, Site
from flowc.lint.lint import Sound, read_and_lint
from flowc.lint.sites import Manifest, built, read_manifest
from flowc.lint.values import plain
from flowc.records import NamedTuple
from flowc.source import Source, SourceMap, Span

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
    imported: list[Imported] = []
    loose: list[tuple[str, Sound]] = []
    groups: dict[str, dict[str, Source]] = {}
    for source in sources.sources:
        directory, name = os.path.split(source.path)
        groups.setdefault(directory, {})[name] = source
    for own in groups.values():
        manifest = read_manifest(own[_MANIFEST]) if _MANIFEST in own and _ROUTES in own else None
        skipped = (_MANIFEST, _ROUTES) if manifest is not None else ()
        documents: list[tuple[str, Sound]] = []
        for name, source in own.items():
            if name not in skipped:
                linted = read_and_lint(source)
                findings += [finding for finding in linted.findings if finding.severity == "error"]
                documents += [(os.path.splitext(name)[0], sound) for sound in linted.documents]
        if manifest is None:
            loose += documents
        else:
            imported.append(_built(manifest, own[_ROUTES], documents, findings))
    if loose:
        imported.append(_loose(loose))
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        return Import("", [], errors)
    return Import("\n".join(one.text for one in imported), [line for one in imported for line in one.unsaid], [])


def _built(
    manifest: Manifest, routes: Source, documents: Sequence[tuple[str, Sound]], findings: list[Finding]
) -> Imported:
    site = built(manifest, routes, documents, findings)
    imported = flow_text(site, title=manifest.title, start=manifest.documents.get("answer"))
    return imported._replace(unsaid=[*imported.unsaid, *_differences(imported.text, site)])


def _loose(documents: Sequence[tuple[str, Sound]]) -> Imported:
    """Documents of which nothing else is known, as the steps of one flow."""
    names: dict[str, None] = {}
    pages = []
    for name, sound in sorted(documents, key=lambda document: document[0] != "answer"):
        step = _step_name(name, names)
        names[step] = None
        pages.append(Page(step, None, sound.actions, Span(*sound.document.span)))
    site = Site("imported", tuple(pages), {}, None, frozenset(names), None, Span(0, 0))
    return flow_text(site, start=pages[0].name)


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


def _differences(text: str, site: Site) -> list[str]:
    """The documents that the imported text does not build back."""
    sources = SourceMap()
    sources.add(site.name, text)
    compilation = compile_sources(sources)
    errors = [finding for finding in compilation.findings if finding.severity == "error"]
    if compilation.program is None or errors:
        return [f"the flow does not compile: {errors[0].message}" if errors else "there is no flow in it"]
    back = build_flow(compilation.program, 0, wire="typed").documents
    documents = {page.name: _actions(page) for page in site.pages}
    made = {name: document["actions"] for name, document in back.items()}
    missing = [f"{name}: the flow builds no such document" for name in documents if name not in made]
    others = [f"{name}: the flow builds another document of this name" for name in documents
              if name in made and made[name] != documents[name]]  # fmt: skip
    return [*missing, *others]


def _actions(page: Page) -> list[dict[str, Any]]:
    """The actions of a page in typed form, another name of a field being the field's own."""
    actions = []
    for written in page.actions:
        fields = {member.key: plain(member.value) for member in written.fields.members}
        known = written.action.fields
        actions.append({"type": written.action.name, **{known[name].alias_of or name: fields[name] for name in fields}})
    return actions
