"""Where words of a text stand in the flow."""

from __future__ import annotations

from flowc.source import Span

__all__ = ["within"]


def within(literal: Span, text: str, start: int, end: int) -> Span:
    """The span of ``text[start:end]`` in the string literal that the text comes from; else the whole literal.

    The words are pointed at where the literal is the text between two quotes, or the text itself (a bare SIP URI). One
    with escapes, inserts or several lines is longer than its text, and is pointed at as a whole, as is the name of a
    constant.
    """
    surplus = literal.end - literal.start - len(text)
    if surplus not in (0, 2):
        return literal
    begin = literal.start + surplus // 2
    return Span(begin + start, begin + end)
