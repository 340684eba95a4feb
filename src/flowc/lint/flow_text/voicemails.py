"""Voicemails: silent gathers that wait while a message is recorded.

What a voicemail says first stands before the recording, and looks like any ``say``. In a document of the voicemail's
own it can only be that. Where callers only ever come to it by a ``goto``, it is what is said in all those places.
"""

from __future__ import annotations

from flowc.ir.outcomes import is_keys
from flowc.ir.voicemail import MAX_SECONDS
from flowc.lint.flow_text.origins import NO_DIGITS, Asked, Origins
from flowc.lint.flow_text.steps import Steps
from flowc.lint.flow_text.words import Handler, quoted, target_of

__all__ = ["greetings", "voicemail_lines"]

_KEY = "#"


def greetings(origins: Origins) -> dict[str, str | None]:
    """What is said before the recording of each voicemail; None where nothing is."""
    own: dict[str, str | None] = {}
    elsewhere: dict[str, set[str | None]] = {}
    for asked in origins.asked:
        node = asked.route.node
        if node in origins.messages and asked.route.attempt == 1:
            said = _said_before(origins, asked)
            elsewhere.setdefault(node, set()).add(said)
            if origins.node_name(origins.original(asked.page.name)) == node:
                own[node] = said
    alike = {node: said.copy().pop() if len(said) == 1 else None for node, said in elsewhere.items()}
    return alike | own


def _said_before(origins: Origins, asked: Asked) -> str | None:
    before = asked.at - 2
    if before < 0 or asked.page.actions[before].action.name != "say":
        return None
    match origins.said(asked.page, before):
        case {"text": str(text), **others} if not others and NO_DIGITS not in text:
            return text
    return None


def voicemail_lines(name: str, steps: Steps) -> list[str]:
    """The settings of a voicemail, and what follows it."""
    origins = steps.origins
    routes = origins.messages[name]
    words, seconds = steps.greetings.get(name), sum(route.spec.timeout_seconds for route in routes)
    key = next(filter(is_keys, origins.next_of(routes[0])), None)
    lines = [] if words is None else [f"prompt {quoted(words)}"]
    if seconds != MAX_SECONDS[0]:
        lines.append(f"max {seconds}s")
    if key != _KEY:
        lines.append(f"finish_on {key or 'none'}")
    done = target_of(steps.body(origins.pages[f"{name}.on_done"], 1))
    return [*lines, *Handler(("done",), done).lines]
