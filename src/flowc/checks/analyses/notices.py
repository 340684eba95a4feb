"""Whether a caller has been told of a recording before it begins.

A search from the start of every flow that ends wherever a notice is spoken, or a recording or stream begins. What it
reaches is reached without a notice, and the first such journey is a shortest one: the same as asking whether the
notices together dominate the recording. Linear in blocks and edges.

A notice is a text with a word that begins with "record", "monitor" or "transcrib", or one that says who listens to the
call. A text in another language than English may be one, so the search ends there as well. Where somebody else's
application leads in, it may have said so itself.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from functools import lru_cache

from flowc.checks.analyses.journeys import Step
from flowc.checks.analyses.spoken import is_english
from flowc.checks.analyses.ways import Ways
from flowc.ir.graph import Action, Block, Gather, Program
from flowc.records import NamedTuple

__all__ = ["Unannounced", "is_notice", "unannounced"]

_NOTICE = r"(?i)\b(?:record|monitor|transcrib|listen(?:s|ing)? (?:in\b|to (?:this|the|your) (?:call|conversation)))"
_CAPTURES = ("start_recording", "start_stream")
_SHOWN_STEPS = 100_000
"""Steps of all journeys together; beyond them none is shown."""


class Unannounced(NamedTuple):
    """An action that begins to capture the call, and a journey to its block on which nobody says so, unless too much is
    shown already."""

    block: int
    action: Action
    steps: list[Step]


@lru_cache(maxsize=4096)
def is_notice(text: str) -> bool:
    """Whether a text tells that the call is recorded, monitored or listened to."""
    return re.search(_NOTICE, text) is not None


def unannounced(program: Program, ways: Ways, fresh: Iterable[int]) -> list[Unannounced]:
    """Every action that a caller can come to untold, nearest first."""
    if not any(action.name in _CAPTURES for block in program.blocks for action in block.actions):
        return []
    english = [is_english(flow.language) for flow in program.flows]
    came: dict[int, Step | None] = dict.fromkeys(fresh)
    waiting = deque(came)
    found = []
    shown = _SHOWN_STEPS
    while waiting:
        number = waiting.popleft()
        block = program.blocks[number]
        stop = _first_stop(block, english[program.nodes[block.node].flow])
        if isinstance(stop, Action):
            steps = _path(came, number, shown)
            shown = shown - len(steps) if steps or came[number] is None else 0
            found.append(Unannounced(number, stop, steps))
        if stop:
            continue
        for edge in ways[number]:
            if edge.to not in came:
                came[edge.to] = Step(number, edge)
                waiting.append(edge.to)
    return found


def _first_stop(block: Block, english: bool) -> Action | bool:
    """The action of a block that begins to capture, unless a notice comes first: then True; False for neither."""
    for action in block.actions:
        if action.name in _CAPTURES:
            return action
        if action.name == "say" and _tells(action.get("text"), english):
            return True
    return isinstance(block.exit, Gather) and _tells(block.exit.prompt, english)


def _tells(text: object, english: bool) -> bool:
    return isinstance(text, str) and (not english or is_notice(text))


def _path(came: dict[int, Step | None], number: int, most: int) -> list[Step]:
    """The steps to a block; none where there are more than ``most``."""
    steps: list[Step] = []
    step = came[number]
    while step is not None:
        if len(steps) == most:
            return []
        steps.append(step)
        step = came[step.block]
    return steps[::-1]
