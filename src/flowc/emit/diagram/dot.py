"""A picture in the DOT language.

Two texts are made of the same cards. ``export_dot`` is for people and their tools: cards are records with their words
in them. ``layout_dot`` is for the layout alone: a card is a stack of empty fields of the size that was worked out for
it, because sizes that depend on the fonts of a machine would make every machine's picture another one. In both, lines
leave at a port and there are no edge labels, which would double the ranks.

Text of any content is put down by the ``graphviz`` package, which knows what a quotation mark needs. Graphviz reads
texts twice, though: what is left means something again in a label, ``\\n`` and ``&lt;`` for instance, and braces and
bars in a record. The text for the layout holds numbers and names of fields alone, and needs neither.
"""

from __future__ import annotations

from collections.abc import Sequence

from flowc.emit.diagram.metrics import wrapped
from flowc.emit.diagram.picture import Card, Picture, Way
from flowc.emit.diagram.sizes import UNIT, Box
from flowc.emit.diagram.text import plain
from flowc.patterns import pattern

__all__ = ["ABOVE", "ASIDE", "ENTRANCE", "export_dot", "layout_dot", "weight_of"]

ABOVE, ASIDE = 24, 56
"""The room between two cards of a column, and between two columns, in points."""

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

_ENTITY = pattern(r"&(?=#?[0-9A-Za-z]+;)")
_RECORD = str.maketrans({sign: f"\\{sign}" for sign in "{}|<>"})


def layout_dot(picture: Picture, boxes: Sequence[Box], panel: Sequence[int]) -> str:
    """What is to be laid out of the cards of a panel: boxes of a given size and the lines between them."""
    lines = [
        "digraph {",
        f"graph [rankdir=LR nodesep={_inches(ABOVE)} ranksep={_inches(ASIDE)} splines=true]",
        'node [shape=record fixedsize=true margin="0,0" fontsize=1]',
        "edge [arrowhead=none]",
    ]
    for index in panel:
        box = boxes[index]
        lines.append(f'n{index} [label="{_fields(box)}" width={_inches(box.width)} height={_inches(box.height)}]')
    for index in panel:
        for place, way in enumerate(picture.cards[index].ways):
            if not way.stub:
                lines.append(f"n{index}:{_port(boxes[index], place)}:e -> n{way.to}:in:w [weight={weight_of(way)}]")
    return "\n".join([*lines, "}\n"])


def weight_of(way: Way) -> int:
    """How much it counts that the line of a way is short and straight."""
    return 1 if way.quiet else 3


def _inches(points: float) -> str:
    return f"{points / _INCH:.4f}"


def _fields(box: Box) -> str:
    """A card as a stack of fields, those with a name where a line begins or ends."""
    fields = [""] * (int(box.height) // UNIT)
    for y in box.ports.values():
        fields[_field_at(y)] = f"<p{_field_at(y)}>"
    fields[ENTRANCE] = "<in>"
    return "|".join(fields)


def _field_at(y: float) -> int:
    return int(y // UNIT)


def _port(box: Box, place: int) -> str:
    field = _field_at(box.ports[place])
    return "in" if field == ENTRANCE else f"p{field}"


def export_dot(picture: Picture) -> str:
    """The picture for other programs that read DOT."""
    from graphviz import Digraph

    graph = Digraph(_label(picture.flow))
    graph.attr(rankdir="LR", label=_label(picture.title), labelloc="t", fontname="Helvetica", nodesep="0.3")
    graph.attr("node", shape="record", fontname="Helvetica", fontsize="11", style="rounded")
    graph.attr("edge", fontname="Helvetica", fontsize="10")
    for index, card in enumerate(picture.cards):
        bold = {"penwidth": "2"} if card.start else {}
        graph.node(f"n{index}", label=_record(picture, card), tooltip=_label(card.name or card.node), **bold)
    for index, card in enumerate(picture.cards):
        for place, way in enumerate(card.ways):
            if not way.stub:
                port = f"n{index}:w{place}:e" if way.labels else f"n{index}"
                color = "#6b7280" if way.quiet else "#111827"
                graph.edge(port, f"n{way.to}", style=_STYLES[way.kind], color=color)
    return str(graph.source)


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


def _broken(text: str) -> tuple[str, ...]:
    return wrapped(text, 11, 220, 6)


def _field(text: str) -> str:
    """Text in a field of a record, where braces, bars and angles mean something too."""
    return _literal(text).translate(_RECORD)


def _label(text: str) -> str:
    """Text of any content as a name, or as a label outside of records, where angles around the whole mean something."""
    from graphviz import nohtml

    label: str = nohtml(_literal(text))
    return label


def _literal(text: str) -> str:
    """Text in which Graphviz finds no escape and no entity."""
    return _ENTITY.sub("&amp;", plain(text).replace("\\", "\\\\"))
