"""What is laid over a picture: findings where they are, a journey, what tests have come by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flowc.diagnostics import Finding
from flowc.emit.diagram.picture import Card, Mark, Picture
from flowc.source import Span

__all__ = ["with_calls", "with_findings"]


def with_findings(picture: Picture, findings: Sequence[Finding]) -> Picture:
    """The picture with every finding on the smallest card that it lies in."""
    marks: dict[int, list[Mark]] = {}
    for finding in findings:
        index = _card_at(picture.cards, finding.span)
        if index is not None:
            marks.setdefault(index, []).append(Mark(finding.severity, finding.code, finding.message))
    cards = [card._replace(marks=tuple(marks.get(index, ()))) for index, card in enumerate(picture.cards)]
    return picture._replace(cards=tuple(cards))


def with_calls(picture: Picture, visits: Iterable[int], taken: Mapping[tuple[int, str], int], *, kind: str) -> Picture:
    """The picture with what calls have done.

    Args:
        visits: the blocks that calls came to, each time that they did.
        taken: how often an edge was taken, by block and event.
        kind: ``journey`` for one call, ``coverage`` for those of tests.
    """
    count: dict[int, int] = {}
    for block in visits:
        count[block] = count.get(block, 0) + 1
    cards = []
    for card in picture.cards:
        ways = tuple(way._replace(taken_by=sum(taken.get(edge, 0) for edge in way.taken)) for way in card.ways)
        cards.append(card._replace(ways=ways, visits=sum(count.get(block, 0) for block in card.blocks)))
    return picture._replace(cards=tuple(cards), counted=kind)


def _card_at(cards: Sequence[Card], span: Span) -> int | None:
    around = [
        (card.span.end - card.span.start, index)
        for index, card in enumerate(cards)
        if card.span.start <= span.start and span.end <= card.span.end
    ]
    return min(around)[1] if around else None
