"""Flows and what they become: ``cases/NAME.mv`` beside ``cases/NAME/``, laid out as ``flowc build`` writes it.

A case whose name ends in ``_typed`` is built in the typed wire form. ``python -m tests.emit.cases`` writes what the
compiler makes of them now; read the difference before you commit it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flowc.compile import compile_sources
from flowc.digest import sha256_hex
from flowc.emit.documents import FlowBuild, build
from flowc.emit.output import write
from flowc.source import SourceMap

CASES = Path(__file__).parent / "cases"
VERSION = "0.0.0"


def case_names() -> list[str]:
    return sorted(path.stem for path in CASES.glob("*.mv"))


def build_case(name: str) -> list[FlowBuild]:
    path = CASES / f"{name}.mv"
    content = path.read_bytes()
    sources = SourceMap()
    sources.add(path.name, content.decode())
    compilation = compile_sources(sources)
    errors = [finding for finding in compilation.findings if finding.severity == "error"]
    assert errors == []
    assert compilation.program is not None
    source = [(str(path), sha256_hex(content))]
    wire = "typed" if name.endswith("_typed") else "keyed"
    flows = compilation.program.flows
    return list(build(compilation.program, wire=wire, sources=[source] * len(flows), version=VERSION))


def files_of_case(name: str) -> Mapping[str, Mapping[str, bytes]]:
    return {flow.flow: flow.files for flow in build_case(name)}


if __name__ == "__main__":
    for case in case_names():
        print(case, write(str(CASES / case), files_of_case(case)))
