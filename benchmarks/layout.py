"""What a picture costs, against Graphviz' own ``dot`` program.

Once on the same DOT text, whose pictures have the same lines, and once on a **naive** one: a node for every card, an
edge with its label for every way, as anybody would write it who draws a graph of a call flow by hand. ``dot`` gets all
panels in one text, so that it starts once. A drawing begins where the flow is compiled, and finds nothing that another
one has left behind; the whole command, from its start and with the compiling, is told beside it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.paired import Measured, Subject, compare, process
from flowc.compile import compile_sources
from flowc.emit.diagram import face, metrics, sizes
from flowc.emit.diagram.dot import layout_dot
from flowc.emit.diagram.panels import panelled
from flowc.emit.diagram.picture import Picture, make_picture
from flowc.emit.diagram.sizes import box_of
from flowc.emit.diagram.svg import draw_svg
from flowc.ir.graph import Program
from flowc.source import SourceMap
from tests.diagram.large import company

__all__ = ["measure"]

_NODES = (100, 300, 1_000)
_SLOW = 300
"""Nodes from which on ``dot`` takes so long for the naive text that it runs once."""


def measure(pairs: int) -> Iterator[tuple[str, str, Measured, float | None]]:
    """Rows: what, against what, how it came out, and the goal as a ratio; none without ``dot``."""
    if shutil.which("dot") is None:
        return
    for nodes in _NODES:
        program = _program(nodes)
        picture = _picture(program)
        draw = _drawing(program)
        few = max(1, pairs // 4)
        same, naive = _dot(_same(picture)), _dot(_naive(picture))
        yield f"SVG of {nodes:,} nodes", "`dot`, the same text", compare(draw, same, pairs=few), 1
        slowly = compare(draw, naive, pairs=1 if nodes >= _SLOW else few)
        yield f"SVG of {nodes:,} nodes", "`dot`, a naive text", slowly, 1 / 2
        with tempfile.TemporaryDirectory() as folder:
            command = compare(_command(nodes, Path(folder)), same, pairs=few)
        yield f"`flowc diagram`, {nodes:,} nodes", "`dot`, the same text", command, None


def _program(nodes: int) -> Program:
    sources = SourceMap()
    sources.add("company.mv", company(nodes))
    program = compile_sources(sources).program
    assert program is not None
    return program


def _picture(program: Program) -> Picture:
    return panelled(make_picture(program, program.flows[0]))


def _drawing(program: Program) -> Subject:
    kept = [each for module in (face, metrics, sizes) for each in vars(module).values() if hasattr(each, "cache_clear")]

    def draw() -> None:
        for cache in kept:
            cache.cache_clear()
        draw_svg(_picture(program))

    return draw


def _command(nodes: int, folder: Path) -> Subject:
    (folder / "company.mv").write_text(company(nodes), encoding="utf-8")
    command = [sys.executable, "-m", "flowc", "diagram", "company.mv", "--whole", "-o", "company.svg"]
    return process(command, cwd=str(folder))


def _same(picture: Picture) -> str:
    boxes = [box_of(picture, index) for index in range(len(picture.cards))]
    panels = picture.panels or (tuple(range(len(picture.cards))),)
    return "".join(layout_dot(picture, boxes, panel) for panel in panels)


def _naive(picture: Picture) -> str:
    lines = ["digraph flow {", "rankdir=LR", "node [shape=box]"]
    for index, card in enumerate(picture.cards):
        words = "\\n".join(said.text.replace('"', "'") for said in card.said)
        lines.append(f'n{index} [label="{card.name}\\n{words}"]')
        lines += [f'n{index} -> n{way.to} [label="{", ".join(way.labels)}"]' for way in card.ways if way.to >= 0]
    return "\n".join([*lines, "}"])


def _dot(text: str) -> Subject:
    def run() -> None:
        subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True)

    return run
