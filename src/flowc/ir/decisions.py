"""A ``decide`` node into its one block: what decides, and where each outcome leads.

What can come of a decision is given by its kind (``OUTCOMES``): words, and for some kinds numbers or strings that the
author names. Numbers are decided exactly, as keys are: a number of n digits is a box of n positions, so patterns that
overlap without one holding the other, or that are never reached, are found by counting (see ``flowc.ir.digits``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flowc.actions import catalogue
from flowc.diagnostics import Finding, Label, did_you_mean, error, respell
from flowc.ir import graph
from flowc.ir.digits import Family, box, size
from flowc.ir.handlers import Unused
from flowc.ir.names import outcome_name
from flowc.ir.outcomes import wildcards
from flowc.ir.settings import read_settings
from flowc.ir.values import Scope, describe, finish, in_units, interpolate
from flowc.records import NamedTuple
from flowc.source import Span
from flowc.syntax import tree

if TYPE_CHECKING:
    from flowc.ir.body import NodeLowering

__all__ = ["ASK_TIMEOUT", "MAX_BRANCHES", "OUTCOMES", "lower_decide", "numbers_left"]

ASK_TIMEOUT = (2_000, 5_000)
"""Milliseconds that ``ask`` waits for its answer: where nothing is said, and at the most."""

MAX_BRANCHES = 256
"""Numbers or strings of one decision: a limit of this tool, like that of patterns in a collect."""

NUMBER_LENGTHS = range(1, 16)
"""Digits of a telephone number behind its ``+``: fifteen at the most (ITU-T E.164)."""


class Outcomes(NamedTuple):
    """What can come of a kind of decision. ``written`` is ``phone`` or ``text`` where the author names some."""

    words: tuple[str, ...]
    written: str | None
    shown: str


_NUMBERS = "numbers such as +353871234567 or +35387XXXXXXX"

OUTCOMES = {
    "hours": Outcomes(("open", "closed"), None, "`open` or `closed`"),
    "caller": Outcomes(("withheld", "other"), "phone", f"{_NUMBERS}, `withheld` or `other`"),
    "called": Outcomes(("other",), "phone", f"{_NUMBERS}, or `other`"),
    "variable": Outcomes(("unset", "other"), "text", 'strings such as "gold", `unset` or `other`'),
    "ask": Outcomes(("other", "failed"), "text", 'strings such as "known", `other` or `failed`'),
}
"""By kind of decision, words in the order in which routes list them."""

_SENT = ("caller", "called", "call")
"""What ``send`` can name beside call variables."""


def lower_decide(node: NodeLowering) -> None:
    """The block of a decision."""
    written = node.node
    settings = read_settings("decide", written.items, node.findings)
    decision = _Reader(node.scope, node.findings).decision(written, settings)
    if decision is None:
        sink = graph.Goto(node.flow.sink(), written.name.span)
        node.put(node.first_block, (), 1, ((), sink), written.span)
        node.finish(None, ())
        return
    branches = _branches(node, decision)
    edges = []
    handlers = []
    for branch in sorted(branches, key=lambda branch: _order(branch, decision.kind)):
        to = node.target(branch.handler.target, ("on_" + outcome_name(branch.event.text, branch.event.kind),))
        if to is None:
            node.findings.append(_retry(branch.handler.target.span))
            to = node.flow.sink()
        edges.append(graph.Edge(branch.outcome, to, "direct", branch.handler.span))
        event, span = branch.event, branch.handler.span
        handlers.append(graph.Handler(branch.outcome, False, (), False, event.text, event.span, span))
    decide = graph.Decide(decision, tuple(edges), written.name.span)
    node.put(node.first_block, (), 1, ((), decide), written.span)
    node.finish(None, tuple(handlers))


def numbers_left(patterns: Sequence[str]) -> bool:
    """Whether these numbers and patterns of numbers (each with its ``+``) leave any telephone number over."""
    family = Family([pattern[1:] for pattern in patterns])
    taken = dict.fromkeys(NUMBER_LENGTHS, 0)
    for area in family.outermost():
        taken[len(area)] += size(area)
    return any(taken[length] < size(box("X" * length)) for length in NUMBER_LENGTHS)


# --- what decides ---------------------------------------------------------------------------------------------------


class _Reader:
    """Reads ``by``, ``ask`` and ``send``."""

    def __init__(self, scope: Scope, findings: list[Finding]) -> None:
        self.scope = scope
        self.findings = findings

    def decision(self, node: tree.Node, settings: dict[str, tree.Setting]) -> graph.Decision | None:
        by, ask, send = (settings.get(name) for name in ("by", "ask", "send"))
        if by is not None and ask is not None:
            message = "a decision is taken `by` something or by `ask`, not both"
            self._error("MV103", ask.span, message, "keep one of them")
        if send is not None and ask is None:
            help = "`send` says what is posted to the URL of `ask`; delete it, or add `ask`"
            self._error("MV202", send.span, "there is nobody to send this to", help)
        if by is not None:
            return self._by(by)
        if ask is not None:
            return self._ask(ask, send)
        if not any(isinstance(item, tree.Broken) for item in node.items):
            help = "write `by hours NAME`, `by caller`, `by called`, `by variable NAME` or `ask \"https://...\"`"
            self._error("MV104", node.name.span, f"`{node.name.text}` does not say what decides", help)
        return None

    def _by(self, by: tree.Setting) -> graph.Decision | None:
        kind, *rest = by.values
        name = kind.text if isinstance(kind, tree.Name) else ""
        match name, rest:
            case "caller" | "called", []:
                return graph.Decision(name, by.span)
            case "hours", [tree.Name() as hours]:
                known = self.scope.hours(hours, self.findings)
                return None if known is None else graph.Decision("hours", by.span, hours=known)
            case "variable", [tree.Name(text=variable)]:
                return graph.Decision("variable", by.span, variable=variable)
            case "variable", [tree.Text() as text]:
                variable = interpolate(text, self.scope, self.findings) or ""
                return graph.Decision("variable", by.span, variable=variable)
        wanted = {"hours": "write `by hours` and their name", "variable": "write `by variable` and its name"}
        close = did_you_mean(name, ("hours", "caller", "called", "variable"))
        if name not in wanted and close is not None and close != name:
            found = error("MV204", kind.span, f"nothing decides by `{name}`", help=f"did you mean `{close}`?")
            self.findings.append(found._replace(fix=respell(kind.span, name, close, OUTCOMES)))
        else:
            help = wanted.get(name, "a decision is `by hours NAME`, `by caller`, `by called` or `by variable NAME`")
            self._error("MV204", by.span, "this does not say what decides", help)
        return None

    def _ask(self, ask: tree.Setting, send: tree.Setting | None) -> graph.Decision:
        url = self._url(ask.values[0])
        timeout = ASK_TIMEOUT[0]
        match ask.values[1:]:
            case ():
                pass
            case (tree.Name(text="timeout"), written):
                timeout = self._timeout(written)
            case (wrong, *_):
                help = 'write `ask "https://..." timeout 2s`'
                self._error("MV202", wrong.span, "`ask` takes a URL and a `timeout`", help)
        sent = self._sent(send) if send is not None else ()
        return graph.Decision("ask", ask.span, url=url or "", timeout_ms=timeout, send=sent)

    def _url(self, written: tree.Value) -> str | None:
        value = finish(written, self.scope, self.findings)
        match value:
            case None:
                return None
            case tree.Text():
                url = value.literal
            case _:
                self._error("MV204", written.span, f"`ask` wants a URL in quotes, and this is {describe(value)}", "")
                return None
        pattern = catalogue()["redirect"].fields["url"].pattern
        assert pattern is not None
        if url.startswith("https://") and re.search(pattern, url):
            return url
        from flowc.urls import explain_url

        fault = explain_url(url, ("https",))
        help = f"write `{fault.suggestion}`" if fault.suggestion else 'write `ask "https://crm.example/voice/customer"`'
        self._error("MV207", written.span, f"`{url}` cannot be asked: {fault.reason}", help)
        return None

    def _timeout(self, written: tree.Value) -> int:
        value = finish(written, self.scope, self.findings)
        if value is None:
            return ASK_TIMEOUT[0]
        if not isinstance(value, tree.Duration):
            message = f"`timeout` wants a duration, and this is {describe(value)}"
            self._error("MV204", written.span, message, "write `timeout 2s`")
            return ASK_TIMEOUT[0]
        milliseconds, _ = in_units(value, "ms")
        if 0 < milliseconds <= ASK_TIMEOUT[1]:
            return milliseconds
        shown = f"{value.value}{value.unit}"
        help = "the caller hears nothing meanwhile; up to 5s can be waited, and 2s are usual"
        self._error("MV205", written.span, f"`timeout {shown}` is out of range: an answer is waited for up to 5s", help)
        return ASK_TIMEOUT[0]

    def _sent(self, send: tree.Setting) -> tuple[tuple[str, str], ...]:
        sent: dict[str, tuple[str, Span]] = {}
        for value in send.values:
            name = value.text if isinstance(value, tree.Name) else None
            kind = name if name in _SENT else "variable"
            if isinstance(value, tree.Text):
                name = interpolate(value, self.scope, self.findings)
            if not name:
                help = "it names call variables, `caller`, `called` and `call`: `send caller, plan`"
                self._error("MV204", value.span, f"`send` wants names, and this is {describe(value)}", help)
            elif name in sent:
                found = error("MV103", value.span, f"`{name}` is sent twice", help="keep one of the two")
                self.findings.append(found._replace(labels=(Label(sent[name][1], "sent already"),)))
            else:
                sent[name] = kind or "variable", value.span
        return tuple((name, kind) for name, (kind, _) in sent.items())

    def _error(self, code: str, span: Span, message: str, help: str) -> None:
        self.findings.append(error(code, span, message, help=help))


# --- where it leads -------------------------------------------------------------------------------------------------


class _Branch(NamedTuple):
    """An outcome as an edge names it, the event as written, and its handler."""

    outcome: str
    event: tree.Event
    handler: tree.Handler


def _branches(node: NodeLowering, decision: graph.Decision) -> list[_Branch]:
    """One for each outcome that a handler takes; what cannot be an outcome of this decision is told."""
    outcomes = OUTCOMES[decision.kind]
    taken: dict[str, _Branch] = {}
    numbers: list[_Branch] = []
    for handler in (item for item in node.node.items if isinstance(item, tree.Handler)):
        for event in handler.events:
            if event.kind != outcomes.written and not (event.kind == "word" and event.text in outcomes.words):
                node.findings.append(_misfit(event, decision.kind, outcomes))
                event = event._replace(kind="word", text=did_you_mean(event.text, outcomes.words) or "", value=None)
                if not event.text:
                    continue
            outcome = _outcome(event, node)
            if outcome is None:
                continue
            first = taken.setdefault(outcome, branch := _Branch(outcome, event, handler))
            if first is not branch:
                label = Label(first.event.span, "handled here already")
                found = error("MV103", event.span, f"`on {_shown(event)}` is handled twice here", labels=[label])
                node.findings.append(found._replace(help="keep one of the two; a call can only go one way"))
            elif event.kind == "phone":
                numbers.append(branch)
    named = [branch for branch in taken.values() if branch.event.kind != "word"]
    if len(named) > MAX_BRANCHES:
        message = f"`{node.node.name.text}` names {len(named)} outcomes; {MAX_BRANCHES} are allowed"
        help = "let the system that is asked, or the one that sets the variable, tell kinds instead of single ones"
        node.findings.append(error("MV002", named[MAX_BRANCHES].event.span, message, help=help))
        return [branch for branch in taken.values() if branch.event.kind == "word"]
    return _without_shadowed(node, taken, numbers)


def _without_shadowed(node: NodeLowering, taken: dict[str, _Branch], numbers: list[_Branch]) -> list[_Branch]:
    """The branches but for patterns of numbers that cross another, or that others use up (MV308)."""
    family = Family([branch.outcome[1:] for branch in numbers])
    dropped = set()
    for index, branch in enumerate(numbers):
        crossing = [other for other in family.crossing(index) if other < index]
        if crossing:
            other = numbers[crossing[0]].event
            message = f"`{branch.outcome}` and `{other.text}` share numbers, and neither is the more exact one"
            help = "write the numbers that both take as a pattern of their own, or make one of the two narrower"
        elif family.inside(index) and family.used_up(index):
            other = numbers[family.inside(index)[0]].event
            message = f"no call ever takes `{branch.outcome}`: more exact branches take all its numbers"
            help = "delete it, or one of the branches that take its numbers"
        else:
            continue
        label = Label(other.span, "the other branch")
        node.findings.append(error("MV308", branch.event.span, message, labels=[label], help=help))
        dropped.add(branch.outcome)
    if "other" in taken and numbers and not dropped and not numbers_left([branch.outcome for branch in numbers]):
        node.note_unused(Unused(taken["other"].event, "the other branches take every number"))
        dropped.add("other")
    return [branch for branch in taken.values() if branch.outcome not in dropped]


def _outcome(event: tree.Event, node: NodeLowering) -> str | None:
    if event.value is None:
        return event.text
    text = interpolate(event.value, node.scope, node.findings)
    if text is None:
        return None
    import json

    return json.dumps(text, ensure_ascii=False)


def _misfit(event: tree.Event, kind: str, outcomes: Outcomes) -> Finding:
    close = did_you_mean(event.text, outcomes.words)
    by = "`ask`" if kind == "ask" else f"`by {kind}`"
    help = f"did you mean `{close}`?" if close else f"{by} comes to {outcomes.shown}"
    if event.text == "any":
        help = f"write `other`; {by} comes to {outcomes.shown}"
    elif event.kind == "word" and outcomes.written == "text" and not close:
        help = f'strings stand in quotes: `on "{event.text}"`; else {by} comes to {outcomes.shown}'
    found = error("MV101", event.span, f"{by} never comes to `{_shown(event)}`", help=help)
    return found._replace(fix=respell(event.span, event.text, close, outcomes.words)) if close else found


def _shown(event: tree.Event) -> str:
    return f'"{event.text}"' if event.kind == "text" else event.text


def _retry(span: Span) -> Finding:
    help = "name the node where the call goes on, or the action that ends it"
    return error("MV305", span, "`retry` asks a caller again, and a decision has asked nobody", help=help)


def _order(branch: _Branch, kind: str) -> tuple[int, int]:
    """Numbers with fewer wildcards before more, then strings as written, then words as the kind lists them."""
    if branch.event.kind == "word":
        return 1, OUTCOMES[kind].words.index(branch.outcome)
    return 0, wildcards(branch.outcome)
