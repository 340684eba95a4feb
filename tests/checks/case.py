"""The cases of the rules: pairs of files under ``cases/``, and the text that a finding of a case comes to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from flowc.checks.limits import Limits
from flowc.diagnostics import Finding
from flowc.source import SourceMap, Span

from .blocks import read_limits
from .compiling import findings_of

FOLDER = Path(__file__).parent / "cases"
LIMITS = "// limits:"


class Case(NamedTuple):
    code: str
    flow: Path

    @property
    def expected(self) -> Path:
        return self.flow.with_suffix(".txt")

    @property
    def invalid(self) -> bool:
        return self.flow.name.startswith("invalid-")

    def text(self) -> str:
        return self.flow.read_text(encoding="utf-8")

    def files(self) -> dict[str, str]:
        """What the flows of this rule may import: the texts in its folder ``files``."""
        folder = self.flow.parent
        return {
            file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in folder.glob("files/*.mv")
        }

    def limits(self) -> Limits:
        first = self.text().partition("\n")[0]
        return read_limits(first.removeprefix(LIMITS).split()) if first.startswith(LIMITS) else Limits()


def cases() -> Iterator[Case]:
    for flow in sorted(FOLDER.glob("MV*/*.mv")):
        yield Case(flow.parent.name, flow)


def found(case: Case) -> str:
    """What the rule of a case finds in it, in the form of its ``.txt``."""
    compilation = findings_of(case.text(), case.limits(), case.files())
    own = sorted((finding for finding in compilation.findings if finding.code == case.code), key=lambda f: f.span)
    return "\n".join(shown(finding, compilation.sources) for finding in own)


def shown(finding: Finding, sources: SourceMap) -> str:
    lines = [f"{place(finding.span, sources)} {finding.severity} {finding.code} {finding.message}"]
    lines += [f"    label {place(label.span, sources)} {label.message}" for label in finding.labels]
    if finding.witness:
        lines.append("    witness " + ", ".join(f"{s.node}: {s.input}" if s.input else s.node for s in finding.witness))
    if finding.help:
        lines.append(f"    help {finding.help}")
    if finding.fix:
        lines.append(f"    fix {finding.fix.title}")
        lines += [f"      {place(edit.span, sources)} {edit.text!r}" for edit in finding.fix.edits]
    lines += [f"    note {note}" for note in finding.notes]
    return "\n".join(lines) + "\n"


def place(span: Span, sources: SourceMap) -> str:
    at = sources.locate(span)
    return f"{at.line}:{at.column}-{at.end_line}:{at.end_column}"
