"""Print how fast flowc is.

    python -m benchmarks                        all of them
    python -m benchmarks start --pairs 15
    python -m benchmarks serve --minutes 30     instead, the memory of a server in so many minutes
    python -m benchmarks --write                all of them, into docs/benchmarks.md and its plot

What starts and ends is told as a ratio that another machine can repeat, what serves in figures beside their goals.
Nothing here is a test: a slow machine breaks no build.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

RATIOS = ("start", "peers", "lint", "rebuild", "layout")
OTHERS = ("scale", "serve")
SIZES = (10, 100, 1_000, 10_000, 100_000)
DOCS = Path(__file__).parent.parent / "docs"

Say = Callable[[str], None]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = (*RATIOS, *OTHERS)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones: {', '.join(names)}")
    parser.add_argument("--pairs", type=int, default=21, help="pairs of runs for each ratio")
    parser.add_argument("--minutes", type=float, default=0, help="minutes that the memory of a server is watched")
    parser.add_argument("--write", action="store_true", help="write the result down in docs/benchmarks.md")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(names)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    lines: list[str] = []

    def say(line: str) -> None:
        print(line, flush=True)
        lines.append(line)

    say(f"{datetime.now(UTC):%Y-%m-%d}, {_machine()}; ratios are medians of {arguments.pairs} pairs.")
    chosen = arguments.names or names
    if ratios := [name for name in RATIOS if name in chosen]:
        _ratios(ratios, arguments.pairs, say)
    if "scale" in chosen:
        _scale(say, write=arguments.write)
    if "serve" in chosen:
        _figures(arguments.minutes, say)
    if arguments.write:
        (DOCS / "benchmarks.md").write_text("\n".join([_HEAD, *lines]) + "\n", encoding="utf-8")
    return 0


_HEAD = """\
# Figures

Written by `python -m benchmarks --write`; [quality.md](quality.md) says what they mean and what was aimed at. A ratio
below one is faster than what stands under *against*; bare Python is `python -I -c pass`. The quartiles tell how far to
believe it.

![How the cost of a build grows](pictures/growth.svg)
"""


def _machine() -> str:
    load = f"load {os.getloadavg()[0]:.1f} before"
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    return f"Python {platform.python_version()} on {system}, {load}"


def _ratios(names: list[str], pairs: int, say: Say) -> None:
    say("\n| what | against | ratio | quartiles | goal | time |")
    say("|---|---|---:|---:|---:|---:|")
    for name in names:
        for title, against, measured, goal in import_module(f"benchmarks.{name}").measure(pairs):
            quartiles = f"{measured.low:.2f} to {measured.high:.2f}"
            aim = "" if goal is None else f"{goal:.3g}"
            time = f"{measured.subject * 1000:.0f} ms"
            say(f"| {title} | {against} | {measured.ratio:.3g} | {quartiles} | {aim} | {time} |")


def _scale(say: Say, *, write: bool) -> None:
    from benchmarks.plot import plot
    from benchmarks.scale import HEAD, sized

    say("")
    for line in HEAD:
        say(line)
    sizes = []
    for steps in SIZES:
        sizes.append(sized(steps))
        say(sizes[-1].row)
    if write:
        lines = {phase: [(size.steps, size.phases[phase]) for size in sizes] for phase in sizes[0].phases}
        lines["compile()"] = [(size.steps, size.reference) for size in sizes]
        picture = plot("What a build costs", "steps", "seconds", lines)
        (DOCS / "pictures" / "growth.svg").write_text(picture, encoding="utf-8")


def _figures(minutes: float, say: Say) -> None:
    from benchmarks import serve

    if needed := serve.missing():
        print(f"\nserve: the program {needed} is not installed", file=sys.stderr)
        return
    say("\n| what | goal | measured |")
    say("|---|---|---|")
    for figure in serve.soak(minutes) if minutes else serve.figures():
        say(f"| {figure.what} | {figure.goal} | {figure.measured} |")


if __name__ == "__main__":
    raise SystemExit(main())
