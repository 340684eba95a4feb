"""Menus and collects from routes: settings, handlers, ``retry`` and ``exhausted``, and what several of them share.

The routes of a node are its attempts, and their documents differ in what is said before the question. So an event that
leads to the next attempt is ``retry`` with those words, and where the last attempt leads with the same event is
``exhausted``. Where callers come to a question only with attempts used up elsewhere, its first attempts are missing,
and the earliest one that is there tells what they do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flowc.ir.graph import GatherSpec
from flowc.ir.names import event_name
from flowc.ir.outcomes import CATCH_ALL, WORDS, is_keys
from flowc.ir.settings import DEFAULT_ATTEMPTS, MENU_TIMEOUT, TIMEOUT
from flowc.lint.flow_text.counts import Count
from flowc.lint.flow_text.origins import Origins, fields_of
from flowc.lint.flow_text.steps import Steps
from flowc.lint.flow_text.words import Handler, quoted
from flowc.lint.graph import KnownRoute
from flowc.records import NamedTuple
from flowc.templates import MARK, fill, spoken

__all__ = ["Question", "question_of", "shared_handlers"]

_ON_RETRY = "-> retry"


class Question(NamedTuple):
    """A menu or a collect: the word that declares it, its settings line by line, and its handlers."""

    name: str
    kind: str
    settings: list[str]
    handlers: list[Handler]


def question_of(name: str, prompt: str | None, count: Count | None, steps: Steps) -> Question:
    """The question of a node.

    Args:
        name: the node.
        prompt: what its first attempt says.
        count: the count of attempts that it shares with others.
        steps: writes what its handlers lead to, and takes what cannot be said.
    """
    return _Question(name, prompt, count, steps).question()


def shared_handlers(questions: Sequence[Question]) -> list[Handler]:
    """The handlers of words, not keys, that several questions have; of each event the most frequent one."""
    events = {*WORDS, "timeout", "exhausted"}
    counts = Counter(handler for question in questions for handler in question.handlers)
    shared: list[Handler] = []
    taken: set[str] = set()
    for handler, number in counts.most_common():
        if number > 1 and events.issuperset(handler.events) and not taken.intersection(handler.events):
            shared.append(handler)
            taken.update(handler.events)
    return shared


class _Question:
    def __init__(self, name: str, prompt: str | None, count: Count | None, steps: Steps) -> None:
        self.name = name
        self.prompt = prompt
        self.count = count
        self.steps = steps
        self.origins: Origins = steps.origins
        self.routes = self.origins.questions[name]
        self.first = self.origins.next_of(self.routes[0])
        self.last = self.origins.next_of(self.routes[-1])
        self.exhausted: dict[str, None] = {}

    def question(self) -> Question:
        spec, confirm, reprompt = self.routes[0].spec, self._confirm(), self._reprompt()
        several = spec.max_digits > 1 or confirm is not None or CATCH_ALL in self.first
        kind = "collect" if several else "menu"
        settings = [] if self.prompt is None else [f"prompt {quoted(self.prompt)}"]
        settings += _settings(kind, spec)
        settings += [] if reprompt is None else [f"reprompt {quoted(reprompt)}"]
        settings += [] if confirm is None else [f"confirm {confirm}"]
        settings += self._attempts(confirm)
        handlers = self._handlers(self.prompt if reprompt is None else reprompt)
        return Question(self.name, kind, settings, handlers)

    # --- attempts ------------------------------------------------------------------------------------------

    def _attempts(self, confirm: str | None) -> list[str]:
        if self.count is not None:
            return [f"attempts {self.count.attempts} shared {self.count.name}"]
        retries = any(self.origins.is_retry(route, to) for route in self.routes for to in self._leads(route))
        counted = confirm is not None or retries or self._own_exhausted in self.last.values()
        attempts = self.routes[-1].attempt if counted else DEFAULT_ATTEMPTS
        return [] if attempts == DEFAULT_ATTEMPTS else [f"attempts {attempts}"]

    @property
    def _own_exhausted(self) -> str:
        """The inline block of ``exhausted``."""
        return f"{self.name}.on_exhausted"

    def _leads(self, route: KnownRoute) -> list[str]:
        return list(self.origins.next_of(route).values())

    def _asked(self, document: str) -> str | None:
        """The prompt of the gather that a document begins with; None where it does not."""
        page = self.origins.pages.get(document)
        if page is None or not page.actions:
            return None
        return str(fields_of(page.actions[0]).get("prompt") or "")

    def _reprompt(self) -> str | None:
        """What all later attempts end with, where that is not the prompt."""
        for route in self.routes:
            asked = self._asked(f"{self.name}.retry{route.attempt}")
            if asked is not None:
                return None if asked == (self.prompt or "") else asked
        again = [to for route in self.routes for to in self._leads(route) if self.origins.is_retry(route, to)]
        said = [asked for asked in map(self._asked, again) if asked is not None]
        if not self.prompt or all(_words(whole, self.prompt) != whole for whole in said):
            return None
        return _common_end(said)

    def _retry(self, event: str, repeated: str | None) -> tuple[str, ...]:
        """``retry`` with what is said at each later attempt before the question is repeated."""
        said: list[str] = []
        for route in self.routes[:-1]:
            target = self.origins.next_of(route).get(event, "")
            worded = target != f"{self.name}.retry{route.attempt + 1}"
            said.append(_words(self._asked(target) or "", repeated) if worded else "")
        said[:0] = said[:1] * (self.routes[0].attempt - 1)
        while len(said) > 1 and said[-1] == said[-2]:
            said.pop()
        words = ", ".join(quoted(text) for text in said if text)
        return (f"{_ON_RETRY} {words}",) if words else (_ON_RETRY,)

    # --- confirmation --------------------------------------------------------------------------------------

    def _confirm(self) -> str | None:
        """The question that reads entries back, as a string of the language."""
        asked = None
        for target in self.first.values():
            route, page = self.origins.confirms.get(target), self.origins.pages.get(target)
            if route is None or page is None or not page.actions:
                continue
            prompt = str(fields_of(page.actions[0]).get("prompt"))
            if page.fills and MARK in prompt:
                return quoted(prompt, template=True)
            literal = quoted(prompt if not page.fills else fill({"prompt": prompt}, "")["prompt"])
            pressed = spoken(route.confirms or "")
            asked = asked or (literal.replace(pressed, MARK, 1) if is_keys(route.confirms or "") else literal)
        return asked

    def _confirmed(self, target: str) -> str:
        """Where an entry leads once it is confirmed."""
        route = self.origins.confirms.get(target)
        return target if route is None else self.origins.next_of(route).get("1", target)

    # --- handlers ------------------------------------------------------------------------------------------

    def _handlers(self, repeated: str | None) -> list[Handler]:
        groups: dict[tuple[object, ...], list[str]] = {}
        written: dict[tuple[object, ...], tuple[str, ...]] = {}
        for event, led_to in self.first.items():
            target = self._confirmed(led_to)
            if target != led_to:
                self._note_exhausted(self._refused(event))
            if self._asks_again(event, target):
                said = self._retry(event, repeated)
                self._note_exhausted(self.last.get(event, ""))
            else:
                said = self.steps.target(target)
            inline = target in self.origins.pages and not self.origins.is_node(target) and not self._is_retry(said)
            key = (target,) if inline else (said, self._turn(event))
            groups.setdefault(key, []).append(event)
            written[key] = said
        apart = [target for target in self.exhausted if (target,) not in groups]
        for target in self.exhausted:
            if (target,) in groups:
                groups[target,].append("exhausted")
        handlers = [Handler(tuple(self._named(events)), written[key]) for key, events in groups.items()]
        handlers += [Handler(("exhausted",), self.steps.target(target)) for target in apart]
        if len(self.exhausted) > 1:
            what = "the last attempt leads to several places, and `exhausted` is one"
            self.steps.unsaid.append(f"{self.name}: {what}")
        return handlers

    @staticmethod
    def _is_retry(target: Sequence[str]) -> bool:
        return target[0].startswith(_ON_RETRY)

    def _note_exhausted(self, target: str) -> None:
        if target:
            self.exhausted[target] = None

    def _refused(self, event: str) -> str:
        """Where an entry leads that is not confirmed at the last attempt."""
        route = self.origins.confirms.get(self.last.get(event, ""))
        return "" if route is None else self.origins.next_of(route).get("2", "")

    def _asks_again(self, event: str, target: str) -> bool:
        """Whether an event is answered by ``retry``. Where only the last attempt is there, it is if it leads to the
        block of ``exhausted``, or to where silence and wrong keys do with no attempt left."""
        if len(self.routes) > 1:
            return self.origins.is_retry(self.routes[0], target)
        if self._own_exhausted in self.first.values():
            return target == self._own_exhausted
        return self.routes[0].attempt > 1 and event in WORDS and target == self._given_up

    @property
    def _given_up(self) -> str | None:
        return next((self.first[event] for event in reversed(WORDS) if event in self.first), None)

    def _named(self, events: list[str]) -> list[str]:
        """The events of a handler, the one that its block is called after first."""
        called = self.first[events[0]].removeprefix(f"{self.name}.on_")
        for word, covers in (("timeout", ("noinput", "incomplete")), ("any", tuple(events))):
            if called == word:
                return [word, *(event for event in events if event not in covers)]
        return sorted(events, key=lambda event: event_name(event) != called)

    def _turn(self, event: str) -> str:
        """What keeps handlers apart that lead to the same place: keys are tried in their order, so only neighbours
        share one. Words have no order."""
        if not is_keys(event):
            return "words"
        keys = [other for other in self.first if is_keys(other)]
        at = keys.index(event)
        while at > 0 and self.first[keys[at - 1]] == self.first[event]:
            at -= 1
        return keys[at]


def _settings(kind: str, spec: GatherSpec) -> list[str]:
    lines = []
    if kind == "collect":
        fixed = spec.min_digits == spec.max_digits
        lines.append(f"digits {spec.max_digits}" if fixed else f"digits {spec.min_digits}..{spec.max_digits}")
    usual = MENU_TIMEOUT if kind == "menu" else min(TIMEOUT[1], MENU_TIMEOUT + spec.max_digits)
    if spec.timeout_seconds != usual:
        lines.append(f"timeout {spec.timeout_seconds}s")
    if spec.finish_on != ("#" if spec.min_digits != spec.max_digits else None):
        lines.append(f"finish_on {spec.finish_on or 'none'}")
    if spec.sensitive:
        lines.append("sensitive")
    return lines


def _common_end(texts: list[str]) -> str | None:
    """The longest end of words that all texts have and none consists of, whole sentences if there are any; None where
    there is none."""
    words = texts[0].split(" ")
    ends = [" ".join(words[first:]) for first in range(1, len(words))]
    common = [end for end in ends if all(text.endswith(" " + end) for text in texts)]
    sentences = (end for end in common if texts[0].removesuffix(end).rstrip().endswith((".", "?", "!")))
    return next(sentences, next(iter(common), None))


def _words(whole: str, prompt: str | None) -> str:
    """What a retry says before the prompt is repeated."""
    return whole if not prompt else whole.removesuffix(prompt).removesuffix(" ")
