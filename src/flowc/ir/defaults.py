"""The defaults of a flow: its own, and before those of another name that it takes over.

``defaults house`` takes over what is declared under that name in the file or in one that it imports. What the flow says
itself wins, setting by setting and event by event. Values in the defaults mean what they mean where the defaults are
declared; nodes are those of the flow, whoever names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flowc.diagnostics import Finding, Label, did_you_mean, error, suggest
from flowc.ir.declarations import NamedDefaults
from flowc.ir.frames import Frame
from flowc.ir.handlers import duplicates
from flowc.ir.outcomes import WORDS
from flowc.ir.settings import read_settings
from flowc.ir.values import Scope, finish
from flowc.records import NamedTuple
from flowc.syntax import tree

__all__ = ["FlowDefaults", "read_defaults"]

_NOT_CONSTANTS = frozenset({"none", "true", "false"})


class FlowDefaults(NamedTuple):
    """What a flow's nodes have unless they say otherwise, nothing left to look up in settings and words of a retry.

    ``handlers`` come in the order in which they count. ``own`` are those that the flow itself has written. ``frames``
    has for the target of each handler (by identity) where its names are looked up.
    """

    settings: dict[str, tree.Setting]
    handlers: list[tree.Handler]
    own: list[tree.Handler]
    named: NamedDefaults | None
    frames: dict[int, Frame]

    @property
    def failed(self) -> tuple[tree.Event, tree.Handler] | None:
        """The handler of failed bridges and redirects."""
        found = ((event, handler) for handler in self.handlers for event in handler.events if event.text == "failed")
        return next(found, None)


def read_defaults(
    flow: tree.Flow, frame: Frame, scope_of: Callable[[NamedDefaults], Scope], findings: list[Finding]
) -> FlowDefaults:
    """The defaults of a flow. ``scope_of`` gives the scope of the file that declares some of another name."""
    groups = [item for item in flow.items if isinstance(item, tree.Defaults)]
    _only_one([group for group in groups if group.name is not None], flow, "takes over two `defaults`", findings)
    _only_one([group for group in groups if not group.taken], flow, "has two `defaults`", findings)
    named = next((_named(group.name, frame, findings) for group in groups if group.name is not None), None)
    items = next((group.items for group in groups if not group.taken), ())
    own = [item for item in items if isinstance(item, tree.Handler)]
    findings += duplicates(own)
    settings = _finished(read_settings("defaults", items, findings), frame.scope, findings)
    handlers, frames = _closed(own, frame, findings)
    if named is None:
        return FlowDefaults(settings, handlers, own, None, frames)
    beside = frame.beside(scope_of(named))
    told: list[Finding] = []  # where they are declared
    theirs = [item for item in named.tree.items if isinstance(item, tree.Handler)]
    inherited, more = _closed(_not_taken(theirs, own), beside, findings)
    settings = {**_finished(read_settings("defaults", named.tree.items, told), beside.scope, findings), **settings}
    return FlowDefaults(settings, handlers + inherited, own, named, {**frames, **more})


def _only_one(groups: list[tree.Defaults], flow: tree.Flow, what: str, findings: list[Finding]) -> None:
    for second in groups[1:]:
        findings.append(
            error(
                "MV103",
                second.span,
                f"`{flow.name.text}` {what}",
                labels=[Label(groups[0].span, "the first one")],
                help="put everything into one",
            )
        )


def _named(name: tree.Name, frame: Frame, findings: list[Finding]) -> NamedDefaults | None:
    """The defaults of a name; where there are none, and a finding, those that were meant: one mistake is told once."""
    known = frame.home.defaults
    if name.text in known:
        return known[name.text]
    finding = error("MV101", name.span, f"there are no defaults called `{name.text}`")
    close = did_you_mean(name.text, known)
    otherwise = f"declare them beside the flows, `defaults {name.text} {{ ... }}`, or import the file that does"
    findings.append(suggest(finding, name.text, close, known, otherwise))
    return None if close is None else known[close]


def _not_taken(theirs: list[tree.Handler], own: Iterable[tree.Handler]) -> list[tree.Handler]:
    """The handlers of other defaults without those events that ``any`` among the flow's own takes."""
    if not any(event.text == "any" for handler in own for event in handler.events):
        return theirs
    taken = {*WORDS, "timeout", "any"}
    left = []
    for handler in theirs:
        events = tuple(event for event in handler.events if event.text not in taken)
        if events:
            left.append(handler._replace(events=events))
    return left


def _finished(
    settings: dict[str, tree.Setting], scope: Scope, findings: list[Finding]
) -> dict[str, tree.Setting]:
    """Settings whose first value needs no scope any more; one that names no constant is told, and left out.

    What stands behind the first value are words: ``attempts 3 shared tries``.
    """
    result = {}
    for name, setting in settings.items():
        if setting.values:
            value = _finished_value(setting.values[0], scope, findings)
            if value is None:
                continue
            setting = setting._replace(values=(value, *setting.values[1:]))
        result[name] = setting
    return result


def _finished_value(value: tree.Value, scope: Scope, findings: list[Finding]) -> tree.Value | None:
    if isinstance(value, tree.Name) and value.text in _NOT_CONSTANTS:
        return value
    found = finish(value, scope, findings)
    return found if found is None else found._replace(span=value.span)


def _closed(
    handlers: Iterable[tree.Handler], frame: Frame, findings: list[Finding]
) -> tuple[list[tree.Handler], dict[int, Frame]]:
    """Handlers with the words of every retry finished, and the frame of every other target."""
    result = []
    frames = {}
    for handler in handlers:
        if isinstance(handler.target, tree.Retry):
            words = tuple(_words(text, frame.scope, findings) for text in handler.target.words)
            handler = handler._replace(target=handler.target._replace(words=words))
        else:
            frames[id(handler.target)] = frame
        result.append(handler)
    return result, frames


def _words(text: tree.Text, scope: Scope, findings: list[Finding]) -> tree.Text:
    found = finish(text, scope, findings)
    return found if isinstance(found, tree.Text) else text._replace(parts=("",))
