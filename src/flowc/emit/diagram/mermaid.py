"""A picture as Mermaid text, which many sites draw where it stands in a page.

Those sites draw at most 500 lines and 50,000 characters by default. A picture that would exceed that loses first its
texts, then its quiet ways; ``fits`` tells whether that was enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.emit.diagram.metrics import shortened
from flowc.emit.diagram.picture import Card, Picture, Way
from flowc.emit.diagram.text import plain
from flowc.emit.diagram.words import Said

__all__ = ["MOST_CHARACTERS", "MOST_EDGES", "draw_mermaid", "fits"]

MOST_EDGES, MOST_CHARACTERS = 500, 50_000
"""What Mermaid's defaults allow (its settings ``maxEdges`` and ``maxTextSize``)."""

_SHAPES = {
    "menu": ("{{", "}}"),
    "collect": ("{{", "}}"),
    "decide": ("{", "}"),
    "transfer": ("([", "])"),
    "bridge": ("([", "])"),
    "conference": ("([", "])"),
    "handover": ("[[", "]]"),
    "end": ("(((", ")))"),
}
_SIGNS = {
    "transfer": "\u260e",
    "bridge": "\u260e",
    "conference": "\u2687",
    "handover": "\u2197",
    "record": "\u25cf",
    "unrecord": "\u25a0",
    "stream": "\u2248",
    "unstream": "\u25a0",
    "again": "\u21bb",
    "end": "\u2716",
}
_LONG, _SHORT = 420, 160


def draw_mermaid(picture: Picture) -> str:
    """The picture as the text of a Mermaid flowchart."""
    text = _text(picture, _LONG, quiet=True)
    if not fits(text):
        text = _text(picture, _SHORT, quiet=True)
    return text if fits(text) else _text(picture, _SHORT, quiet=False)


def fits(text: str) -> bool:
    """Whether Mermaid draws a text with its default settings."""
    lines = sum("-->" in line or "-.->" in line for line in text.splitlines())
    return lines <= MOST_EDGES and len(text) <= MOST_CHARACTERS


def _text(picture: Picture, room: int, *, quiet: bool) -> str:
    lines = ["---", f"title: {_yaml(picture.title)}", "---", "flowchart LR"]
    for index, card in enumerate(picture.cards):
        opening, closing = _shape(card)
        lines.append(f'    n{index}{opening}"{_label(card, room)}"{closing}')
    for index, card in enumerate(picture.cards):
        for place, way in enumerate(card.ways):
            if quiet or not way.quiet:
                lines += _way(picture, index, place, way)
    lines += _classes(picture)
    return "\n".join(lines) + "\n"


def _shape(card: Card) -> tuple[str, str]:
    if card.kind in _SHAPES:
        return _SHAPES[card.kind]
    last = next((said.sign for said in reversed(card.said) if said.sign in _SHAPES), "")
    if last == "end" and len(card.said) > 1:
        return _SHAPES["transfer"]
    return _SHAPES.get(last, ("[", "]"))


def _label(card: Card, room: int) -> str:
    lines = [f"<b>{_escaped(card.name)}</b>"] if card.name else []
    lines += [_said(said, room) for said in card.said]
    if card.again:
        lines.append(f"{_SIGNS['again']} {_escaped(card.again)}")
    return "<br/>".join(lines) or " "


def _said(said: Said, room: int) -> str:
    text = _escaped(shortened(said.text, 10, room))
    if said.quoted:
        return f"\u201c{text}\u201d"
    return f"{_SIGNS[said.sign]} {text}" if said.sign in _SIGNS else text


def _way(picture: Picture, index: int, place: int, way: Way) -> Iterator[str]:
    arrow = "-.->" if way.quiet else "-->"
    label = f'|"{_escaped(", ".join(way.labels))}"|' if way.labels else ""
    target = f"n{way.to}"
    if way.stub and way.to != index:
        target = f"s{index}_{place}"
        yield f'    {target}>"{_escaped(picture.target_name(way))}"]'
    yield f"    n{index} {arrow}{label} {target}"


def _classes(picture: Picture) -> Iterator[str]:
    """The card where calls begin has a thick frame, and so have findings; nothing is said by colour alone."""
    starts = [f"n{index}" for index, card in enumerate(picture.cards) if card.start]
    if starts:
        yield "    classDef start stroke-width:4px"
        yield f"    class {','.join(starts)} start"


def _escaped(text: str) -> str:
    """Text between quotation marks, where Mermaid reads Markdown, HTML and its own entities."""
    return "".join(
        f"#{ord(character)};" if character in "\"'`<>&#{}[]()|\\*_~;%@$^" else character for character in plain(text)
    )


def _yaml(text: str) -> str:
    return '"' + plain(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
