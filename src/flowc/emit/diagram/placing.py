"""Where the cards of a panel lie: each piece that hangs together by itself, and the pieces in columns.

Pieces lie in the order of their first cards. Most are trees; Graphviz is asked for those that are none.
"""

from __future__ import annotations

from collections.abc import Sequence

from flowc.emit.diagram.dot import layout_dot
from flowc.emit.diagram.engine import Ends, Point, Positions, lay_out
from flowc.emit.diagram.panels import columns
from flowc.emit.diagram.picture import Picture
from flowc.emit.diagram.sizes import Box
from flowc.emit.diagram.tree import tree_of

__all__ = ["place"]


def place(picture: Picture, boxes: Sequence[Box], panel: Sequence[int], engine: str = "auto") -> Positions:
    """The cards of a panel placed.

    Args:
        engine: as ``lay_out`` takes it; whichever is named lays out trees too, ``auto`` leaves them to ``tree``.

    Raises:
        EngineError: nothing could lay a piece out.
    """
    pieces = [_placed(picture, boxes, piece, engine) for piece in _pieces(picture, panel)]
    if len(pieces) == 1:
        return pieces[0]
    spots = columns([(piece.width, piece.height) for piece in pieces])
    nodes: dict[str, Point] = {}
    edges: dict[Ends, list[list[Point]]] = {}
    for piece, (right, down) in zip(pieces, spots, strict=True):
        moved = piece.moved(right, down)
        nodes |= moved.nodes
        edges |= moved.edges
    return Positions(
        max(x + piece.width for piece, (x, _) in zip(pieces, spots, strict=True)),
        max(y + piece.height for piece, (_, y) in zip(pieces, spots, strict=True)),
        nodes,
        edges,
    )


def _placed(picture: Picture, boxes: Sequence[Box], piece: Sequence[int], engine: str) -> Positions:
    tree = tree_of(picture, boxes, piece) if engine == "auto" else None
    return tree or lay_out(layout_dot(picture, boxes, piece), engine)


def _pieces(picture: Picture, panel: Sequence[int]) -> list[list[int]]:
    """The cards that lines hold together, each in the order of the panel."""
    piece_of = {index: [index] for index in panel}
    for index in panel:
        for way in picture.cards[index].ways:
            if not way.stub and piece_of[way.to] is not piece_of[index]:
                few, many = sorted((piece_of[index], piece_of[way.to]), key=len)
                many += few
                piece_of.update(dict.fromkeys(few, many))
    return [sorted(piece) for index, piece in piece_of.items() if index == min(piece)]
