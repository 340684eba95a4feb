"""A witness in words, and the command that replays it."""

from __future__ import annotations

from collections.abc import Sequence

from flowc.diagnostics import Finding, WitnessStep
from flowc.report import Start

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


def replay_command(finding: Finding, path: str, starts: Sequence[Start]) -> str | None:
    """The whole command; None where there is no journey, or no file to replay.

    Args:
        path: the file of the finding.
        starts: where journeys can begin; without any, the journey is taken to begin where the file's only flow does.
    """
    given = replay(finding)
    start = _start(finding, path, starts)
    if start is not None:
        path = start.path
    if given is None or path.startswith(("-", "<")):
        return None
    words = ["flowc simulate", _quote(path)]
    if start is not None and not start.alone:
        words.append(f"--flow {start.flow}")
    if start is not None and not start.fresh:
        words.append(f"--start {start.node}")
    return f'{" ".join(words)} --input "{given}"'


def _start(finding: Finding, path: str, starts: Sequence[Start]) -> Start | None:
    """Where the journey of a finding begins: in its own flow if it can, else in its own file."""
    fitting = [start for start in starts if finding.witness and start.node == finding.witness[0].node]
    return max(
        fitting,
        key=lambda start: (start.span.start <= finding.span.start < start.span.end, start.path == path, start.fresh),
        default=None,
    )


def _quote(path: str) -> str:
    if path and _PLAIN.issuperset(path):
        return path
    return "'" + path.replace("'", "'\"'\"'") + "'"
