"""Which question an event answers: a caller is sent where the digits lead, or answered as silent, never elsewhere.

Calls are played on a clock of their own, with two clocks that differ as much as they may: what the platform does and
says on one side, the pure functions that the server keeps calls with on the other.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.serve import calls
from flowc.serve.builds import Build, Document, RouteAt
from flowc.serve.events import Event
from flowc.serve.records import Record, decode, encode
from flowc.serve.routing import lead
from tests.serve.builds import example, gather, made, redirect, say

SKEW = 1.0
_LOOPS = made(
    {
        "answer": [say("Welcome."), {"gather": {"prompt": "1 or 2?"}}, redirect("route/ask")],
        "again": [{"gather": {"prompt": "1 or 2?"}}, redirect("route/ask")],
        "told": [say("We are open from nine to five on all days of the week."), {"gather": {}}, redirect("route/ask")],
        "two": [{"gather": {"timeout_seconds": 3}}, redirect("route/two"), {"gather": {}}, redirect("route/ask")],
        "end": [say("Goodbye.")],
        "silent": [say("Nothing?"), {"gather": {}}, redirect("route/two")],
    },
    {
        "ask": gather("ask", {"1": "told", "2": "again", "3": "two", "4": "end"}, "silent", nomatch="again"),
        "two": gather("two", {"1": "again", "2": "two", "3": "end"}, "again", nomatch="silent"),
    },
)
_BUILDS = [Build([_LOOPS]), *map(example, ("receptionist", "departments", "recorded_order", "extensions"))]


class Delivery(NamedTuple):
    at: float
    event: Event


class Played:
    """One call: what the server knows of it, and what has been sent and not arrived."""

    def __init__(self, build: Build, chance: random.Random) -> None:
        self.build = build
        self.chance = chance
        self.clock = chance.uniform(-SKEW, SKEW)
        self.now = 1_000_000.0
        self.record = Record()
        self.flying: list[Delivery] = []
        self.events = 0

    def pass_until(self, moment: float) -> Iterator[None]:
        """Let time pass, stopping after each event that arrives."""
        self.flying.sort(key=lambda delivery: delivery.at)
        while self.flying and self.flying[0].at <= moment:
            delivery = self.flying.pop(0)
            self.now = max(self.now, delivery.at)
            record, _ = calls.arrived(self.record, delivery.event, self.build, self.now, SKEW)
            self.record = decode(encode(record))
            yield
        self.now = max(self.now, moment)

    def wait(self, seconds: float) -> None:
        for _ in self.pass_until(self.now + seconds):
            pass

    def press(self, digits: str) -> None:
        """A gather ends; its event is on its way, one to five times."""
        self.events += 1
        event = Event(
            name="call.gathered", call="call", key=f"key{self.events}", at=self.now + self.clock, digits=digits,
            echo={}, caller=None, called=None, variables={}, content=str(self.events),
        )  # fmt: skip
        longest = self.chance.choice([0.05, 1.0, 10.0])
        for _ in range(self.chance.randint(1, 5)):
            self.flying.append(Delivery(self.now + self.chance.uniform(0.0, longest), event))

    def ask(self, route: RouteAt) -> Document:
        """A request for a route that names only the call, answered as the server does."""
        asked = self.now
        earlier = calls.last_answer(self.record, route)
        patient = self.pass_until(asked + calls.PATIENCE)
        while True:
            there = calls.found(self.record, route, self.build, asked, SKEW, earlier)
            if there.answer is not None:
                return self._document(there.answer.document)
            if there.entries:
                return self._settle(route, there.entries, asked)
            if next(patient, "over") == "over":
                return self._settle(route, (), asked)

    def ask_with(self, route: RouteAt, digits: str) -> Document:
        """A request for a route that holds the digits as well."""
        there = calls.found(self.record, route, self.build, self.now, SKEW, calls.last_answer(self.record, route))
        used = there.entries if there.entries and there.entries[-1].digits == digits else ()
        document = self._document(f"{route.flow}/{lead(route.table, digits)[1]}")
        self.record = calls.answered(
            self.record, route, document, self.build, asked=self.now, now=self.now, skew=SKEW, entries=used
        )
        return document

    def _settle(self, route: RouteAt, entries: tuple[calls.Entry, ...], asked: float) -> Document:
        if entries and entries[-1].digits is None:
            key = entries[-1].leads.get(route.key, "")
        else:
            _, target = lead(route.table, (entries[-1].digits or "") if entries else "")
            key = f"{route.flow}/{target}"
        document = self._document(key)
        self.record = calls.answered(
            self.record, route, document, self.build, asked=asked, now=self.now, skew=SKEW, entries=entries
        )
        return document

    def _document(self, key: str) -> Document:
        document = self.build.document(key)
        assert document is not None
        return document


def _play(build: Build, chance: random.Random) -> Counter[str]:
    """Play one call. What was answered: ``right``, ``silent``; a wrong document fails."""
    call = Played(build, chance)
    counts: Counter[str] = Counter()
    flow = build.flows[0]
    document = build.document(f"{flow}/answer")
    assert document is not None
    if chance.random() < 0.7:  # else a web server in front has answered it
        call.record = calls.called_for(call.record, document, build, call.now)
    for _ in range(chance.randint(1, 8)):
        way = build.way(document.key)
        if not way.asked:
            break
        for number, asked in enumerate(way.asked):
            route = build.route(asked.route)
            assert route is not None
            call.wait((way.seconds if number == 0 else 0) + chance.choice([0.0, 0.01, 0.5, 3.0]))
            digits = _digits(route, chance)
            call.press(digits)
            call.wait(chance.choice([0.0, 0.05, 0.3]))
            if chance.random() < 0.1 and number + 1 < len(way.asked):
                counts["lost"] += 1
                continue  # the request does not come through, and the call goes on behind it
            break
        right = {f"{flow}/{lead(route.table, told)[1]}" for told in (digits, "")}
        document = call.ask_with(route, digits) if chance.random() < 0.2 else call.ask(route)
        assert document.key in right, f"{digits} at {route.key} led to {document.key}"
        counts["right" if document.key == f"{flow}/{lead(route.table, digits)[1]}" else "silent"] += 1
        if chance.random() < 0.2:
            call.wait(chance.uniform(0, 1.5))
            second = call.ask(route)
            silence = f"{flow}/{route.table['noinput']}"
            loops = build.way(document.key).position(route.key) is not None
            assert second == document or (loops and second.key == silence), "a repeated request went elsewhere"
            document = second
    return counts


def _digits(route: RouteAt, chance: random.Random) -> str:
    table = route.table
    length = chance.choice([0, table["min_digits"], table["max_digits"]])
    keys = [branch["pattern"] for branch in table["branches"] if branch["pattern"].isdigit()]
    if keys and chance.random() < 0.7:
        return str(chance.choice(keys))
    return "".join(chance.choice("0123456789*") for _ in range(length))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(_BUILDS), st.integers(0, 2**32))
def test_no_caller_takes_a_wrong_branch_whenever_events_arrive(build: Build, seed: int) -> None:
    _play(build, random.Random(seed))


def test_most_callers_are_understood() -> None:
    counts: Counter[str] = Counter()
    for seed in range(300):
        counts += _play(_BUILDS[seed % len(_BUILDS)], random.Random(seed))
    assert counts["right"] > counts["silent"] > 0
    assert counts["lost"] > 0


# --- one by one -----------------------------------------------------------------------------------------------


class Desk:
    """A call at ``_LOOPS``, with the times of everything said in seconds from its start."""

    def __init__(self) -> None:
        self.build = _BUILDS[0]
        self.record = Record()

    def document(self, name: str, at: float) -> None:
        self.record = calls.called_for(self.record, self._document(name), self.build, at)

    def event(self, digits: str, at: float, arrives: float | None = None, key: str = "") -> calls.Arrival:
        event = Event("call.gathered", "call", key or f"{at}", at, digits, {}, None, None, {}, f"{at}")
        self.record, arrival = calls.arrived(self.record, event, self.build, arrives or at, SKEW)
        return arrival

    def found(self, route: str, at: float) -> calls.Found:
        return calls.found(
            self.record, self._route(route), self.build, at, SKEW, calls.last_answer(self.record, self._route(route))
        )

    def answer(self, route: str, document: str, at: float, entries: tuple[calls.Entry, ...] = ()) -> None:
        self.record = calls.answered(
            self.record, self._route(route), self._document(document), self.build,
            asked=at, now=at, skew=SKEW, entries=entries,
        )  # fmt: skip

    def _route(self, name: str) -> RouteAt:
        route = self.build.route(f"flow/{name}")
        assert route is not None
        return route

    def _document(self, name: str) -> Document:
        document = self.build.document(f"flow/{name}")
        assert document is not None
        return document


def test_an_event_answers_the_question_that_the_call_was_led_to() -> None:
    desk = Desk()
    desk.document("answer", 100)
    desk.event("4", 105)
    assert [entry.digits for entry in desk.found("ask", 105.1).entries] == ["4"]


def test_an_event_answers_once() -> None:
    desk = Desk()
    desk.document("answer", 100)
    desk.event("2", 105)
    desk.answer("ask", "again", 105.1, desk.found("ask", 105.1).entries)
    assert desk.found("ask", 110).kind == "wait"


def test_a_late_event_is_not_taken_for_the_next_question() -> None:
    desk = Desk()
    desk.document("answer", 100)
    desk.answer("ask", "silent", 107.0)  # asked and answered then, without an event
    arrival = desk.event("1", 105, arrives=108)
    assert arrival.late
    assert desk.found("two", 110).kind == "wait"
    desk.event("3", 109.9)
    assert [entry.digits for entry in desk.found("two", 110).entries] == ["3"]


def test_an_event_without_a_time_answers_nothing() -> None:
    desk = Desk()
    desk.document("answer", 100)
    event = Event("call.gathered", "call", "k", None, "4", {}, None, None, {}, "")
    desk.record, arrival = calls.arrived(desk.record, event, desk.build, 105, SKEW)
    assert arrival.late
    assert desk.found("ask", 105).kind == "wait"


def test_an_event_from_the_future_answers_nothing() -> None:
    desk = Desk()
    desk.document("answer", 100)
    desk.event("4", 107, arrives=105)
    assert desk.found("ask", 105).kind == "wait"


def test_two_events_for_one_question_answer_nothing() -> None:
    desk = Desk()
    desk.document("answer", 100)
    desk.event("4", 104)
    desk.event("1", 105)
    assert desk.found("ask", 105).kind == "wait"


def test_behind_a_redirect_that_failed_the_second_event_counts() -> None:
    desk = Desk()
    desk.document("two", 100)
    desk.event("3", 103)
    assert desk.found("ask", 108).kind == "wait", "it may be the event of the question before"
    desk.event("4", 107)
    assert [entry.digits for entry in desk.found("ask", 108).entries] == ["3", "4"]


def test_of_a_call_that_nothing_is_known_of_the_first_question_is_answered() -> None:
    desk = Desk()
    desk.event("4", 105)
    assert desk.found("ask", 105.5).kind == "event"
    assert desk.found("ask", 150).kind == "wait", "silence leads back to it, and may have been answered meanwhile"


def test_another_question_of_an_unknown_call_is_answered_by_an_event_of_that_moment_only() -> None:
    desk = Desk()
    desk.event("3", 105)
    assert desk.found("two", 106).kind == "event"
    assert desk.found("two", 150).kind == "wait"


def test_a_question_that_the_call_was_not_led_to_is_not_answered_by_an_event() -> None:
    desk = Desk()
    desk.document("answer", 100)
    desk.event("3", 105)
    assert desk.found("two", 105.1).kind == "wait"


@pytest.mark.parametrize(("document", "kind"), [("end", "again"), ("told", "again"), ("again", "wait")])
def test_a_repeated_request_is_given_the_same_unless_the_caller_may_have_gone_on(document: str, kind: str) -> None:
    desk = Desk()
    desk.document("answer", 100)
    desk.event("2", 105)
    desk.answer("ask", document, 105.1, desk.found("ask", 105.1).entries)
    assert desk.found("ask", 105.3).kind == kind
    assert desk.found("ask", 108).kind == "wait", "later it is another visit"


def test_a_second_delivery_changes_nothing_and_a_conflicting_one_neither() -> None:
    desk = Desk()
    desk.document("answer", 100)
    assert desk.event("4", 105, key="k").kind == "new"
    before = desk.record
    assert desk.event("4", 105, key="k").kind == "same"
    assert desk.event("1", 105, key="k").kind == "conflict"
    assert desk.record == before


if __name__ == "__main__":  # python -m tests.serve.test_visits 20000
    total: Counter[str] = Counter()
    for seed in range(int(sys.argv[1])):
        total += _play(_BUILDS[seed % len(_BUILDS)], random.Random(seed))
    print(", ".join(f"{what}: {number:,}" for what, number in sorted(total.items())))


def test_an_event_of_before_an_answer_that_nobody_recorded_is_not_used_when_silence_has_led_back() -> None:
    desk = Desk()
    desk.document("answer", 100)
    desk.event("1", 105, arrives=112)  # the store was away at 105: the caller was answered as silent, and asked again
    assert desk.found("ask", 111.9).kind == "wait"
    desk.event("4", 111.8)
    assert desk.found("ask", 112).kind == "wait"


def test_a_question_that_silence_does_not_lead_back_to_is_answered_whenever_it_is_asked() -> None:
    desk = Desk()
    desk.build = example("receptionist")
    flow = desk.build.flows[0]
    [question] = [route for route in desk.build.first_questions if route.flow == flow][:1]
    assert not desk.build.recurs(question.key)
    desk.record = calls.called_for(desk.record, desk.build.target(flow, "answer"), desk.build, 100)  # type: ignore[arg-type]
    desk.event("1", 105)
    there = calls.found(desk.record, question, desk.build, 150, SKEW)
    assert there.kind == "event"


def test_silence_is_followed_through_decisions() -> None:
    flow = made(
        {
            "answer": [{"gather": {}}, redirect("route/ask")],
            "shut": [say("One moment."), redirect("route/hours")],
            "end": [say("Goodbye.")],
        },
        {
            "ask": gather("ask", {"1": "end"}, "shut"),
            "hours": {"kind": "variable", "node": "h", "variable": "v", "branches": [], "unset": "end",
                      "other": "answer"},
        },
    )  # fmt: skip
    assert Build([flow]).recurs("flow/ask")
    assert Build([_LOOPS]).recurs("flow/two")


def test_a_second_event_of_an_entry_under_another_key_is_of_no_later_question() -> None:
    desk = Desk()
    desk.document("answer", 100)
    desk.event("2", 105)
    desk.answer("ask", "again", 105.1, desk.found("ask", 105.1).entries)
    desk.event("2", 105, arrives=105.5, key="the same, once more")
    assert desk.found("ask", 105.9).kind == "wait"


def test_of_a_call_that_nothing_is_known_of_an_event_of_another_gather_is_not_used() -> None:
    desk = Desk()
    event = Event("call.gathered", "call", "k", 105, "3", {"timeout_seconds": 9}, None, None, {}, "")
    desk.record, _ = calls.arrived(desk.record, event, desk.build, 105, SKEW)
    assert desk.found("two", 105.5).kind == "wait"


def test_a_second_delivery_is_the_same_when_the_call_has_come_to_a_secret_since() -> None:
    build = Build([
        made(
            {
                "answer": [{"gather": {}}, redirect("route/ask")],
                "pin": [{"gather": {}}, redirect("route/pin")],
                "end": [say("Goodbye.")],
            },
            {
                "ask": gather("ask", {"1": "pin"}, "end"),
                "pin": gather("pin", {"1": "end"}, "end", sensitive=True),
            },
        )
    ])  # fmt: skip
    answer, pin, ask = build.target("flow", "answer"), build.target("flow", "pin"), build.route("flow/ask")
    assert answer is not None
    assert pin is not None
    assert ask is not None
    record = calls.called_for(Record(), answer, build, 100)
    event = Event("call.gathered", "call", "k", 105, "1", {}, None, None, {}, "content")
    record, first = calls.arrived(record, event, build, 105, SKEW)
    record = calls.answered(record, ask, pin, build, asked=105.1, now=105.1, skew=SKEW, entries=record.entries)
    assert not first.secret
    _, second = calls.arrived(record, event, build, 105.2, SKEW)
    assert (second.kind, second.secret) == ("same", True)
    _, third = calls.arrived(record, event._replace(digits="2"), build, 105.2, SKEW)
    assert third.kind == "conflict"


def test_an_event_of_before_an_absence_of_the_server_is_not_used_where_silence_leads_back() -> None:
    desk = Desk()
    desk.document("answer", 100)
    desk.event("1", 105, arrives=106.5)
    route = desk._route("ask")
    assert calls.found(desk.record, route, desk.build, 106.5, SKEW, doubt=99).kind == "event"
    assert calls.found(desk.record, route, desk.build, 106.5, SKEW, doubt=106).kind == "wait"
    desk.event("4", 108)
    desk.record = desk.record._replace(used=("105",))
    assert calls.found(desk.record, route, desk.build, 108, SKEW, doubt=106).kind == "event"


def test_a_document_that_follows_an_unanswered_question_is_not_answered_by_its_event() -> None:
    desk = Desk()
    desk.document("answer", 100)
    desk.record = calls.called_for(desk.record, desk._document("silent"), desk.build, 105.1, SKEW)
    desk.event("3", 105)  # of the question of `answer`, whose route has failed
    assert desk.found("two", 105.5).kind == "wait"
    desk.event("3", 107)
    assert [entry.at for entry in desk.found("two", 107.1).entries] == [107]
