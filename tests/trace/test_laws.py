"""Calls that are played are followed back, whatever the order in which their events come."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from flowc.ir.graph import Program
from flowc.serve.trace import Way, follow, read_log
from flowc.serve.trace.as_json import json_report
from flowc.serve.trace.report import Traced, text_report
from flowc.serve.trace.traffic import count_traffic
from flowc.simulate.transcript import Transcript
from flowc.testing.flow_texts import flows
from flowc.testing.whims import callers
from tests.laws import laws
from tests.trace.placed import bodies, facts, lines, place

_LARGE = [phase for phase in Phase if phase != Phase.shrink]
"""Flows are large: making an example smaller takes longer than reading it."""
often: Any = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=_LARGE)
sometimes: Any = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=_LARGE)


def came_by(transcript: Transcript) -> list[str]:
    """The documents of a transcript, one for each block."""
    return [entry.data["document"] for entry in transcript.entries if entry.kind == "node"]


def told(program: Program, way: Way) -> list[str]:
    return [program.blocks[step.block].name for step in way.steps]


def certain(program: Program, way: Way) -> list[str]:
    """The blocks up to the first step that is only likely."""
    unsure = next((index for index, step in enumerate(way.steps) if not step.sure), len(way.steps) - 1)
    return told(program, way)[: unsure + 1]


def traced(program: Program, events: list[Any]) -> list[Traced]:
    log = read_log(lines(events))
    assert log.problems == ()
    return [Traced(call, follow(program, call)) for call in log.calls]


def are_told_apart(events: list[Any]) -> bool:
    """Whether no two gathers ended in the same millisecond, as silent ones can where keys come at once."""
    moments = [event["created_at"] for event in events if event["event"] == "call.gathered"]
    return len(set(moments)) == len(moments)


def cut_short(event: Any) -> bool:
    """Whether a gather ended early: by hanging up, or by a finish key, which looks the same."""
    data = event["data"]
    return event["event"] == "call.gathered" and not data["timed_out"] and len(data["digits"]) < data["min_digits"]


@often
@given(flows(), st.data())
def test_the_way_back_is_the_way_there(text: str, data: st.DataObject) -> None:
    made = laws.no_errors(text)
    known = data.draw(facts())
    caller = data.draw(callers(made.program, made.flow))
    transcript, trail = place(made.program, made.flow, caller, known=known)
    events = bodies(transcript, known)
    assume(are_told_apart(events))
    repeated = data.draw(st.lists(st.sampled_from(events)))
    (one,) = traced(made.program, data.draw(st.permutations([*events, *repeated])))
    end = transcript.end
    expected = {"recording"} if any(event["event"] == "recording.failed" for event in events) else set()
    if end is not None and end.text == "failed":
        expected.add("failed")
    assert {difference.kind for difference in one.way.differences} == expected, text
    path = came_by(transcript)
    sure = certain(made.program, one.way)
    assert path[: len(sure)] == sure, text
    if all(step.sure for step in one.way.steps):
        assert path == sure
        assert [(step.block, step.edge) for step in one.way.steps if step.edge] == [tuple(taken) for taken in trail]
        assert end is None or end.text == one.way.end


@often
@given(flows(), st.data())
def test_what_is_plain_is_found(text: str, data: st.DataObject) -> None:
    """The likeliest way is the right one where no bridge, no redirect, no other system and no hanging up is on it."""
    made = laws.no_errors(text)
    known = data.draw(facts())
    transcript, _ = place(made.program, made.flow, data.draw(callers(made.program, made.flow)), known=known)
    assume(not any(entry.kind in ("dial", "fault") for entry in transcript.entries))
    end = transcript.end
    assume(end is not None and end.text in ("transfer", "conference", "hangup"))
    assume(not any(cut_short(event) for event in bodies(transcript)))
    assume(not any(entry.kind == "decide" and entry.data["by"] in ("ask", "variable") for entry in transcript.entries))
    (one,) = traced(made.program, bodies(transcript, known))
    assert told(made.program, one.way) == came_by(transcript), text
    assert end is not None
    assert one.way.end == end.text


@sometimes
@given(flows(), st.data())
def test_calls_do_not_get_mixed_up(text: str, data: st.DataObject) -> None:
    made = laws.no_errors(text)
    alone: dict[str, Traced] = {}
    mixed: list[Any] = []
    for number in range(data.draw(st.integers(2, 4))):
        name = f"call_{number}"
        transcript, _ = place(made.program, made.flow, data.draw(callers(made.program, made.flow)), name)
        assume(are_told_apart(bodies(transcript)))
        (alone[name],) = traced(made.program, bodies(transcript))
        mixed += bodies(transcript)
    together = traced(made.program, data.draw(st.permutations(mixed)))
    assert {one.call.id: one.way for one in together} == {name: one.way for name, one in alone.items()}
    traffic = count_traffic(made.program, [one.way for one in together])
    assert traffic.calls == len(alone)
    assert sum(traffic.ended.values()) == len(alone)
    assert sum(traffic.visits.values()) == sum(len(one.way.steps) for one in together)


@often
@given(flows(), st.data())
def test_whatever_happened_is_followed_and_told(text: str, data: st.DataObject) -> None:
    """Events that are missing, changed or of another flow lead to differences at worst."""
    made = laws.no_errors(text)
    transcript, _ = place(made.program, made.flow, data.draw(callers(made.program, made.flow)))
    events = json.loads(json.dumps([dict(event) for event in bodies(transcript)]))
    for event in events:
        if event["event"] == "call.gathered" and data.draw(st.booleans()):
            event["data"] |= data.draw(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "digits": st.text("0123456789*#AX", max_size=6),
                        "timed_out": st.booleans(),
                        "max_digits": st.integers(1, 9) | st.none() | st.text(max_size=2),
                        "timeout_seconds": st.floats() | st.integers(),
                    },
                )
            )
    kept = data.draw(st.lists(st.sampled_from(events), min_size=1, unique_by=id))
    several = traced(made.program, kept)
    traffic = count_traffic(made.program, [one.way for one in several])
    assert text_report(made.program, several, traffic, each=True)
    assert json_report(made.program, several, traffic, ())["format"] == 1
