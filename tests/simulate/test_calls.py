"""Calls to documents written by hand: each file under ``calls`` holds an input, and the transcript that it gives.

After a change that is meant: ``python -m tests.simulate.test_calls`` writes the transcripts anew; read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.simulate import load_site, read_input, render, run_documents, script
from flowc.simulate.caller import Misfit

CALLS = Path(__file__).parent / "calls"
FILES = sorted(CALLS.glob("*/*.txt"))


def play(file: Path) -> str:
    given = file.read_text(encoding="utf-8").partition("\n")[0]
    acts = read_input(given.removeprefix("input:"))
    assert not isinstance(acts, Misfit), acts
    site = load_site(str(file.parent / "build"))
    transcript = run_documents(site, site.start_url(file.parent.name), script(acts))
    note = [] if transcript.misfit is None else [transcript.misfit]
    return "\n".join([given, "", *render(transcript.entries), *note, ""])


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}-{file.stem}" for file in FILES])
def test_call_goes_as_written_down(file: Path) -> None:
    assert play(file) == file.read_text(encoding="utf-8")


if __name__ == "__main__":
    for each in FILES:
        each.write_text(play(each), encoding="utf-8")
