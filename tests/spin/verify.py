"""What SPIN says about a model: ``spin`` makes a program of it, ``gcc`` compiles that, and it is run."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.spin.promela import Built, model

__all__ = ["PROGRAMS", "Verdict", "shows", "verdict", "within"]

PROGRAMS = ("spin", "gcc")
_SECONDS = 120


class Verdict(NamedTuple):
    """Whether callers are ``trapped`` by silence, or by silence and misunderstanding; ``missing`` where some outcome
    leads to no document."""

    silent: bool
    any: bool
    missing: bool


def verdict(built: Built) -> Verdict:
    silent, any_ = _errors(model(built, "silent"), "-DNP", "-l"), _errors(model(built, "any"), "-DNP", "-l")
    return Verdict("cycle" in silent, "cycle" in any_, "assertion" in silent | any_)


def shows(built: Built, what: str) -> bool:
    """Whether one field of the verdict is true, at half the price of all."""
    if what == "missing":
        return "assertion" in _errors(model(built, "any"), "-DNP", "-l")
    return "cycle" in _errors(model(built, what), "-DNP", "-l")


def within(built: Built, limit: int) -> bool:
    """Whether nobody who presses no key spends more redirects than ``limit``."""
    return "assertion" not in _errors(model(built, "any", limit), "-DSAFETY")


def _errors(text: str, *options: str) -> set[str]:
    """The kinds of errors that SPIN finds: ``cycle`` (one without progress), ``assertion``."""
    defines = [option for option in options if option.startswith("-D")]
    flags = [option for option in options if not option.startswith("-D")]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "call.pml").write_text(text)
        _run(folder, "spin", "-a", "call.pml")
        _run(folder, "gcc", "-O0", "-w", *defines, "-o", "pan", "pan.c")
        told = _run(folder, "./pan", "-m100000", "-c0", *flags)
    assert re.search(r"errors: [0-9]+", told), told
    assert "max search depth too small" not in told, told
    return {kind for kind in ("cycle", "assertion") if re.search(rf"pan:[0-9]+: (non-progress )?{kind}", told)}


def _run(folder: str, program: str, *arguments: str) -> str:
    path = shutil.which(program) if "/" not in program else program
    assert path is not None, f"{program} is not installed"
    done = subprocess.run(
        [path, *arguments], cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    assert done.returncode == 0 or program == "./pan", done.stdout + done.stderr
    return done.stdout
