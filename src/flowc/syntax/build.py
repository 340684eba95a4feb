"""Rules to tree: one function for each rule of the grammar, by the name that the grammar gives it.

A function takes what the rule was read from, in order: a word as ``tree.Name``, another value as itself, a
punctuation mark as its offset, the end of a line as its offset. Where the parser had to invent the head of a block,
``tree.Broken`` stands in the place of the name, and the whole becomes Broken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flowc.records import new
from flowc.source import Span
from flowc.syntax import tree
from flowc.syntax.limits import EVENTS, WORDS

__all__ = ["BUILDERS", "LONGER", "TooManyError"]

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


def _import(parts: Parts) -> tree.Import:
    keyword, path = parts
    return tree.Import(path, Span(keyword.span.start, path.span.end))


def _defaults(parts: Parts) -> tree.Defaults:
    keyword, _, items, close = parts
    return tree.Defaults(tuple(items), Span(keyword.span.start, close + 1))


def _defaults_named(parts: Parts) -> tree.Defaults | tree.Broken:
    keyword, name, _, items, close = parts
    span = Span(keyword.span.start, close + 1)
    return tree.Broken(span) if _invented(name) else tree.Defaults(tuple(items), span, name)


def _defaults_taken(parts: Parts) -> tree.Defaults:
    keyword, name = parts
    return tree.Defaults((), Span(keyword.span.start, name.span.end), name, True)


# --- opening hours --------------------------------------------------------------------------------------------------


def _hours(parts: Parts) -> tree.Hours | tree.Broken:
    keyword, name, zone, _, lines, close = parts
    span = Span(keyword.span.start, close + 1)
    return tree.Broken(span) if _invented(name) or _invented(zone) else tree.Hours(name, zone, tuple(lines), span)


def _hours_open(parts: Parts) -> tree.HoursLine:
    days, periods = parts
    days = tuple(map(_one_day, days))
    return tree.HoursLine(days, tuple(periods), Span(days[0].span.start, periods[-1].span.end))


def _hours_closed(parts: Parts) -> tree.HoursLine:
    days, closed = tuple(map(_one_day, parts[0])), parts[1]
    return tree.HoursLine(days, (), Span(days[0].span.start, closed.span.end))


def _one_day(day: Any) -> tree.Days:
    return tree.Day(day, None, day.span) if isinstance(day, tree.Name) else day


def _day_range(parts: Parts) -> tree.Day:
    first, _, last = parts
    return tree.Day(first, last, first.span.merge(last.span))


def _period(parts: Parts) -> tree.Period:
    start, _, end = parts
    return tree.Period(start, end, start.span.merge(end.span))


# --- parts ----------------------------------------------------------------------------------------------------------


def _part(parts: Parts) -> tree.Part | tree.Broken:
    keyword, name, _, parameters, _, _, items, close = parts
    span = Span(keyword.span.start, close + 1)
    return tree.Broken(span) if _invented(name) else tree.Part(name, tuple(parameters), tuple(items), span)


def _use(parts: Parts) -> tree.Use | tree.Broken:
    keyword, part, _, name, _, arguments, close = parts
    span = Span(keyword.span.start, close + 1)
    return tree.Broken(span) if _invented(part) else tree.Use(part, name, tuple(arguments), span)


def _argument(parts: Parts) -> tree.Argument:
    return tree.Argument(None, parts[0], parts[0].span)


def _argument_named(parts: Parts) -> tree.Argument:
    name, _, value = parts
    return tree.Argument(name, value, name.span.merge(value.span))


def _list_none(parts: Parts) -> list[Any]:
    return []


def _list_lead(parts: Parts) -> list[Any]:
    return parts[1:]


def _list_after(parts: Parts) -> list[Any]:
    return _list_next([parts[0], parts[1], parts[3]])


def _entry(parts: Parts) -> tree.Node | tree.Broken:
    keyword, node = parts
    span = Span(keyword.span.start, node.span.end)
    return tree.Broken(span) if _invented(node) else tree.Node(node.kind, node.name, True, node.items, span)


def _node(parts: Parts) -> tree.Node | tree.Broken:
    keyword, name, _, items, close = parts
    span = Span(keyword.span.start, close + 1)
    return tree.Broken(span) if _invented(name) else new(tree.Node, (keyword.text, name, False, tuple(items), span))


def _setting(parts: Parts) -> tree.Setting:
    name = parts[0]
    return new(tree.Setting, (name, tuple(parts[1:]), new(Span, (name.span.start, parts[-1].span.end))))


def _setting_range(parts: Parts) -> tree.Setting:
    name, least, _, most = parts
    return tree.Setting(name, (least, most), Span(name.span.start, most.span.end))


def _setting_words(parts: Parts) -> tree.Setting:
    name, values = parts
    return tree.Setting(name, tuple(values), Span(name.span.start, values[-1].span.end))


def _list_two(parts: Parts) -> list[Any]:
    return [parts[0], parts[2]]


def _test(parts: Parts) -> tree.Test | tree.Broken:
    keyword, title, _, lines, close = parts
    span = Span(keyword.span.start, close + 1)
    return tree.Broken(span) if _invented(title) else tree.Test(title, tuple(lines), span)


def _test_with(parts: Parts) -> tree.TestLine:
    word, value = parts
    return tree.TestLine(word.text, value, Span(word.span.start, value.span.end))


def _test_word(parts: Parts) -> tree.TestLine:
    return tree.TestLine(parts[0].text, None, parts[0].span)


def _test_given(parts: Parts) -> tree.TestLine:
    word, about, value = parts
    return tree.TestLine(word.text, value, Span(word.span.start, value.span.end), about)


def _path_more(parts: Parts) -> tree.Name:
    path, _, name = parts
    return tree.Name(f"{path.text}.{name.text}", path.span.merge(name.span))


def _keys(parts: Parts) -> tree.Keys:
    return tree.Keys(parts[0].text, parts[0].span)


# --- statements ---------------------------------------------------------------------------------------------------


def _action_bare(parts: Parts) -> tree.Action:
    return tree.Action(parts[0], (), None, parts[0].span)


def _action(parts: Parts) -> tree.Action:
    name, words = parts
    return new(tree.Action, (name, tuple(words), None, new(Span, (name.span.start, words[-1].span.end))))


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
    return new(tree.Goto, (None, name, new(Span, (keyword.span.start, name.span.end))))


def _goto_flow(parts: Parts) -> tree.Goto:
    keyword, flow, _, name = parts
    return tree.Goto(flow, name, Span(keyword.span.start, name.span.end))


def _hangup(parts: Parts) -> tree.Hangup:
    return tree.Hangup(parts[0].span)


def _block(parts: Parts) -> tree.Block:
    start, statements, close = parts
    return new(tree.Block, (tuple(statements), new(Span, (start, close + 1))))


# --- handlers -----------------------------------------------------------------------------------------------------


def _handler(parts: Parts) -> tree.Handler | tree.Broken:
    word, events, target = parts[0], parts[1], parts[-1]
    span = new(Span, (word.span.start, target.span.end))
    return tree.Broken(span) if tree.Broken in map(type, events) else new(tree.Handler, (tuple(events), target, span))


def _event_word(parts: Parts) -> tree.Event | tree.Broken:
    word = parts[0]
    return word if _invented(word) else new(tree.Event, ("word", word.text, word.span, None))


def _event_keys(parts: Parts) -> tree.Event:
    return new(tree.Event, ("keys", parts[0].text, parts[0].span, None))


def _event_pattern(parts: Parts) -> tree.Event:
    return new(tree.Event, ("pattern", parts[0].text, parts[0].span, None))


def _outcome_text(parts: Parts) -> tree.Event:
    text = parts[0]
    return tree.Event("text", text.source, text.span, text)


def _outcome_number(parts: Parts) -> tree.Event:
    return tree.Event("phone", parts[0].text, parts[0].span)


def _jump(parts: Parts) -> tree.Jump:
    return new(tree.Jump, (None, parts[0], parts[0].span))


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
    "import": _import,
    "defaults": _defaults,
    "defaults_named": _defaults_named,
    "defaults_taken": _defaults_taken,
    "hours": _hours,
    "hours_open": _hours_open,
    "hours_closed": _hours_closed,
    "day_range": _day_range,
    "period": _period,
    "part": _part,
    "use": _use,
    "argument": _argument,
    "argument_named": _argument_named,
    "nothing": _list_none,
    "list_none": _list_none,
    "list_same": _same,
    "list_lead": _list_lead,
    "list_after": _list_after,
    "list_two": _list_two,
    "entry": _entry,
    "node": _node,
    "setting": _setting,
    "setting_range": _setting_range,
    "setting_shared": _setting,
    "setting_words": _setting_words,
    "test": _test,
    "test_with": _test_with,
    "test_word": _test_word,
    "test_given": _test_given,
    "path_more": _path_more,
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
    "outcome_word": _event_word,
    "outcome_text": _outcome_text,
    "outcome_number": _outcome_number,
    "jump": _jump,
    "jump_flow": _jump_flow,
    "retry": _retry,
    "retry_bare": _retry_bare,
}

LONGER = frozenset({"lines_blank", "lines_more", "list_more", "list_next"})
"""Those that give back the list that they were given first."""
