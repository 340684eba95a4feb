"""Whether there is nothing to say of a text: fast, for the many of which there is not.

A document by itself is a line of actions, so that what the checks look for along paths shows in one walk over it. This
asks of each check whether it can find anything there at all, and errs to one side only: ``False`` means that the text
is read again, with places, and looked at in full, and costs time; ``True`` is final. Tests hold it against the whole
lint over thousands of mutated documents.

Python's reader takes more than JSON is, so what it takes too lightly is refused here: a key that stands twice, NaN,
fractions and numbers without end, half a surrogate pair. How deep a text is nested and how much it holds is bounded by
its length and by the verdict.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from flowc.actions import ActionDef, catalogue
from flowc.checks.limits import Limits
from flowc.destinations import is_ordinary, region_of
from flowc.lint.bounds import MAX_ACTIONS, MAX_MEMBERS, is_lines
from flowc.lint.gathers import entry_of
from flowc.lint.verdict import is_valid
from flowc.speech import speech_seconds

__all__ = ["is_quiet"]

_LONGEST = 100_000
"""Characters; a text of no more has fewer values than the reader allows."""

_MOST_DIGITS = 18

_HALF = re.compile("[\ud800-\udfff]|\\\\u[dD][89a-fA-F]")

_SECRET = re.compile(
    r"[?&;][^=]{1,64}=|gh[pousr]_|github_pat_|glpat-|xox|hooks\.slack|k_(?:live|test)_|whsec_|A[KS]IA|AIza|SG\.|npm_|"
    r"pypi-|eyJ|-----|(?i:(?: is|:) [^\s,;]*[0-9])"
)
"""What every credential has about it that is no password in a URL."""

_SENSITIVE = re.compile(r"(?i)card|cvv|cvc|security|pin|pass|social")
"""What every prompt has about it that asks for something nobody should record."""

_BEFORE_PURPOSE = re.compile("(?i)([^\\s\"'“”‘’.,!?;:]{1,24})[\\s\"'“”‘’]*(?:for|to)")  # noqa: RUF001
"""The word before a purpose that does not begin its sentence."""


def is_quiet(path: str, text: str, limits: Limits, *, lines: bool | None = None) -> bool:
    """Whether the lint of a text that stands by itself finds nothing.

    Args:
        path: its name, which tells JSON Lines.
        text: the text.
        limits: what the rules compare against.
        lines: whether it is JSON Lines, where that is known.
    """
    if len(text) > _LONGEST or ((not text.isascii() or "\\u" in text) and _HALF.search(text)):
        return False
    many = is_lines(path) if lines is None else lines
    parts = [line for line in text.split("\n") if line and not line.isspace()] if many else [text]
    try:
        documents = list(map(_DECODER.decode, parts))
    except (ValueError, RecursionError):
        return False
    if not documents or not all(map(is_valid, documents)):
        return False
    if sum(len(document["actions"]) for document in documents) > MAX_ACTIONS:
        return False
    return all(_is_quiet(document["actions"], limits) for document in documents)


# --- reading -------------------------------------------------------------------------------------------------------


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs) or len(members) > MAX_MEMBERS:
        raise ValueError("a key stands twice, or there are too many")
    return members


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError("a number without end")
    return int(digits)


def _refuse(number: str) -> Any:
    raise ValueError(number)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse)


# --- actions in a row ----------------------------------------------------------------------------------------------


def _is_quiet(actions: Sequence[Any], limits: Limits) -> bool:
    """Whether nothing is to be said of valid actions in this order."""
    known = catalogue()
    asked = turned = False
    recorded: bool | None = None  # as it is not known what has been before
    last = len(actions) - 1
    for index, item in enumerate(actions):
        if "type" in item:
            name, fields = item["type"], item
        else:
            [(name, fields)] = item.items()
        action = known[name]
        if not action.documented or not _fields_are_quiet(action, fields, limits):
            return False
        if name == "start_recording" or name == "stop_recording":
            starts = name == "start_recording"
            if recorded is starts:
                return False
            recorded = starts
        elif action.effects:
            if turned or action.effects[0].turn == "on":
                return False  # what switches come to is for the analysis
            turned = True
        elif name == "gather":
            if asked or not _gather_is_quiet(fields, actions[:index], actions[index + 1 :], limits, recorded):
                return False
            asked = True
        elif action.ends != "never":
            if index == last and name == "bridge":
                return False
            if index < last and action.ends == "always":
                return False
            if recorded and name != "redirect":
                return False
    return last >= 0


def _fields_are_quiet(action: ActionDef, fields: Mapping[str, Any], limits: Limits) -> bool:
    for key, value in fields.items():
        if type(value) is str:
            if key != "type" and not _text_is_quiet(action.name, key, value, limits.allow_regions):
                return False
        elif type(value) is list and len(value) > MAX_MEMBERS:
            return False
    return True


@lru_cache(maxsize=4096)
def _text_is_quiet(action: str, key: str, value: str, regions: tuple[str, ...]) -> bool:
    """Whether nothing is to be said of a valid text beyond the schema: where it leads to, what it gives away."""
    if _SECRET.search(value) is not None or ("@" in value and value[: value.rindex("@")].count(":") > 1):
        return False
    definition = catalogue()[action]
    field = definition.fields[key]
    if field.format in ("destination", "caller"):
        if not regions and is_ordinary(value):
            return True
        from flowc.field_checks import check_field

        return check_field(definition, field, value) is None and (not regions or _is_allowed(value, regions))
    return field.format != "url" or value[:7].lower() != "http://"


def _is_allowed(destination: str, regions: tuple[str, ...]) -> bool:
    return region_of(destination) in {region.upper() for region in regions}


# --- gathers -------------------------------------------------------------------------------------------------------


def _gather_is_quiet(
    gather: Mapping[str, Any], before: Sequence[Any], behind: Sequence[Any], limits: Limits, recorded: bool | None
) -> bool:
    entry = entry_of(gather)
    if entry.least > entry.most or not any("redirect" in item or item.get("type") == "redirect" for item in behind):
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
    if speech_seconds(prompt) > limits.max_prompt_seconds or not _purpose_comes_first(prompt):
        return False
    return all(_purpose_comes_first(text) for text in map(_said, before))


_LONGEST_TIMEOUT = 30
"""Seconds: the most that the platform takes for ``timeout_seconds``."""


def _said(item: Mapping[str, Any]) -> str:
    fields = item if item.get("type") == "say" else item.get("say")
    return str(fields["text"]) if fields is not None else ""


@lru_cache(maxsize=4096)
def _purpose_comes_first(text: str) -> bool:
    """Whether no key is told before what it is for."""
    from flowc.checks.analyses.key_words import FOREIGN_WORDS, KEY_WORDS, SUFFIXES

    for match in _BEFORE_PURPOSE.finditer(text):
        word = re.split(r"[\W\d_]", match[1].lower())[-1]
        if match[1][-1] in "0123456789*#)" or word in SUFFIXES or word in KEY_WORDS or word in FOREIGN_WORDS:
            return False
    return True
