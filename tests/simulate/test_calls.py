"""Calls to documents written by hand: each file under ``calls`` holds an input, and the transcript that it gives.

After a change that is meant: ``python -m tests.simulate.test_calls`` writes the transcripts anew; read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.compile import compile_sources
from flowc.emit.documents import build
from flowc.emit.output import write
from flowc.simulate import load_site, read_input, render, run_documents, script
from flowc.simulate.caller import Misfit
from flowc.source import SourceMap

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


@pytest.mark.parametrize(
    ("routes", "told"),
    [
        ("{", "Expecting"),
        ("[]", "no table of routes"),
        ('{"flow": "f", "base_url": "https://a.example", "routes": {"main": {}}}', "no table of routes"),
    ],
)
def test_a_build_that_cannot_be_read_is_refused(tmp_path: Path, routes: str, told: str) -> None:
    (tmp_path / "routes.json").write_text(routes, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        load_site(str(tmp_path))


def test_a_directory_without_routes_is_no_build(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"there is no routes\.json"):
        load_site(str(tmp_path))


def test_a_directory_of_flows_is_one_site() -> None:
    site = load_site(str(CALLS.parent / "builds"))
    assert sorted(site.flows) == ["here", "there"]
    transcript = run_documents(site, site.start_url("here"), script([]))
    assert [entry.text for entry in transcript.entries if entry.kind == "say"] == ["Here.", "There."]
    assert transcript.end is not None
    assert transcript.end.text == "hangup"


if __name__ == "__main__":
    for each in FILES:
        each.write_text(play(each), encoding="utf-8")


def test_a_flow_that_leads_into_another_finds_it_beside(tmp_path: Path) -> None:
    sources = SourceMap()
    sources.add(
        "two.mv",
        """\
flow one {
    base_url "https://voice.acme.example/ivr"
    start main
    menu main { prompt "Press 1."; on 1 -> two.hello; on any -> two.hello }
}
flow two {
    base_url "https://voice.acme.example/ivr"
    start hello
    step hello { transfer +15551230001 }
}
""",
    )
    program = compile_sources(sources).program
    assert program is not None
    write(str(tmp_path), {flow.flow: flow.files for flow in build(program)})
    site = load_site(str(tmp_path / "one"))
    assert site.flows == ["one"]
    acts = read_input("1")
    assert isinstance(acts, list)
    end = run_documents(site, site.start_url("one"), script(acts)).end
    assert end is not None
    assert end.text == "transfer"
