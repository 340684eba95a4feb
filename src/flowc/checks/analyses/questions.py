"""Questions as calls come to them: a gather, how it collects digits, what was heard before it, and which keys callers
are told to press.

Most questions are later attempts, which say few words of their own and no key among them; a look at each text once
tells them apart.
"""

from __future__ import annotations

from flowc.checks.analyses.announced import announced
from flowc.checks.analyses.spoken import Heard, Saying, Spoken, Told, is_english
from flowc.ir.graph import Gather, GatherSpec, Node, Program, Route
from flowc.records import NamedTuple

__all__ = ["Question", "questions_of"]


class Question(NamedTuple):
    """One gather that calls come to. ``block`` is its number, ``heard`` what is spoken before its prompt.

    ``told`` are the keys that callers are told to press, by what comes before and by the prompt itself. A later attempt
    repeats the prompt behind words of its own; only these are new. Where the prompt is not English it tells of none.
    """

    block: int
    node: Node
    spec: GatherSpec
    gather: Gather
    route: Route
    heard: Heard
    english: bool
    told: tuple[Told, ...]


def questions_of(program: Program, spoken: Spoken) -> list[Question]:
    """Every question of a menu or a collect that calls come to, first attempts before later ones.

    A voicemail waits for a key as well, and asks nothing.
    """
    english = [is_english(flow.language) for flow in program.flows]
    found = []
    for number, block in enumerate(program.blocks):
        leave = block.exit
        node = program.nodes[block.node]
        if not isinstance(leave, Gather) or node.gather is None:
            continue
        heard = spoken.before_prompt(number)
        if heard is not None:
            route = program.routes[leave.route]
            readable = english[node.flow]
            told = _own(number, node, leave, route) if readable else ()
            if heard.announced and readable:
                told = (*heard.announced.values(), *told)
            found.append(Question(number, node, route.gather, leave, route, heard, readable, told))
    return sorted(found, key=lambda question: question.route.attempt)


def _own(number: int, node: Node, gather: Gather, route: Route) -> tuple[Told, ...]:
    """What the prompt of a gather tells callers to press."""
    text = gather.prompt or ""
    words = text if route.attempt == 1 else text.removesuffix(route.gather.prompt or "").strip()
    announcements = announced(words)
    if not announcements:
        return ()
    span = gather.prompt_span
    if route.attempt > 1:
        handlers = (handler for handler in node.handlers if words in map(str.strip, handler.words))
        span = next((handler.span for handler in handlers), span)
    return tuple(Told(announcement, Saying(words, span), number) for announcement in announcements)
