"""What happens in a block, in words, and what two blocks have in common that were written once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.emit.diagram.decisions import decision_words, message_words, unfilled
from flowc.emit.diagram.words import Said, action_words, asking
from flowc.ir.graph import Block, Bridge, Decide, Ending, Gather, Hangup, Program, Redirect
from flowc.templates import MARK, encoded, spoken

__all__ = ["alike", "said_of"]


def said_of(block: Block, program: Program) -> tuple[Said, ...]:
    """The actions of a block, and how it ends."""
    actions = map(unfilled, block.actions) if block.fills else block.actions
    return (*map(action_words, actions), *_ending(block, program))


def _ending(block: Block, program: Program) -> Iterator[Said]:
    node = program.nodes[block.node]
    match block.exit:
        case Gather() if node.kind == "voicemail":
            yield message_words(program, node)
        case Decide(decision=decision):
            yield from decision_words(decision)
        case Gather(route=route, prompt=prompt):
            yield Said("question", prompt or "", True)
            yield Said("waiting", asking(program.routes[route].gather))
        case Bridge(action=action):
            yield action_words(unfilled(action) if block.fills else action)
            if action.get("timeout_seconds"):
                yield Said("waiting", f"Rings for {action.get('timeout_seconds')} s")
        case Ending(action=action):
            yield action_words(unfilled(action) if block.fills else action)
        case Redirect(action=action, to=to):
            away = unfilled(action) if block.fills else action
            yield action_words(away) if to is None else Said("onward", "Goes on")
        case Hangup():
            yield Said("end", "The call ends")


def alike(one: Sequence[Said], keys: str, other: Sequence[Said], other_keys: str) -> tuple[Said, ...] | None:
    """What two blocks both say, with ``{digits}`` where each has the keys that lead to it; None where they differ
    otherwise. Without keys they have to be the same."""
    if len(one) != len(other):
        return None
    said = []
    for mine, theirs in zip(one, other, strict=True):
        text = _text(mine.text, keys, theirs.text, other_keys)
        if text is None or mine.sign != theirs.sign:
            return None
        said.append(mine._replace(text=text))
    return tuple(said)


def _text(one: str, keys: str, other: str, other_keys: str) -> str | None:
    if one == other:
        return one
    if not keys or not other_keys:
        return None
    forms = (_aligned(one, form(keys), other, form(other_keys)) for form in (str, spoken, encoded))
    return next((text for text in forms if text is not None), None)


def _aligned(one: str, keys: str, other: str, other_keys: str) -> str | None:
    """Two texts side by side: where they differ, it has to be by the keys."""
    text = []
    at = other_at = 0
    while at < len(one) and other_at < len(other):
        if one.startswith(keys, at) and other.startswith(other_keys, other_at):
            text.append(MARK)
            at, other_at = at + len(keys), other_at + len(other_keys)
        elif one[at] == other[other_at]:
            text.append(one[at])
            at, other_at = at + 1, other_at + 1
        else:
            return None
    return "".join(text) if (at, other_at) == (len(one), len(other)) else None
