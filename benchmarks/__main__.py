"""Print how fast flowc is.

    python -m benchmarks                        all of them
    python -m benchmarks start --pairs 15
    python -m benchmarks serve --minutes 30     instead, the memory of a server in so many minutes

What starts and ends is told as a ratio that another machine can repeat, what serves in figures beside their goals.
Nothing here is a test: a slow machine breaks no build.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from importlib import import_module

RATIOS = ("start", "lint")
FIGURES = ("serve",)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = (*RATIOS, *FIGURES)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones: {', '.join(names)}")
    parser.add_argument("--pairs", type=int, default=21, help="pairs of runs for each ratio")
    parser.add_argument("--minutes", type=float, default=0, help="minutes that the memory of a server is watched")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(names)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    load = f"load {os.getloadavg()[0]:.1f} before"
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, {load}"
    print(f"Python {platform.python_version()}, {machine}, {arguments.pairs} pairs for each ratio")
    chosen = arguments.names or names
    if ratios := [name for name in RATIOS if name in chosen]:
        _print_ratios(ratios, arguments.pairs)
    if "serve" in chosen:
        _print_figures(arguments.minutes)
    return 0


def _print_ratios(names: list[str], pairs: int) -> None:
    print("\n| what | against | ratio | quartiles | goal | time |")
    print("|---|---|---:|---:|---:|---:|")
    for name in names:
        for title, against, measured, goal in import_module(f"benchmarks.{name}").measure(pairs):
            quartiles = f"{measured.low:.2f} to {measured.high:.2f}"
            time = f"{measured.subject * 1000:.0f} ms"
            print(f"| {title} | {against} | {measured.ratio:.2f} | {quartiles} | {goal:.3g} | {time} |")
            sys.stdout.flush()


def _print_figures(minutes: float) -> None:
    from benchmarks import serve

    if needed := serve.missing():
        print(f"\nserve: the program {needed} is not installed")
        return
    print("\n| what | goal | measured |")
    print("|---|---|---|")
    for figure in serve.soak(minutes) if minutes else serve.figures():
        print(f"| {figure.what} | {figure.goal} | {figure.measured} |")
        sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
