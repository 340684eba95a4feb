"""What a picture costs, against Graphviz' own ``dot`` program.

Once on the same DOT text, whose pictures have the same lines, and once on a **naive** one: a node for every card, an
edge with its label for every way, as anybody would write it who draws a graph of a call flow by hand.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

from benchmarks.paired import Measured, Subject, compare
from flowc.compile import compile_sources
from flowc.emit.diagram.dot import layout_dot
from flowc.emit.diagram.panels import panelled
from flowc.emit.diagram.picture import Picture, make_picture
from flowc.emit.diagram.sizes import box_of
from flowc.emit.diagram.svg import draw_svg
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
        picture = panelled(_picture(nodes))
        draw = _drawing(picture)
        few = max(1, pairs // 4)
        same = compare(draw, _dot(_same(picture)), pairs=few)
        yield f"SVG of {nodes:,} nodes", "`dot`, the same text", same, 1
        naive = compare(draw, _dot([_naive(picture)]), pairs=1 if nodes >= _SLOW else few)
        yield f"SVG of {nodes:,} nodes", "`dot`, a naive text", naive, 1 / 2


def _picture(nodes: int) -> Picture:
    sources = SourceMap()
    sources.add("company.mv", company(nodes))
    program = compile_sources(sources).program
    assert program is not None
    return make_picture(program, program.flows[0])


def _drawing(picture: Picture) -> Subject:
    return lambda: draw_svg(picture)


def _same(picture: Picture) -> list[str]:
    boxes = [box_of(picture, index) for index in range(len(picture.cards))]
    panels = picture.panels or (tuple(range(len(picture.cards))),)
    return [layout_dot(picture, boxes, panel) for panel in panels]


def _naive(picture: Picture) -> str:
    lines = ["digraph flow {", "rankdir=LR", "node [shape=box]"]
    for index, card in enumerate(picture.cards):
        words = "\\n".join(said.text.replace('"', "'") for said in card.said)
        lines.append(f'n{index} [label="{card.name}\\n{words}"]')
        lines += [f'n{index} -> n{way.to} [label="{", ".join(way.labels)}"]' for way in card.ways if way.to >= 0]
    return "\n".join([*lines, "}"])


def _dot(texts: list[str]) -> Subject:
    def run() -> None:
        for text in texts:
            subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True)

    return run
