"""Events as they come: in any order, repeated, broken, and with fields that nobody knows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.serve.trace import read_log
from tests.trace.placed import lines


def event(name: str = "call.created", second: int = 0, call: str = "c1", **data: Any) -> dict[str, Any]:
    return {
        "event": name,
        "created_at": f"2026-03-02T10:00:{second:02}Z",
        "call": {"id": call},
        "variables": {},
        "data": data,
    }


def test_lines_are_sorted_into_calls() -> None:
    log = read_log(lines([event("call.completed", 9), event(call="c2", second=3), event("call.answered", 1), event()]))
    assert [(call.id, [one.name for one in call.events]) for call in log.calls] == [
        ("c1", ["call.created", "call.answered", "call.completed"]),
        ("c2", ["call.created"]),
    ]


def test_events_of_one_moment_stand_in_the_order_of_a_call() -> None:
    names = ["recording.completed", "call.completed", "call.gathered", "call.answered", "call.created"]
    (call,) = read_log(lines([event(name) for name in names])).calls
    assert [one.name for one in call.events] == names[::-1]


def test_what_comes_twice_counts_once() -> None:
    (call,) = read_log(lines([event(), event(), event("call.answered")])).calls
    assert (len(call.events), call.repeated, call.conflicting) == (2, 1, ())


def test_the_same_key_with_other_contents_is_a_conflict() -> None:
    first = event("call.gathered", event_key="c1:3", digits="1")
    (call,) = read_log(lines([first, {**first, "created_at": "2026-03-02T11:00:00Z"}])).calls
    assert (len(call.events), len(call.conflicting)) == (1, 1)
    assert call.events[0].gathered is not None
    assert call.events[0].gathered.digits == "1"


def test_fields_that_nobody_knows_are_kept() -> None:
    (call,) = read_log(lines([{**event(), "region": ["eu", 1]}])).calls
    assert call.events[0].body["region"] == ["eu", 1]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "no JSON object"),
        (b"7", "no JSON object"),
        (json.dumps({**event(), "call": {}}).encode(), "`call.id` is missing"),
        (json.dumps({**event(), "call": "c1"}).encode(), "`call.id` is missing"),
        (json.dumps({**event(), "event": None}).encode(), "`event` is missing"),
        (json.dumps({**event(), "created_at": "noon"}).encode(), "`created_at`"),
        (json.dumps({**event(), "created_at": 12}).encode(), "`created_at`"),
        (json.dumps({**event(), "data": []}).encode(), "`data`"),
        (json.dumps(event("call.gathered", digits=1)).encode(), "`data.digits`"),
    ],
)
def test_a_bad_line_is_told_and_nothing_else_is_lost(line: bytes, why: str) -> None:
    log = read_log([*lines([event()]), b"\n", line, *lines([event("call.answered")])])
    ((number, message),) = log.problems
    assert number == 3
    assert why in message
    assert [one.name for one in log.calls[0].events] == ["call.created", "call.answered"]


@given(st.lists(st.binary(max_size=40)))
def test_no_line_is_too_odd(given_lines: list[bytes]) -> None:
    log = read_log([*given_lines, *lines([event()])])
    assert log.calls[-1].id == "c1" or len(log.calls) > 1


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["event", "created_at", "call", "data", "variables"]), values))
def test_no_object_is_too_odd(changed: dict[str, Any]) -> None:
    log = read_log(lines([{**event("call.gathered", digits="1"), **changed}]))
    assert len(log.calls) + len(log.problems) == 1
