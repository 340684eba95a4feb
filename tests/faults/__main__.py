"""Are deliberate faults in the checker noticed? ``python -m tests.faults [--only NAME] [--flows 1000] [--write]``.

Each fault is a line of the checker, changed in a copy of the package in a temporary directory. All laws are asked of
the same flows until one does not hold; of the copy without a fault every law must hold for every flow. What few flows
do not catch is hunted again in ``--more``. ``--write`` keeps the result in ``docs/faults.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from tests.faults.faults import FAULTS, Fault

__all__ = ["Outcome", "hunt_in", "hunts", "page"]

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "src/flowc"
PARTS = ("src", "schemas", "grammar")
"""What a copy of the package needs."""
PAGE = ROOT / "docs" / "faults.md"


class Outcome(NamedTuple):
    """What became of a fault (None: of the checker as it is). ``caught`` is None where every law held."""

    fault: Fault | None
    flows: int
    caught: dict[str, Any] | None


def hunts(
    faults: Sequence[Fault | None], number: int, start: int, *, checkout: Path = ROOT, jobs: int = 1
) -> Iterator[Outcome]:
    """Hunt faults, ``jobs`` at once, each in the same flows."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.json"
        items = _corpus(number, start)
        corpus.write_text(json.dumps(items))
        whole = Path(folder) / "whole"
        for part in PARTS:
            shutil.copytree(checkout / part, whole / part, ignore=shutil.ignore_patterns("__pycache__"))

        def one(place: int, fault: Fault | None) -> Outcome:
            path = Path(folder) / str(place)
            shutil.copytree(whole, path)
            caught = hunt_in(path, corpus, fault)
            shutil.rmtree(path)
            return Outcome(fault, len(items), caught)

        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(one, range(len(faults)), faults)


def hunt_in(path: Path, corpus: Path, fault: Fault | None) -> dict[str, Any] | None:
    """Hunt with the copy of the package that stands in a directory, one fault put into it."""
    if fault is not None:
        file = path / PACKAGE / fault.file
        text = file.read_text()
        assert text.count(fault.old) == 1, f"{fault.file} does not have this once any more: {fault.old}"
        file.write_text(text.replace(fault.old, fault.new))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(path / "src"), str(ROOT)])}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.hunt", str(corpus), str(path / PACKAGE)],
        cwd=path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told if "law" in told else None


def _corpus(number: int, start: int) -> list[dict[str, Any]]:
    from tests.faults.corpus import corpus

    return corpus(number, start)


def page(outcomes: Sequence[Outcome], command: str) -> str:
    """The result, as a page."""
    wholes = [outcome for outcome in outcomes if outcome.fault is None]
    broken = next((outcome.caught for outcome in wholes if outcome.caught is not None), None)
    last = {outcome.fault: outcome for outcome in outcomes}
    changed = [(fault, outcome.caught) for fault, outcome in last.items() if fault is not None]
    day = datetime.now(UTC).date()
    lines = [
        "# Faults put into the checker on purpose",
        "",
        f"Made by `{command}` on {day}; not to be edited.",
        "",
        f"{len(changed)} faults, one changed line each; {_counted(wholes, last)}. "
        + ("The checker as it is keeps every law in the same flows." if broken is None else "But the "
           f"checker as it is breaks a law as well: {broken['law']}."),
        "",
        "| fault | in | what it breaks | flows until caught | by the law |",
        "|---|---|---|---|---|",
    ]  # fmt: skip
    for fault, caught in changed:
        more = f" of {last[fault].flows}" if last[fault].flows != wholes[0].flows else ""
        until = "not caught" if caught is None else f"{caught['place']}{more}"
        law = "" if caught is None else caught["law"]
        lines.append(f"| [{fault.name}](#{fault.name}) | {fault.part} | {fault.breaks} | {until} | {law} |")
    for fault, caught in changed:
        lines += ["", f"## {fault.name}", "", f"`{fault.file}`: {fault.breaks}.", "", "```diff"]
        lines += [f"-{fault.old}", f"+{fault.new}", "```"]
        if caught is not None:
            language = "json" if caught["kind"] == "json" else "mv"
            said = caught["told"].splitlines()[0] if caught["told"] else ""
            lines += ["", f"Caught by *{caught['law']}* ({said}) in flow {caught['place']}:", ""]
            lines += [f"```{language} caught", caught["text"].rstrip(), "```"]
    return "\n".join(lines) + "\n"


def _counted(wholes: Sequence[Outcome], last: dict[Fault | None, Outcome]) -> str:
    """How many faults are caught within how many flows, those that were hunted again by themselves."""
    said = []
    for whole in wholes:
        hunted = [outcome for fault, outcome in last.items() if fault is not None and outcome.flows == whole.flows]
        count = sum(outcome.caught is not None for outcome in hunted)
        said.append(f"{count} of {'them' if not said else 'the others'} are caught within {whole.flows} flows")
    return ", ".join(said)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Hunt deliberate faults.")
    parser.add_argument("--only", metavar="NAME", help="one fault")
    parser.add_argument("--flows", type=int, default=1000, help="how many flows are tried at most")
    parser.add_argument("--more", type=int, metavar="FLOWS", help="how many are tried for what has not been caught")
    parser.add_argument("--seed", type=int, default=1, help="where the flows begin")
    parser.add_argument("--jobs", type=int, default=2, help="how many faults are hunted at once")
    parser.add_argument("--checkout", type=Path, default=ROOT, metavar="DIR", help="where the package is taken from")
    parser.add_argument("--write", action="store_true", help=f"keep the result in {PAGE.relative_to(ROOT)}")
    arguments = parser.parse_args()
    faults = [fault for fault in FAULTS if arguments.only in (None, fault.name)]
    if not faults:
        parser.error(f"there is no fault called {arguments.only}")
    outcomes: list[Outcome] = []
    where = {"checkout": arguments.checkout, "jobs": arguments.jobs}
    for flows in filter(None, (arguments.flows, arguments.more)):
        for outcome in hunts([None, *faults], flows, arguments.seed, **where):
            outcomes.append(outcome)
            name = outcome.fault.name if outcome.fault else "the checker as it is"
            caught = outcome.caught
            told = "not caught" if caught is None else f"caught by flow {caught['place']}: {caught['law']}"
            print(f"{name}: {told}", flush=True)
        faults = [fault for fault in faults if not any(o.fault is fault and o.caught for o in outcomes)]
        if not faults:
            break
    if arguments.write:
        more = f" --more {arguments.more}" if arguments.more else ""
        command = f"python -m tests.faults --flows {arguments.flows}{more} --seed {arguments.seed} --write"
        PAGE.write_text(page(outcomes, command))
    return int(bool(faults) or any(outcome.caught for outcome in outcomes if outcome.fault is None))


if __name__ == "__main__":
    sys.exit(main())
