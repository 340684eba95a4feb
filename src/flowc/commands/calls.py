"""Calls that are shown on a picture: a journey that is asked for, and those of the tests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from flowc.commands.compiling import Compiled
from flowc.commands.console import UserError
from flowc.diagnostics import Finding
from flowc.emit.diagram.overlay import with_calls
from flowc.emit.diagram.picture import Picture
from flowc.ir.graph import Flow, Program
from flowc.rehearsal import anywhere, run_tests, site_of
from flowc.simulate.caller import Misfit, read_input, script
from flowc.simulate.formats import FlowRun
from flowc.simulate.graph import Taken
from flowc.simulate.play import run_graph

__all__ = ["coverage_trails", "journey_trail", "test_runs", "with_trails"]

Trail = tuple[int, Sequence[Taken]]
"""The block that a call begins in, and the edges that it takes."""

_CODE = re.compile(r"MV[0-9]{3}")


def with_trails(picture: Picture, program: Program, trails: Sequence[Trail], kind: str) -> Picture:
    """The picture with calls on it; ``kind`` as for ``with_calls``."""
    visits = [block for begin, trail in trails for block in (begin, *(taken.edge.to for taken in trail))]
    taken = Counter((step.block, step.edge.event) for _, trail in trails for step in trail)
    return with_calls(picture, visits, taken, kind=kind)


def journey_trail(program: Program, flow: Flow, findings: Sequence[Finding], words: str) -> Trail:
    """The call of a caller who does what ``words`` say, or of the caller who shows a finding.

    Args:
        words: as for ``flowc simulate --input``, or the code of a rule.

    Raises:
        UserError: the words are none, or do not fit, or the rule has shown no caller.
    """
    if flow.start < 0:
        raise UserError(f"the flow `{flow.name}` does not say where it starts")
    begin = program.nodes[flow.start].block
    if _CODE.fullmatch(words):
        shown = [finding for finding in findings if finding.code == words and finding.witness]
        if not shown:
            raise UserError(f"no finding of {words} tells of a caller", "`flowc check` shows what was found")
        begin = _block_of(program, flow, shown[0].witness[0].node, begin)
        words = " ".join(step.input for step in shown[0].witness if step.input)
    acts = read_input(words)
    if isinstance(acts, Misfit):
        raise UserError(f"--journey: {acts.message}")
    played = run_graph(program, flow, script(acts), start=begin)
    if played.transcript.misfit is not None:
        raise UserError(f"--journey: {played.transcript.misfit}")
    return begin, played.trail


def _block_of(program: Program, flow: Flow, node: str, otherwise: int) -> int:
    return next((program.nodes[index].block for index in flow.nodes if program.nodes[index].name == node), otherwise)


def test_runs(program: Program, compiled: Compiled) -> list[FlowRun]:
    """The test blocks of every flow, run.

    Raises:
        UserError: with errors there are no documents to run them against.
    """
    if compiled.compilation.has_errors:
        raise UserError("tests cannot be run while there are errors", "`flowc check` shows them")
    rehearsed = anywhere(program)
    return run_tests(rehearsed, compiled.sources, site_of(rehearsed))


def coverage_trails(program: Program, flow: Flow, compiled: Compiled) -> list[Trail]:
    """The calls of a flow's tests."""
    return [
        (trial.blocks[0], trial.trail)
        for run in test_runs(program, compiled)
        if run.coverage.flow.name == flow.name
        for trial in run.trials
        if trial.blocks
    ]
