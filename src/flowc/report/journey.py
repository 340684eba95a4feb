"""A witness in words, and the command that replays it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from flowc.diagnostics import Finding, WitnessStep
from flowc.report import Start

__all__ = ["Starts", "in_words", "replay", "replay_command"]

_IN_WORDS = {
    "": "",
    "wait": " (presses nothing)",
    "answer": " (answered)",
    "fail": " (not answered)",
    "hangup": " (hangs up)",
}
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-")


class Starts:
    """Where journeys can begin, by the name of the node: flows that all have a `main` can be thousands."""

    def __init__(self, starts: Iterable[Start]) -> None:
        self._in_flow: dict[str, dict[int, Start]] = {}
        self._in_file: dict[tuple[str, str], Start] = {}
        self._anywhere: dict[str, Start] = {}
        self._flows: list[int] = []
        for start in sorted(starts, key=lambda start: not start.fresh):
            self._in_flow.setdefault(start.node, {}).setdefault(start.span.start, start)
            self._in_file.setdefault((start.node, start.path), start)
            self._anywhere.setdefault(start.node, start)
            self._flows.append(start.span.start)
        self._flows.sort()

    def of(self, finding: Finding, path: str) -> Start | None:
        """Where the journey of a finding begins: in its own flow if it can, else in its own file."""
        if not finding.witness:
            return None
        node = finding.witness[0].node
        flow = bisect_right(self._flows, finding.span.start) - 1
        if flow >= 0:
            own = self._in_flow.get(node, {}).get(self._flows[flow])
            if own is not None and finding.span.start < own.span.end:
                return own
        return self._in_file.get((node, path)) or self._anywhere.get(node)


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
        _, decided, outcome = step.input.partition("=")
        words = f" (comes to {outcome})" if decided else f" (presses {step.input})"
    if times > 1:
        words = f"{words[:-1]}, {times} times)" if words else f" ({times} times)"
    return step.node + words


def replay(finding: Finding) -> str | None:
    """The value of ``flowc simulate --input`` that takes the journey of a finding; None where it has none."""
    if not finding.witness:
        return None
    return " ".join(step.input for step in finding.witness if step.input)


def replay_command(finding: Finding, path: str, starts: Starts) -> str | None:
    """The whole command; None where there is no journey, or no file to replay.

    Args:
        path: the file of the finding.
        starts: where journeys can begin; without any, the journey is taken to begin where the file's only flow does.
    """
    given = replay(finding)
    start = starts.of(finding, path)
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


def _quote(path: str) -> str:
    if path and _PLAIN.issuperset(path):
        return path
    return "'" + path.replace("'", "'\"'\"'") + "'"
