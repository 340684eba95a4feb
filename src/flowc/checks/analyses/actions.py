"""The actions of a program, each place of the source once: a default's action is in many blocks and is one."""

from __future__ import annotations

from collections.abc import Iterable

from flowc.destinations import Destination, classify
from flowc.ir.graph import Action, Bridge, Ending, Program, Redirect
from flowc.records import NamedTuple
from flowc.source import Span

__all__ = ["ActionPlace", "DestinationPlace", "actions_of", "destinations_of"]


class ActionPlace(NamedTuple):
    """An action and the first block that runs it."""

    block: int
    action: Action


class DestinationPlace(NamedTuple):
    """Where a call is sent to, the value in the flow that says so, and what is known of it."""

    block: int
    text: str
    span: Span
    what: Destination


def destinations_of(places: Iterable[ActionPlace]) -> list[DestinationPlace]:
    """Every destination of a transfer or a bridge, and what is known of it."""
    return [
        DestinationPlace(place.block, field.value, field.span, classify(field.value))
        for place in places
        for field in place.action.fields
        if field.name in ("destination", "to") and isinstance(field.value, str)
    ]


def actions_of(program: Program) -> list[ActionPlace]:
    """Every action in the order of the blocks, those that end a block included."""
    found: dict[tuple[Span, str], ActionPlace] = {}
    for number, block in enumerate(program.blocks):
        for action in block.actions:
            found.setdefault((action.span, action.name), ActionPlace(number, action))
        leave = block.exit
        if isinstance(leave, Bridge | Redirect | Ending):
            found.setdefault((leave.action.span, leave.action.name), ActionPlace(number, leave.action))
    return list(found.values())
