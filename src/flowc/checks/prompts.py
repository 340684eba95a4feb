"""Questions as callers hear them: where the flow tells of keys, and which keys are taken."""

from __future__ import annotations

import re

from flowc.checks.analyses.questions import Question
from flowc.checks.analyses.spoken import Told
from flowc.checks.places import within
from flowc.diagnostics import WitnessStep
from flowc.ir.outcomes import CATCH_ALL, is_keys
from flowc.source import Span

__all__ = ["key_name", "place_of", "takes", "then"]

_CLASSES = {"X": "0123456789", "Z": "123456789", "N": "23456789"}


def place_of(told: Told) -> Span:
    """Where the flow says it."""
    saying = told.saying
    return within(saying.span, saying.text, told.announcement.start, told.announcement.end)


def takes(question: Question, keys: str) -> bool:
    """Whether something is done with these keys because a branch, or the key that ends the entry, is made for them."""
    spec = question.spec
    if keys == spec.finish_on or any(edge.event == keys for edge in question.route.edges):
        return True
    if spec.finish_on is not None:
        keys = keys.removesuffix(spec.finish_on)
    if not spec.min_digits <= len(keys) <= spec.max_digits:
        return False
    if any(handler.written == "any" and not handler.retry for handler in question.node.handlers):
        return True
    return any(
        edge.event == CATCH_ALL or (is_keys(edge.event) and _matches(edge.event, keys)) for edge in question.route.edges
    )


def _matches(pattern: str, keys: str) -> bool:
    return len(pattern) == len(keys) and all(
        key in _CLASSES.get(place, place) for place, key in zip(pattern, keys, strict=True)
    )


def then(there: tuple[WitnessStep, ...], name: str, given: str) -> tuple[WitnessStep, ...]:
    """A witness that stands at node ``name``, gone on with what the caller does there; empty where there is none."""
    return (*there[:-1], WitnessStep(name, given)) if there else ()


_SPOKEN_KEYS = r"(?i)\b(?:star|asterisk|hash|pound|square|number sign)\b"


def key_name(keys: str, text: str = "") -> str:
    """Keys as they are read out: star and hash by name, by the one that ``text`` gives them where it gives one."""
    if keys not in ("*", "#"):
        return keys
    spoken = re.search(_SPOKEN_KEYS, text)
    return spoken[0].lower() if spoken else {"*": "star", "#": "hash"}[keys]
