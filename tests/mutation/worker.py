"""The process for one module: ``python -m tests.mutation.worker MODULE JOBS SECONDS``

The tests are collected once, with the module loaded so that its mutants can be switched on. A first child runs all
tests without any mutant and notes which lines each comes by and how long it takes; then one child is forked for each
mutant. What a child loads or remembers dies with it. What a function did while the tests were collected no switch
undoes: where the mutants of such a function survive, the tests are collected again, for each of them.

Of the tests that come by the changed statement those are run that take so many seconds together (as traced, half of
that otherwise), the quickest ones, so that a mutant that survives costs no more; the longest are left out, which errs
on the side of survivors. Those that have noticed most mutants are run first.

A test of a mutant may take five times as long as without, in processor time, so that a busy machine kills no mutant; a
child that takes more is stopped by the timer's signal, and so is a mutant that waits for something for a minute.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from importlib import import_module
from itertools import chain
from multiprocessing.sharedctypes import RawArray
from pathlib import Path
from resource import RLIMIT_DATA, setrlimit
from shutil import rmtree
from time import monotonic, process_time

import hypothesis
import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline

from .lines import changed_lines, recorded
from .modules import ROOT, file_of, suite_of
from .mutants import STATE, WHILE_COLLECTED, Known, Switched, function_of, known, made

_MEMORY = 2 << 30
"""Bytes: a loop that a mutant never leaves may fill the memory before its time is up."""

_LEAST_SECONDS = 2.0
_TIMES_AS_LONG = 5.0
_MOST_SECONDS_WAITED = 60
_SECONDS_BETWEEN_NOTES = 5.0

_SLOW = STATE / "slow"
"""Tests that take half a second or more, each behind its seconds: where no mutant has that time they are left out."""

_KILLED, _SURVIVED = 1, 0

_reached: set[str] = set()
"""The functions that were come by, as far as mutmut's switches were told to say so."""

_WARM_UP = """\
flow f {
    base_url "https://a.example/"
    start a
    step a {
        say "Goodbye."
        hangup
    }
}
"""


class Worker:
    """A plugin of pytest that runs, in the place of the tests, the tests of each mutant."""

    def __init__(self, known: Known, jobs: int, most: float) -> None:
        self._known = known
        self._jobs = jobs
        self._most = most
        self._items: list[pytest.Item] = []
        self._seconds: dict[str, float] = {}
        self._tests: dict[str, list[pytest.Item]] = {}
        self._while_collected: set[str] = set()
        self._number: dict[str, int] = {}
        self._kills = RawArray("i", 0)
        """How many mutants each test has noticed, in memory that all children share."""
        self._noted = monotonic()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted("the tests could not be collected")
        timed = (
            [line.split(" ", 1) for line in _SLOW.read_text(encoding="utf-8").splitlines()] if _SLOW.exists() else []
        )
        slow = {test for seconds, test in timed if float(seconds) > self._most}
        self._items = [item for item in session.items if item.nodeid not in slow]
        self._number = {item.nodeid: number for number, item in enumerate(session.items)}
        self._kills = RawArray("i", len(session.items))
        self._while_collected = {function.rpartition(".")[2] for function in _reached}
        os.chdir(session.config._tmp_path_factory.getbasetemp())  # type: ignore[attr-defined]
        _warm_up(self._known.module)
        self._look_where_tests_come_by()
        gc.collect()
        gc.freeze()
        self._run_mutants()
        return True

    def _look_where_tests_come_by(self) -> None:
        noted = STATE / f"{self._known.module}.tests"
        pid = _fork(lambda: self._note_where_tests_come_by(noted))
        status = os.waitpid(pid, 0)[1]
        if status:
            raise SystemExit("the tests fail without any change")
        found: dict[str, tuple[float, list[int]]]
        found, loaded = json.loads(noted.read_text(encoding="utf-8"))
        noted.unlink()
        for name in loaded:
            with suppress(Exception):
                import_module(name)
        self._seconds = {test: taken for test, (taken, _) in found.items()}
        with _SLOW.open("a", encoding="utf-8") as file:
            file.writelines(f"{taken:.2f} {test}\n" for test, taken in self._seconds.items() if taken > 0.5)
        tests: dict[int, list[pytest.Item]] = defaultdict(list)
        for item in sorted(self._items, key=lambda item: self._seconds[item.nodeid]):
            for line in found[item.nodeid][1]:
                tests[line].append(item)
        for mutant, lines in changed_lines(self._known).items():
            self._tests[mutant] = self._quickest(chain.from_iterable(tests.get(line, ()) for line in lines))
        once = dict.fromkeys(chain.from_iterable(self._tests.values()))
        if once and os.waitpid(_fork(partial(self._run, "", list(once))), 0)[1]:
            raise SystemExit("the tests fail in another order without any change")

    def _quickest(self, tests: Iterable[pytest.Item]) -> list[pytest.Item]:
        chosen = []
        together = 0.0
        for item in sorted(dict.fromkeys(tests), key=lambda item: self._seconds[item.nodeid]):
            together += self._seconds[item.nodeid]
            if together > self._most:
                break
            chosen.append(item)
        return chosen

    def _note_where_tests_come_by(self, noted: Path) -> int:
        found: dict[str, tuple[float, list[int]]] = {}
        loaded_before = set(sys.modules)
        trampoline.set_mutant_under_test("")
        file = str(file_of(self._known.module))
        for item, following in zip(self._items, [*self._items[1:], None], strict=True):
            before = process_time()
            with recorded(file) as lines:
                reports = runtestprotocol(item, log=False, nextitem=following)
            found[item.nodeid] = process_time() - before, sorted(lines)
            for report in reports:
                if report.failed:
                    sys.exit(f"{item.nodeid} fails without any change\n{report.longreprtext}")
        loaded = [name for name in sys.modules if name not in loaded_before]
        noted.write_text(json.dumps([found, loaded]), encoding="utf-8")
        return 0

    def _run_mutants(self) -> None:
        fates = self._known.fates
        running: dict[int, str] = {}
        for mutant in self._known.missing():
            if function_of(mutant) in self._while_collected:
                fates[mutant] = WHILE_COLLECTED
            if not self._tests[mutant]:
                fates[mutant] = fates[mutant] or "no test"
                continue
            if len(running) == self._jobs:
                self._wait_for_one(running)
            running[_fork(partial(self._run, mutant, self._tests[mutant]))] = mutant
        while running:
            self._wait_for_one(running)
        self._known.save()

    def _wait_for_one(self, running: dict[int, str]) -> None:
        pid, status, used = os.wait3(0)
        mutant = running.pop(pid)
        fate = _fate(status)
        if fate != "survived" or self._known.fates[mutant] is None:
            self._known.fates[mutant] = fate
        self._known.seconds += used.ru_utime + used.ru_stime
        if monotonic() - self._noted > _SECONDS_BETWEEN_NOTES:
            self._noted = monotonic()
            self._known.save()

    def _run(self, mutant: str, tests: list[pytest.Item]) -> int:
        setrlimit(RLIMIT_DATA, (_MEMORY, _MEMORY))
        trampoline.set_mutant_under_test(f"{self._known.module}.{mutant}")
        signal.alarm(_MOST_SECONDS_WAITED if mutant else 0)
        tests = sorted(tests, key=lambda test: -self._kills[self._number[test.nodeid]])
        for item, following in zip(tests, [*tests[1:], None], strict=True):
            signal.setitimer(signal.ITIMER_PROF, max(_LEAST_SECONDS, _TIMES_AS_LONG * self._seconds[item.nodeid]))
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                self._kills[self._number[item.nodeid]] += 1
                return _KILLED
        return _SURVIVED


def _warm_up(module: str) -> None:
    """Load what every test needs, and remember nothing that the module made of it."""
    from flowc.compile import compile_sources
    from flowc.emit.documents import build
    from flowc.lint import lint_text
    from flowc.source import Source, SourceMap

    sources = SourceMap()
    sources.add("flow.mv", _WARM_UP)
    program = compile_sources(sources).program
    assert program is not None
    list(build(program, sources=[[]], version="0"))
    lint_text(Source("a.json", '{"actions": [{"hangup": {}}]}'))
    for value in list(gc.get_objects()):
        if hasattr(type(value), "cache_clear") and getattr(value, "__module__", None) == module:
            value.cache_clear()


def _fork(job: Callable[[], int]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = _KILLED
    try:
        status = job()
    except SystemExit as left:
        print(left, file=sys.stderr, flush=True)
    except BaseException:
        pass
    finally:
        os._exit(status)


def _fate(status: int) -> str:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM):
        return "timeout"
    return "survived" if status == 0 else "killed"


def main(module: str, jobs: str, seconds: str) -> int:
    mutants = made(module)
    sys.meta_path.insert(0, Switched(mutants))
    trampoline.record_trampoline_hit = lambda function, caller: _reached.add(function)
    hypothesis.settings.register_profile(
        "mutation",
        parent=hypothesis.settings.get_profile("ci"),
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    folder = STATE / f"{module}.tmp"
    plugins = chain.from_iterable(("-p", f"no:{name}") for name in ("cacheprovider", "xdist", "faulthandler"))
    options = ["-q", "--tb=no", "--assert=plain", "--capture=no", f"--rootdir={ROOT}", f"--basetemp={folder}"]
    retention = ["-o", "tmp_path_retention_policy=none"]
    arguments = [*options, *plugins, *retention, "--hypothesis-profile=mutation", *suite_of(module)]
    trampoline.set_mutant_under_test("stats")
    status = os.waitpid(_fork(partial(_in_pytest, arguments, Worker(mutants, int(jobs), float(seconds)))), 0)[1]
    mutants = known(module)
    for mutant, fate in mutants.fates.items():
        if fate == WHILE_COLLECTED:
            trampoline.set_mutant_under_test(f"{module}.{mutant}")
            mutants.fates[mutant] = _fate(os.waitpid(_fork(partial(_in_pytest, [*arguments, "-x"])), 0)[1])
    mutants.save()
    rmtree(folder, ignore_errors=True)
    return os.waitstatus_to_exitcode(status)


def _in_pytest(arguments: list[str], *plugins: object) -> int:
    signal.alarm(0 if plugins else _MOST_SECONDS_WAITED)
    status = int(pytest.main(arguments, plugins=plugins))
    return 0 if status == pytest.ExitCode.NO_TESTS_COLLECTED else status


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
