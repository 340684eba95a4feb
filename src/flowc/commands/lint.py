"""``flowc lint``: action JSON, written by hand or by somebody else's code."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from flowc.commands.changing import DIFF, mend, replace, show_difference, wants_fixes
from flowc.commands.console import Console, UserError
from flowc.commands.inputs import STDIN_FILENAME, Inputs, read_inputs
from flowc.commands.options import Arguments, Command, Option
from flowc.commands.reporting import REPORT, report, statistics, status, summary
from flowc.commands.settings import SETTINGS, read_settings
from flowc.config import Settings
from flowc.diagnostics import Finding
from flowc.records import NamedTuple
from flowc.source import SourceMap

__all__ = ["COMMAND"]

_SUFFIX, _LINES_SUFFIX = ".json", ".jsonl"
_MANIFEST, _ROUTES = "manifest.json", "routes.json"


def run(arguments: Arguments, console: Console) -> int:
    lines = arguments.flag("--jsonl")
    inputs = read_inputs(arguments, console, suffix=_LINES_SUFFIX if lines else _SUFFIX)
    settings = read_settings(arguments, list(_folders(inputs)), console.environment)
    linted = _lint(inputs, settings, arguments)
    aside = False
    if wants_fixes(arguments):
        linted, mended = mend(
            linted, lambda changed: _lint(changed, settings, arguments), unsafe=arguments.flag("--unsafe-fixes")
        )
        if arguments.flag("--diff"):
            return show_difference(inputs, linted.inputs, console)
        replace(inputs, linted.inputs.texts, console)
        console.say(f"{mended} mended")
        aside = inputs.stdin is not None
    if arguments.flag("--statistics"):
        statistics(linted.findings, arguments, console)
    else:
        report(linted.findings, linted.sources, arguments, console, aside=aside)
    summary(linted.findings, len(inputs.texts), arguments, console)
    return status(linted.findings, settings, arguments, "warning") if inputs.complete else 2


class _Linted(NamedTuple):
    """Texts, and the findings in them that count."""

    inputs: Inputs
    sources: SourceMap
    findings: list[Finding]


def _lint(inputs: Inputs, settings: Settings, arguments: Arguments) -> _Linted:
    from flowc.linting import lint_sources

    sources = SourceMap()
    beside = _beside(inputs)
    for path, text in (*inputs.texts.items(), *beside.items()):
        sources.add(path, text)
    served_at = arguments.value("--served-at")
    root = _root(arguments.operands) if served_at is not None else ""
    lines = arguments.flag("--jsonl") or None
    linting = lint_sources(sources, lines=lines, served_at=served_at, root=root, limits=settings.limits)
    findings = linting.findings
    if beside:
        findings = [finding for finding in findings if _is_told(sources.at(finding.span.start).path, inputs)]
    return _Linted(inputs, sources, _counting(findings, sources, settings))


def _beside(inputs: Inputs) -> Mapping[str, str]:
    """The other files of the builds of which some were named, by path.

    A document of a build means what its manifest and its routes say; a hook names only what has changed.
    """
    texts: dict[str, str] = {}
    for folder in _folders(inputs):
        manifest = os.path.join(folder, _MANIFEST)
        if os.path.isfile(manifest) and os.path.isfile(os.path.join(folder, _ROUTES)):
            texts |= _build(folder, manifest, inputs.texts)
    return texts


def _folders(inputs: Inputs) -> Mapping[str, None]:
    """Where the files are, each folder once in their order, with its separator behind it."""
    return {path[: path.rfind(os.sep) + 1]: None for path in inputs.texts}


def _is_told(path: str, inputs: Inputs) -> bool:
    """Whether findings in a file are told: it was named, or it is the routes of what was named."""
    return path in inputs.texts or os.path.basename(path) == _ROUTES


def _build(folder: str, manifest: str, named: Mapping[str, str]) -> Mapping[str, str]:
    from flowc.files import InputError, read_text
    from flowc.lint.sites import read_manifest
    from flowc.source import Source

    texts = {}
    try:
        text = named[manifest] if manifest in named else read_text(manifest)
        if read_manifest(Source(manifest, text)) is None:
            return {}
        for name in sorted(os.listdir(folder or ".")):
            path = os.path.join(folder, name)
            if name.endswith(_SUFFIX) and path not in named:
                texts[path] = read_text(path)
    except (InputError, OSError):
        return {}  # somebody is building there just now; what was named is checked by itself
    return texts


def _counting(findings: list[Finding], sources: SourceMap, settings: Settings) -> list[Finding]:
    """The findings that count, as the project and its comments say; what says so may itself be found idle."""
    if not findings and not settings.exemptions and not any("flowc" in source.text for source in sources.sources):
        return findings
    from flowc.compile import sort_findings
    from flowc.selection import apply_settings
    from flowc.suppression import suppress

    return sort_findings(apply_settings(suppress(findings, sources, settings), sources, settings))


def _root(operands: Sequence[str]) -> str:
    """The directory that is served."""
    if len(operands) == 1 and os.path.isdir(operands[0]):
        return operands[0]
    raise UserError("--served-at is the URL of one directory", "flowc lint responses --served-at https://voice.example")


COMMAND = Command(
    "lint",
    "Find mistakes in action JSON",
    run,
    options=(
        *REPORT,
        *SETTINGS,
        Option("--statistics", "Count the findings of each rule instead of showing them"),
        Option("--fix", "Mend what can only have been meant in one way"),
        Option("--unsafe-fixes", "Mend also what is likely to have been meant"),
        DIFF,
        Option("--jsonl", "Each line is a document of its own, as in a log of responses"),
        Option("--served-at", "The URL under which the directory is served, to follow its redirects", "URL"),
        STDIN_FILENAME,
    ),
    operands="FILE...",
    least=1,
    suffix=_SUFFIX,
    description="""\
Checks answer_url documents: JSON with actions, in either form. A file holds one document, an array
of them, one on each line (--jsonl), or a captured HTTP response. A directory that `flowc build`
wrote is read with its routes, and checked like the flow it came from; so is a document by itself
beside which a manifest and routes stand. Exits with 0 where nothing was found, 1 where there is a
warning or an error (--fail-on), 2 where something could not be checked.""",
    examples=(
        ("flowc lint answer.json", "one document"),
        ("flowc lint build", "what a build wrote"),
        ("flowc lint responses --served-at https://voice.example/ivr", "documents that lead to one another"),
        ("curl -si https://voice.example/answer | flowc lint -", "what an application answers"),
        ("flowc lint answers --fix --diff", "what could be mended by itself"),
        ("flowc lint --jsonl responses.jsonl", "a log of responses"),
    ),
)
