"""The texts of a program, each place of the source once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from flowc.checks.facts import Facts
from flowc.records import NamedTuple
from flowc.source import Span

__all__ = ["TextPlace", "texts_of"]

_Use = Literal["url", "speech", "variable"]

_USES: dict[str, _Use] = {**dict.fromkeys(("url", "stream_url", "destination", "to", "from"), "url"), "text": "speech"}
"""What becomes of the strings of actions, by their fields."""


class TextPlace(NamedTuple):
    """A text, what becomes of it, and the value in the flow that holds it."""

    use: _Use
    text: str
    span: Span


def texts_of(facts: Facts) -> Iterator[TextPlace]:
    """Every string that leaves the flow: URLs and destinations, what is spoken, and call variables."""
    for place in facts.actions:
        for field in place.action.fields:
            if isinstance(field.value, str):
                use = _USES.get(field.name)
                if use is not None:
                    yield TextPlace(use, field.value, field.span)
            elif isinstance(field.value, dict):
                for value in field.value.values():
                    if isinstance(value, str):
                        yield TextPlace("variable", value, field.span)
    said = set()
    for node in facts.program.nodes:
        if node.gather is not None and node.gather.prompt:
            yield TextPlace("speech", node.gather.prompt, node.gather.prompt_span)
        for handler in node.handlers:
            if handler.words and (handler.span, handler.words) not in said:  # of a default once
                said.add((handler.span, handler.words))
                for words in handler.words:
                    yield TextPlace("speech", words, handler.span)
