"""The actions of a program, each place of the source once: a default's action is in many blocks and is one."""

from __future__ import annotations

from flowc.ir.graph import Action, Bridge, Ending, Program, Redirect
from flowc.records import NamedTuple
from flowc.source import Span

__all__ = ["ActionPlace", "actions_of"]


class ActionPlace(NamedTuple):
    """An action and the first block that runs it."""

    block: int
    action: Action


def actions_of(program: Program) -> list[ActionPlace]:
    """Every action in the order of the blocks, those that end a block included."""
    found: dict[tuple[Span, str], ActionPlace] = {}
    for number, block in enumerate(program.blocks):
        for action in block.actions:
            found.setdefault((action.span, action.name), ActionPlace(number, action))
        match block.exit:
            case Bridge(action=last) | Redirect(action=last) | Ending(action=last):
                found.setdefault((last.span, last.name), ActionPlace(number, last))
    return list(found.values())
