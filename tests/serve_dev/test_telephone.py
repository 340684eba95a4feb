"""The page's telephone does to a call what the simulator does to it: two programs, one platform."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.api import compile_paths
from flowc.ir.graph import Program
from flowc.rehearsal import anywhere, site_of
from flowc.simulate import load_site, read_input, run_documents, script
from flowc.simulate.caller import Misfit
from flowc.simulate.scenarios import write_scenarios
from flowc.simulate.site import BuiltSite
from flowc.simulate.transcript import Transcript
from flowc.testing.whims import callers
from tests.serve_dev.telephone import Telephone, telephone

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.mv"))
CALLS = sorted((ROOT / "tests" / "simulate" / "calls").glob("*/*.txt"))
CALLS.remove(ROOT / "tests" / "simulate" / "calls" / "refusals" / "invalid.txt")  # a value, which it does not look at


@pytest.fixture(scope="module")
def phone() -> Iterator[Telephone]:
    with telephone() as phone:
        yield phone


def experienced(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All but how a call is arranged, of which the telephone knows less.

    Where a call is left ringing, the telephone has told of it already.
    """
    if entries[-1]["kind"] == "dial":
        entries = entries[:-1]
    return [
        {**entry, "data": {"document": entry["data"]["document"]}} if entry["kind"] == "fetch" else entry
        for entry in entries
        if entry["kind"] != "decide" and not (entry["kind"] == "fetch" and entry["data"]["document"] is None)
    ]


def simulated(transcript: Transcript) -> list[dict[str, Any]]:
    return experienced(transcript.as_json()["entries"])


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_calls_to_examples_go_as_in_the_simulator(file: Path, phone: Telephone) -> None:
    program = compile_paths(file).program
    assert program is not None
    rehearsed = anywhere(program)
    site = site_of(rehearsed)
    for flow in rehearsed.flows:
        url = site.start_url(flow.name)
        scenarios = write_scenarios(rehearsed, flow)
        assert scenarios
        for scenario in scenarios:
            expected = run_documents(site, url, script(scenario.acts))
            assert experienced(phone.call(site, url, script(scenario.acts))) == simulated(expected), scenario.title


@pytest.fixture(scope="module", params=["receptionist", "recorded_order", "clinic_hours", "extensions"])
def stage(request: pytest.FixtureRequest) -> tuple[Program, BuiltSite]:
    program = compile_paths(ROOT / "examples" / f"{request.param}.mv").program
    assert program is not None
    rehearsed = anywhere(program)
    return rehearsed, site_of(rehearsed)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_caller_is_treated_as_in_the_simulator(
    stage: tuple[Program, BuiltSite], phone: Telephone, data: st.DataObject
) -> None:
    program, site = stage
    flow = program.flows[0]
    url = site.start_url(flow.name)
    whims = data.draw(callers(program, flow))
    expected = run_documents(site, url, whims)
    acts = read_input(" ".join(whims.acts))
    assert not isinstance(acts, Misfit)
    assert experienced(phone.call(site, url, script(acts))) == simulated(expected)


@pytest.mark.parametrize("file", CALLS, ids=[f"{file.parent.name}-{file.stem}" for file in CALLS])
def test_calls_to_documents_by_hand_go_as_in_the_simulator(file: Path, phone: Telephone) -> None:
    acts = read_input(file.read_text(encoding="utf-8").partition("\n")[0].removeprefix("input:"))
    assert not isinstance(acts, Misfit)
    site: BuiltSite = load_site(str(file.parent / "build"))
    url = site.start_url(file.parent.name)
    expected = run_documents(site, url, script(acts))
    assert experienced(phone.call(site, url, script(acts))) == simulated(expected)
