"""The words by which a project names rules: a code, a name, the beginning of codes, or ``ALL``.

Some findings can be neither ignored nor made less of: where a text cannot be read, a name means nothing, an action is
invalid, or a path is left open, there is nothing to build. They are called binding here.
"""

from __future__ import annotations

from functools import cache

from flowc.checks.rules import NAMES
from flowc.diagnostics import did_you_mean

__all__ = ["check_ignorable", "check_selector", "code_named", "codes_of", "exactness", "is_binding", "why_binding"]

_BINDING_GROUPS = ("MV0", "MV1", "MV2")
_BINDING_CODES = frozenset({"MV301", "MV302", "MV303", "MV304", "MV305", "MV306", "MV308", "MV312"})
_SHORTEST, _CODE = len("MV0"), len("MV000")
_ALL = "ALL"


def codes_of(selector: str) -> frozenset[str]:
    """The codes that a selector means; none for one that means nothing."""
    named = code_named(selector)
    if named is not None:
        return frozenset({named})
    if selector != _ALL and len(selector) < _SHORTEST:
        return frozenset()
    return frozenset(code for code in NAMES if selector == _ALL or code.startswith(selector))


def code_named(word: str) -> str | None:
    """The code of the one rule of this code or name; None where there is none."""
    return _by_word().get(word)


def exactness(selector: str) -> int:
    """How exactly a selector names a rule: 0 for ``ALL``, most for a code or a name."""
    return 0 if selector == _ALL else min(len(selector), _CODE)


def is_binding(code: str, severity: str) -> bool:
    """Whether a finding of this code and severity stays whatever a project says."""
    return severity == "error" and (code.startswith(_BINDING_GROUPS) or code in _BINDING_CODES)


def why_binding(code: str) -> str:
    return f"{code} cannot be ignored: until it is mended there is nothing to build"


def check_selector(selector: str) -> None:
    """Raise ValueError where no rule is meant by a selector."""
    if not codes_of(selector):
        close = did_you_mean(selector, _by_word())
        raise ValueError(f"there is no rule `{selector}`" + (f"; did you mean `{close}`?" if close else ""))


def check_ignorable(selector: str) -> None:
    """Raise ValueError where a selector names one rule, and its findings are binding."""
    from flowc.checks.rules import RULES

    code = code_named(selector)
    if code is not None and any(rule.code == code and is_binding(code, rule.severity) for rule in RULES):
        raise ValueError(why_binding(code))


@cache
def _by_word() -> dict[str, str]:
    return {word: code for code, name in NAMES.items() for word in (code, name)}
