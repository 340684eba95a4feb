"""Documents to flow text: what a build wrote, or somebody by hand, as a flow that builds to the same documents.

The way back from documents follows the way there. A route is a question, and the routes of one node are its attempts:
what leads to the next attempt is ``retry``, and what else the last attempt does with the same event is ``exhausted``. A
document called after a node and an event is an inline block. What stands behind a gather's redirect is ``on failed`` of
the defaults; what stands behind a bridge or a redirect is its own. Where the rest of a document is the whole of
another one that is called after a node, it was a ``goto``. Handlers that menus share become defaults. A route of a
decision is a ``decide``; a question that confirms an entry is its node's ``confirm``; silent gathers while recording
are a ``voicemail``. A template says ``{digits}`` as the language does. Of the copies that a count of attempts has made
nothing comes back but the count.

What cannot be said in the language is listed, never dropped in silence. Whether the text builds back to the documents
is for the caller to find out, by building it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from flowc.actions import FieldDef
from flowc.ir.graph import GatherSpec
from flowc.ir.names import event_name
from flowc.ir.outcomes import is_keys
from flowc.lint.decision_text import decide_lines, hours_lines
from flowc.lint.decisions import KnownDecision
from flowc.lint.forms import Written
from flowc.lint.graph import KnownRoute, Page, Site
from flowc.lint.part_text import Uses
from flowc.lint.values import plain
from flowc.records import NamedTuple
from flowc.templates import MARK, fill, spoken

__all__ = ["Imported", "flow_text"]

_START = "answer"
_INDENT = "    "
_MAX_ACTIONS = 50
"""Actions that a build puts into one document; where a redirect stands for more, it was a ``goto``."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")
_BARE_NUMBER = re.compile(r"\+[0-9]{1,15}\Z")
_BARE_SIP = re.compile(r"sips?:[^\x00-\x20\x7f;{}/]+\Z")
_MENU_TIMEOUT, _LONGEST_TIMEOUT, _ATTEMPTS = 5, 30, 3
_WORDS = ("noinput", "incomplete", "nomatch")
_COPY = re.compile(r"\.([a-z][a-z0-9_]*)_left[0-9]+(?=\.|\Z)")
"""What the name of a document says of a copy that a shared count has made."""


class Imported(NamedTuple):
    """The flow, and what of the documents it does not say, one line each."""

    text: str
    unsaid: list[str]


class _Handler(NamedTuple):
    """``on EVENTS TARGET``: the target as the lines of a block, or as one line behind ``->``."""

    events: tuple[str, ...]
    target: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        head = f"on {', '.join(self.events)}"
        if len(self.target) == 1 and self.target[0].startswith("-> "):
            return [f"{head} {self.target[0]}"]
        return [f"{head} {{", *(_INDENT + line for line in self.target), "}"]


class _Node(NamedTuple):
    """A menu or a collect that comes back: its settings, and its handlers by event."""

    name: str
    kind: str
    settings: list[str]
    handlers: list[_Handler]


def flow_text(
    site: Site,
    *,
    title: str | None = None,
    start: str | None = None,
    starts: Mapping[str, str] | None = None,
    nodes: Collection[str] = (),
) -> Imported:
    """A site as flow text.

    Args:
        site: documents and routes; without routes each document becomes a step.
        title: what the flow is called in reports.
        start: the node that ``answer`` belongs to; the name of the first document where there is no ``answer``.
        starts: the same for other flows that are led to, by name.
        nodes: documents that are called like the node they begin with, though their names hold a dot.
    """
    return _Import(site, start, starts or {}, nodes).run(title)


def _prefixed(known: KnownDecision, prefix: str) -> KnownDecision:
    """A decision whose hours have a name that no other flow of the text gives to its own."""
    hours = known.decision.hours
    if hours is None:
        return known
    return known._replace(decision=known.decision._replace(hours=hours._replace(name=prefix + hours.name)))


class _Import:
    """``prefix`` stands before the names of what is declared beside the flow, where the text has several flows."""

    def __init__(
        self, site: Site, start: str | None, starts: Mapping[str, str], nodes: Collection[str]
    ) -> None:
        self.site = site
        self.starts = starts
        self.prefix = f"{site.name}_" if len(starts) > 1 else ""
        self.nodes = nodes
        self.unsaid: list[str] = []
        self.pages = {page.name: page for page in site.pages}
        self.by_url = {page.url: page for page in site.pages if page.url is not None}
        self.attempts: dict[str, list[KnownRoute]] = {}
        self.confirms: dict[str, KnownRoute] = {}
        self.decisions: dict[str, KnownDecision] = {}
        for route in site.routes.values():
            if isinstance(route, KnownDecision):
                if not _COPY.search(route.name):
                    self.decisions[route.node] = _prefixed(route, self.prefix)
            elif route.confirms is not None:
                self.confirms[route.name] = route
            elif not _COPY.search(route.name):
                self.attempts.setdefault(route.node, []).append(route)
        for routes in self.attempts.values():
            routes.sort(key=lambda route: route.attempt)
        self.start = start or next(iter(self.pages), _START)
        self.uses = Uses(self.prefix)
        self.counts = self._counts()
        self.asked: dict[str, dict[str, Any]] = {}
        self.fallbacks: list[tuple[Page, int]] = []
        self.messages = {name: routes for name, routes in self.attempts.items() if self._is_message(name, routes)}
        for name in self.messages:
            del self.attempts[name]
        self.words: dict[str, str | None] = {}
        self._find_questions()
        self.steps = {
            self._node_name(page.name): page
            for page in site.pages
            if self._is_node(page.name) and not self._asks_at_once(page)
        }
        self.whole: dict[tuple[Any, ...], str] = {}
        for name, page in self.steps.items():
            self.whole.setdefault(_content(page, 0), name)
        for name in (*self.messages, *self.decisions):
            self.steps.pop(name, None)

    def run(self, title: str | None) -> Imported:
        start = self.uses.reference(self.start)
        questions = [self._question(name) for name in self.attempts]
        self.uses.at("")
        failed = self._failed()
        shared = _shared([question for question in questions if "." not in question.name])
        head = [f"title {_quoted(title)}"] if title else []
        head += [f"base_url {_quoted(self.site.base_url)}"] if self.site.base_url else []
        head += self.uses.settled([f"start {start}"])
        blocks = [head]
        hours = [known.decision.hours for known in self.decisions.values()]
        declared = ["\n".join(hours_lines(known, _quoted)) + "\n" for known in hours if known is not None]
        defaults = [*([line for handler in shared for line in handler.lines]), *failed]
        if defaults:
            blocks.append(self.uses.settled(["defaults {", *(_INDENT + line for line in defaults), "}"]))
        by_name = {question.name: self._question_lines(question, shared) for question in questions}
        by_name.update({name: self._step_lines(name, page) for name, page in self.steps.items()})
        by_name.update({name: self._decide_lines(known) for name, known in self.decisions.items()})
        by_name.update({name: self._message_lines(name, routes) for name, routes in self.messages.items()})
        order = [self.start, *(name for name in by_name if name != self.start)]
        blocks += [self.uses.settled(by_name[name]) for name in order if name in by_name and "." not in name]
        parts, used = self.uses.parts({name: lines for name, lines in by_name.items() if "." in name})
        blocks += used
        declared += parts
        body = "\n\n".join("\n".join(_INDENT + line for line in block) for block in blocks)
        flow = f"flow {self.site.name} {{\n{body}\n}}\n"
        return Imported("\n".join([*declared, flow]), list(dict.fromkeys(self.unsaid)))

    # --- names ---------------------------------------------------------------------------------------------

    def _is_node(self, document: str) -> bool:
        return _NAME.match(document) is not None or document in self.nodes

    def _node_name(self, document: str) -> str:
        return self.start if document == _START else document

    def _entry(self, node: str) -> str:
        return "entry " if node in self.site.entries and node != self.start else ""

    # --- questions -----------------------------------------------------------------------------------------

    def _find_questions(self) -> None:
        """The gather of each route, and where a fallback stands behind one."""
        for page in self.site.pages:
            for at, written in enumerate(page.actions):
                route = self._route_at(page, at)
                if route is None:
                    continue
                if route.node in self.messages:
                    self._note_message(route, page, at)
                fields = _said(page, written)
                if self.asked.setdefault(route.name, fields) != fields and route.attempt == 1:
                    self.unsaid.append(f"{page.name}: the gather of `{route.name}` is another one than elsewhere")
                self.fallbacks.append((page, at + 2))

    def _route_at(self, page: Page, at: int) -> KnownRoute | None:
        """The route that a gather's redirect names; None where no gather is, or another application takes over."""
        if page.actions[at].action.name != "gather" or at + 1 >= len(page.actions):
            return None
        route = self._named_at(page, at + 1)
        return route if isinstance(route, KnownRoute) else None

    def _named_at(self, page: Page, at: int) -> KnownRoute | KnownDecision | None:
        """The route that a redirect leads to."""
        if at >= len(page.actions) or page.actions[at].action.name != "redirect":
            return None
        return self.site.routes.get(str(_fields(page.actions[at]).get("url")).partition("?")[0])

    def _asks_at_once(self, page: Page) -> bool:
        route = self._route_at(page, 0) if page.actions else None
        return route is not None and route.node == self._node_name(page.name)

    def _counts(self) -> dict[str, str]:
        """The counts that questions share: their later attempts lead to copies, or copies ask them."""
        counts = {}
        for page in self.site.pages:
            copy = _COPY.search(page.name)
            for at in range(len(page.actions)) if copy is not None else ():
                route = self._route_at(page, at)
                if copy is not None and route is not None and route.attempt > 1 and not _COPY.search(route.name):
                    counts[route.node] = copy[1]
        for name, routes in self.attempts.items():
            for target in (target for route in routes if route.attempt > 1 for _, target, _ in route.next):
                copy = _COPY.search(target)
                if copy is not None:
                    counts[name] = copy[1]
        return counts

    def _question(self, name: str) -> _Node:
        self.uses.at(name)
        routes = self.attempts[name]
        first, last = routes[0], routes[-1]
        spec = first.spec
        confirm = self._confirm(routes)
        several = spec.max_digits > 1 or confirm is not None or any(event == "digits" for event, _, _ in first.next)
        kind = "collect" if several else "menu"
        prompt = self.asked[first.name].get("prompt") if first.name in self.asked else None
        settings = [] if prompt is None else [f"prompt {_quoted(prompt)}"]
        settings += _settings(kind, spec)
        reprompt = self._reprompt(routes, prompt)
        if reprompt is not None:
            settings.append(f"reprompt {_quoted(reprompt)}")
        if confirm is not None:
            settings.append(f"confirm {confirm}")
        retrying = any(self._is_retry(route, target) for route in routes for _, target, _ in route.next)
        retrying = retrying or confirm is not None
        exhausted = any(target == f"{name}.on_exhausted" for _, target, _ in last.next)
        attempts = len(routes) if retrying or exhausted else _ATTEMPTS
        if name in self.counts:
            settings.append(f"attempts {attempts} shared {self.counts[name]}")
        elif attempts != _ATTEMPTS:
            settings.append(f"attempts {attempts}")
        return _Node(name, kind, settings, self._handlers(name, routes, prompt if reprompt is None else reprompt))

    def _reprompt(self, routes: list[KnownRoute], prompt: str | None) -> str | None:
        """What all later attempts end with, where that is not the prompt."""
        said = []
        for route in routes[:-1]:
            for _, target, _ in route.next:
                page = self.pages.get(target)
                if self._is_retry(route, target) and page is not None and page.actions:
                    said.append(str(_fields(page.actions[0]).get("prompt") or ""))
        wordless = next(filter(None, (self.pages.get(f"{route.node}.retry{route.attempt}") for route in routes)), None)
        if wordless is not None and wordless.actions:
            asked = str(_fields(wordless.actions[0]).get("prompt") or "")
            return None if asked == (prompt or "") else asked
        if not prompt or all(_words(whole, prompt) != whole for whole in said):
            return None
        return _common_end(said)

    def _confirm(self, routes: list[KnownRoute]) -> str | None:
        """The question that reads entries of a node back, as a string of the language."""
        asked = None
        for _, target, _ in routes[0].next:
            route, page = self.confirms.get(target), self.pages.get(target)
            if route is None or page is None or not page.actions:
                continue
            prompt = str(_fields(page.actions[0]).get("prompt"))
            if page.fills and MARK in prompt:
                return _quoted(prompt, template=True)
            literal = _quoted(prompt if not page.fills else fill({"prompt": prompt}, "")["prompt"])
            pressed = spoken(route.confirms or "")
            asked = asked or (literal.replace(pressed, MARK, 1) if is_keys(route.confirms or "") else literal)
        return asked

    def _behind_confirmation(self, target: str) -> str:
        """Where an entry leads once it is confirmed."""
        route = self.confirms.get(target)
        return target if route is None else dict(_events(route)).get("1", target)

    def _is_retry(self, route: KnownRoute, target: str) -> bool:
        again = f"{route.node}.retry{route.attempt + 1}"
        return target == again or target.startswith(again + ".")

    def _handlers(self, name: str, routes: list[KnownRoute], prompt: str | None) -> list[_Handler]:
        groups: dict[tuple[object, ...], list[str]] = {}
        written: dict[tuple[object, ...], tuple[str, ...]] = {}
        first, last = dict(_events(routes[0])), dict(_events(routes[-1]))
        exhausted: dict[str, None] = {}
        for event, confirmation in first.items():
            target = self._behind_confirmation(confirmation)
            if target != confirmation:
                wrong = self.confirms.get(last.get(event, ""))
                exhausted[dict(_events(wrong)).get("2", "") if wrong is not None else ""] = None
            if self._is_retry(routes[0], target):
                said = self._retry(routes, event, prompt)
                exhausted[last.get(event, "")] = None
            elif len(routes) == 1 and target == f"{name}.on_exhausted":
                said = ("-> retry",)
                exhausted[target] = None
            else:
                said = self._target(target)
            inline = not self._is_node(target) and not said[0].startswith("-> retry")
            key = (target,) if inline else (said, _turn(first, event))
            groups.setdefault(key, []).append(event)
            written[key] = said
        for target in filter(None, exhausted):
            if (target,) in groups:
                groups[target,].append("exhausted")
        handlers = [_Handler(tuple(self._named(name, first, events)), written[key]) for key, events in groups.items()]
        for target in filter(None, exhausted):
            if (target,) in groups:
                continue
            handlers.append(_Handler(("exhausted",), self._target(target)))
        if len(exhausted) > 1:
            self.unsaid.append(f"{name}: the last attempt leads to several places, and `exhausted` is one")
        return handlers

    def _named(self, name: str, targets: dict[str, str], events: list[str]) -> list[str]:
        """The events of a handler, the one that its block is called after first."""
        called = targets[events[0]].removeprefix(f"{name}.on_")
        for word, covers in (("timeout", ("noinput", "incomplete")), ("any", tuple(events))):
            if called == word:
                return [word, *(event for event in events if event not in covers)]
        return sorted(events, key=lambda event: event_name(event) != called)

    def _retry(self, routes: list[KnownRoute], event: str, prompt: str | None) -> tuple[str, ...]:
        """``retry`` with what is said at each later attempt."""
        said: list[str] = []
        for route in routes[:-1]:
            target = dict(_events(route)).get(event, "")
            page = self.pages.get(target)
            whole = str(_fields(page.actions[0]).get("prompt") or "") if page is not None and page.actions else ""
            said.append(_words(whole, prompt) if target != f"{route.node}.retry{route.attempt + 1}" else "")
        while len(said) > 1 and said[-1] == said[-2]:
            said.pop()
        words = ", ".join(_quoted(text) for text in said if text)
        return (f"-> retry {words}",) if words else ("-> retry",)

    def _target(self, document: str) -> tuple[str, ...]:
        if "/" in document:
            flow, _, name = document.partition("/")
            return (f"-> {self.uses.elsewhere(f'{flow}.{self.starts.get(flow, name) if name == _START else name}')}",)
        if self._is_node(document):
            return (f"-> {self.uses.reference(self._node_name(document))}",)
        page = self.pages.get(document)
        if page is None:
            self.unsaid.append(f"a route leads to `{document}`, which is no document")
            return ("hangup",)
        body = self._body(page, 0, of=document)
        return tuple(body) if body[0].startswith("goto ") else _arrow(body)  # a block of one `goto` has a document

    def _question_lines(self, question: _Node, shared: Iterable[_Handler]) -> list[str]:
        own = self.uses.at(question.name)
        known = set(shared) if own == question.name else set()
        lines = [*question.settings]
        for handler in question.handlers:
            if handler not in known:
                lines += handler.lines
        head = f"{self._entry(question.name)}{question.kind} {own} {{"
        return [head, *(_INDENT + line for line in lines), "}"]

    def _failed(self) -> list[str]:
        """``on failed`` of the defaults: what stands behind the redirects of the gathers."""
        contents = Counter(_content(page, at) for page, at in self.fallbacks)
        if not contents:
            return []
        usual = contents.most_common(1)[0][0]
        for page, at in self.fallbacks:
            if _content(page, at) != usual:
                self.unsaid.append(f"{page.name}: another fallback stands behind its gather than in most documents")
        page, at = next((page, at) for page, at in self.fallbacks if _content(page, at) == usual)
        return _Handler(("failed",), _arrow(self._body(page, at))).lines if usual else []

    # --- decisions and messages ----------------------------------------------------------------------------

    def _decide_lines(self, known: KnownDecision) -> list[str]:
        own = self.uses.at(known.node)
        lines = decide_lines(known, _quoted, _variable, self._target)
        return [f"{self._entry(known.node)}decide {own} {{", *(_INDENT + line for line in lines), "}"]

    def _is_message(self, name: str, routes: list[KnownRoute]) -> bool:
        """Whether the routes of a node are the waiting of a voicemail."""
        done = self.pages.get(f"{name}.on_done")
        if done is None or not done.actions or done.actions[0].action.name != "stop_recording":
            return False
        return dict(_events(routes[-1])).get("noinput") == done.name

    def _note_message(self, route: KnownRoute, page: Page, at: int) -> None:
        """What a voicemail says first, where its own document does not tell: what is said before the recording."""
        before = page.actions[at - 2] if at > 1 else None
        if route.attempt > 1 or (route.node in self.words and self._node_name(page.name) != route.node):
            return
        said = before is not None and before.action.name == "say"
        self.words[route.node] = str(_fields(before)["text"]) if said and before is not None else None

    def _message_lines(self, name: str, routes: list[KnownRoute]) -> list[str]:
        own = self.uses.at(name)
        words, seconds = self.words.get(name), sum(route.spec.timeout_seconds for route in routes)
        key = next((event for event, _ in _events(routes[0]) if is_keys(event)), None)
        lines = [] if words is None else [f"prompt {_quoted(words)}"]
        lines.append(f"max {seconds}s")
        if key != "#":
            lines.append(f"finish_on {key or 'none'}")
        lines += _Handler(("done",), _arrow(self._body(self.pages[f"{name}.on_done"], 1))).lines
        return [f"{self._entry(name)}voicemail {own} {{", *(_INDENT + line for line in lines), "}"]

    # --- steps ---------------------------------------------------------------------------------------------

    def _step_lines(self, name: str, page: Page) -> list[str]:
        own = self.uses.at(name)
        body = self._body(page, 0, of=name)
        return [f"{self._entry(name)}step {own} {{", *(_INDENT + line for line in body), "}"]

    def _body(self, page: Page, at: int, of: str | None = None) -> list[str]:
        """The statements that a page comes to from a place on; ``of`` is the node, or the inline block, whose own page
        it is."""
        lines: list[str] = []
        while at < len(page.actions):
            known = self.whole.get(_content(page, at))
            own = at == 0 and (known == of or (of is not None and not self._is_node(of)))
            if known is not None and not own:
                return [*lines, f"goto {self.uses.reference(known)}"]
            route = self._route_at(page, at)
            if route is not None:
                if route.attempt > 1:
                    self.unsaid.append(f"{page.name}: a later attempt of `{route.node}` is asked out of its turn")
                if route.node in self.messages:
                    del lines[-1 if self.words.get(route.node) is None else -2 :]
                return [*lines, f"goto {self.uses.reference(route.node)}"]
            written = page.actions[at]
            decision = self._named_at(page, at)
            if isinstance(decision, KnownDecision):
                return [*lines, f"goto {self.uses.reference(decision.node)}"]
            ends = written.action.ends
            if ends == "never":
                lines += self._statement(page, written)
            elif ends in ("loaded", "connected"):
                onward = self._onward(page, at)
                if onward is not None:
                    return lines + onward
                return lines + self._failing(_statement(written, page.fills), self._body(page, at + 1))
            else:
                if at + 1 < len(page.actions):
                    self.unsaid.append(f"{page.name}: what stands behind `{written.action.name}`")
                return [*lines, _statement(written, page.fills)]
            at += 1
        return [*lines, "hangup"]

    def _onward(self, page: Page, at: int) -> list[str] | None:
        """A redirect that stands only because a document was full: the call goes on where it leads."""
        written = page.actions[at]
        target = self.by_url.get(str(_fields(written).get("url"))) if written.action.name == "redirect" else None
        if target is None or at + 1 < len(page.actions) or set(_fields(written)) != {"url"}:
            return None
        if ".part" in target.name:
            return self._body(target, 0)
        if at + len(target.actions) > _MAX_ACTIONS and self._is_node(target.name):
            return [f"goto {self.uses.reference(self._node_name(target.name))}"]
        return None

    def _failing(self, statement: str, rest: list[str]) -> list[str]:
        """A bridge or a redirect, and what happens where it fails."""
        target = _arrow(rest)
        if len(target) == 1:
            return [f"{statement} on failed {target[0]}"]
        return [f"{statement} on failed {{", *(_INDENT + line for line in target), "}"]

    def _statement(self, page: Page, written: Written) -> list[str]:
        fields = _fields(written)
        match written.action.name:
            case "gather":
                self.unsaid.append(f"{page.name}: a gather whose digits go to no route of these documents")
                return [f"// here stood {' '.join(str(fields).split())}"]
            case "set_variables":
                if len(fields["variables"]) != 1:
                    self.unsaid.append(f"{page.name}: one set_variables of {len(fields['variables'])} names")
                values = {name: _quoted(value, page.fills) for name, value in fields["variables"].items()}
                return [f"set {_variable(name)} = {value}" for name, value in values.items()]
            case "unset_variables":
                if len(fields["names"]) != 1:
                    self.unsaid.append(f"{page.name}: one unset_variables of {len(fields['names'])} names")
                return [f"unset {_variable(name)}" for name in fields["names"]]
        return [_statement(written, page.fills)]


# --- words ---------------------------------------------------------------------------------------------------------


def _settings(kind: str, spec: GatherSpec) -> list[str]:
    lines = []
    if kind == "collect":
        fixed = spec.min_digits == spec.max_digits
        lines.append(f"digits {spec.max_digits}" if fixed else f"digits {spec.min_digits}..{spec.max_digits}")
    usual = _MENU_TIMEOUT if kind == "menu" else min(_LONGEST_TIMEOUT, _MENU_TIMEOUT + spec.max_digits)
    if spec.timeout_seconds != usual:
        lines.append(f"timeout {spec.timeout_seconds}s")
    if spec.finish_on != ("#" if spec.min_digits != spec.max_digits else None):
        lines.append(f"finish_on {spec.finish_on or 'none'}")
    if spec.sensitive:
        lines.append("sensitive")
    return lines


def _statement(written: Written, template: bool) -> str:
    """An action as a flow writes it."""
    action, fields = written.action, _fields(written)
    words = [action.name]
    if action.main is not None and action.main in fields:
        words.append(_value(action.fields[action.main], fields.pop(action.main), template))
    for name, field in action.fields.items():
        if name not in fields:
            continue
        if field.type == "boolean":
            words.append(field.word if fields[name] else f"{field.word} false")
        else:
            words.append(f"{field.word} {_value(field, fields[name], template)}")
    return " ".join(words)


def _value(field: FieldDef, value: Any, template: bool) -> str:
    if field.unit is not None:
        return f"{int(value)}{field.unit}"
    if field.enum or not isinstance(value, str):
        return str(value)
    bare = field.format in ("destination", "caller") and (_BARE_NUMBER.match(value) or _BARE_SIP.match(value))
    return value if bare else _quoted(value, template)


def _quoted(text: str, template: bool = False) -> str:
    """A string of the language; braces in a ``template`` mean what they mean there."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"} | ({} if template else {"{": "{{", "}": "}}"})
    return '"' + "".join(escapes.get(char, char if char >= " " else f"\\u{{{ord(char):x}}}") for char in text) + '"'


def _variable(name: str) -> str:
    return name if _NAME.match(name) else _quoted(name)


def _common_end(texts: list[str]) -> str | None:
    """The longest end of words that all texts have and none consists of; None where there is none."""
    words = texts[0].split(" ")
    for first in range(1, len(words)):
        end = " ".join(words[first:])
        if all(text.endswith(" " + end) for text in texts):
            return end
    return None


def _words(whole: str, prompt: str | None) -> str:
    """What a retry says before the prompt is repeated."""
    return whole if not prompt else whole.removesuffix(prompt).removesuffix(" ")


def _arrow(body: list[str]) -> tuple[str, ...]:
    """A block of one statement, which is a target as it stands: a block ends, so that one is an ending."""
    if len(body) == 1:
        return (f"-> {body[0].removeprefix('goto ')}",)
    return tuple(body)


def _turn(targets: dict[str, str], event: str) -> str:
    """What keeps handlers apart that lead to the same place: keys are tried in their order, so only neighbours share
    one. Words have no order."""
    if not is_keys(event):
        return "words"
    keys = [other for other in targets if is_keys(other)]
    at = keys.index(event)
    while at > 0 and targets[keys[at - 1]] == targets[event]:
        at -= 1
    return keys[at]


def _shared(questions: Sequence[_Node]) -> list[_Handler]:
    """The handlers of words, not keys, that several questions have; of each event the most frequent one."""
    events = (*_WORDS, "timeout", "exhausted")
    counts = Counter(handler for question in questions for handler in question.handlers)
    shared: list[_Handler] = []
    taken: set[str] = set()
    for handler, number in counts.most_common():
        plain_words = all(event in events for event in handler.events)
        if number > 1 and plain_words and not taken & set(handler.events):
            shared.append(handler)
            taken |= set(handler.events)
    return shared


# --- contents ------------------------------------------------------------------------------------------------------


def _events(route: KnownRoute) -> list[tuple[str, str]]:
    """Where each event of a route leads; a copy is what it is a copy of."""
    return [(event, _COPY.sub("", target)) for event, target, _ in route.next]


def _fields(written: Written) -> dict[str, Any]:
    """The fields of an action, another name of a field being the field's own."""
    values = {member.key: plain(member.value) for member in written.fields.members}
    return {written.action.fields[name].alias_of or name: value for name, value in values.items()}


def _said(page: Page, written: Written) -> dict[str, Any]:
    """The fields of an action, to be compared: of a template what they say apart from digits."""
    fields = _fields(written)
    return fill(fields, _NO_DIGITS) if page.fills else fields


def _content(page: Page, at: int) -> tuple[Any, ...]:
    """What a page comes to from a place on, to be compared."""
    return tuple((written.action.name, repr(sorted(_said(page, written).items()))) for written in page.actions[at:])


_NO_DIGITS = "\0"
"""Stands for digits where templates are compared; no text holds it."""
