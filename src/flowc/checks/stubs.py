"""What to write for a handler that is missing: the stub to paste, and the edit that puts it in."""

from __future__ import annotations

from flowc.diagnostics import Edit, Fix
from flowc.ir.graph import Node
from flowc.source import Span

__all__ = ["add_handler", "retry_stub"]

_WORDS = {
    "noinput": "Sorry, we did not hear anything.",
    "incomplete": "Sorry, that was too short.",
    "nomatch": "Sorry, that is not one of the options.",
}


def retry_stub(event: str) -> str:
    """A handler that says a few words and asks again, for an author who has none yet."""
    return f'on {event} -> retry "{_WORDS[event]}"'


def add_handler(node: Node, stub: str) -> Fix:
    """Put a handler at the end of a node. Not safe: which way a call goes is for the author to say."""
    before_brace = Span(node.span.end - 1, node.span.end - 1)
    return Fix(f"add `{stub}` to `{node.name}`", (Edit(before_brace, f"\n        {stub}  // TODO\n    "),))
