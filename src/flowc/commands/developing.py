"""``flowc serve --dev``: a flow while it is written, every edit compiled, told of, built, drawn and served."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from flowc.commands.compiling import Compiled, compile_inputs
from flowc.commands.console import Console, UserError
from flowc.commands.inputs import DOCUMENT, SUFFIX, mistaken
from flowc.commands.options import Arguments
from flowc.commands.reporting import report, summary
from flowc.diagnostics import Finding
from flowc.emit.diagram.overlay import with_findings
from flowc.emit.diagram.panels import panelled
from flowc.emit.diagram.picture import Picture, make_picture
from flowc.emit.diagram.svg import draw_svg
from flowc.emit.diagram.theme import style_sheet
from flowc.emit.documents import FlowBuild, build
from flowc.files import find
from flowc.ir.graph import Block, Decide, Flow, Node, Program
from flowc.rehearsal import anywhere
from flowc.serve.dev.edition import Decided, Edit, Entry, Found, OnCall, Spot
from flowc.source import SourceMap

if TYPE_CHECKING:
    from socket import socket

    from flowc.serve.settings import Settings

__all__ = ["STAGE", "STYLE", "Editing", "develop"]

STAGE = ".stage"
"""The selector of the part of the page that pictures are in."""

STYLE = style_sheet(STAGE)
"""How pictures look there."""

_NUMBER = "-"
"""Tells the identifiers of a picture from those of the page."""


def develop(arguments: Arguments, console: Console, settings: Settings, listener: socket, address: str) -> int:
    """Serve what the operands name while it is edited, until a signal ends it.

    Args:
        address: the host and port at which ``listener`` listens.

    Raises:
        UserError: there is no such file.
    """
    from flowc.serve.dev.front import Front
    from flowc.serve.dev.run import Work, run
    from flowc.serve.dev.watch import Watch
    from flowc.serve.logs import Log

    named = find(arguments.operands, SUFFIX)
    if not named.files:
        raise UserError("; ".join(map(str, named.problems)), named.problems[0].help)
    if all(file.endswith(DOCUMENT) for file in named.files):
        raise mistaken(named.files[0])

    def ready() -> None:
        console.say(f"take the call at http://{address}/ (Ctrl+C ends it)")
        if arguments.flag("--open"):
            _open(f"http://{address}/")

    editing = Editing(arguments, console)
    work = Work(Watch(editing.named, editing.read), editing.edit, console.say)
    host = listener.getsockname()[0]
    run(Front(STYLE, settings, Log("warning"), host), work, listener, ready)
    return 0


def _open(address: str) -> None:
    """Open a page in the browser; some browsers do not come back before they are closed."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


class Editing:
    """Flows that somebody is writing: those that the operands name, and what they import."""

    def __init__(self, arguments: Arguments, console: Console) -> None:
        self._arguments = arguments
        self._console = console
        self._read: list[str] = []

    def named(self) -> Sequence[str]:
        """The files that the operands mean."""
        return find(self._arguments.operands, SUFFIX).files

    def read(self) -> Sequence[str]:
        """The files that the last edit was read from, imports among them."""
        return self._read

    def edit(self) -> Edit:
        """Read, compile, and tell what was found as ``flowc check`` does; build where there are no errors.

        What cannot be read is a finding too: the file may be there again with the next edit.
        """
        try:
            compiled = compile_inputs(self._arguments, self._console)
        except UserError as problem:
            self._console.fail(problem)
            return Edit(None, {}, [Found("error", "", "", problem.message, problem.help)])
        self._read = [source.path for source in compiled.sources.sources]
        program = compiled.compilation.program
        report(compiled.findings, compiled.sources, self._arguments, self._console, program=program)
        summary(compiled.findings, len(compiled.inputs.texts), self._arguments, self._console)
        found = [_found(finding, compiled.sources) for finding in compiled.findings]
        if program is None or compiled.compilation.has_errors or not compiled.inputs.complete:
            return Edit(None, {}, found)
        return _built(anywhere(program), compiled, found)


def _built(program: Program, compiled: Compiled, found: Sequence[Found]) -> Edit:
    from flowc.api import sources_of

    builds = list(build(program, sources=sources_of(compiled.compilation)))
    flows = [_on_call(program, flow, made, compiled.findings) for flow, made in zip(program.flows, builds, strict=True)]
    return Edit(flows, {made.flow: made.files for made in builds}, found)


def _on_call(program: Program, flow: Flow, made: FlowBuild, findings: Sequence[Finding]) -> OnCall:
    picture = with_findings(make_picture(program, flow), findings)
    assert flow.base_url is not None, "a flow that is rehearsed has one"
    return OnCall(
        flow.name,
        flow.title or "",
        flow.language,
        flow.base_url,
        _places(program, picture, made),
        [decided for index in flow.blocks for decided in _decided(program, program.blocks[index])],
        [Entry(node.name, program.blocks[node.block].name) for node in _nodes(program, flow) if node.entry],
        _drawing(picture),
    )


def _places(program: Program, picture: Picture, made: FlowBuild) -> Mapping[str, Sequence[Spot]]:
    card_of = {block: f"c{_NUMBER}{index}" for index, card in enumerate(picture.cards) for block in card.blocks}
    return {
        document: [Spot(card_of.get(index, ""), program.blocks[index].name) for index in blocks]
        for document, blocks in made.blocks.items()
    }


def _decided(program: Program, block: Block) -> Iterator[Decided]:
    if isinstance(block.exit, Decide):
        decision, outcomes = block.exit.decision, [edge.event for edge in block.exit.edges]
        zone = "" if decision.hours is None else decision.hours.zone
        yield Decided(program.nodes[block.node].name, decision.kind, outcomes, zone)


def _nodes(program: Program, flow: Flow) -> Iterator[Node]:
    return (program.nodes[index] for index in flow.nodes)


def _drawing(picture: Picture) -> Callable[[], str]:
    return lambda: draw_svg(panelled(picture), number=_NUMBER, styled=False)


def _found(finding: Finding, sources: SourceMap) -> Found:
    place = sources.locate(finding.span)
    where = f"{place.path}:{place.line}:{place.column}"
    return Found(finding.severity, finding.code, where, finding.message, finding.help)
