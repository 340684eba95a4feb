"""A picture in the DOT language, through the ``graphviz`` package.

Two texts are made of the same cards. ``export_dot`` is for people and their tools: cards are records with their words
in them. ``layout_dot`` is for the layout alone: a card is a stack of empty fields of the size that was worked out for
it, because sizes that depend on the fonts of a machine would make every machine's picture another one. In both, lines
leave at a port and there are no edge labels, which would double the ranks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowc.emit.diagram.picture import Card, Picture, Way
from flowc.emit.diagram.sizes import UNIT, Box
from flowc.emit.diagram.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphviz import Digraph

__all__ = ["ENTRANCE", "export_dot", "layout_dot"]

_INCH = 72
ENTRANCE = 2
"""The field of a card at which lines arrive."""

_STYLES = {
    "next": "solid",
    "keys": "solid",
    "outcome": "solid",
    "silence": "dotted",
    "short": "dotted",
    "wrong": "dashed",
    "exhausted": "dashed",
    "failed": "dashed",
    "fault": "dotted",
}


def layout_dot(picture: Picture, boxes: Sequence[Box], panel: Sequence[int]) -> str:
    """What is to be laid out of the cards of a panel: boxes of a given size and the lines between them."""
    graph = _digraph(picture)
    graph.attr(rankdir="LR", nodesep="0.3", ranksep="0.75", splines="true")
    graph.attr("node", shape="record", fixedsize="true", margin="0,0", label="", fontsize="1")
    graph.attr("edge", arrowhead="none")
    for index in panel:
        box = boxes[index]
        named = {_field_at(y) for y in box.ports.values()}
        count = int(box.height) // UNIT
        fields = "|".join(
            "<in>" if field == ENTRANCE else f"<p{field}>" if field in named else "" for field in range(count)
        )
        graph.node(f"n{index}", label=fields, width=f"{box.width / _INCH:.4f}", height=f"{box.height / _INCH:.4f}")
    for index in panel:
        for place, way in enumerate(picture.cards[index].ways):
            if not way.stub:
                weight = "1" if way.quiet else "3"
                graph.edge(f"n{index}:{_port(boxes[index], place)}:e", f"n{way.to}:in:w", weight=weight)
    return str(graph.source)


def _field_at(y: float) -> int:
    return int(y // UNIT)


def _port(box: Box, place: int) -> str:
    field = _field_at(box.ports[place])
    return "in" if field == ENTRANCE else f"p{field}"


def export_dot(picture: Picture) -> str:
    """The picture for other programs that read DOT."""
    graph = _digraph(picture)
    graph.attr(rankdir="LR", label=_quoted(picture.title), labelloc="t", fontname="Helvetica", nodesep="0.3")
    graph.attr("node", shape="record", fontname="Helvetica", fontsize="11", style="rounded")
    graph.attr("edge", fontname="Helvetica", fontsize="10")
    for index, card in enumerate(picture.cards):
        bold = {"penwidth": "2"} if card.start else {}
        graph.node(f"n{index}", label=_record(picture, card), tooltip=_quoted(card.name or card.node), **bold)
    for index, card in enumerate(picture.cards):
        for place, way in enumerate(card.ways):
            if not way.stub:
                port = f"n{index}:w{place}:e" if way.labels else f"n{index}"
                color = "#6b7280" if way.quiet else "#111827"
                graph.edge(port, f"n{way.to}", style=_STYLES[way.kind], color=color)
    return str(graph.source)


def _digraph(picture: Picture) -> Digraph:
    from graphviz import Digraph

    return Digraph(_quoted(picture.flow))


def _record(picture: Picture, card: Card) -> str:
    """A card as the label of a record: what happens, and a field for every way that has words."""
    sign = "\u25c7 " if card.kind == "decide" else ""
    lines = [f"{sign}{card.name}{' (a call starts here)' if card.start else ''}"] if card.name else []
    for _, text, quoted in card.said:
        lines += _broken(f"\u201c{text}\u201d" if quoted and text else text)
    lines += _broken(card.again)
    fields = [field for line in lines if (field := _field(line)).strip()]  # a blank line is none to Graphviz
    body = "".join(f"{field}\\l" for field in fields)
    ways = "".join(
        f"|<w{place}> {_field(_way_words(picture, way))}"
        for place, way in enumerate(card.ways)
        if way.labels or way.stub
    )
    return f"{body or ' '}{ways}"


def _way_words(picture: Picture, way: Way) -> str:
    words = ", ".join(way.labels) or "then"
    return f"{words} \u2192 {picture.target_name(way)}" if way.stub else words


def _broken(text: str) -> list[str]:
    from flowc.emit.diagram.metrics import wrapped

    return wrapped(text, 11, 220, 6)


def _field(text: str) -> str:
    """Text in a field of a record, where braces, bars, angles, blanks and backslashes mean something."""
    return "".join(f"\\{character}" if character in "{}|<>\\" else character for character in plain(text))


def _quoted(text: str) -> str:
    """Text outside records, where the backslash means something, and angles around the whole."""
    from graphviz import nohtml

    quoted: str = nohtml(plain(text).replace("\\", "\\\\"))
    return quoted
