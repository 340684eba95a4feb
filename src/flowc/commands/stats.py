"""The worst case of each flow in numbers, as ``flowc check --stats`` shows it."""

from __future__ import annotations

from typing import Any

from flowc.checks.analyses.worst_case import Worst, WorstCase, worst_cases
from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.ir.graph import Program

__all__ = ["stats_text", "stats_values"]


def stats_values(program: Program, limits: Limits) -> list[dict[str, Any]]:
    """One object for each flow; ``worst`` is null where there is none, because a caller can be trapped."""
    return [_value(case) for case in worst_cases(Facts(program, limits))]


def stats_text(program: Program, limits: Limits) -> str:
    """A few lines for each flow."""
    return "".join(_lines(case) for case in worst_cases(Facts(program, limits)))


def _value(case: WorstCase) -> dict[str, Any]:
    returns = case.returns
    return {
        "flow": case.flow,
        "worst": None if case.worst is None else case.worst._asdict(),
        "returns": None if returns is None else {**returns._asdict(), "each": returns.each._asdict()},
    }


def _lines(case: WorstCase) -> str:
    if case.worst is None or case.returns is None:
        return f"{case.flow}: there is no worst case, because callers can be trapped\n"
    text = f"{case.flow}, at worst: {_counted(case.worst)}\n"
    returns = case.returns
    if returns.ways:
        ways, each = _plural(returns.ways, "way"), _counted(returns.each)
        often = "as often as they like" if returns.left is None else f"{_plural(returns.left, 'time')} within the limit"
        text += f"  and callers have {ways} back, each at most {each}: {often}\n"
    return text


def _counted(worst: Worst) -> str:
    prompts, redirects = _plural(worst.prompts, "prompt"), _plural(worst.redirects, "redirect")
    return f"{prompts}, {redirects}, {_plural(round(worst.seconds), 'second')}"


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
