"""Flows rehearsed: built in memory, called, tested, and given the tests that they lack.

Here the emitter's documents meet the simulator, which know nothing of one another. Nothing is written or read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flowc.emit.documents import build
from flowc.ir.graph import Flow, Program, Test
from flowc.simulate.coverage import Coverage, collect_coverage
from flowc.simulate.formats import FlowRun
from flowc.simulate.scenarios import Scenario, write_scenarios
from flowc.simulate.site import Built, BuiltSite
from flowc.simulate.trials import run_test
from flowc.source import Source, SourceMap

__all__ = ["ANYWHERE", "anywhere", "insert_scenarios", "missing_scenarios", "run_tests", "site_of"]

ANYWHERE = "https://flow.invalid"
"""Where a flow is rehearsed that does not say where it is published."""


def anywhere(program: Program) -> Program:
    """The program with a base URL for every flow, so that there can be documents to rehearse with."""
    flows = tuple(flow if flow.base_url is not None else flow._replace(base_url=ANYWHERE) for flow in program.flows)
    return program._replace(flows=flows)


def site_of(program: Program, *, wire: str = "keyed") -> BuiltSite:
    """The documents of every flow, built and standing ready. The program has no errors, and every flow a base URL."""
    return BuiltSite(
        Built(made.documents, made.routes, _templates(made.manifest)) for made in build(_tested(program), wire=wire)
    )


def _templates(manifest: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(name for name, entry in manifest["documents"].items() if "fills" in entry)


def _tested(program: Program) -> Program:
    """The program with a document for every block in which a test begins."""
    begins = {test.start for flow in program.flows for test in flow.tests if test.start is not None}
    if not begins:
        return program
    nodes = list(program.nodes)
    for index in {program.blocks[block].node for block in begins}:
        nodes[index] = nodes[index]._replace(entry=True)
    return program._replace(nodes=tuple(nodes))


def run_tests(
    program: Program,
    sources: SourceMap,
    site: BuiltSite,
    *,
    wanted: Callable[[Flow, Test], bool] = lambda flow, test: True,
) -> list[FlowRun]:
    """Run the test blocks of every flow that are ``wanted``, and count what they come by."""
    trials = []
    for flow in program.flows:
        url = site.start_url(flow.name)
        trials.append(tuple(run_test(site, url, program, flow, test) for test in flow.tests if wanted(flow, test)))
    every = [trial for of_flow in trials for trial in of_flow]
    return [
        FlowRun(sources.at(flow.span.start).path, of_flow, collect_coverage(program, flow, every))
        for flow, of_flow in zip(program.flows, trials, strict=True)
    ]


def missing_scenarios(
    program: Program, flow: Flow, sources: SourceMap, *, coverage: Coverage | None = None
) -> list[Scenario]:
    """Test blocks for what a flow's tests do not come by; for everything where no coverage is given."""
    covered = [] if coverage is None else [target.key for target, count in coverage.edges if count]
    return write_scenarios(
        program,
        flow,
        covered=covered,
        titles=[test.title for test in flow.tests],
        spell=lambda span: sources.at(span.start).slice(span),
        first=coverage is None or not flow.tests,
    )


def insert_scenarios(flow: Flow, source: Source, scenarios: Sequence[Scenario]) -> str:
    """The text of a file with these test blocks at the end of a flow. It wants formatting."""
    brace = flow.span.end - 1 - source.base
    blocks = "".join("\n" + "".join(f"    {line}\n" for line in scenario.lines) for scenario in scenarios)
    return source.text[:brace].rstrip(" \t") + blocks + source.text[brace:]
