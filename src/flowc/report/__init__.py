"""Findings as text, in the formats that people and other programs read.

Every format is one module with ``render(findings, sources, context) -> str``, a pure function, and one line in the
dictionary; the choices of ``--format`` are its keys. Modules are imported when they are asked for, because most
runs need one of them, and many none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flowc.diagnostics import Finding
from flowc.records import NamedTuple
from flowc.source import SourceMap, Span

__all__ = ["FORMATS", "Context", "Described", "Start", "render"]

FORMATS: dict[str, str] = {
    "text": "flowc.report.text",
    "concise": "flowc.report.concise",
    "json": "flowc.report.json_lines",
    "sarif": "flowc.report.sarif",
    "github": "flowc.report.github",
    "gitlab": "flowc.report.gitlab",
    "junit": "flowc.report.junit",
}


class Described(NamedTuple):
    """What a report says of a rule."""

    name: str
    severity: str
    summary: str = ""


class Start(NamedTuple):
    """A node that a call can begin in: ``fresh`` where calls are answered there, else an entry.

    ``span`` is its whole flow; ``alone`` where its file has no other.
    """

    path: str
    flow: str
    node: str
    fresh: bool
    alone: bool
    span: Span


class Context(NamedTuple):
    """What a report is to know besides the findings.

    Args:
        rules: every rule by its code.
        starts: where the journeys of witnesses can begin.
        colour: whether escape sequences may be written.
        version: the version of the tool, for the formats that name it.
    """

    rules: Mapping[str, Described] = {}
    starts: Sequence[Start] = ()
    colour: bool = False
    version: str = ""

    def name(self, code: str) -> str:
        """The name of a rule; its code where nobody has described it."""
        rule = self.rules.get(code)
        return rule.name if rule is not None else code


def render(format_: str, findings: Sequence[Finding], sources: SourceMap, context: Context) -> str:
    """The whole report; empty, or ending in a newline.

    Raises:
        KeyError: there is no such format.
    """
    from importlib import import_module

    text: str = import_module(FORMATS[format_]).render(findings, sources, context)
    return text
