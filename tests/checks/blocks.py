"""The fenced blocks of a rule's page: which flow has the finding, which is mended, under which limits."""

from __future__ import annotations

import re
from typing import NamedTuple

from flowc.checks.limits import Limits

FILE = re.compile(r"^```mv file=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```(mv|json) (bad|good)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    language: str
    verdict: str
    limits: Limits
    text: str
    files: dict[str, str]


def examples(page: str) -> list[Example]:
    files = {m[1]: m[2] for m in FILE.finditer(page)}
    return [Example(m[1], m[2], read_limits(m[3].split()), m[4], files) for m in FENCE.finditer(page)]


def read_limits(words: list[str]) -> Limits:
    """Limits from ``name=value`` words; a tuple's members are parted by commas."""
    limits = Limits()
    for word in words:
        name, _, value = word.partition("=")
        default = getattr(limits, name)
        read = tuple(value.split(",")) if isinstance(default, tuple) else type(default)(value)
        limits = limits._replace(**{name: read})
    return limits
