"""From texts to a checked flow graph: the whole pipeline on one screen.

Every stage takes values and returns its value and its findings. Nothing here reads or writes a file.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from flowc.checks import check
from flowc.checks.limits import Limits
from flowc.diagnostics import Finding, error
from flowc.ir.graph import Program
from flowc.ir.lower import lower
from flowc.ir.settings import is_base_url, not_a_base_url
from flowc.modules import Loader, Modules, read_modules
from flowc.records import NamedTuple
from flowc.source import Source, SourceMap, whole
from flowc.syntax.tree import Broken, File, Flow, Part
from flowc.uses import told_once

__all__ = ["Compilation", "compile_sources", "missing_base_urls", "sort_findings"]

_ABSENCE = frozenset({"MV104", "MV105"})
"""What claims that something is missing or unused; not said where a text could not be read in full."""

_UNKNOWN = frozenset({"MV101", "MV102", "MV108"})
"""What claims that a name is unknown; not said where a declaration could not be read."""

_UNSAID = ("MV102", "MV202", "MV204")
_UNDONE = ("MV201", "MV203", "MV204")
_UNHANDLED = ("MV301", "MV302", "MV303", "MV304", "MV305", "MV318")
_UNCOUNTED = ("MV104", "MV202", "MV204", "MV205")

_CAUSES = {
    "MV104": ("MV202",),
    "MV105": ("MV102", "MV201", "MV202"),
    "MV307": ("MV101", "MV102", "MV104", "MV201", "MV204", "MV306", *_UNHANDLED),
    "MV316": _UNCOUNTED,
    "MV317": _UNDONE,
    "MV502": _UNSAID,
    "MV505": _UNCOUNTED,
    "MV506": _UNDONE,
    "MV508": _UNSAID,
    "MV604": (*_UNDONE, "MV102"),
}
"""What is not worth saying where one of these has been said of the same file."""

_OF_A_NODE = frozenset({"MV502", "MV505", "MV508"})
"""What follows only from what has been said of the same node, unless a name in it is unknown."""


class Compilation(NamedTuple):
    """What came of a compilation. ``program`` is None where no flow could be made out.

    ``trees`` are those of the texts that were given, ``modules`` has those that they import besides; both are bare
    where they were not to be kept.
    """

    program: Program | None
    findings: list[Finding]
    trees: list[File]
    sources: SourceMap
    modules: Modules

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def compile_sources(
    sources: SourceMap,
    files: Sequence[Source] | None = None,
    *,
    base_url: str | None = None,
    constants: Mapping[str, str] | Sequence[str] = (),
    limits: Limits | None = None,
    loader: Loader | None = None,
    keep_trees: bool = True,
) -> Compilation:
    """Parse, lower and check all texts of ``sources`` as one build.

    ``files`` are the flow texts, all of ``sources`` where not said. ``constants`` are those of ``--set``: a mapping,
    or ``NAME=VALUE`` texts. ``loader`` finds and reads what they import; without one nothing can be imported.
    ``keep_trees`` is False where the program is all that is wanted: its trees, which take as much memory again, are let
    go as soon as there is one.

    Findings come sorted by file, position and code, each once.
    """
    collecting = gc.isenabled()
    gc.disable()  # the tree and the graph are all alive until the end; looking for garbage among them is quadratic
    try:
        files = files or list(sources.sources)
        given, settings = len(files), _settings(constants)
        return _compile(sources, read_modules(sources, files, loader), given, base_url, settings, limits, keep_trees)
    finally:
        if collecting:
            gc.enable()


def _compile(
    sources: SourceMap,
    modules: Modules,
    given: int,
    base_url: str | None,
    settings: Sequence[str],
    limits: Limits | None,
    keep_trees: bool,
) -> Compilation:
    findings = list(modules.findings)
    trees = [module.tree for module in modules.modules]
    unread = bool(findings)
    withheld = _ABSENCE | _UNKNOWN if modules.broken or any(map(_lost_names, trees)) else _ABSENCE
    if base_url is not None and not is_base_url(base_url):
        findings.append(not_a_base_url(whole(sources.add("--base-url", base_url))))
    set_sources = [sources.add("--set", setting) for setting in settings]
    program, problems = lower(modules, given, sources, base_url=base_url, settings=set_sources)
    if program.flows and not keep_trees:
        modules, trees = modules.without_trees(), []
    if program.flows:
        problems = problems + check(program, limits)
    problems = _without_consequences(told_once(problems, sources), sources, program)
    if unread:  # whatever the checks of the graph miss may stand in what was not read
        problems = [finding for finding in problems if finding.code < "MV3" and finding.code not in withheld]
    findings = sort_findings(findings + problems)
    return Compilation(program if program.flows else None, findings, trees[:given], sources, modules)


def _settings(constants: Mapping[str, str] | Sequence[str]) -> list[str]:
    if isinstance(constants, Mapping):
        return [f"{name}={value}" for name, value in constants.items()]
    return list(constants)


def _lost_names(file: File) -> bool:
    """Whether something that may have been a declaration could not be read."""
    inner = (item.items for item in file.items if isinstance(item, Flow | Part))
    return any(isinstance(item, Broken) for items in (file.items, *inner) for item in items)


def _without_consequences(findings: Sequence[Finding], sources: SourceMap, program: Program) -> list[Finding]:
    """The findings less those that only follow from another one of the same file: a misspelled name leaves what was
    meant unused and a prompt unsaid, a step without an ending or a handler that is missing what would come after it
    unreached, and digits that nobody understood make a question of unknown length."""
    bases = [sources.at(finding.span.start).base for finding in findings]
    nodes = _nodes_of(findings, program)
    in_file = {(finding.code, base) for finding, base in zip(findings, bases, strict=True)}
    in_node = {(finding.code, node) for finding, node in zip(findings, nodes, strict=True) if node is not None}

    def follows(finding: Finding, base: int, node: int | None) -> bool:
        causes = _CAUSES.get(finding.code, ())
        if finding.code not in _OF_A_NODE:
            return any((cause, base) in in_file for cause in causes)
        return any((cause, node) in in_node or (cause == "MV102" and (cause, base) in in_file) for cause in causes)

    told = zip(findings, bases, nodes, strict=True)
    return [finding for finding, base, node in told if not follows(finding, base, node)]


def _nodes_of(findings: Sequence[Finding], program: Program) -> list[int | None]:
    """Where the node begins in whose text each finding is; None for a finding between nodes."""
    ends = {node.span.start: node.span.end for node in program.nodes}
    starts = sorted(ends)
    before = [bisect_right(starts, finding.span.start) for finding in findings]
    at = [starts[count - 1] if count else None for count in before]
    return [
        start if start is not None and finding.span.start < ends[start] else None
        for finding, start in zip(findings, at, strict=True)
    ]


def sort_findings(findings: Sequence[Finding]) -> list[Finding]:
    """By position (files lie one behind the other) and code, each finding once."""
    return sorted(dict.fromkeys(findings), key=lambda finding: (finding.span, finding.code, finding.message))


def missing_base_urls(compilation: Compilation) -> list[Finding]:
    """MV104 for every flow that cannot be built because it does not say where it is published."""
    flows = compilation.program.flows if compilation.program is not None else ()
    return [
        error(
            "MV104",
            flow.name_span,
            f"`{flow.name}` does not say where it is published, so its documents cannot refer to one another",
            help='write `base_url "https://voice.example/ivr"` in the flow, or give --base-url',
        )
        for flow in flows
        if flow.base_url is None
    ]
