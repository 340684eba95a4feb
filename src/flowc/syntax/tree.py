"""The syntax tree: what was written, nothing of what it means.

Words that a flow may choose freely stay flat here: a setting is a name and values, an action is a name and
words. Which of them exist, and what they take, is known further down (``flowc.ir`` and ``flowc.actions``), so that
an unknown word gets a message of its own instead of a syntax error. Tuples rather than data classes, because
a class of the latter costs half a millisecond at start.
"""

from __future__ import annotations

from flowc.records import NamedTuple
from flowc.source import Span

__all__ = [
    "Action", "Argument", "Block", "Broken", "Comment", "Const", "Date", "Day", "Days", "Defaults", "Duration", "Event",
    "File", "Flow", "FlowItem", "Goto", "Handler", "Hangup", "Hours", "HoursLine", "Import", "Insert", "Jump", "Keys",
    "Name", "Node", "NodeItem", "Number", "Part", "PartItem", "Passed", "Pattern", "Period", "Phone", "Retry",
    "SetVariable", "Setting", "Sip", "Statement", "Target", "Test", "TestLine", "Text", "Time", "TopItem",
    "UnsetVariable", "Use", "Value", "Word",
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

    @property
    def literal(self) -> str:
        """The literal pieces, joined: the whole string where nothing is inserted."""
        return "".join(part for part in self.parts if isinstance(part, str))


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


class Date(NamedTuple):
    """``2026-12-24``, as written."""

    text: str
    span: Span


class Time(NamedTuple):
    """``09:00``, as written."""

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
    """What a handler is for: a word (``noinput``), keys or a pattern, as written. ``kind`` tells which.

    In a decision: a word (``open``), a telephone number or a pattern of numbers, a string. Of a string ``value`` is
    what was read, and ``text`` what stands between the quotes.
    """

    kind: str
    """``word``, ``keys`` or ``pattern``; in a decision ``word``, ``phone`` or ``text``."""
    text: str
    span: Span
    value: Text | None = None


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
    """``name value…``: ``title "…"``, ``digits 4..6`` (two values), ``sensitive`` (none), ``finish_on #``.

    Of a decision also ``by hours office``, ``ask "…" timeout 2s`` and ``send caller, plan``: words, flat like those of
    an action. ``attempts 3 shared tries`` has the values ``3``, ``shared`` and ``tries``.
    """

    name: Name
    values: tuple[Value, ...]
    span: Span


class Defaults(NamedTuple):
    """``defaults { … }``; with a name in front of the braces at file level, and in a flow that takes them over.

    ``taken`` where a flow only names them: ``defaults house``.
    """

    items: tuple[Setting | Handler | Broken, ...]
    span: Span
    name: Name | None = None
    taken: bool = False


class Day(NamedTuple):
    """``mon``, or with ``last`` ``mon-fri``. Whether there are such days is not known here."""

    first: Name
    last: Name | None
    span: Span


class Period(NamedTuple):
    """``09:00-12:30``."""

    start: Time
    end: Time
    span: Span


Days = Day | Date


class HoursLine(NamedTuple):
    """``mon-fri 09:00-12:30, 13:30-17:30``; no ``periods`` where it says ``closed``."""

    days: tuple[Days, ...]
    periods: tuple[Period, ...]
    span: Span


class Hours(NamedTuple):
    """``hours office "Europe/Dublin" { … }``."""

    name: Name
    zone: Text
    lines: tuple[HoursLine | Broken, ...]
    span: Span


class Import(NamedTuple):
    """``import "common.mv"``."""

    path: Text
    span: Span


class Node(NamedTuple):
    """A step (statements), or what has settings and handlers: a menu, a collect, a decision, a voicemail."""

    kind: str
    """``step``, ``menu``, ``collect``, ``decide`` or ``voicemail``."""
    name: Name
    entry: bool
    items: tuple[NodeItem, ...]
    span: Span


class TestLine(NamedTuple):
    """One line of a test: ``hear "…"``, ``press 1``, ``wait``, ``answer``, ``fail``, ``at name``, ``expect …``.

    ``value`` is what stands behind the word: a string, keys, a node's name, an action or a hangup. ``given name value``
    has ``about`` besides, what it is about. A name may have dots in it (``keep_number.ask``).
    """

    kind: str
    value: Value | Action | Hangup | None
    span: Span
    about: Name | None = None


class Test(NamedTuple):
    title: Text
    lines: tuple[TestLine | Broken, ...]
    span: Span


Passed = Value | Jump | Action | Hangup


class Argument(NamedTuple):
    """What is passed to a part, by place or by ``name``.

    A name alone is a value here, and may turn out to be a target.
    """

    name: Name | None
    value: Passed
    span: Span


class Use(NamedTuple):
    """``use part as name(arguments)``."""

    part: Name
    name: Name
    arguments: tuple[Argument, ...]
    span: Span


class Part(NamedTuple):
    """``part name(parameters) { … }``: nodes that a flow takes in by ``use``."""

    name: Name
    parameters: tuple[Name, ...]
    items: tuple[PartItem, ...]
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
FlowItem = Const | Hours | Setting | Defaults | Node | Use | Test | Broken
PartItem = Const | Node | Use | Test | Broken
TopItem = Const | Hours | Defaults | Part | Flow | Import | Broken
