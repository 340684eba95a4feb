"""What the tests of pictures have in common."""

from __future__ import annotations

from flowc.compile import compile_sources
from flowc.emit.diagram.panels import panelled
from flowc.emit.diagram.picture import Picture, make_picture
from flowc.ir.graph import Program
from flowc.source import SourceMap

__all__ = ["picture_of", "program_of"]


def program_of(text: str) -> Program:
    sources = SourceMap()
    sources.add("flow.mv", text)
    program = compile_sources(sources).program
    assert program is not None
    return program


def picture_of(text: str, *, paths: str = "usual", unroll: bool = False) -> Picture:
    """The picture of the first flow of a text."""
    program = program_of(text)
    return panelled(make_picture(program, program.flows[0], paths=paths, unroll=unroll))
