"""Whether there is nothing to say of a text: fast, for the many of which there is not.

A document by itself is a line of actions, so that what the checks look for along paths shows in one walk over it. This
asks of each check whether it can find anything there at all, and errs to one side only: ``False`` means that the text
is read again, with places, and looked at in full, and costs time; ``True`` is final. Tests hold it against the whole
lint over thousands of mutated documents.

The walk is over the shape of a text (``flowc.lint.shape``), and done once for all texts of that shape. It ends at the
first action of which there may be something to say whatever its strings; otherwise it leaves the questions that the
free strings have to answer (``flowc.lint.questions``), and those are all that is asked of the next text of that shape.
How deep a text is nested and how much it holds is bounded by its length and by the verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from flowc.actions import ActionDef, catalogue
from flowc.checks.limits import Limits
from flowc.lint.bounds import MAX_ACTIONS, is_lines
from flowc.lint.gathers import entry_of
from flowc.lint.questions import (
    Asked,
    Question,
    asks_for_no_secret,
    is_said_within,
    purpose_comes_first,
    question_of,
    together,
)
from flowc.lint.shape import Shape, free_at, need_no_escape, part, read_shape
from flowc.lint.verdict import Test, Tests, tests_of
from flowc.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["quick_look"]

_LONGEST = 100_000
"""Characters; a text of no more has fewer values than the reader allows."""

_LARGEST = 10**18
"""A number that is larger is looked at in full."""

_SHAPES = 4096
"""Shapes that are remembered; what a program answers has a few hundred."""

_LONGEST_TIMEOUT = 30
"""Seconds: the most that the platform takes for ``timeout_seconds``."""


@lru_cache(maxsize=8)
def quick_look(limits: Limits, *, lines: bool | None = None) -> Callable[[str, str], bool]:
    """The look at a path and its text: whether the lint of a text that stands by itself finds nothing.

    Args:
        limits: what the rules compare against.
        lines: whether all texts are JSON Lines; told by their paths where not said.
    """

    @lru_cache(maxsize=_SHAPES)
    def asked(shape: Shape) -> _Questions | None:
        return _asked(shape, limits)

    def is_quiet(text: str) -> bool:
        parted = part(text)
        if parted is None:
            return False
        shape, strings = parted
        questions = asked(shape)
        if questions is None:
            return False
        for at, (quiet, ask) in questions:
            string = strings[at]
            if string not in quiet and not ask(string):
                return False
        return True

    def look(path: str, text: str) -> bool:
        if len(text) > _LONGEST:
            return False
        if is_lines(path) if lines is None else lines:
            each = [line for line in text.split("\n") if line and not line.isspace()]
            return bool(each) and text.count("{") < MAX_ACTIONS and all(map(is_quiet, each))
        return is_quiet(text)

    return look


_Questions = list[tuple[int, Asked]]
"""What is asked of strings, each with its place among those of a text."""


def _asked(shape: Shape, limits: Limits) -> _Questions | None:
    """What is asked of texts of a shape; None where there may be something to say of them all."""
    try:
        document = read_shape(shape)
    except (ValueError, RecursionError):
        return None
    if type(document) is not dict or not {"actions"} <= document.keys() <= {"actions", "$schema"}:
        return None
    actions = document["actions"]
    if type(actions) is not list or not 0 < len(actions) <= MAX_ACTIONS or type(document.get("$schema", "")) is not str:
        return None
    walk = _Walk(limits)
    for at, item in enumerate(actions, 1):
        if not walk.passes(item, len(actions) - at):
            return None
    _, words, as_written = shape
    if not walk.ends() or walk.strings + 2 * len(document) - 1 < len(words):
        return None  # the latter where a key stands twice
    always = (need_no_escape,) if as_written else ()
    free = (at for at, word in enumerate(words) if word is None)
    return [(at, together((*always, *walk.asked.get(at, ())))) for at in free]


class _Walk:
    """Goes over the actions of a document in order.

    ``asked`` is what its free strings have to answer, ``strings`` how many there are of either kind, keys included.
    """

    def __init__(self, limits: Limits) -> None:
        self.asked: dict[int, list[Question]] = {}
        self.strings = 0
        self._limits = limits
        self._said: list[str] = []
        self._waits = False
        """A gather has been, and no redirect since then, to which its digits go."""
        self._gathered = False
        self._turned = False
        self._recorded: bool | None = None  # as it is not known what has been before

    def passes(self, item: Any, behind: int) -> bool:
        """Whether there is nothing to say of an action behind those before it; so many follow."""
        if type(item) is not dict:
            return False
        name, fields = item.get("type"), item
        if "type" not in item and len(item) == 1:
            [(name, fields)] = item.items()
            if type(fields) is not dict or "type" in fields:
                return False
            self.strings += 1
        action = _known(name, self._limits.allow_regions) if type(name) is str else None
        return (
            action is not None
            and action.tests.has_all(fields.keys())
            and self._fits(action, fields)
            and self._follows(action, fields, behind)
        )

    def ends(self) -> bool:
        """Whether there is nothing to say of the end of the actions."""
        return not self._waits

    def _fits(self, action: _Known, fields: Mapping[str, Any]) -> bool:
        """Whether each field may have its value."""
        self.strings += len(fields)
        for key, value in fields.items():
            if type(value) is not str:
                accepts = action.numbers.get(key)
                if accepts is None or not accepts(value):
                    return False
                continue
            self.strings += 1
            if key != "type":
                question = action.questions.get(key)
                if question is None or not self._answers(value, question):
                    return False
        return True

    def _answers(self, string: str, question: Question) -> bool:
        """Ask a word now, and a free string in each text that has one in this place."""
        at = free_at(string)
        if at is None:
            return question(string)
        self.asked.setdefault(at, []).append(question)
        return True

    def _follows(self, action: _Known, fields: Mapping[str, Any], behind: int) -> bool:
        """Whether the action may stand behind those before it."""
        match action.role:
            case "say":
                self._said.append(fields["text"])
            case "gather":
                if self._gathered or not self._asks(fields):
                    return False
                self._gathered = self._waits = True
            case "start" | "stop" as turn:
                if self._recorded is (turn == "start"):
                    return False
                self._recorded = turn == "start"
            case "turn":
                if self._turned:
                    return False  # what switches come to is for the analysis
                self._turned = True
            case "redirect":
                self._waits = False
            case "bridge":
                return behind > 0 and not self._recorded
            case "leave":
                return not self._recorded and (behind == 0 or action.ends != "always")
        return True

    def _asks(self, gather: Mapping[str, Any]) -> bool:
        """Whether there is nothing to say of a gather, its prompt, and what has been said before."""
        entry, limits = entry_of(gather), self._limits
        hasty = limits.min_menu_timeout
        if entry.most > 1:
            hasty = min(_LONGEST_TIMEOUT, limits.min_collect_timeout + limits.min_digit_timeout * entry.most)
        if entry.least > entry.most or entry.timeout_seconds < hasty:
            return False
        if self._recorded and entry.most > 1 and entry.most >= limits.sensitive_digits:
            return False
        prompt = gather.get("prompt", "")
        return (
            self._answers(prompt, is_said_within(limits.max_prompt_seconds))
            and (entry.most == 1 or self._answers(prompt, asks_for_no_secret))
            and all(self._answers(said, purpose_comes_first) for said in (prompt, *self._said))
        )


# --- actions -------------------------------------------------------------------------------------------------------


class _Known(NamedTuple):
    """An action of which nothing has to be said in itself.

    ``questions`` are those of its strings, ``numbers`` the tests of its other fields, ``role`` is what it does to the
    actions behind it.
    """

    tests: Tests
    questions: Mapping[str, Question]
    numbers: Mapping[str, Test]
    role: str
    ends: str


@cache
def _known(name: str, regions: tuple[str, ...]) -> _Known | None:
    action = catalogue().get(name)
    if action is None or not action.documented:
        return None
    role = _role(action)
    if role == "assume":
        return None
    tests = tests_of(action)
    own = [(field, tests.fields[field.name]) for field in action.fields.values()]
    questions = {field.name: question_of(action, field, test, regions) for field, test in own if field.type == "string"}
    numbers = {field.name: _bounded(test) for field, test in own if field.type in ("integer", "boolean")}
    return _Known(tests, questions, numbers, role, action.ends)


def _role(action: ActionDef) -> str:
    if action.name in ("start_recording", "stop_recording"):
        return action.name.partition("_")[0]
    if action.effects:
        return "assume" if action.effects[0].turn == "on" else "turn"
    if action.name in ("say", "gather", "redirect", "bridge"):
        return action.name
    return "" if action.ends == "never" else "leave"


def _bounded(test: Test) -> Test:
    return lambda number: test(number) and number < _LARGEST
