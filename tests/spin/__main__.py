"""The checker's word against SPIN's: ``python -m tests.spin [N] [--seed S] [--write]``.

Over the examples and N made-up flows. Each is built by the command line into a temporary directory, also flows that
trap callers (MV309 to MV311 and MV313 are ignored for the build). SPIN sees what was built; the checker is asked with
nothing ignored. Flows of careless authors that cannot be built at all are left out. Faults put into what the examples
built must be found. ``--write`` keeps the result in ``docs/oracles.md``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings

from flowc.testing.flow_texts import flows
from tests.laws import small
from tests.spin.promela import Built, read
from tests.spin.seeded import seeded
from tests.spin.verify import verdict, within

__all__ = ["Checked", "checked", "disagreement"]

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "oracles.md"
IGNORED = "MV309,MV310,MV311,MV313"
LIMIT = 20


class Checked(NamedTuple):
    """The codes that the checker finds, and what every flow of the file was built into."""

    codes: frozenset[str]
    built: tuple[Built, ...]


def checked(file: Path, out: Path) -> Checked | None:
    """Check and build a file by the command line; None where it cannot be built."""
    if _flowc("build", str(file), "-o", str(out), "--ignore", IGNORED).returncode:
        return None
    told = _flowc("check", str(file), "--format", "json").stdout
    codes = frozenset(json.loads(line)["code"] for line in told.splitlines())
    return Checked(codes, tuple(read(folder) for folder in sorted(out.iterdir()) if folder.is_dir()))


def _flowc(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flowc", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=tempfile.gettempdir(), check=False)


def disagreement(checked: Checked) -> str | None:
    """What the checker and SPIN differ in."""
    verdicts = [verdict(built) for built in checked.built]
    if any(one.missing for one in verdicts):
        return "an outcome leads to no document"
    silent, trapped = any(one.silent for one in verdicts), any(one.any for one in verdicts)
    if silent != ("MV309" in checked.codes):
        return f"SPIN: {'a' if silent else 'no'} caller is trapped by silence; the checker: {sorted(checked.codes)}"
    if trapped != bool({"MV309", "MV310"} & checked.codes):
        return f"SPIN: {'a' if trapped else 'no'} caller is trapped; the checker: {sorted(checked.codes)}"
    if not trapped and "MV313" not in checked.codes and not all(within(built, LIMIT) for built in checked.built):
        return f"SPIN: more than {LIMIT} redirects without a key; the checker is content"
    return None


def made_up(number: int, start: int) -> list[str]:
    """So many flows: some without errors, some of careless authors, some small ones with traps."""
    texts: list[str] = []
    for careless in (False, True):

        @seed(start)
        @settings(max_examples=number, deadline=None, database=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(flows(max_nodes=8, careless=careless))
        def collect(text: str) -> None:
            texts.append(text)

        collect()
    every = list(small.every_flow(2, ("go", "bridge", "menu", "retry"))) + list(small.every_flow(3, ("go", "retry")))
    chance = Random(start)
    texts += [small.text_of(chance.choice(every)) for _ in range(number)]
    chance.shuffle(texts)
    return texts


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.spin", description="Compare the checker with SPIN.")
    parser.add_argument("flows", type=int, nargs="?", default=100, metavar="N", help="how many made-up flows")
    parser.add_argument("--seed", type=int, default=1, help="where they begin")
    parser.add_argument("--write", action="store_true", help=f"keep the result in {PAGE.relative_to(ROOT)}")
    arguments = parser.parse_args()
    count: Counter[str] = Counter()
    disagreements: list[str] = []

    def compare(kind: str, file: Path, out: Path) -> Checked | None:
        found = checked(file, out)
        if found is None:
            return None
        count[kind] += 1
        count[f"{kind}, trapping"] += bool({"MV309", "MV310"} & found.codes)
        print(f"{file.name}: {', '.join(sorted(found.codes)) or 'nothing found'}", flush=True)
        told = disagreement(found)
        if told is not None:
            disagreements.append(f"{told}\n{file.read_text()}")
            print(disagreements[-1], flush=True)
        return found

    with tempfile.TemporaryDirectory() as folder:
        for file in sorted((ROOT / "examples").glob("*.mv")):
            found = compare("examples", file, Path(folder) / file.stem)
            assert found is not None, f"{file.name} cannot be built"
            for built in found.built:
                for fault in seeded(built):
                    count["faults"] += 1
                    print(f"{file.name}: {fault.name}", flush=True)
                    if not fault.is_found:
                        disagreements.append(f"{file.name}: {fault.name}: not found")
                        print(disagreements[-1], flush=True)
        for place, text in enumerate(made_up(arguments.flows, arguments.seed)):
            if count["made up"] == arguments.flows:
                break
            file = Path(folder) / f"made_up_{place}.mv"
            file.write_text(text)
            compare("made up", file, Path(folder) / f"out_{place}")
    result = _page(arguments, count, disagreements)
    print(result)
    if arguments.write:
        PAGE.write_text(result)
    return int(bool(disagreements))


def _page(arguments: argparse.Namespace, count: Counter[str], disagreements: list[str]) -> str:
    spin = subprocess.run(["spin", "-V"], capture_output=True, text=True, check=False).stdout.strip()
    return "\n".join([
        "# The checker's word against SPIN's",
        "",
        f"Made by `python -m tests.spin {arguments.flows} --seed {arguments.seed} --write` on "
        f"{datetime.now(UTC).date()}; not to be edited. It takes Debian's `spin` and `gcc` ({spin}).",
        "",
        "The model is made from the built documents and `routes.json` alone (`tests/spin/promela.py`); its callers are",
        "silent, not understood, or press keys, and bridges and redirects fail as they like.",
        "",
        "| what | how many | of these trap a caller |",
        "|---|---|---|",
        f"| examples | {count['examples']} | {count['examples, trapping']} |",
        f"| made-up flows | {count['made up']} | {count['made up, trapping']} |",
        "",
        f"- Disagreements, about who is trapped, outcomes without a document, and more than {LIMIT} redirects: "
        f"{sum('not found' not in told for told in disagreements)}.",
        f"- Faults put into what the examples built: {count['faults']}; not found: "
        f"{sum('not found' in told for told in disagreements)}.",
        "",
    ])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
