"""Questions as calls come to them: a gather, how it collects digits, and what was heard before it."""

from __future__ import annotations

from flowc.checks.analyses.spoken import Heard, Spoken
from flowc.ir.graph import Gather, GatherSpec, Node, Program, Route
from flowc.records import NamedTuple

__all__ = ["Question", "questions_of"]


class Question(NamedTuple):
    """One gather that calls come to. ``block`` is its number, ``heard`` what is spoken before its prompt."""

    block: int
    node: Node
    spec: GatherSpec
    gather: Gather
    route: Route
    heard: Heard


def questions_of(program: Program, spoken: Spoken) -> list[Question]:
    """Every question of a menu or a collect that calls come to, first attempts before later ones.

    A voicemail waits for a key as well, and asks nothing.
    """
    found = []
    for number, block in enumerate(program.blocks):
        leave = block.exit
        if not isinstance(leave, Gather) or program.nodes[block.node].gather is None:
            continue
        heard = spoken.before_prompt(number)
        if heard is not None:
            route = program.routes[leave.route]
            found.append(Question(number, program.nodes[block.node], route.gather, leave, route, heard))
    return sorted(found, key=lambda question: question.route.attempt)
