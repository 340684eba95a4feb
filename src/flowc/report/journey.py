"""A witness in words, and the command that replays it."""

from __future__ import annotations

from collections.abc import Sequence

from flowc.diagnostics import Finding, WitnessStep

__all__ = ["in_words", "replay", "replay_command"]

_IN_WORDS = {
    "": "",
    "wait": " (presses nothing)",
    "answer": " (answered)",
    "fail": " (not answered)",
    "hangup": " (hangs up)",
}
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-")


def in_words(steps: Sequence[WitnessStep]) -> str:
    """``welcome -> main (presses 2) -> main (not answered)``, repeated steps folded into one."""
    folded: list[tuple[WitnessStep, int]] = []
    for step in steps:
        if folded and folded[-1][0] == step:
            folded[-1] = (step, folded[-1][1] + 1)
        else:
            folded.append((step, 1))
    return " -> ".join(_step(step, times) for step, times in folded)


def _step(step: WitnessStep, times: int) -> str:
    words = _IN_WORDS.get(step.input)
    if words is None:
        words = f" (presses {step.input})"
    if times > 1:
        words = f"{words[:-1]}, {times} times)" if words else f" ({times} times)"
    return step.node + words


def replay(finding: Finding) -> str | None:
    """The value of ``flowc simulate --input`` that takes the journey of a finding; None where it has none."""
    if not finding.witness:
        return None
    return " ".join(step.input for step in finding.witness if step.input)


def replay_command(finding: Finding, path: str) -> str | None:
    """The whole command; None where there is no journey, or no file to replay."""
    given = replay(finding)
    if given is None or path.startswith(("-", "<")):
        return None
    return f'flowc simulate {_quote(path)} --input "{given}"'


def _quote(path: str) -> str:
    if path and _PLAIN.issuperset(path):
        return path
    return "'" + path.replace("'", "'\"'\"'") + "'"
