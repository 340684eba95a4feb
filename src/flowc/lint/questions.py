"""What is asked of a string: whether there is nothing to say of it, where it stands.

A question errs to one side only: ``False`` costs time, ``True`` is final. Documents that are linted together say much
in the same words; what has been asked of a string is remembered (``together``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from flowc.actions import ActionDef, FieldDef
from flowc.credentials import credentials_in_url, has_beginning_of_token, may_be_told
from flowc.destinations import is_ordinary, region_of
from flowc.lint.verdict import Test
from flowc.patterns import pattern
from flowc.records import NamedTuple
from flowc.speech import speech_seconds

__all__ = [
    "Asked",
    "Question",
    "asks_for_no_secret",
    "is_said_within",
    "purpose_comes_first",
    "question_of",
    "together",
]

Question = Callable[[str], bool]

_REMEMBERED = 1_000
"""Quiet strings that are known of each place."""

_SAFE = ("https://", "wss://")
"""What most URLs begin with; others are looked at in full."""

_SENSITIVE = pattern(r"(?i)card|cvv|cvc|security|pin|pass|social")
"""What every prompt has about it that asks for something nobody should record."""

_PURPOSE = pattern("for|to")
_QUOTES = str.maketrans(dict.fromkeys("\"'“”‘’", " "))  # noqa: RUF001
_NO_LETTERS = pattern(r"[\W\d_]")
_NEAR = 24
"""Characters; a word that is a key, or is said of keys, has fewer."""
_KEYS = tuple("0123456789*#)")


def question_of(action: ActionDef, field: FieldDef, test: Test, regions: tuple[str, ...]) -> Question:
    """The question of a field's strings; ``test`` is whether the schema accepts one."""
    if field.enum:
        return test
    match field.format:
        case "destination" | "caller":
            return lambda value: (
                (not regions and is_ordinary(value))
                or (test(value) and _leads_somewhere(action, field, value, regions))
            )
        case "url":
            return lambda value: value.startswith(_SAFE) and test(value) and _is_open(value)
    return lambda value: test(value) and not may_be_told(value) and not has_beginning_of_token(value)


class Asked(NamedTuple):
    """Questions about strings in one place: ``quiet`` are strings of which all answers are known to be ``True``."""

    quiet: set[str]
    ask: Question


@cache
def together(questions: tuple[Question, ...]) -> Asked:
    """Several questions as one, with what is known of its answers; asking adds to that while there is room."""
    quiet: set[str] = set()

    def ask(string: str) -> bool:
        for question in questions:
            if not question(string):
                return False
        if len(quiet) < _REMEMBERED:
            quiet.add(string)
        return True

    return Asked(quiet, ask)


def _is_open(url: str) -> bool:
    """Whether a URL gives nothing away; most have neither a parameter nor a password, which stands behind a colon."""
    plain = "=" not in url and url.rpartition("@")[0].count(":") <= 1 and not has_beginning_of_token(url)
    return plain or not credentials_in_url(url)


def _leads_somewhere(action: ActionDef, field: FieldDef, value: str, regions: tuple[str, ...]) -> bool:
    """Whether calls may be sent to a valid destination."""
    if not _is_open(value):
        return False
    if not regions and value.startswith("sip:") and value[4:5].isalpha():  # the user, or the host, is no number
        return True
    from flowc.field_checks import check_field

    if check_field(action, field, value) is not None:
        return False
    return not regions or region_of(value) in {region.upper() for region in regions}


# --- prompts -------------------------------------------------------------------------------------------------------


@cache
def is_said_within(seconds: float) -> Question:
    """The question of a prompt that is not to take longer."""
    return lambda prompt: speech_seconds(prompt) <= seconds


def asks_for_no_secret(prompt: str) -> bool:
    """Whether a prompt asks for nothing that nobody should record."""
    return _SENSITIVE.search(prompt) is None


def purpose_comes_first(text: str) -> bool:
    """Whether no key is told before what it is for."""
    told = text.lower()
    if "for" not in told and "to" not in told:
        return True
    told = told.translate(_QUOTES)
    for match in _PURPOSE.finditer(told):
        before = told[max(0, match.start() - 2 * _NEAR) : match.start()]
        if before and not before[-1].isalpha():
            before = before.rstrip()
            word = _NO_LETTERS.split(before[-_NEAR:])[-1]
            if before.endswith(_KEYS) or (word and _is_said_of_keys(word)):
                return False
    return True


def _is_said_of_keys(word: str) -> bool:
    from flowc.checks.analyses.key_words import FOREIGN_WORDS, KEY_WORDS, SUFFIXES

    return word in SUFFIXES or word in KEY_WORDS or word in FOREIGN_WORDS
