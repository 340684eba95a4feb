"""The flow graph: everything that a call can do, with nothing left to be looked up.

One idea carries it. A **block** is what the platform does in order, and then one **exit**: how that stretch of
the call ends. The exit's **edges** say what the caller, or the far end, did or failed to do, and which block
that leads to. Steps, first and later attempts of a menu, words of a retry, inline blocks, the fallback of a
bridge: all are blocks. Attempts are unrolled, so there is no counter anywhere, and a block bears the name of
the document that begins with it.

A **route** is the question that a gather leaves open: which digits lead where. Blocks that differ only in what is
said before the same question (``main.retry2.noinput``, ``main.retry2.nomatch``) share one route (``main.retry2``).

A **decision** is a question that nobody is asked: the hour, the caller's number, a variable or another system answers
it. Its edges are its outcomes, and for whoever looks at what can happen each of them can.

A **node** is what the author wrote (a step, a menu, a collect, a decision, a voicemail); it owns blocks and routes.
Its ``handlers`` are those that count for it, its own and the inherited ones, before unrolling: what is *not* handled
is read there.

Flows, nodes, blocks and routes stand in one table each for the whole build, and refer to one another by index, so
that a flow may lead into another, and so that analyses run over lists of integers.

Everything here is immutable; nothing here knows about documents, files or findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flowc.records import NamedTuple
from flowc.source import Span

__all__ = [
    "DAYS", "Action", "Block", "Bridge", "Decide", "Decision", "Edge", "Ending", "Exit", "Expectation", "Field", "Flow",
    "Gather", "GatherSpec", "Goto", "Handler", "Hangup", "Hours", "Node", "Open", "Period", "Program", "Redirect",
    "Route", "Test", "TestLine", "Unused", "Use", "edges_of",
]  # fmt: skip


class Field(NamedTuple):
    """A field of an action by its name on the wire (``timeout_seconds``), with a JSON value.

    ``span`` is the value in the flow; where the flow leaves the field to a default, it is the action's span.
    """

    name: str
    value: Any
    span: Span


class Action(NamedTuple):
    """One platform action. Fields stand in the order of the schema. ``template`` where its strings are templates."""

    name: str
    fields: tuple[Field, ...]
    span: Span
    template: bool = False

    def get(self, field: str) -> Any:
        """The value of a field, None where it is not given."""
        for candidate in self.fields:
            if candidate.name == field:
                return candidate.value
        return None


class Edge(NamedTuple):
    """Where one event leads.

    ``event`` is what happened: keys (``1``, ``12#``), a pattern (``2XX``), ``digits``, ``noinput``, ``incomplete``,
    ``nomatch``; ``failed`` for a bridge or redirect. Of a decision: ``open``, ``closed``, a number or a pattern of
    numbers, a string (in JSON: ``"gold"``), ``withheld``, ``unset``, ``other``, ``failed``. ``way`` says how it got
    there: ``direct`` to the handler's target; ``retry`` to the next attempt; ``exhausted`` where the handler says retry
    and no attempt is left.
    ``span`` is the handler that decides (for ``exhausted`` the handler of ``exhausted``).
    """

    event: str
    to: int
    way: str
    span: Span


class Goto(NamedTuple):
    """The call goes on in another block; it costs nothing."""

    to: int
    span: Span


class Gather(NamedTuple):
    """A question to the caller; the route says where each answer leads.

    ``prompt`` is the whole text of the gather, the words of a retry included; None where nothing is said.
    ``failed`` is where the call goes when the redirect behind the gather fails; None where it just ends. ``carries``
    where the block is filled with the digits of an entry that what follows the route needs again: the question confirms
    them, and its route's request carries them along.
    """

    route: int
    prompt: str | None
    prompt_span: Span
    failed: Edge | None
    span: Span
    carries: bool = False


class Bridge(NamedTuple):
    """The call is connected and ends so, or it is not (busy, no answer, unreachable) and takes ``failed``.

    ``followed`` where there is no ``failed``, and statements stand behind the bridge instead.
    """

    action: Action
    failed: Edge | None
    followed: bool = False


class Redirect(NamedTuple):
    """The call is handed to another document: one of this build (block ``to``) or somebody else's."""

    action: Action
    to: int | None
    failed: Edge | None


class Period(NamedTuple):
    """Opening times within one day, in minutes from midnight: from ``start`` up to, not including, ``end`` (1440 at
    most)."""

    start: int
    end: int


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days of a week as flows and built routes name them, in their order."""


class Hours(NamedTuple):
    """Opening hours: local time in an IANA ``zone``. ``week`` has the periods of each day from Monday on, in order.

    ``dates`` are days (``2026-12-24``) with periods of their own instead of those of their weekday, none where closed,
    and where each is written. ``span`` is the name of the declaration.
    """

    name: str
    zone: str
    week: tuple[tuple[Period, ...], ...]
    dates: tuple[tuple[str, tuple[Period, ...], Span], ...]
    span: Span


class Decision(NamedTuple):
    """What decides: ``kind`` is ``hours``, ``caller``, ``called``, ``variable`` or ``ask``; what belongs to it is set.

    ``send`` has the names of what ``ask`` posts, each with what it is: ``caller``, ``called``, ``call``, ``variable``.
    """

    kind: str
    span: Span
    hours: Hours | None = None
    variable: str | None = None
    url: str | None = None
    timeout_ms: int = 0
    send: tuple[tuple[str, str], ...] = ()


class Decide(NamedTuple):
    """A decision. Its route bears the name of its node.

    ``edges`` stand in the order in which they are tried: exact before patterns, patterns with fewer wildcards before
    more, then ``withheld``, ``unset``, ``other``, ``failed``, as far as they can happen and are handled.
    """

    decision: Decision
    edges: tuple[Edge, ...]
    span: Span


class Ending(NamedTuple):
    """A transfer or a conference: the call leaves the flow for good."""

    action: Action


class Hangup(NamedTuple):
    """The author wrote ``hangup``."""

    span: Span


class Open(NamedTuple):
    """The block does not say how it ends (MV306 says so; a graph that is built has none)."""

    span: Span


Exit = Goto | Gather | Decide | Bridge | Redirect | Ending | Hangup | Open


class Block(NamedTuple):
    """``name`` is unique in its flow and is the name of its document; the start node's first block is ``answer``.

    ``fills`` where the digits that a caller has entered are put into it when it is answered: its strings, prompts
    included, are templates then (see ``flowc.templates``).
    """

    name: str
    node: int
    attempt: int
    actions: tuple[Action, ...]
    exit: Exit
    span: Span
    fills: bool = False


class Route(NamedTuple):
    """The answers to one attempt's question.

    ``edges`` stand in the order in which they are tried: exact keys, patterns with fewer wildcards before
    more, ``digits``; then ``noinput``, ``incomplete``, ``nomatch`` where they can happen and are handled.
    ``confirms`` is the event of the entry that is read back to the caller, where the question is whether it is right.
    """

    name: str
    node: int
    attempt: int
    edges: tuple[Edge, ...]
    gather: GatherSpec
    confirms: str | None = None


class GatherSpec(NamedTuple):
    """How digits are collected. ``timeout_seconds`` in seconds; ``finish_on`` one key, or None.

    ``finish_on_span`` is where the author set that key, or said ``none``; None where nobody did. ``reprompt`` is said
    instead of the prompt at later attempts. ``shared`` is the name of the count that several menus have in common.
    """

    min_digits: int
    max_digits: int
    finish_on: str | None
    timeout_seconds: int
    attempts: int
    sensitive: bool
    prompt: str | None
    prompt_span: Span
    timeout_span: Span
    attempts_span: Span
    finish_on_span: Span | None = None
    reprompt: str | None = None
    reprompt_span: Span | None = None
    confirm: str | None = None
    confirm_span: Span | None = None
    shared: str | None = None


class Handler(NamedTuple):
    """A handler that counts for a node, one for each event, ``timeout`` and ``any`` written out.

    ``event`` as in ``Edge``, and ``exhausted`` and ``failed`` besides. ``retry`` tells whether it says retry, and
    ``words`` what is said then. ``inherited`` where it comes from the flow's defaults. ``written`` is the event as the
    author wrote it (``timeout``, ``any``), ``event_span`` where, ``span`` the whole handler.
    """

    event: str
    retry: bool
    words: tuple[str, ...]
    inherited: bool
    written: str
    event_span: Span
    span: Span


class Unused(NamedTuple):
    """A written event of a handler that never decides anything, and why (a clause); ``span`` is the event's."""

    event: str
    reason: str
    span: Span


class Node(NamedTuple):
    """What the author wrote. ``block`` is its first block; ``gather`` is None but for a menu and a collect.

    ``kind`` is ``step``, ``menu``, ``collect``, ``decide`` or ``voicemail``. In a use of a part, the name of the use
    stands in front: ``keep_number.ask``.

    ``unused`` are events of its own handlers that cannot happen here.
    """

    name: str
    kind: str
    flow: int
    entry: bool
    block: int
    gather: GatherSpec | None
    handlers: tuple[Handler, ...]
    name_span: Span
    span: Span
    unused: tuple[Unused, ...] = ()


class Expectation(NamedTuple):
    """``expect``: ``action`` is None for ``expect hangup``."""

    action: Action | None
    span: Span


class TestLine(NamedTuple):
    """``kind`` is the word of the line; ``text`` the string, the keys or the node's name, inserts resolved.

    Of ``given`` ``text`` is the value (an outcome as in ``Edge``, a number, a time) and ``about`` the node or ``time``,
    ``caller``, ``called``. ``leads`` where ``at`` names a target that a part was passed: the call has left the part
    for it.
    """

    kind: str
    text: str
    expectation: Expectation | None
    span: Span
    about: str = ""
    leads: int | None = None


class Test(NamedTuple):
    """``start`` is the block where the call begins; None for the flow's own. A part's tests begin at the part."""

    title: str
    lines: tuple[TestLine, ...]
    span: Span
    start: int | None = None


class Use(NamedTuple):
    """A use of a part: a call enters it at ``block``. Its nodes have its ``name`` and a dot in front of theirs."""

    name: str
    block: int
    span: Span


class Flow(NamedTuple):
    """``start`` is a node. ``nodes``, ``blocks`` and ``routes`` are indexes into the build's tables, as written.

    ``unused`` are events of its defaults that serve nothing in the flow, and ``failed`` where it serves no gather.
    """

    name: str
    title: str | None
    base_url: str | None
    language: str
    start: int
    nodes: tuple[int, ...]
    blocks: tuple[int, ...]
    routes: tuple[int, ...]
    tests: tuple[Test, ...]
    name_span: Span
    span: Span
    unused: tuple[Unused, ...] = ()
    uses: tuple[Use, ...] = ()


class Program(NamedTuple):
    """All flows of one build."""

    flows: tuple[Flow, ...]
    nodes: tuple[Node, ...]
    blocks: tuple[Block, ...]
    routes: tuple[Route, ...]

    def flow_of(self, block: int) -> Flow:
        return self.flows[self.nodes[self.blocks[block].node].flow]


def edges_of(program: Program, block: Block) -> Iterator[Edge]:
    """Every way out of a block that stays in the build, the fallback behind a gather's redirect included.

    A ``goto`` and a redirect within the build come as edges with the events ``goto`` and ``redirect``.
    """
    match block.exit:
        case Goto(to, span):
            yield Edge("goto", to, "direct", span)
        case Gather(route=route, failed=failed):
            yield from program.routes[route].edges
            if failed is not None:
                yield failed
        case Decide(edges=edges):
            yield from edges
        case Bridge(failed=failed):
            if failed is not None:
                yield failed
        case Redirect(action=action, to=to, failed=failed):
            if to is not None:
                yield Edge("redirect", to, "direct", action.span)
            if failed is not None:
                yield failed
