"""The syntax tree: what was written, nothing of what it means.

Words that a flow may choose freely stay flat here: a setting is a name and values, an action is a name and
words. Which of them exist, and what they take, is known further down (``flowc.ir`` and ``flowc.actions``), so that
an unknown word gets a message of its own instead of a syntax error. Tuples rather than data classes, because
a class of the latter costs half a millisecond at start.
"""

from __future__ import annotations

from typing import NamedTuple

from flowc.source import Span

__all__ = [
    "Action", "Block", "Broken", "Comment", "Const", "Defaults", "Duration", "Event", "File", "Flow", "FlowItem",
    "Goto", "Handler", "Hangup", "Insert", "Jump", "Keys", "Name", "Node", "NodeItem", "Number", "Pattern", "Phone",
    "Retry", "SetVariable", "Setting", "Sip", "Statement", "Target", "Test", "TestLine", "Text", "TopItem",
    "UnsetVariable", "Value", "Word",
]  # fmt: skip


# --- values -------------------------------------------------------------------------------------------------


class Name(NamedTuple):
    """A name in lower case: of a node, a constant, an action, a field, a word such as ``both``."""

    text: str
    span: Span


class Word(NamedTuple):
    """A word in capitals: a value such as ``POST``."""

    text: str
    span: Span


class Insert(NamedTuple):
    """``{name}`` in a string."""

    name: Name
    span: Span


class Text(NamedTuple):
    """A string: literal pieces (escapes resolved, lines of a long string joined) and inserts, in order.

    ``long`` where it was written with three quotes. ``source`` is the text between the quotes as written.
    """

    parts: tuple[str | Insert, ...]
    span: Span
    long: bool
    source: str


class Number(NamedTuple):
    """A decimal integer. ``text`` as written, for it may be a run of keys just as well."""

    value: int
    text: str
    span: Span


class Duration(NamedTuple):
    """``500ms``, ``5s``, ``2m``: an integer and its unit."""

    value: int
    unit: str
    span: Span


class Phone(NamedTuple):
    """``+15551230002``, as written."""

    text: str
    span: Span


class Sip(NamedTuple):
    """A bare ``sip:`` or ``sips:`` URI, as written."""

    text: str
    span: Span


class Keys(NamedTuple):
    """A run of telephone keys: ``1``, ``*``, ``12#``."""

    text: str
    span: Span


class Pattern(NamedTuple):
    """A run of keys with ``X``, ``Z`` or ``N`` in it."""

    text: str
    span: Span


Value = Name | Word | Text | Number | Duration | Phone | Sip | Keys | Pattern


# --- statements ---------------------------------------------------------------------------------------------


class Broken(NamedTuple):
    """Where reading failed; what was wrong has been reported. What is missing near it may not be missed."""

    span: Span


class Action(NamedTuple):
    """An action, flat: its name and the words behind it, field names and values alike.

    ``failed`` is its ``on failed`` handler, if it was written.
    """

    name: Name
    words: tuple[Value, ...]
    failed: Handler | None
    span: Span


class SetVariable(NamedTuple):
    name: Name | Text
    value: Value
    span: Span


class UnsetVariable(NamedTuple):
    name: Name | Text
    span: Span


class Goto(NamedTuple):
    """``goto name`` or ``goto flow.name``."""

    flow: Name | None
    name: Name
    span: Span


class Hangup(NamedTuple):
    span: Span


class Jump(NamedTuple):
    """A target that is a node: ``-> name`` or ``-> flow.name``."""

    flow: Name | None
    name: Name
    span: Span


class Retry(NamedTuple):
    """``retry "A", "B"``: A is said at the second attempt, B at every later one."""

    words: tuple[Text, ...]
    span: Span


class Block(NamedTuple):
    """``{ statements }``; the span takes the braces in."""

    statements: tuple[Statement, ...]
    span: Span


class Event(NamedTuple):
    """What a handler is for: a word (``noinput``), keys or a pattern, as written. ``kind`` tells which."""

    kind: str
    """``word``, ``keys`` or ``pattern``."""
    text: str
    span: Span


class Handler(NamedTuple):
    """``on EVENT, EVENT -> TARGET`` or ``on EVENT { … }``."""

    events: tuple[Event, ...]
    target: Target
    span: Span


Statement = Action | SetVariable | UnsetVariable | Goto | Hangup | Broken
Target = Jump | Retry | Action | Hangup | Block | Broken


# --- declarations -------------------------------------------------------------------------------------------


class Const(NamedTuple):
    name: Name
    value: Value
    span: Span


class Setting(NamedTuple):
    """``name value…``: ``title "…"``, ``digits 4..6`` (two values), ``sensitive`` (none), ``finish_on #``."""

    name: Name
    values: tuple[Value, ...]
    span: Span


class Defaults(NamedTuple):
    items: tuple[Setting | Handler | Broken, ...]
    span: Span


class Node(NamedTuple):
    """A step (statements), a menu or a collect (settings and handlers)."""

    kind: str
    """``step``, ``menu`` or ``collect``."""
    name: Name
    entry: bool
    items: tuple[NodeItem, ...]
    span: Span


class TestLine(NamedTuple):
    """One line of a test: ``hear "…"``, ``press 1``, ``wait``, ``answer``, ``fail``, ``at name``, ``expect …``.

    ``value`` is what stands behind the word: a string, keys, a node's name, an action or a hangup.
    """

    kind: str
    value: Text | Keys | Number | Name | Action | Hangup | None
    span: Span


class Test(NamedTuple):
    title: Text
    lines: tuple[TestLine | Broken, ...]
    span: Span


class Flow(NamedTuple):
    name: Name
    items: tuple[FlowItem, ...]
    span: Span


class Comment(NamedTuple):
    """``// …`` up to the end of the line. ``alone`` where nothing stands before it on its line."""

    text: str
    alone: bool
    span: Span


class File(NamedTuple):
    items: tuple[TopItem, ...]
    comments: tuple[Comment, ...]
    span: Span


NodeItem = Setting | Handler | Statement
FlowItem = Const | Setting | Defaults | Node | Test | Broken
TopItem = Const | Flow | Broken
