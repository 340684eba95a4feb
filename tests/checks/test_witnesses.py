"""Every witness can be played: the call comes by the nodes that it names, and stands in the last one.

Only where a menu asks while no key is heard (MV406) the journeys behind it cannot be played, for their keys are not
heard either.
"""

from __future__ import annotations

import pytest

from flowc.diagnostics import Finding, WitnessStep
from flowc.ir.graph import Program
from flowc.simulate import Misfit, read_input, run_graph, script

from .case import Case, cases
from .compiling import findings_of

SHOWN = [case for case in cases() if case.invalid and case.code >= "MV3"]


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: f"{case.code}-{case.flow.stem}")
def test_a_witness_replays(case: Case) -> None:
    compilation = findings_of(case.text(), case.limits(), case.files())
    assert compilation.program is not None
    unheard = any(finding.code == "MV406" for finding in compilation.findings)
    for finding in compilation.findings:
        if finding.witness and finding.code in (case.code, "MV406" if unheard else finding.code):
            assert replayed(compilation.program, finding) == [step.node for step in finding.witness]


def replayed(program: Program, finding: Finding) -> list[str]:
    """The nodes of a witness that a call with its inputs comes by, up to the first that it misses."""
    acts = read_input(" ".join(step.input for step in finding.witness))
    assert not isinstance(acts, Misfit)
    first = next(node for node in program.nodes if node.name == finding.witness[0].node)
    transcript = run_graph(program, program.flows[first.flow], script(acts), start=first.block).transcript
    end = finding.witness[-1]
    undecided = f"nothing says how `{end.node}` is decided"  # the witness ends at a decision, and says no more
    assert transcript.misfit is None or (not end.input and transcript.misfit.startswith(undecided))
    visited = [entry.text for entry in transcript.entries if entry.kind == "node"]
    return follow(finding.witness, visited)


def follow(witness: tuple[WitnessStep, ...], visited: list[str]) -> list[str]:
    """Each node of the witness in the order in which the call comes by it; several steps may be in one visit."""
    found = []
    at = 0
    for step in witness:
        while at < len(visited) and visited[at] != step.node:
            at += 1
        if at == len(visited):
            break
        found.append(step.node)
        at += bool(step.input) and at + 1 < len(visited)
    return found
