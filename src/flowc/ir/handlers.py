"""Which handlers count for a menu or a collect: its own, then the flow's defaults, with shorthands written out.

The order is the whole rule. What a node names itself comes first; its ``any`` takes what is then open of its own
outcomes; a default serves only an event that is still open and that can happen here. A handler that serves nothing
is remembered as unused rather than dropped, and told (MV316): one of the node at once, a default only where it
served no node at all.

All of this depends on the events alone, and on which handlers say ``retry``; not on where the others lead. Flows have
few such shapes and many nodes, so each shape is decided once in a build (``Decided``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flowc.diagnostics import Finding, Label, error
from flowc.ir.outcomes import CATCH_ALL, WORDS, Answers, is_keys, wildcards
from flowc.records import NamedTuple
from flowc.syntax import tree

__all__ = [
    "MAX_PATTERNS",
    "Asked",
    "Decided",
    "Handled",
    "Served",
    "Shape",
    "Unused",
    "duplicates",
    "served",
    "shape_of",
]

MAX_PATTERNS = 256
"""Branches of one collect: a limit of this tool."""


class Asked(NamedTuple):
    """What a node asks for, as far as the events depend on it.

    ``counts`` where attempts are counted though no handler says ``retry``: entries are confirmed, or several menus have
    one count.
    """

    kind: str
    least: int
    most: int
    finish_on: str | None
    counts: bool = False

    def answers(self, patterns: Iterable[str]) -> Answers:
        return Answers(self.least, self.most, self.finish_on, list(patterns))


class Served(NamedTuple):
    """One event of a node, and the handler that serves it."""

    event: str
    written: tree.Event
    handler: tree.Handler
    inherited: bool


class Unused(NamedTuple):
    """An event of a handler that cannot happen where the handler stands, and why."""

    event: tree.Event
    reason: str


def duplicates(handlers: Sequence[tree.Handler]) -> list[Finding]:
    """MV103 for every event that one place handles twice; ``timeout`` counts as both that it stands for."""
    names = [event.text for handler in handlers for event in handler.events]
    if len(set(names)) == len(names) and "timeout" not in names:
        return []
    findings: list[Finding] = []
    seen: dict[str, tree.Event] = {}
    for handler in handlers:
        for event in handler.events:
            for name in _written_out(event):
                first = seen.setdefault(name, event)
                if first is not event:
                    findings.append(
                        error(
                            "MV103",
                            event.span,
                            f"`on {event.text}` is handled twice here",
                            labels=[Label(first.span, f"`on {first.text}` stands here already")],
                            help="keep one of the two; a call can only go one way",
                        )
                    )
                    break
    return findings


Shape = tuple[tuple[bool, tuple[str, ...]], ...]
"""Some handlers, each by whether it says ``retry`` and by its events."""


def shape_of(handlers: Iterable[tree.Handler]) -> Shape:
    return tuple(
        [(type(handler.target) is tree.Retry, tuple([event.text for event in handler.events])) for handler in handlers]
    )


class Handled(NamedTuple):
    """What is served at a node and what is not. ``tried`` has the places of what is served but ``exhausted``, in the
    order in which routes try it: exact keys, patterns with fewer wildcards before more, ``digits``, then what is not
    understood."""

    entries: list[Served]
    unused: list[Unused]
    tried: list[int]


class Decided:
    """What has been decided in a build."""

    def __init__(self) -> None:
        self._known: dict[tuple[Asked, Shape, Shape], _Plan] = {}

    def handled(
        self, asked: Asked, own: list[tree.Handler], defaults: list[tree.Handler], default_shape: Shape
    ) -> Handled:
        """What ``served`` says. ``default_shape`` is that of the defaults, which many nodes have in common."""
        shape = asked, shape_of(own), default_shape
        plan = self._known.get(shape)
        if plan is None:
            plan = self._known[shape] = _plan(asked, own, defaults)
        handlers = own + defaults
        entries = [Served(name, handlers[i].events[k], handlers[i], inherited) for name, i, k, inherited in plan.served]
        return Handled(entries, [Unused(handlers[i].events[k], reason) for i, k, reason in plan.unused], plan.tried)


class _Plan(NamedTuple):
    """What is handled at every node of a shape. In the place of an event stand the numbers of its handler, the node's
    own first, and of the event within that."""

    served: list[tuple[str, int, int, bool]]
    unused: list[tuple[int, int, str]]
    tried: list[int]


def _plan(asked: Asked, own: list[tree.Handler], defaults: list[tree.Handler]) -> _Plan:
    entries, unused = served(asked, own, defaults)
    at = {id(event): (i, k) for i, handler in enumerate(own + defaults) for k, event in enumerate(handler.events)}
    tried = [place for place, entry in enumerate(entries) if entry.event != "exhausted"]
    return _Plan(
        [(entry.event, *at[id(entry.written)], entry.inherited) for entry in entries],
        [(*at[id(one.event)], one.reason) for one in unused],
        sorted(tried, key=lambda place: _order(entries[place].event)),
    )


def _order(event: str) -> tuple[int, int]:
    if is_keys(event):
        return 0, wildcards(event)
    return (1, 0) if event == CATCH_ALL else (2, WORDS.index(event))


def _written_out(event: tree.Event) -> tuple[str, ...]:
    return ("noinput", "incomplete") if event.text == "timeout" else (event.text,)


def served(asked: Asked, own: list[tree.Handler], defaults: list[tree.Handler]) -> tuple[list[Served], list[Unused]]:
    """The events of a node that are handled, and those of its own handlers that cannot happen.

    Branches come first, as written; then ``digits``, the outcomes that are not understood, and ``exhausted``.
    """
    serving: dict[str, Served] = {}
    unused: list[Unused] = []
    _branches(asked, own, False, serving)
    _branches(asked, defaults, True, serving)
    answers = asked.answers(name for name in serving if is_keys(name))
    for handlers, inherited in ((own, False), (defaults, True)):
        written = [(event, handler) for handler in handlers for event in handler.events if event.kind == "word"]
        written.sort(key=lambda entry: entry[0].text != CATCH_ALL)
        for event, handler in written:
            if event.text in ("any", "exhausted", "failed"):
                continue
            open_events = [name for name in _written_out(event) if name not in serving]
            taken = [name for name in open_events if _happens(asked, answers, name, serving)]
            serving.update((name, Served(name, event, handler, inherited)) for name in taken)
            if open_events and not taken and not inherited:  # one that is not open is handled twice: MV103
                unused.append(Unused(event, _reason(asked, event.text)))
        for event, handler in written:
            if event.text == "any":
                taken = [name for name in WORDS if name not in serving and _happens(asked, answers, name, serving)]
                serving.update((name, Served(name, event, handler, inherited)) for name in taken)
                if not taken and not inherited:
                    unused.append(Unused(event, "the other handlers take every outcome"))
    _exhausted(asked, own, defaults, serving, unused)
    return list(serving.values()), unused


def _branches(asked: Asked, handlers: list[tree.Handler], inherited: bool, serving: dict[str, Served]) -> None:
    """Keys and patterns; a default's only where some input of this node can match it and nothing crosses it."""
    for handler in handlers:
        for event in handler.events:
            if event.kind == "word" or event.text in serving:
                continue
            if inherited:
                with_it = asked.answers([*filter(is_keys, serving), event.text])
                if any(m.pattern == event.text for m in with_it.misfits) or with_it.crossing or with_it.used_up:
                    continue
            serving[event.text] = Served(event.text, event, handler, inherited)


def _happens(asked: Asked, answers: Answers, event: str, serving: dict[str, Served]) -> bool:
    match event:
        case "incomplete":
            return asked.least > 1
        case "digits":
            return asked.kind == "collect" and answers.leaves_some and "nomatch" not in serving
        case "nomatch":
            return answers.leaves_some and CATCH_ALL not in serving
        case "done":
            return False
        case _:
            return True


def _reason(asked: Asked, event: str) -> str:
    match event:
        case "incomplete" | "timeout":
            return "one digit is enough here, so an entry is never too short"
        case "digits" if asked.kind != "collect":
            return "a menu takes one key; `digits` is for a collect"
        case "done":
            return "only a voicemail is ever `done`"
        case "nomatch" | "digits":
            return "the other branches take everything that can be pressed"
        case _:
            return "nothing leads to it"


def _exhausted(
    asked: Asked,
    own: list[tree.Handler],
    defaults: list[tree.Handler],
    serving: dict[str, Served],
    unused: list[Unused],
) -> None:
    retries = asked.counts or any(isinstance(entry.handler.target, tree.Retry) for entry in serving.values())
    for handlers, inherited in ((own, False), (defaults, True)):
        for handler in handlers:
            for event in handler.events:
                if event.text == "failed" and not inherited:
                    unused.append(Unused(event, "it is for a `bridge` or a `redirect`, and stands behind one"))
                elif event.text == "exhausted" and "exhausted" not in serving:
                    if retries:
                        serving["exhausted"] = Served("exhausted", event, handler, inherited)
                    elif not inherited:
                        unused.append(Unused(event, "no handler here says `retry`, so attempts cannot run out"))
