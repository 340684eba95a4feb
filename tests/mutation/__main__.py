"""The command: runs a process for each module that has mutants which were not run yet, and shows what is known.

A module is named as it is imported, ``flowc.checks.analyses.ways``, or by a part of that, ``analyses.ways``; that of
a package, ``rules``, stands for all that is in it, and ``--all`` for everything. A run that was stopped goes on.
"""

from __future__ import annotations

import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from time import monotonic

from .modules import ROOT, modules, suite_of
from .mutants import STATE, Known, known, made
from .shown import PAGE, line, survivors, with_table


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="python -m tests.mutation", description="Mutation testing, module by module.")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="flowc.checks.analyses.ways, or analyses.ways")
    parser.add_argument("--all", action="store_true", help="all modules of the checker, the linter and the emitters")
    parser.add_argument("--jobs", type=int, default=1, help="mutants run at a time")
    parser.add_argument("--seconds", type=float, default=1.0, help="what the tests of one mutant may take (default: 1)")
    parser.add_argument("--again", action="store_true", help="forget what is known about these modules")
    parser.add_argument("--survivors", action="store_true", help="run again what survived, after an edit of tests")
    parser.add_argument("--report", action="store_true", help="run nothing, show what survived")
    parser.add_argument("--write", action="store_true", help="write the table of what is known into docs/mutation.md")
    parser.add_argument("--list", action="store_true", help="show the modules and their tests")
    options = parser.parse_args(arguments)
    named = [name for name in modules() if options.all or any(_is_called(name, called) for called in options.modules)]
    if options.list:
        print("\n".join(f"{name}: {' '.join(suite_of(name))}" for name in named or modules()))
        return 0
    if not named and not options.write:
        parser.error("which modules? --all, or some that --list shows")
    failed = False
    if options.report:
        print("\n\n".join(text for name in named for text in survivors(known(name))))
    else:
        failed = _run(named, options)
    if options.write:
        PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), [known(name) for name in modules()]))
    return int(failed)


def _is_called(module: str, name: str) -> bool:
    return f".{name}." in f".{module}."


def _run(named: list[str], options: Namespace) -> bool:
    found: list[Known] = []
    failed = False
    for number, name in enumerate(named, 1):
        begun = monotonic()
        _forget(name, options)
        missing = made(name).missing()
        if missing:
            failed |= not _succeeds(name, options)
        found.append(known(name))
        taken = f", {len(missing)} in {monotonic() - begun:.0f} s" if missing else ""
        print(f"{number}/{len(named)} {line(name, found[-1:])}{taken}; {line('all', found)}", flush=True)
    return failed


def _forget(module: str, options: Namespace) -> None:
    before = known(module)
    if options.again:
        (STATE / f"{module}.json").unlink(missing_ok=True)
    elif options.survivors and before.digest:
        before.forget(("survived", "no test"))
        before.save()


def _succeeds(module: str, options: Namespace) -> bool:
    log = Path(STATE / f"{module}.log")
    command = [sys.executable, "-m", "tests.mutation.worker", module, str(options.jobs), str(options.seconds)]
    with log.open("wb") as output:
        status = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output).returncode
    if status:
        print(f"{module} was not run:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}", file=sys.stderr)
        return False
    log.unlink()
    return True


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
