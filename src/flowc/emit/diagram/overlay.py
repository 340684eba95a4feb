"""What is laid over a picture: findings where they are, a journey, what tests have come by, the traffic of calls."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from flowc.diagnostics import Finding
from flowc.emit.diagram.picture import Card, Mark, Picture
from flowc.emit.diagram.words import Said
from flowc.source import Span

__all__ = ["with_calls", "with_findings", "with_traffic"]


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


def with_traffic(
    picture: Picture,
    calls: Sequence[Sequence[int]],
    taken: Mapping[tuple[int, str], int],
    left: Mapping[int, int],
    untold: Collection[int] = (),
) -> Picture:
    """The picture with many calls on it: ways as wide as they are trodden, and on each card how many came by.

    Args:
        calls: the blocks that each call came to.
        taken: how often an edge was taken, by block and event.
        left: how many callers hung up, by block.
        untold: blocks that say nothing of those who came.
    """
    counted = with_calls(picture, (block for call in calls for block in call), taken, kind="traffic")
    cards = []
    for card in counted.cards:
        blocks = set(card.blocks)
        if blocks <= set(untold):
            cards.append(card._replace(visits=None))
            continue
        came = sum(not blocks.isdisjoint(call) for call in calls)
        hung_up = sum(left.get(block, 0) for block in blocks)
        words = f"{_callers(came)} came by"
        if card.kind in ("menu", "collect") and (card.visits or 0) > came:
            words += f", were asked {card.visits} times"
        words += f", {hung_up} hung up" if hung_up else ""
        cards.append(card._replace(said=(*card.said, Said("callers", words))))
    return counted._replace(cards=tuple(cards))


def _callers(count: int) -> str:
    return "1 caller" if count == 1 else f"{count or 'no'} callers"


def _card_at(cards: Sequence[Card], span: Span) -> int | None:
    around = [
        (card.span.end - card.span.start, index)
        for index, card in enumerate(cards)
        if card.span.start <= span.start and span.end <= card.span.end
    ]
    return min(around)[1] if around else None
