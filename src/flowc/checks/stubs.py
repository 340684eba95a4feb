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


def add_handler(node: Node, event: str, stub: str, todo: str) -> Fix:
    """Put a handler at the end of a node, behind a comment that says what is to be decided.

    Not safe: which way a call goes is for the author to say. In a file that is formatted the closing brace is indented
    as the node is; what is put before it completes the indentation of a handler.
    """
    before_brace = Span(node.span.end - 1, node.span.end - 1)
    lines = [f"// TODO: {todo}", *stub.splitlines()]
    text = "".join(f"    {line}\n    " for line in lines)
    return Fix(f"add `on {event}` to `{node.name}`", (Edit(before_brace, text),))
