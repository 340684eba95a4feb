"""Print how fast flowc is, as ratios that another machine can repeat.

    python -m benchmarks                all of them
    python -m benchmarks start --pairs 15

Each module of this folder with a ``measure`` is a benchmark. Nothing here is a test: a slow machine breaks no build.
"""

from __future__ import annotations

import argparse
import platform
import sys
from importlib import import_module

BENCHMARKS = ("start", "lint")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones: {', '.join(BENCHMARKS)}")
    parser.add_argument("--pairs", type=int, default=21, help="pairs of runs for each row")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {arguments.pairs} pairs\n")
    print("| what | against | ratio | quartiles | goal | time |")
    print("|---|---|---:|---:|---:|---:|")
    for name in arguments.names or BENCHMARKS:
        for title, against, measured, goal in import_module(f"benchmarks.{name}").measure(arguments.pairs):
            quartiles = f"{measured.low:.2f} to {measured.high:.2f}"
            time = f"{measured.subject * 1000:.0f} ms"
            print(f"| {title} | {against} | {measured.ratio:.2f} | {quartiles} | {goal:.3g} | {time} |")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
