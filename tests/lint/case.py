"""The cases of the linter: a broken text under ``cases/``, and beside it what is found in it.

``NAME.txt`` holds for each finding its place, severity, code and message, and below it the JSON pointer, further
places, help and fix. ``.jsonl`` is one document on each line; ``.http`` is a captured response.

Under ``together/`` stand documents that are looked at as a graph: ``.json`` by themselves, a directory as what is
served under one address, ``.mv`` as the documents that are built of its flows, but for one called ``unseen``. There
the path stands before the place, and what a caller does below.
"""

from __future__ import annotations

from pathlib import Path

from flowc.compile import compile_sources
from flowc.diagnostics import Finding
from flowc.emit.documents import build
from flowc.lint import lint_text
from flowc.linting import lint_sources
from flowc.source import SourceMap, Span

FOLDER = Path(__file__).parent / "cases"
TOGETHER = Path(__file__).parent / "together"


def cases() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if path.suffix in (".json", ".jsonl", ".http"))


def found(case: Path) -> str:
    """What the linter finds, in the form of the ``.txt``."""
    sources = SourceMap()
    text = case.read_bytes().decode("utf-8", "surrogateescape")
    return "".join(shown(finding, sources) for finding in lint_text(sources.add(case.name, text)))


def cases_together() -> list[Path]:
    return sorted(path for path in TOGETHER.iterdir() if path.suffix != ".txt")


def found_together(case: Path) -> str:
    """What is found in documents that are looked at as a graph."""
    sources, served_at = SourceMap(), None
    if case.is_dir():
        served_at = "https://voice.example/ivr"
        for path in sorted(case.rglob("*.json")):
            sources.add(path.relative_to(case).as_posix(), path.read_text(encoding="utf-8"))
    elif case.suffix == ".mv":
        flow = SourceMap()
        flow.add(case.name, case.read_text(encoding="utf-8"))
        compilation = compile_sources(flow)
        assert compilation.program is not None
        assert not [finding.message for finding in compilation.findings if finding.code < "MV3"]
        for built in (built for built in build(compilation.program) if built.flow != "unseen"):
            for name, content in built.files.items():
                sources.add(f"{built.flow}/{name}", content.decode())
    else:
        sources.add(case.name, case.read_text(encoding="utf-8"))
    return "".join(
        f"{sources.at(finding.span.start).path}:{shown(finding, sources)}"
        + "".join(f"    caller {step.input or '-'} at {step.node}\n" for step in finding.witness)
        for finding in lint_sources(sources, served_at=served_at).findings
    )


def shown(finding: Finding, sources: SourceMap) -> str:
    lines = [f"{place(finding.span, sources)} {finding.severity} {finding.code} {finding.message}"]
    if finding.pointer is not None:
        lines.append(f"    at {finding.pointer or 'the document'}")
    lines += [f"    label {place(label.span, sources)} {label.message}" for label in finding.labels]
    if finding.help:
        lines.append(f"    help {finding.help}")
    if finding.fix:
        lines.append(f"    fix {finding.fix.title}")
        lines += [f"      {place(edit.span, sources)} {edit.text!r}" for edit in finding.fix.edits]
    return "\n".join(lines) + "\n"


def place(span: Span, sources: SourceMap) -> str:
    at = sources.locate(span)
    return f"{at.line}:{at.column}-{at.end_line}:{at.end_column}"
