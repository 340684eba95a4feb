"""What to write for a handler that is missing: the stub to paste, and the edit that puts it in.

Which way a call goes is for the author to say, so no stub is safe. In a file that is formatted the closing brace of a
node is indented as the node is; what is put before it completes the indentation of a handler.
"""

from __future__ import annotations

from flowc.diagnostics import Edit, Fix
from flowc.ir.graph import Node
from flowc.source import Span

__all__ = ["add_exhausted", "add_retry", "retry_stub"]

_WORDS = {
    "noinput": "Sorry, we did not hear anything.",
    "incomplete": "Sorry, that was too short.",
    "nomatch": "Sorry, that is not one of the options.",
}

_EXHAUSTED = (
    "// TODO: lead to a person instead, if there is one",
    "on exhausted {",
    '    say "Sorry, we could not help you. Goodbye."',
    "    hangup",
    "}",
)


def retry_stub(event: str) -> str:
    """A handler that says a few words and asks again, for an author who has none yet."""
    return f'on {event} -> retry "{_WORDS[event]}"'


def add_retry(node: Node, event: str, todo: str) -> Fix:
    """Put a handler that asks again at the end of a node, behind a comment with what is to be decided.

    Where nothing follows the last attempt, that is put in as well: asking again would otherwise miss it.
    """
    lines = [f"// TODO: {todo}", retry_stub(event)]
    if not any(handler.event == "exhausted" for handler in node.handlers):
        lines += _EXHAUSTED
    return _at_the_end(node, f"add `on {event}` to `{node.name}`", lines)


def add_exhausted(node: Node) -> Fix:
    """Put a goodbye behind the last attempt at a node."""
    return _at_the_end(node, f"add `on exhausted` to `{node.name}`", _EXHAUSTED)


def _at_the_end(node: Node, title: str, lines: list[str] | tuple[str, ...]) -> Fix:
    before_brace = Span(node.span.end - 1, node.span.end - 1)
    return Fix(title, (Edit(before_brace, "".join(f"    {line}\n    " for line in lines)),))
