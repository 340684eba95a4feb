"""What the server decides without a network: digits, hours, numbers, variables, signatures."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example as at_least
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.serve.builds import Build, BuildError, Document, FlowFiles
from flowc.serve.decisions import Facts, by_number, by_outcome, by_variable, is_open, to_send
from flowc.serve.events import EventError, read, seconds_of
from flowc.serve.routing import Asking, arrive, lead
from flowc.serve.signatures import SIGNATURE, TIMESTAMP, is_signed, sign
from flowc.simulate.site import lead as simulated_lead
from tests.serve.builds import example, examples, gather, made, redirect, say
from tests.serve.client import SECRET

# --- digits -------------------------------------------------------------------------------------------------

_ROUTES = [
    route
    for name in examples()
    for route in example(name).routes.values()
    if route.table["kind"] == "gather"
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(_ROUTES), st.data())
def test_digits_lead_where_the_simulator_says(route: Any, data: st.DataObject) -> None:
    digits = data.draw(st.text("0123456789*#", max_size=route.table["max_digits"]))
    event, target = simulated_lead(route.table, digits)
    assert target is not None
    assert lead(route.table, digits)[1] == target, event


@given(st.text(max_size=40))
def test_whatever_is_pressed_leads_somewhere(digits: str) -> None:
    table = gather("a", {"12": "b", "NX": "c"}, "silent", min_digits=2, max_digits=2, finish_on="#")
    assert lead(table, digits)[1] in ("b", "c", "silent")


# --- hours ----------------------------------------------------------------------------------------------------

HOURS = {
    "kind": "hours",
    "node": "opening",
    "zone": "Europe/Dublin",
    "week": {
        **{day: [["09:00", "12:30"], ["13:30", "17:30"]] for day in ("mon", "tue", "wed", "thu")},
        "fri": [["09:00", "24:00"]], "sat": [["00:00", "01:30"]], "sun": [],
    },
    "dates": {"2026-12-24": [["09:00", "12:00"]], "2026-12-25": []},
    "open": "welcome",
    "closed": "night",
}  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23T09:00", True), ("2026-11-23T08:59:59", False), ("2026-11-23T12:29:59", True),
        ("2026-11-23T12:30", False), ("2026-11-27T23:59:59", True), ("2026-11-28T00:00", True),
        ("2026-11-28T01:30", False), ("2026-11-29T10:00", False), ("2026-12-24T11:59", True),
        ("2026-12-24T13:30", False), ("2026-12-25T10:00", False), ("2026-07-06T09:00", True),
    ],
)  # fmt: skip
def test_hours_are_local(moment: str, opens: bool) -> None:
    assert is_open(HOURS, datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/Dublin")).timestamp()) is opens


def test_an_hour_that_the_clock_doubles_is_open_both_times() -> None:
    night = {**HOURS, "week": {**HOURS["week"], "sun": [["01:15", "01:45"]]}}  # type: ignore[dict-item]
    first = datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo("UTC")).timestamp()
    assert [is_open(night, first + 1800 * n) for n in range(-1, 4)] == [False, True, False, True, False]


# --- numbers, variables, answers ------------------------------------------------------------------------------

REGION = {
    "kind": "caller", "node": "region", "withheld": "main", "other": "abroad",
    "branches": [{"pattern": "+353871111111", "next": "boss"}, {"pattern": "+35387XXXXXXX", "next": "mobile"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("caller", "target"),
    [("+353871111111", "boss"), ("+353871234567", "mobile"), ("+35387123456", "abroad"), ("+4915112345678", "abroad"),
     (None, "main"), ("", "main"), ("anonymous", "main"), ("sip:a@b.example", "abroad")],
)  # fmt: skip
def test_numbers_decide(caller: str | None, target: str) -> None:
    assert by_number(REGION, Facts(0, caller=caller)) == target


def test_a_number_that_nothing_covers_decides_nothing() -> None:
    assert by_number({"kind": "called", "branches": []}, Facts(0)) is None


def test_variables_and_answers_decide() -> None:
    plan = {"variable": "plan", "branches": [{"value": "gold", "next": "desk"}], "unset": "main", "other": "else"}
    assert [by_variable(plan, Facts(0, variables=v)) for v in ({"plan": "gold"}, {"plan": ""}, {}, None)] == [
        "desk", "else", "main", "main",
    ]  # fmt: skip
    asked = {**plan, "failed": "sorry", "send": {"caller": "caller", "plan": "variable", "id": "call"}}
    assert [by_outcome(asked, outcome) for outcome in ("gold", "tin", None)] == ["desk", "else", "sorry"]
    assert to_send(asked, Facts(0, "c", "+1", None, {"plan": "x"})) == {"caller": "+1", "plan": "x", "id": "c"}


def _decided(build: Build, outcomes: list[str | None], facts: Facts = Facts(0)) -> Document | None:  # noqa: B008
    document = build.document("flow/first")
    assert document is not None
    going = arrive(build, document, facts)
    try:
        asking = next(going)
        while True:
            assert isinstance(asking, Asking)
            asking = going.send(outcomes.pop(0))
    except StopIteration as end:
        found: Document | None = end.value
        return found


def test_decisions_are_taken_straight_on() -> None:
    ask = {"kind": "ask", "node": "first", "url": "https://crm.example/", "timeout_ms": 100, "send": {},
           "branches": [{"value": "known", "next": "second"}], "other": "end", "failed": "other/start"}  # fmt: skip
    second = {"kind": "variable", "node": "second", "variable": "v", "branches": [], "unset": "end", "other": "first"}
    one = made(
        {"answer": [], "first": [redirect("route/first")], "second": [redirect("route/second")], "end": [say("End.")]},
        {"first": ask, "second": second},
        {"first": {"decides": "first"}, "second": {"decides": "second"}},
    )
    build = Build([one, made({"start": [say("Other.")]}, {}, flow="other")])
    assert [
        found and found.key
        for found in (_decided(build, ["known"]), _decided(build, ["x"]), _decided(build, [None]))
    ] == ["flow/end", "flow/end", "other/start"]
    circle = Facts(0, variables={"v": "x"})
    assert _decided(build, ["known"] * 99, circle) is None


# --- builds ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("routes", "words"),
    [
        ({"r": gather("r", {"1": "nowhere"}, "answer")}, "leads to `nowhere`"),
        ({"r": {**gather("r", {}, "answer"), "kind": "oracle"}}, "no route"),
        ({"r": {**HOURS, "zone": "Mars/Base", "open": "answer", "closed": "answer"}}, "no route"),
        ({"r": {**HOURS, "open": "answer", "closed": "answer", "week": {}}}, "no route"),
        ({"r": []}, "no route"),
    ],
)
def test_a_build_that_does_not_fit_together_is_refused(routes: Any, words: str) -> None:
    with pytest.raises(BuildError, match=words):
        Build([made({"answer": []}, routes)])


def test_a_document_that_is_not_what_the_manifest_tells_of_is_refused() -> None:
    files = made({"answer": []}, {}).files
    with pytest.raises(BuildError, match="build again"):
        Build([FlowFiles({**files, "answer.json": b"{}"})])


# --- signatures and events ------------------------------------------------------------------------------------

_BODY = b'{"event": "call.gathered", "call": {"id": "c"}, "data": {"digits": "1"}}'
_NOW = 1_790_000_000.0
_TIME = b"1790000000"


@settings(max_examples=500)
@given(st.data())
def test_no_mutated_signature_is_good(data: st.DataObject) -> None:
    headers = [(TIMESTAMP, _TIME), (SIGNATURE, sign(SECRET, _TIME, _BODY))]
    assert is_signed(headers, _BODY, [SECRET], _NOW)
    part = data.draw(st.sampled_from(["time", "signature", "body"]))
    value = {"time": _TIME, "signature": headers[1][1], "body": _BODY}[part]
    at = data.draw(st.integers(0, len(value)))
    cut = data.draw(st.integers(at, min(len(value), at + 3)))
    mutated = value[:at] + data.draw(st.binary(max_size=3)) + value[cut:]
    if mutated == value:
        return
    parts = {"time": _TIME, "signature": headers[1][1], "body": _BODY, part: mutated}
    mutant = [(TIMESTAMP, parts["time"]), (SIGNATURE, parts["signature"])]
    assert not is_signed(mutant, parts["body"], [SECRET], _NOW)


@pytest.mark.parametrize(
    ("headers", "good"),
    [
        ([(TIMESTAMP, _TIME), (SIGNATURE, sign(SECRET, _TIME, _BODY))], True),
        ([(TIMESTAMP, _TIME), (SIGNATURE, sign(b"old", _TIME, _BODY))], True),
        ([(TIMESTAMP, _TIME), (SIGNATURE, sign(b"other", _TIME, _BODY))], False),
        ([(TIMESTAMP, _TIME)], False),
        ([(SIGNATURE, sign(SECRET, _TIME, _BODY))], False),
        ([(TIMESTAMP, _TIME), (TIMESTAMP, _TIME), (SIGNATURE, sign(SECRET, _TIME, _BODY))], False),
        ([(TIMESTAMP, _TIME), (SIGNATURE, sign(SECRET, _TIME, _BODY)), (SIGNATURE, b"v1=")], False),
        ([(TIMESTAMP, _TIME), (SIGNATURE, sign(SECRET, _TIME, _BODY).upper())], False),
        ([(TIMESTAMP, b"+" + _TIME), (SIGNATURE, sign(SECRET, b"+" + _TIME, _BODY))], False),
        ([(TIMESTAMP, b"\xd9\xa1" * 10), (SIGNATURE, sign(SECRET, b"\xd9\xa1" * 10, _BODY))], False),
        ([(TIMESTAMP, b"9" * 400), (SIGNATURE, sign(SECRET, b"9" * 400, _BODY))], False),
    ],
)
def test_signatures(headers: list[tuple[bytes, bytes]], good: bool) -> None:
    assert is_signed(headers, _BODY, [SECRET, b"old"], _NOW) is good


@pytest.mark.parametrize(("late", "good"), [(300, True), (301, False), (-300, True), (-301, False)])
def test_timestamps_are_good_for_five_minutes_either_way(late: int, good: bool) -> None:
    headers = [(TIMESTAMP, _TIME), (SIGNATURE, sign(SECRET, _TIME, _BODY))]
    assert is_signed(headers, _BODY, [SECRET], _NOW + late) is good


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["id", "digits", "event_key", "from", "x"]), inner),
    max_leaves=10,
)


@given(st.binary() | _JSON)
@at_least(b'{"event": "a", "call": {"id": "b"}, "created_at": "2026-02-30T00:00:00Z"}')
@at_least({"event": "call.gathered", "call": {"id": "c"}, "data": {"digits": "1", "event_key": "\ud800"}})
def test_whatever_comes_is_read_or_refused(value: Any) -> None:
    if not isinstance(value, bytes):
        value = json.dumps({"event": "call.gathered", "call": {"id": "c"}, "data": value}).encode()
    try:
        event = read(value)
    except EventError:
        return
    event.digest(with_digits=True).encode()
    event.key.encode()


def test_times_of_events() -> None:
    assert seconds_of("1970-01-01T00:01:00Z") == 60
    assert seconds_of("1970-01-01T01:01:00.250+01:00") == 60.25
    assert [seconds_of(text) for text in ("1970-01-01T00:01:00", "soon", 60, None, "1970-01-01")] == [None] * 5


def test_what_tells_events_apart() -> None:
    base = b'{"event":"call.gathered","created_at":"2026-01-01T00:00:00Z","call":{"id":"c"},"data":{"digits":"%s"}}'
    one, same, other = (read(base % digits) for digits in (b"1", b"1", b"2"))
    assert one.key == same.key == other.key
    assert one.digest(with_digits=True) == same.digest(with_digits=True) != other.digest(with_digits=True)
    assert one.digest(with_digits=False) == other.digest(with_digits=False)
