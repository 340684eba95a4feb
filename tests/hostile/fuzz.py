"""Give every command that reads something hostile texts, and hold it to what flowc promises of any input.

    python -m tests.hostile.fuzz 100000 --seed 1

No traceback, an exit status of 0, 1 or 2, two seconds of the processor. What can be formatted stays the same when it is
formatted again, and the documents that are built from it are the same bytes. The first text that breaks a promise is
printed with its seed; ``--keep FOLDER`` writes down all that do.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import flowc
from flowc.cli import COMMANDS, main
from flowc.source import Source
from flowc.syntax import format_file, parse
from tests.hostile import inputs
from tests.hostile.guard import LIMIT_SECONDS

__all__ = ["broken_promise", "run"]

_READING = {
    "flow": (["check"], ["check", "--format", "json"], ["fmt", "--diff"], ["ir"], ["test"]),
    "document": (["lint"], ["lint", "--format", "json"]),
}
_SUFFIX = {"flow": ".mv", "document": ".json"}


def broken_promise(kind: str, text: str, folder: Path, patience: float = LIMIT_SECONDS) -> str | None:
    """What is wrong with how flowc takes a text; None where nothing is."""
    file = folder / f"hostile{_SUFFIX[kind]}"
    file.write_bytes(text.encode("utf-8", "surrogateescape" if "\udc80" in text else "surrogatepass"))
    for command, *options in _READING[kind]:
        if command in COMMANDS and (complaint := _told(patience, command, *options, str(file))):
            return complaint
    return _formatted(text) if kind == "flow" else None


def _told(patience: float, *arguments: str) -> str | None:
    out, err = io.StringIO(), io.StringIO()
    started = time.process_time()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(arguments)
    except BaseException as problem:  # whatever comes out here is one traceback too many
        return f"{arguments[0]}: {problem!r}"
    seconds = time.process_time() - started
    if "internal error" in err.getvalue():
        return f"{arguments[0]}: {err.getvalue().splitlines()[0]}"
    if status not in (0, 1, 2):
        return f"{arguments[0]}: exit status {status}"
    if seconds > patience:
        return f"{arguments[0]}: {seconds:.1f} s"
    return None


def _formatted(text: str) -> str | None:
    """Formatting twice is formatting once, and changes no document."""
    source = Source("<hostile>", text)
    file, problems = parse(source)
    if problems:
        return None
    once = format_file(file, source)
    again = Source("<hostile>", once)
    file, problems = parse(again)
    if problems:
        return f"fmt: what it wrote cannot be read: {problems[0].message}"
    if format_file(file, again) != once:
        return "fmt: formatting again changes the text"
    if _documents(text) != _documents(once):
        return "fmt: formatting changes what is built"
    return None


def _documents(text: str) -> object:
    """All files of a build but the manifest, which tells the digest of the text; None where there are errors."""
    compilation = flowc.compile_text(text)
    try:
        builds = flowc.build(compilation)
    except ValueError:
        return None
    return {
        (name, file): content
        for name, made in builds.items()
        for file, content in made.files.items()
        if file != "manifest.json"
    }


def texts(count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Seed, kind and text; one in five is a document where documents can be read."""
    for number in range(count):
        kind = "document" if number % 5 == 4 and "lint" in COMMANDS else "flow"
        one = f"{seed}:{number}"
        yield one, kind, (inputs.document(one) if kind == "document" else inputs.flow(one))


def run(count: int, seed: int, folder: Path, *, keep: Path | None = None) -> Counter[str]:
    """How many texts of each kind were taken well, and how many broke a promise; raises nothing."""
    counts: Counter[str] = Counter()
    for one, kind, text in texts(count, seed):
        complaint = broken_promise(kind, text, folder)
        counts[kind] += 1
        if complaint is not None:
            counts["broken promises"] += 1
            print(f"{one} {kind}: {complaint}", flush=True)
            if keep is not None:
                path = keep / f"{one.replace(':', '-')}{_SUFFIX[kind]}"
                path.write_text(text, "utf-8", "surrogateescape", "")
    return counts


def _main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for the texts that break a promise")
    arguments = parser.parse_args()
    if arguments.keep is not None:
        arguments.keep.mkdir(parents=True, exist_ok=True)
    started = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        counts = run(arguments.count, arguments.seed, Path(folder), keep=arguments.keep)
        os.chdir("/")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    parts = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
    print(f"seed {arguments.seed}: {parts}; {time.process_time() - started:.0f} s, {memory} MB at the most")
    return int(counts["broken promises"] > 0)


if __name__ == "__main__":
    sys.exit(_main())
