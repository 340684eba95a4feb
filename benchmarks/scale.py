"""What a build of many steps costs, and which phase costs it.

    python -m benchmarks.scale              1,000 and 10,000 steps
    python -m benchmarks.scale 100000

The flows are drawn as real ones are: ten steps at the median, thirty-five at the ninth decile, a hundred and
twenty-nine at the most; menus, collects and steps in turn, prompts of natural length. Times are those of the processor,
each row against CPython's ``compile()`` of Python source of the same number of characters, measured in the same run.
Memory is the most that a process ever had which did nothing but ``flowc build`` with these flows, files and all.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["HEAD", "Size", "flows", "python_source", "sized"]

_PROMPTS = (
    "For appointments, press 1. For billing, press 2. To hear this again, press 9.",
    "To speak to our sales team, press 1. For help with an order, press 2. To repeat these options, press 9.",
    "For opening hours, press 1. For directions to our office, press 2. To hear this again, press 9.",
)
_SAYINGS = (
    "Thank you for calling Acme Clinic.",
    "One moment, please. We are connecting you to a member of our team.",
    "Your call is important to us. Our office is open from nine to five, Monday to Friday.",
)
_HEAD = """\
flow {name} {{
    title "Front desk {name}"
    base_url "https://voice.acme.example/ivr"
    start n0

    defaults {{
        timeout 5s
        on noinput -> retry "Sorry, we did not hear anything."
        on nomatch -> retry "Sorry, that is not one of the options."
        on exhausted -> desk
        on failed -> desk
    }}

"""
_DESK = '    step desk {\n        say "Please hold for the front desk."\n        transfer +15551230099\n    }\n}\n\n'


def flows(steps: int, seed: int = 0) -> str:
    """A text of flows with so many steps, menus and collects in all."""
    chance = random.Random(seed)
    parts: list[str] = []
    number = 0
    while steps > 0:
        size = min(steps, 129, max(2, round(chance.lognormvariate(2.3, 0.98))))
        parts.append(_flow(chance, f"f{number}", max(2, size)))
        steps -= size
        number += 1
    return "".join(parts)


def _flow(chance: random.Random, name: str, size: int) -> str:
    nodes = (_node(chance, at, f"n{at + 1}" if at + 2 < size else "desk") for at in range(size - 1))
    return _HEAD.format(name=name) + "".join(nodes) + _DESK


def _node(chance: random.Random, at: int, following: str) -> str:
    match chance.randrange(5):
        case 0:
            lines = [
                f"collect n{at} {{", '    prompt "Please enter your eight digit customer number."', "    digits 8",
                f"    on digits -> {following}", '    on incomplete -> retry "That was not eight digits."', "}",
            ]  # fmt: skip
        case 1 | 2:
            lines = [
                f"menu n{at} {{", f'    prompt "{chance.choice(_PROMPTS)}"', f"    on 1 -> {following}", "    on 2 {",
                '        say "Connecting you to billing."', "        bridge +15551230002 timeout 20s", "    }",
                f"    on 9 -> n{at}", "}",
            ]  # fmt: skip
        case _:
            lines = [f"step n{at} {{", f'    say "{chance.choice(_SAYINGS)}"', f"    goto {following}", "}"]
    return "".join(f"    {line}\n" for line in lines) + "\n"


def python_source(characters: int) -> str:
    """Python source of about so many characters, as people write it."""
    one = '''\
def step_{0}(caller, key="{0}"):
    """Say what there is to say, and go on."""
    if key in caller.pressed and caller.attempts < 3:
        caller.say("For appointments, press one. For billing, press two.")
        return {{"next": "step_{0}", "timeout": 5, "retry": [caller.name, key]}}
    return None


'''
    return "".join(one.format(number) for number in range(characters // len(one) + 1))[:-1]


def measure(steps: int) -> Iterator[tuple[str, float]]:
    """Each phase and its seconds; the last is ``compile()`` of as much Python."""
    from flowc.api import sources_of
    from flowc.checks import check
    from flowc.compile import Compilation
    from flowc.emit.documents import build
    from flowc.ir.lower import lower
    from flowc.modules import Module, Modules
    from flowc.source import SourceMap
    from flowc.syntax import parse

    text = flows(steps)
    sources = SourceMap()
    source = sources.add("scale.mv", text)
    gc.disable()  # as compiling does
    try:
        seconds, (tree, findings) = _timed(lambda: parse(source))
        assert not findings
        yield "parse", seconds
        modules = Modules((Module(source, tree, ()),), (0,), [], False)
        seconds, (program, findings) = _timed(lambda: lower(modules, 1, sources))
        assert not findings
        yield "lower", seconds
        seconds, findings = _timed(lambda: check(program, None))
        assert not any(finding.severity == "error" for finding in findings)
        yield "check", seconds
        digests = sources_of(Compilation(program, [], [tree], sources, modules))
        yield "emit", _timed(lambda: sum(made.count for made in build(program, sources=digests)))[0]
        yield "compile()", _timed(lambda: compile(python_source(len(text)), "scale.py", "exec"))[0]
    finally:
        gc.enable()


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


class Size(NamedTuple):
    """What a build of so many steps took: seconds of the processor by phase, those of ``compile()``, MiB."""

    steps: int
    phases: dict[str, float]
    reference: float
    memory: int

    @property
    def total(self) -> float:
        return sum(self.phases.values())

    @property
    def row(self) -> str:
        phases = " | ".join(f"{seconds:.3f} s" for seconds in self.phases.values())
        share, ratio = self.phases["check"] / self.total, self.total / self.reference
        return f"| {self.steps:,} | {phases} | {self.total:.3f} s | {share:.0%} | {ratio:.2f} | {self.memory:,} MiB |"


HEAD = (
    "| steps | parse | lower | check | emit | build | checks' share | build by compile() | memory |",
    "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
)


def sized(steps: int) -> Size:
    """The figures of one size, in processes of their own: a process tells no more than the most memory that it, or any
    child of it, has ever had."""
    times = _figures("--times", steps)
    reference = times.pop("compile()")
    return Size(steps, times, reference, int(_figures("--memory", steps)["MiB"]))


def _figures(of: str, steps: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.scale", of, str(steps)]
    figures: dict[str, float] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return figures


def memory(steps: int) -> int:
    """The most memory, in MiB, that ``flowc build`` has had by its end; for a process that has no other children."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "scale.mv")
        source.write_text(flows(steps), encoding="utf-8")
        command = [sys.executable, "-m", "flowc", "build", str(source), "-o", str(Path(folder, "build"))]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("steps", nargs="*", type=int, help="how many steps; several are several rows")
    parser.add_argument("--times", action="store_true", help="the times of one size as JSON")
    parser.add_argument("--memory", action="store_true", help="the memory of one size as JSON")
    arguments = parser.parse_args()
    if arguments.times or arguments.memory:
        [steps] = arguments.steps
        print(json.dumps(dict(measure(steps)) if arguments.times else {"MiB": memory(steps)}))
        return
    print("\n".join(HEAD))
    for steps in arguments.steps or (1_000, 10_000):
        print(sized(steps).row, flush=True)


if __name__ == "__main__":
    main()
