"""Whether there is nothing to say of a text: fast, for the many of which there is not.

A document by itself is a line of actions, so that what the checks look for along paths shows in one walk over it. This
asks of each check whether it can find anything there at all, and errs to one side only: ``False`` means that the text
is read again, with places, and looked at in full, and costs time; ``True`` is final. Tests hold it against the whole
lint over thousands of mutated documents.

Python's reader takes more than JSON is, so what it takes too lightly is refused here: NaN, fractions and numbers
without end, half a surrogate pair, and a key that stands twice, of which it keeps one without a word. That shows in
the number of strings: a text has two quotes for each string of its value, keys included, and more where any were
dropped. How deep a text is nested and how much it holds is bounded by its length and by the verdict.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from flowc.actions import ActionDef, FieldDef, catalogue
from flowc.checks.limits import Limits
from flowc.credentials import credentials_in_url, has_beginning_of_token, may_be_told
from flowc.destinations import is_ordinary, region_of
from flowc.lint.bounds import MAX_ACTIONS, is_lines
from flowc.lint.gathers import entry_of
from flowc.lint.verdict import Test, Tests, tests_of
from flowc.patterns import pattern
from flowc.records import NamedTuple
from flowc.speech import speech_seconds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["is_quiet"]

_LONGEST = 100_000
"""Characters; a text of no more has fewer values than the reader allows."""

_LARGEST = 10**18
"""A number that is larger is looked at in full."""

_SPACE = " \t\r\n"

_HALF = pattern("[\ud800-\udfff]|\\\\u[dD][89a-fA-F]")

_SENSITIVE = pattern(r"(?i)card|cvv|cvc|security|pin|pass|social")
"""What every prompt has about it that asks for something nobody should record."""

_PURPOSE = pattern("for|to")
_QUOTES = str.maketrans(dict.fromkeys("\"'“”‘’", " "))  # noqa: RUF001
_NO_LETTERS = pattern(r"[\W\d_]")
_NEAR = 24
"""Characters; a word that is a key, or is said of keys, has fewer."""


def is_quiet(path: str, text: str, limits: Limits, *, lines: bool | None = None) -> bool:
    """Whether the lint of a text that stands by itself finds nothing.

    Args:
        path: its name, which tells JSON Lines.
        text: the text.
        limits: what the rules compare against.
        lines: whether it is JSON Lines, where that is known.
    """
    if len(text) > _LONGEST:
        return False
    if is_lines(path) if lines is None else lines:
        parts = [line for line in text.split("\n") if line and not line.isspace()]
        return bool(parts) and text.count("{") < MAX_ACTIONS and all(_is_quiet(part, limits) for part in parts)
    return _is_quiet(text, limits)


def _is_quiet(text: str, limits: Limits) -> bool:
    text = text.strip(_SPACE)
    try:
        document, end = _read(text)
    except (ValueError, RecursionError):
        return False
    if end != len(text) or type(document) is not dict:
        return False
    actions = document.get("actions")
    if type(actions) is not list or not 0 < len(actions) <= MAX_ACTIONS:
        return False
    strings = 1
    if len(document) > 1:
        if len(document) > 2 or type(document.get("$schema")) is not str:
            return False
        strings = 3
    if "\\" in text or not text.isascii():
        if _HALF.search(text):
            return False
        text = text.replace("\\\\", "").replace('\\"', "")
    return text.count('"') == 2 * (strings + _strings_in(actions, limits))


def _refuse(number: str) -> Any:
    raise ValueError(number)


_read = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse).raw_decode


# --- actions in a row ----------------------------------------------------------------------------------------------

_NEVER = -1
"""A number of strings that no text has: there may be something to say."""


def _strings_in(actions: Sequence[Any], limits: Limits) -> int:
    """The number of strings in actions of which nothing is to be said in this order, or ``_NEVER``."""
    known = _known(limits.allow_regions)
    strings = 0
    names: list[str] = []
    said: list[str] = []
    asking: Mapping[str, Any] | None = None
    asked_at = 0
    turned = False
    recorded: bool | None = None  # as it is not known what has been before
    recorded_then: bool | None = None
    last = len(actions) - 1
    for index, item in enumerate(actions):
        if type(item) is not dict:
            return _NEVER
        if "type" in item:
            name, fields = item["type"], item
            if type(name) is not str:
                return _NEVER
        elif len(item) == 1:
            [(name, fields)] = item.items()
            if type(fields) is not dict or "type" in fields:
                return _NEVER
            strings += 1
        else:
            return _NEVER
        action = known.get(name)
        if action is None or not action.tests.has_all(fields.keys()):
            return _NEVER
        looks = action.looks
        for key, value in fields.items():
            look = looks.get(key)
            found = 0 if look is None else look(value)
            if not found:
                return _NEVER
            strings += found
        names.append(name)
        match action.role:
            case "":
                pass
            case "say":
                said.append(fields["text"])
            case "gather":
                if asking is not None:
                    return _NEVER
                asking, asked_at, recorded_then = fields, index, recorded
                before = tuple(said)
            case "start" | "stop" as turn:
                if recorded is (turn == "start"):
                    return _NEVER
                recorded = turn == "start"
            case "turn":
                if turned:
                    return _NEVER  # what switches come to is for the analysis
                turned = True
            case _:  # it leaves
                if index == last and name == "bridge":
                    return _NEVER
                if index < last and action.ends == "always":
                    return _NEVER
                if recorded and name != "redirect":
                    return _NEVER
    if asking is not None and (
        "redirect" not in names[asked_at + 1 :] or not _gather_is_quiet(asking, before, limits, recorded_then)
    ):
        return _NEVER
    return strings


# --- fields --------------------------------------------------------------------------------------------------------

_Look = Callable[["Any"], int]
"""Of a field's value the number of strings in it, with the field's name; 0 where there may be something to say."""


class _Known(NamedTuple):
    """An action of which nothing has to be said in itself. ``role`` is what it does to those behind it."""

    tests: Tests
    looks: Mapping[str, _Look]
    role: str
    ends: str


@lru_cache(maxsize=4)
def _known(regions: tuple[str, ...]) -> Mapping[str, _Known]:
    known = {}
    for action in catalogue().values():
        role = _role(action)
        if action.documented and role != "assume":
            tests = tests_of(action)
            looks = {name: _look(action, action.fields[name], test, regions) for name, test in tests.fields.items()}
            looks["type"] = lambda value: 2  # it was found by that
            known[action.name] = _Known(tests, looks, role, action.ends)
    return known


def _role(action: ActionDef) -> str:
    if action.name in ("start_recording", "stop_recording"):
        return action.name.partition("_")[0]
    if action.effects:
        return "assume" if action.effects[0].turn == "on" else "turn"
    if action.name in ("say", "gather"):
        return action.name
    return "" if action.ends == "never" else "leave"


def _look(action: ActionDef, field: FieldDef, test: Test, regions: tuple[str, ...]) -> _Look:
    match field.type, field.format:
        case "integer", _:
            return lambda value: int(test(value) and value < _LARGEST)
        case "boolean", _:
            return lambda value: int(test(value))
        case "string", "destination" | "caller":
            return _remembering(lambda value: test(value) and _leads_somewhere(action, field, value, regions))
        case "string", "url":
            return _remembering(lambda value: test(value) and value[:7].lower() != "http://" and _is_open(value))
    if field.enum:
        return lambda value: 2 if test(value) else 0
    return _remembering(lambda value: test(value) and not may_be_told(value) and not has_beginning_of_token(value))


def _remembering(is_quiet: Callable[[str], bool]) -> _Look:
    """Looks at a text once, for documents that are linted together say much in the same words."""
    remembered = lru_cache(maxsize=4096)(is_quiet)
    return lambda value: 2 if type(value) is str and remembered(value) else 0


def _is_open(url: str) -> bool:
    """Whether a URL gives nothing away; most have neither a parameter nor a user."""
    return ("=" not in url and "@" not in url and not has_beginning_of_token(url)) or not credentials_in_url(url)


def _leads_somewhere(action: ActionDef, field: FieldDef, value: str, regions: tuple[str, ...]) -> bool:
    """Whether calls may be sent to a valid destination."""
    if not regions and is_ordinary(value):
        return True
    if not _is_open(value):
        return False
    if not regions and value.startswith("sip:") and value[4:5].isalpha():  # the user, or the host, is no number
        return True
    from flowc.field_checks import check_field

    if check_field(action, field, value) is not None:
        return False
    return not regions or region_of(value) in {region.upper() for region in regions}


# --- gathers -------------------------------------------------------------------------------------------------------


def _gather_is_quiet(gather: Mapping[str, Any], before: Sequence[str], limits: Limits, recorded: bool | None) -> bool:
    entry = entry_of(gather)
    if entry.least > entry.most:
        return False
    hasty = limits.min_menu_timeout
    if entry.most > 1:
        hasty = min(_LONGEST_TIMEOUT, limits.min_collect_timeout + limits.min_digit_timeout * entry.most)
    if entry.timeout_seconds < hasty:
        return False
    prompt = gather.get("prompt", "")
    if entry.most > 1 and _SENSITIVE.search(prompt) is not None:
        return False
    if recorded and entry.most > 1 and entry.most >= limits.sensitive_digits:
        return False
    if speech_seconds(prompt) > limits.max_prompt_seconds:
        return False
    return _purpose_comes_first(prompt) and all(map(_purpose_comes_first, before))


_LONGEST_TIMEOUT = 30
"""Seconds: the most that the platform takes for ``timeout_seconds``."""


@lru_cache(maxsize=4096)
def _purpose_comes_first(text: str) -> bool:
    """Whether no key is told before what it is for."""
    from flowc.checks.analyses.key_words import FOREIGN_WORDS, KEY_WORDS, SUFFIXES

    told = text.lower().translate(_QUOTES)
    for match in _PURPOSE.finditer(told):
        before = told[max(0, match.start() - 2 * _NEAR) : match.start()]
        if before and not before[-1].isalpha():
            before = before.rstrip()
            word = _NO_LETTERS.split(before[-_NEAR:])[-1]
            if before.endswith(_KEYS) or word in SUFFIXES or word in KEY_WORDS or word in FOREIGN_WORDS:
                return False
    return True


_KEYS = tuple("0123456789*#)")
