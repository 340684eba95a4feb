"""Faults put into the checker, one at a time, to see whether the laws notice: ``python -m tests.laws.faults``.

A fault is one line of the checker changed. A copy of the package is made, the fault put into it, and the laws run over
made-up flows and small ones in a process of its own, until one of them is broken. The unchanged checker passes the
same seeds. ``--write`` puts the list, with the flow that caught each, into a file.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FLOWS = 1000


class Fault(NamedTuple):
    """A line of a module under ``flowc/`` that is changed, and what that breaks."""

    module: str
    old: str
    new: str
    breaks: str


FAULTS = (
    Fault("checks/analyses/traps.py", "silent = _peel(ways, journeys, {SILENT}, SILENT, set())",
          "silent = _peel(ways, journeys, set(), SILENT, set())", "silence traps nobody"),
    Fault("checks/analyses/traps.py", "mixed = _peel(ways, journeys, {SILENT, LOST}, LOST, blamed)",
          "mixed = _peel(ways, journeys, {LOST}, LOST, blamed)", "nobody is silent one time and wrong the next"),
    Fault("checks/analyses/traps.py", "out = [ended or distance < 0 for", "out = [ended and distance < 0 for",
          "no end of a call is a way out"),
    Fault("checks/analyses/ways.py", '"digits": LOST,', '"digits": KEY,', "the endless wrong PIN is a choice"),
    Fault("checks/analyses/ways.py", '"noinput": SILENT,', '"noinput": KEY,', "silence is a choice"),
    Fault("checks/analyses/ways.py", '"nomatch": LOST,', '"nomatch": KEY,', "a wrong key is a choice"),
    Fault("checks/analyses/ways.py", '"failed": FATE,', '"failed": KEY,', "bridges fail by choice"),
    Fault("checks/analyses/components.py", "if component[to] < 0 and order[to] < low[block]:",
          "if order[to] < low[block]:", "finished components are joined again"),
    Fault("checks/analyses/components.py", "if low[block] == order[block]:", "if low[block] >= order[block] - 1:",
          "components fall apart"),
    Fault("checks/analyses/dominators.py", "<= self._first[other] <= self._last[one]", "<= self._first[other]",
          "whatever comes later is dominated"),
    Fault("checks/analyses/returns.py", "if here > onward:", "if here < onward:", "the longest path is the shortest"),
    Fault("checks/analyses/redirects.py", "leaving.append(int(asks or (away and not out)))",
          "leaving.append(int(away and not out))", "a gather costs no redirect"),
    Fault("checks/analyses/worst_case.py", "isinstance(block.exit, Gather)", "isinstance(block.exit, Bridge)",
          "bridges are counted as prompts"),
    Fault("checks/analyses/call_state.py", 'if direction in (each, "both")', "if direction == each",
          "to mute both is to mute none"),
    Fault("checks/analyses/call_state.py", 'if track in (each, "both", None)', 'if track in (each, "both")',
          "a stream without a track is none"),
    Fault("checks/analyses/call_state.py", "if all(found & question.bad for found in sets):",
          "if any(found & question.bad for found in sets):", "one bad switch of two is enough"),
    Fault("checks/analyses/flow_state.py", "entry[start] |= ones * OFF", "entry[start] |= ones * ON",
          "calls begin with everything on"),
    Fault("checks/analyses/flow_state.py", "joined = entry[to] | states", "joined = entry[to] or states",
          "only the first path counts"),
    Fault("checks/analyses/flow_state.py", "return ON if history[before - 1][1] else OFF",
          "return ON if history[0][1] else OFF", "the first turn counts, not the last"),
    Fault("checks/analyses/journeys.py", 'return "wait"', 'return ""', "journeys forget silence"),
    Fault("checks/analyses/notices.py", 'if action.name == "say" and _tells(action.get("text"), english):',
          'if action.name == "say":', "any word is a notice"),
    Fault("checks/analyses/persons.py", "case Bridge() | Ending() | Open() | Redirect(to=None):",
          "case Bridge() | Open() | Redirect(to=None):", "a transfer reaches nobody"),
    Fault("checks/analyses/spoken.py", "_NOTHING = Heard(True, frozenset(), {})",
          "_NOTHING = Heard(False, frozenset(), {})", "silence is speech"),
    Fault("checks/analyses/key_words.py", 'PRESS = _words("press ', 'PRESS = _words("', "to press is no verb"),
    Fault("checks/analyses/announced.py", 'ALL_KEYS = frozenset("0123456789*#")', 'ALL_KEYS = frozenset("0*#")',
          "most keys are none"),
    Fault("checks/analyses/questions.py", "if isinstance(leave, Gather) and heard is not None:",
          "if isinstance(leave, Gather) and heard is None:", "questions are those that nobody comes to"),
    Fault("ir/outcomes.py", "if length > self.most:", "if length >= self.most:", "the longest branch is too long"),
    Fault("ir/outcomes.py", "return any(sum(map(size, taken)) < size(whole)",
          "return any(sum(map(size, taken)) <= size(whole)", "branches that take everything leave something"),
    Fault("ir/digits.py", "product *= mask.bit_count()", "product += mask.bit_count()", "boxes are counted wrongly"),
)  # fmt: skip
"""At least one in each analysis that decides what becomes of calls."""


class Caught(NamedTuple):
    """``after`` flows the ``law`` was broken, by ``flow``; at 0 the checker itself failed, and ``flow`` says how."""

    after: int
    law: str
    flow: str


def try_fault(fault: Fault | None, seed: int) -> Caught | None:
    """Run the laws over a copy of the package with a fault in it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "flowc"
        shutil.copytree(ROOT / "src" / "flowc", source, ignore=shutil.ignore_patterns("__pycache__"))
        for data in ("grammar", "schemas"):
            shutil.copytree(ROOT / data, source / "_data" / data, dirs_exist_ok=True)
        if fault is not None:
            path = source / fault.module
            text = path.read_text(encoding="utf-8")
            assert text.count(fault.old) == 1, f"{fault.module}: {text.count(fault.old)} times {fault.old!r}"
            path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": folder}
        command = [sys.executable, "-m", "tests.laws.catch", str(FLOWS), str(seed)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    head, _, flow = done.stdout.partition("\n")
    after, _, law = head.partition(" ")
    if not after.isdigit():
        return Caught(0, "the checker does not fail", done.stderr.strip().rpartition("Failing test case")[0][-2000:])
    return Caught(int(after), law, flow)


def main() -> int:
    parser = argparse.ArgumentParser(description="Faults put into the checker.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="faults whose module or meaning has this in it")
    parser.add_argument("--skip", type=int, default=0, help="how many of the list to leave out")
    parser.add_argument("--write", metavar="FILE", help="where the list is kept")
    arguments = parser.parse_args()
    wanted = [fault for fault in FAULTS if arguments.only in fault.module or arguments.only in fault.breaks]
    wanted = wanted[arguments.skip :]
    clean = try_fault(None, arguments.seed)
    assert clean is None, f"the checker without a fault does not pass: {clean}"
    print(f"without a fault: {FLOWS} flows pass", flush=True)
    lines = []
    missed = 0
    for fault in wanted:
        caught = try_fault(fault, arguments.seed)
        missed += caught is None
        told = "not noticed" if caught is None else f"flow {caught.after}: {caught.law}"
        print(f"{fault.module}: {fault.breaks}: {told}", flush=True)
        lines += [f"### {fault.breaks}", "", f"`{fault.module}`: {told}", ""]
        if caught is not None:
            lines += ["```", caught.flow.rstrip(), "```", ""]
        if arguments.write:
            Path(arguments.write).write_text("\n".join([*_HEAD, *lines]), encoding="utf-8")
    return int(missed > 0)


_HEAD = (
    "# Faults that the laws have caught",
    "",
    "Written by `python -m tests.laws.faults --write docs/faults.md`: one line of the checker is changed, and the laws",
    "run over made-up flows until one of them is broken. The flow is the one that broke it, not made any shorter.",
    "",
)


if __name__ == "__main__":
    sys.exit(main())
