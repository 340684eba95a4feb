"""Times of two programs as a ratio, measured in turns.

One machine is fast now and slow in a minute. A pair of runs, one behind the other, sees the same machine; the median of
the ratios of many pairs is what is told. The best and the worst quarter stand beside it, so that one sees whether to
believe it.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles
from typing import NamedTuple

__all__ = ["Measured", "compare", "process"]

Subject = Callable[[], object]


class Measured(NamedTuple):
    """``ratio`` is subject by reference, with its quartiles; the times are medians in seconds."""

    ratio: float
    low: float
    high: float
    subject: float
    reference: float


def process(arguments: Sequence[str], *, cwd: str | None = None, status: int = 0) -> Subject:
    """A program to run to its end; an exit status that is not the expected one is an error."""

    def run() -> None:
        done = subprocess.run(arguments, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode != status:
            raise RuntimeError(f"{' '.join(arguments)}: exit status {done.returncode}\n{done.stderr.decode()}")

    return run


def compare(subject: Subject, reference: Subject, *, pairs: int) -> Measured:
    """Run both in turns, once for nothing and then ``pairs`` times; the order within a pair alternates."""
    subject()
    reference()
    times: list[tuple[float, float]] = []
    for number in range(pairs):
        if number % 2:
            taken_by_reference = _seconds(reference)
            taken_by_subject = _seconds(subject)
        else:
            taken_by_subject = _seconds(subject)
            taken_by_reference = _seconds(reference)
        times.append((taken_by_subject, taken_by_reference))
    ratios = [one / other for one, other in times]
    low, middle, high = quantiles(ratios, n=4) if len(ratios) > 1 else (ratios[0],) * 3
    return Measured(middle, low, high, median(one for one, _ in times), median(other for _, other in times))


def _seconds(subject: Subject) -> float:
    start = time.perf_counter()
    subject()
    return time.perf_counter() - start
