"""Rules to tree: one function for each rule of the grammar, by the name that the grammar gives it.

A function takes what the rule was read from, in order: a word as ``tree.Name``, another value as itself, a
punctuation mark as its offset, the end of a line as its offset. Where the parser had to invent the head of a block,
``tree.Broken`` stands in the place of the name, and the whole becomes Broken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flowc.source import Span
from flowc.syntax import tree
from flowc.syntax.limits import EVENTS, WORDS

__all__ = ["BUILDERS", "TooManyError"]

Parts = list[Any]


class TooManyError(Exception):
    """A list of one statement has more entries than are read; the parser gives that statement up."""

    def __init__(self, limit: int) -> None:
        self.limit = limit


def _same(parts: Parts) -> Any:
    return parts[0]


# --- lists --------------------------------------------------------------------------------------------------------


def _lines_none(parts: Parts) -> list[Any]:
    return []


def _lines_more(parts: Parts) -> list[Any]:
    lines: list[Any] = parts[0]
    lines.append(parts[1])
    return lines


def _list_more(parts: Parts) -> list[Any]:
    items: list[Any] = parts[0]
    if len(items) == WORDS:
        raise TooManyError(WORDS)
    items.append(parts[1])
    return items


def _list_next(parts: Parts) -> list[Any]:
    items: list[Any] = parts[0]
    if len(items) == EVENTS:
        raise TooManyError(EVENTS)
    items.append(parts[2])
    return items


# --- declarations -------------------------------------------------------------------------------------------------


def _const(parts: Parts) -> tree.Const:
    keyword, name, _, value = parts
    return tree.Const(name, value, Span(keyword.span.start, value.span.end))


def _flow(parts: Parts) -> tree.Flow | tree.Broken:
    keyword, name, _, items, close = parts
    span = Span(keyword.span.start, close + 1)
    return tree.Broken(span) if _invented(name) else tree.Flow(name, tuple(items), span)


def _defaults(parts: Parts) -> tree.Defaults:
    keyword, _, items, close = parts
    return tree.Defaults(tuple(items), Span(keyword.span.start, close + 1))


def _entry(parts: Parts) -> tree.Node | tree.Broken:
    keyword, node = parts
    span = Span(keyword.span.start, node.span.end)
    return tree.Broken(span) if _invented(node) else tree.Node(node.kind, node.name, True, node.items, span)


def _node(parts: Parts) -> tree.Node | tree.Broken:
    keyword, name, _, items, close = parts
    span = Span(keyword.span.start, close + 1)
    return tree.Broken(span) if _invented(name) else tree.Node(keyword.text, name, False, tuple(items), span)


def _setting(parts: Parts) -> tree.Setting:
    name = parts[0]
    return tree.Setting(name, tuple(parts[1:]), Span(name.span.start, parts[-1].span.end))


def _setting_range(parts: Parts) -> tree.Setting:
    name, least, _, most = parts
    return tree.Setting(name, (least, most), Span(name.span.start, most.span.end))


def _test(parts: Parts) -> tree.Test | tree.Broken:
    keyword, title, _, lines, close = parts
    span = Span(keyword.span.start, close + 1)
    return tree.Broken(span) if _invented(title) else tree.Test(title, tuple(lines), span)


def _test_with(parts: Parts) -> tree.TestLine:
    word, value = parts
    return tree.TestLine(word.text, value, Span(word.span.start, value.span.end))


def _test_word(parts: Parts) -> tree.TestLine:
    return tree.TestLine(parts[0].text, None, parts[0].span)


def _keys(parts: Parts) -> tree.Keys:
    return tree.Keys(parts[0].text, parts[0].span)


# --- statements ---------------------------------------------------------------------------------------------------


def _action_bare(parts: Parts) -> tree.Action:
    return tree.Action(parts[0], (), None, parts[0].span)


def _action(parts: Parts) -> tree.Action:
    name, words = parts
    return tree.Action(name, tuple(words), None, Span(name.span.start, words[-1].span.end))


def _action_failed(parts: Parts) -> tree.Action | tree.Broken:
    name, words, failed = parts
    span = Span(name.span.start, failed.span.end)
    return tree.Broken(span) if _invented(name) else tree.Action(name, tuple(words), failed, span)


def _action_bare_failed(parts: Parts) -> tree.Action | tree.Broken:
    return _action_failed([parts[0], (), parts[1]])


def _failed(parts: Parts) -> tree.Handler:
    word, event, target = parts[0], parts[1], parts[-1]
    events = (tree.Event("word", event.text, event.span),)
    return tree.Handler(events, target, Span(word.span.start, target.span.end))


def _set(parts: Parts) -> tree.SetVariable:
    keyword, name, _, value = parts
    return tree.SetVariable(name, value, Span(keyword.span.start, value.span.end))


def _unset(parts: Parts) -> tree.UnsetVariable:
    keyword, name = parts
    return tree.UnsetVariable(name, Span(keyword.span.start, name.span.end))


def _goto(parts: Parts) -> tree.Goto:
    keyword, name = parts
    return tree.Goto(None, name, Span(keyword.span.start, name.span.end))


def _goto_flow(parts: Parts) -> tree.Goto:
    keyword, flow, _, name = parts
    return tree.Goto(flow, name, Span(keyword.span.start, name.span.end))


def _hangup(parts: Parts) -> tree.Hangup:
    return tree.Hangup(parts[0].span)


def _block(parts: Parts) -> tree.Block:
    start, statements, close = parts
    return tree.Block(tuple(statements), Span(start, close + 1))


# --- handlers -----------------------------------------------------------------------------------------------------


def _handler(parts: Parts) -> tree.Handler | tree.Broken:
    word, events, target = parts[0], parts[1], parts[-1]
    span = Span(word.span.start, target.span.end)
    return tree.Broken(span) if any(map(_invented, events)) else tree.Handler(tuple(events), target, span)


def _event_word(parts: Parts) -> tree.Event | tree.Broken:
    return parts[0] if _invented(parts[0]) else tree.Event("word", parts[0].text, parts[0].span)


def _event_keys(parts: Parts) -> tree.Event:
    return tree.Event("keys", parts[0].text, parts[0].span)


def _event_pattern(parts: Parts) -> tree.Event:
    return tree.Event("pattern", parts[0].text, parts[0].span)


def _jump(parts: Parts) -> tree.Jump:
    return tree.Jump(None, parts[0], parts[0].span)


def _jump_flow(parts: Parts) -> tree.Jump:
    flow, _, name = parts
    return tree.Jump(flow, name, Span(flow.span.start, name.span.end))


def _retry(parts: Parts) -> tree.Retry:
    keyword, words = parts
    return tree.Retry(tuple(words), Span(keyword.span.start, words[-1].span.end))


def _retry_bare(parts: Parts) -> tree.Retry:
    return tree.Retry((), parts[0].span)


def _invented(part: Any) -> bool:
    return type(part) is tree.Broken


BUILDERS: dict[str, Callable[[Parts], Any]] = {
    "same": _same,
    "file": _same,
    "body": _same,
    "body_last": _lines_more,
    "lines_none": _lines_none,
    "lines_blank": _same,
    "lines_more": _lines_more,
    "list_first": lambda parts: parts,
    "list_more": _list_more,
    "list_next": _list_next,
    "const": _const,
    "flow": _flow,
    "defaults": _defaults,
    "entry": _entry,
    "node": _node,
    "setting": _setting,
    "setting_range": _setting_range,
    "test": _test,
    "test_with": _test_with,
    "test_word": _test_word,
    "keys": _keys,
    "action_bare": _action_bare,
    "action": _action,
    "action_failed": _action_failed,
    "action_bare_failed": _action_bare_failed,
    "failed": _failed,
    "failed_block": _failed,
    "set": _set,
    "unset": _unset,
    "goto": _goto,
    "goto_flow": _goto_flow,
    "hangup": _hangup,
    "block": _block,
    "handler": _handler,
    "handler_block": _handler,
    "event_word": _event_word,
    "event_keys": _event_keys,
    "event_pattern": _event_pattern,
    "jump": _jump,
    "jump_flow": _jump_flow,
    "retry": _retry,
    "retry_bare": _retry_bare,
}
