"""From action JSON to findings.

Of most texts there is nothing to say, and they are done with in one quick look (``flowc.lint.quiet``). Those that are
left, and those that lead to one another, are linted in full (``flowc.full_lint``), which is loaded only then. Nothing
here reads a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from flowc.checks.limits import Limits
from flowc.diagnostics import Finding
from flowc.lint.quiet import quick_look
from flowc.records import NamedTuple
from flowc.source import Source, SourceMap

__all__ = ["Linting", "lint_sources"]

_BUILD = ("manifest.json", "routes.json")
"""What stands beside the documents of a build."""


class Linting(NamedTuple):
    """The findings by place, and the texts they are about."""

    findings: list[Finding]
    sources: SourceMap


def lint_sources(
    sources: SourceMap,
    *,
    lines: bool | None = None,
    served_at: str | None = None,
    root: str = "",
    limits: Limits | None = None,
) -> Linting:
    """Lint all texts of ``sources`` together.

    Args:
        sources: action JSON; ``manifest.json`` and ``routes.json`` that stand in one directory are those of a build.
        lines: every text is JSON Lines; told by its name where not said.
        served_at: the URL under which ``root`` is served, so that redirects among the texts can be followed.
        root: the directory that is served.
        limits: what the rules compare against.
    """
    limits = limits or Limits()
    left = sources.sources if served_at is not None else list(_not_quiet(sources.sources, limits, lines))
    if not left:
        return Linting([], sources)
    from flowc.full_lint import lint_in_full

    findings = lint_in_full(left, lines=lines, served_at=served_at, root=root, limits=limits)
    return Linting(findings, sources)


def _not_quiet(sources: Sequence[Source], limits: Limits, lines: bool | None) -> Iterator[Source]:
    """The texts that have to be linted in full: those of a build always, for there they lead to one another."""
    names = {source.path for source in sources if source.path.endswith(_BUILD)}
    builds = {
        directory
        for directory in map(os.path.dirname, names)
        if all(os.path.join(directory, name) in names for name in _BUILD)
    }
    is_quiet = quick_look(limits, lines=lines)
    for source in sources:
        if (builds and os.path.dirname(source.path) in builds) or not is_quiet(source.path, source.text):
            yield source
