"""A directory of its own for each test, with a sound flow in it, and the command line as a function."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from flowc.cli import main

SOUND = """\
flow desk {
    base_url "https://voice.example/ivr"
    start main

    menu main {
        prompt "For sales, press 1. For the front desk, press 2."
        on 1 -> sales
        on 2 -> transfer +15551230099
        on noinput, nomatch -> retry "Sorry?"
        on exhausted -> sales
    }

    step sales {
        say "One moment."
        transfer +15551230002
    }
}
"""

WARNED = SOUND.replace(" For the front desk, press 2.", "")
BROKEN = SOUND.replace("-> sales", "-> slaes", 1)


class Result(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("FLOWC_") or name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name)
    (tmp_path / "sound.mv").write_text(SOUND)
    (tmp_path / "warned.mv").write_text(WARNED.replace("flow desk", "flow other"))
    (tmp_path / "broken.mv").write_text(BROKEN.replace("flow desk", "flow third"))
    return tmp_path


@pytest.fixture
def flowc(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    def run(*arguments: str) -> Result:
        status = main(arguments)
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return run
