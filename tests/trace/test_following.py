"""Single calls: what their events tell, what they leave open, and what is told to differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from flowc.api import compile_paths, compile_text
from flowc.ir.graph import Program
from flowc.serve.trace import follow, read_log
from flowc.serve.trace.as_json import json_report
from flowc.serve.trace.events import CallLog
from flowc.serve.trace.follow import Way
from flowc.serve.trace.report import Traced, text_report
from flowc.serve.trace.traffic import count_traffic
from flowc.serve.trace.words import difference_words
from flowc.simulate.caller import Misfit, read_input, script
from tests.trace.placed import bodies, lines, place

ROOT = Path(__file__).parent.parent.parent
CLINIC = ROOT / "docs" / "snippets" / "clinic.mv"
NIGHT = Path(__file__).parent / "night.mv"
MAIN = {"min_digits": 1, "max_digits": 1, "timeout_seconds": 5, "finish_on_key": None}
PIN = {"min_digits": 4, "max_digits": 4, "timeout_seconds": 9, "finish_on_key": None}


@lru_cache
def program(path: Path) -> Program:
    compilation = compile_paths(str(path))
    assert not compilation.has_errors, compilation.findings
    assert compilation.program is not None
    return compilation.program


def played(path: Path, words: str) -> list[dict[str, Any]]:
    """The events of a call that does what these words say."""
    acts = read_input(words)
    assert not isinstance(acts, Misfit)
    made = program(path)
    return [dict(body) for body in bodies(place(made, made.flows[0], script(acts))[0])]


def traced(path: Path, events: list[dict[str, Any]]) -> tuple[CallLog, Way]:
    (call,) = read_log(lines(events)).calls
    return call, follow(program(path), call)


def names(path: Path, way: Way) -> list[str]:
    return [program(path).blocks[step.block].name for step in way.steps]


def differences(path: Path, events: list[dict[str, Any]]) -> list[str]:
    call, way = traced(path, events)
    return [difference_words(program(path), call, difference) for difference in way.differences]


def events(
    *digits: Mapping[str, Any], at: str = "2026-03-02T10:00", caller: Any = "+35315550001", **variables: str
) -> Iterator[dict[str, Any]]:
    """A call that is created, answered, gathers these, and is completed, ten seconds apart."""
    happened = [("call.created", {}), ("call.answered", {}), *(("call.gathered", one) for one in digits)]
    for number, (name, data) in enumerate([*happened, ("call.completed", {})]):
        yield {
            "event": name,
            "created_at": f"{at}:{10 * number:02}Z",
            "call": {"id": "call_1", "from": caller, "to": "+35315550000"},
            "variables": variables,
            "data": data,
        }


# --- decisions ----------------------------------------------------------------------------------------------------


def decisions(way: Way, path: Path = NIGHT) -> dict[str, tuple[str, bool]]:
    made = program(path)
    return {
        made.nodes[made.blocks[step.block].node].name: (step.edge.event, step.sure)
        for step in way.steps
        if step.edge is not None and made.nodes[made.blocks[step.block].node].kind == "decide"
    }


def test_the_clock_tells_whether_it_was_open() -> None:
    _, way = traced(NIGHT, list(events(at="2026-03-02T22:00")))
    assert decisions(way) == {"opening": ("closed", True)}
    assert (names(NIGHT, way)[-1], way.end) == ("night", "hangup")


def test_hours_are_those_of_the_zone() -> None:
    """In summer 08:30 in UTC is 09:30 in Dublin."""
    assert decisions(traced(NIGHT, list(events(at="2026-07-01T08:30")))[1])["opening"] == ("open", True)
    assert decisions(traced(NIGHT, list(events(at="2026-01-05T08:30")))[1])["opening"] == ("closed", True)


def test_what_came_in_tells_where_the_clock_does_not() -> None:
    """At half past five it closes; a call that was asked had still come in."""
    silent = {**MAIN, "digits": "", "timed_out": True}
    body = list(events(silent, at="2026-03-02T17:29"))
    body[2]["created_at"] = body[3]["created_at"] = "2026-03-02T17:30:20Z"
    assert decisions(traced(NIGHT, body)[1])["opening"] == ("open", True)


@pytest.mark.parametrize(
    ("caller", "outcome"),
    [
        ("+353871234567", "+35387XXXXXXX"),
        ("+35315550001", "other"),
        ("anonymous", "withheld"),
        ("", "withheld"),
        (None, "withheld"),
    ],
)
def test_numbers_are_in_every_event(caller: str | None, outcome: str) -> None:
    silent = {**MAIN, "digits": "", "timed_out": True}
    assert decisions(traced(NIGHT, list(events(silent, caller=caller)))[1])["region"] == (outcome, True)


def test_variables_are_in_every_event() -> None:
    silent = {**MAIN, "digits": "", "timed_out": True}
    mobile = "+353871234567"
    for variables, outcome in (({"plan": "gold"}, '"gold"'), ({"plan": "tin"}, "other"), ({}, "unset")):
        _, way = traced(NIGHT, list(events(silent, caller=mobile, **variables)))
        assert decisions(way)["plan"] == (outcome, True)


def test_what_was_asked_elsewhere_shows_in_what_follows() -> None:
    mobile = "+353871234567"
    entered = {**PIN, "digits": "9999", "timed_out": False}
    assert decisions(traced(NIGHT, list(events(entered, caller=mobile)))[1])["known"] == ('"yes"', True)
    silent = {**MAIN, "digits": "", "timed_out": True}
    event, sure = decisions(traced(NIGHT, list(events(silent, caller=mobile)))[1])["known"]
    assert event in ("other", "failed")
    assert not sure


# --- ends ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "end", "sure"),
    [
        ("0", "transfer", True),
        ("hangup", "caller", True),
        ("2 answer", "bridge", False),
        ("2 hangup", "bridge", False),
        ("1 20417733", "redirect", False),
        ("wait wait wait", "transfer", True),
    ],
)
def test_how_a_call_ended(words: str, end: str, sure: bool) -> None:
    _, way = traced(CLINIC, played(CLINIC, words))
    assert (way.end, all(step.sure for step in way.steps)) == (end, sure)
    assert way.differences == ()


def test_a_bridge_that_failed_shows_in_what_follows() -> None:
    silent = {**MAIN, "digits": "", "timed_out": True}
    first = {**MAIN, "digits": "1", "timed_out": False}
    _, way = traced(NIGHT, list(events(first)))
    assert way.end == "bridge"
    _, way = traced(NIGHT, list(events(silent)))
    assert way.end == "hangup"


def test_a_call_that_goes_on_is_where_the_events_end() -> None:
    unfinished = [event for event in played(CLINIC, "1 hangup") if event["event"] != "call.completed"][:3]
    _, way = traced(CLINIC, unfinished)
    assert (names(CLINIC, way), way.end, way.differences) == (["answer", "appointments"], "open", ())


def test_a_call_that_is_created_only() -> None:
    _, way = traced(CLINIC, played(CLINIC, "0")[:1])
    assert (names(CLINIC, way), way.end, way.differences) == (["answer"], "open", ())


# --- differences --------------------------------------------------------------------------------------------------


def changed(words: str, **data: Any) -> list[dict[str, Any]]:
    """A call to the clinic whose first gather says something else."""
    found = played(CLINIC, words)
    at = next(index for index, event in enumerate(found) if event["event"] == "call.gathered")
    found[at] = {**found[at], "data": {**found[at]["data"], **data}}
    return found


def test_a_gather_with_other_limits() -> None:
    assert differences(CLINIC, changed("0", timeout_seconds=9)) == [
        "`main` took 1 digit in 9 s; in the flow it takes 1 digit in 5 s"
    ]
    assert differences(CLINIC, changed("0", max_digits=3, finish_on_key="#")) == [
        "`main` took 1 to 3 digits in 5 s, ended by #; in the flow it takes 1 digit in 5 s"
    ]


def test_limits_that_an_event_does_not_tell_are_not_held_against_it() -> None:
    assert differences(CLINIC, changed("0", max_digits=None, min_digits=None, timeout_seconds=None)) == []


def test_more_digits_than_it_takes() -> None:
    assert differences(CLINIC, changed("0", digits="123")) == [
        "3 digits came in at `main`, which takes 1 digit at most"
    ]


def test_keys_that_are_none() -> None:
    assert differences(CLINIC, changed("0", digits="x")) == ["what came in at `main` are no keys of a telephone"]


def test_an_event_that_is_missing() -> None:
    told = played(CLINIC, "1 20417733")
    del told[2]
    assert differences(CLINIC, told) == [
        "no call.gathered tells what came in at `main`, and the call went on behind it"
    ]
    assert names(CLINIC, traced(CLINIC, told)[1]) == ["answer", "appointments", "appointments.on_digits"]


def test_an_event_after_the_end() -> None:
    told = played(CLINIC, "0")
    late = {**told[2], "created_at": "2026-01-01T00:01:00Z"}
    assert differences(CLINIC, [*told, late]) == ["call.gathered came after the call had left the flow at `desk`"]
    before = {**told[2], "created_at": "2026-01-01T00:00:05.700Z"}
    assert "came after" in "".join(differences(CLINIC, [*told[:3], before, told[3]]))


def test_a_call_that_the_platform_gave_up() -> None:
    told = played(CLINIC, "1 hangup")
    failed = {**told[-1], "event": "call.failed", "data": {"code": "no_more_actions"}}
    assert differences(CLINIC, [*told[:-1], failed]) == [
        "the platform gave the call up at `appointments`: no_more_actions"
    ]
    _, way = traced(CLINIC, [*told[:-1], failed])
    assert (names(CLINIC, way), way.end) == (["answer", "appointments"], "failed")


def test_a_recording_that_the_flow_does_not_start() -> None:
    told = played(CLINIC, "0")
    started = {**told[2], "event": "recording.started", "data": {}}
    assert differences(CLINIC, [*told, started]) == ["a recording was started that the flow does not start on this way"]
    failed = {**told[2], "event": "recording.failed", "data": {"code": "disk full"}}
    assert differences(CLINIC, [*told, failed]) == ["a recording failed"]


def test_a_recording_shows_that_nobody_answered() -> None:
    """Behind the bridge that fails the desk records, which an answered bridge would not have."""
    text = """flow recorded {
        base_url "https://voice.example/v1"
        start main
        step main { bridge +15551230001 timeout 20s on failed -> desk }
        step desk { say "This call is recorded."; start_recording; transfer +15551230002 }
    }"""
    made = compile_text(text).program
    assert made is not None
    quiet = list(events())
    started = {**quiet[1], "event": "recording.started", "data": {}}
    for told, end in ((quiet, "bridge"), ([*quiet, started], "transfer")):
        (call,) = read_log(lines(told)).calls
        way = follow(made, call)
        assert (way.end, way.differences) == (end, ())


def test_an_event_that_came_again_with_other_contents() -> None:
    told = changed("0", event_key="call_1:1")
    assert differences(CLINIC, [*told, {**told[2], "created_at": "2026-01-01T00:01:00Z"}]) == [
        "an event was delivered again with other contents; the first delivery counts"
    ]


def test_events_of_another_flow_are_told_and_not_followed_wildly() -> None:
    other = [{**event, "data": {**event["data"], "max_digits": 9}} for event in played(CLINIC, "7 7 7")]
    assert len(differences(CLINIC, other)) == 3


def test_another_application_may_gather_as_well() -> None:
    told = [event for event in played(CLINIC, "1 20417733") if event["event"] != "call.completed"]
    later = [
        {**told[2], "created_at": f"2026-01-01T00:01:0{second}Z", "data": {"digits": "5", "max_digits": 6}}
        for second in range(5)
    ]
    _, way = traced(CLINIC, [*told, *later])
    assert (way.end, way.differences) == ("redirect", ())


def test_gathers_of_one_moment_come_in_the_order_that_fits() -> None:
    told = played(CLINIC, "wait 1 hangup")
    at_once = [{**event, "created_at": "2026-01-01T00:00:05Z"} for event in told if event["event"] == "call.gathered"]
    others = [event for event in told if event["event"] != "call.gathered"]
    for order in (at_once, at_once[::-1], [at_once[2], at_once[0], at_once[1]]):
        _, way = traced(CLINIC, [*others, *order])
        assert way.differences == ()


# --- secrets ------------------------------------------------------------------------------------------------------


def shown(body: list[dict[str, Any]]) -> str:
    """All that is told of a call to the desk."""
    call, way = traced(NIGHT, body)
    one, traffic = Traced(call, way), count_traffic(program(NIGHT), [way])
    return text_report(program(NIGHT), [one], traffic, each=True) + str(json_report(program(NIGHT), [one], traffic, ()))


@pytest.mark.parametrize("digits", ["1234", "8675", "867530999", "867x"])
def test_digits_of_a_secret_are_never_shown(digits: str) -> None:
    first = {**MAIN, "digits": "2", "timed_out": False}
    secret = {**PIN, "digits": digits, "timed_out": False, "raw": [f"DTMF {digits}"], "typed": {"keys": digits}}
    told = shown(list(events(first, secret)))
    assert "pin" in told
    assert "'digits': '2'" in told
    assert digits not in told


def test_digits_of_which_nobody_knows_what_they_were_for_are_taken_for_a_secret() -> None:
    first = {**MAIN, "digits": "2", "timed_out": False}
    silent = {**PIN, "digits": "", "timed_out": True}
    told = shown(list(events(first, silent, {**PIN, "digits": "8675", "timed_out": False})))
    assert "came after the call had left the flow" in told
    assert "8675" not in told


def test_the_branch_of_a_secret_is_not_told() -> None:
    first = {**MAIN, "digits": "2", "timed_out": False}
    secret = {**PIN, "digits": "1234", "timed_out": False}
    _, way = traced(NIGHT, list(events(first, secret)))
    assert names(NIGHT, way)[-1] == "pin.on_1234"
    told = shown(list(events(first, secret)))
    assert "pin.on_digits  ended as the flow says" in told
    assert "1234" not in told
