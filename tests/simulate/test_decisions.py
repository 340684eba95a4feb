"""Decisions in calls: what is given decides, what the call knows decides, and what nobody knows is asked for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as made_up
from hypothesis import strategies as st

from flowc.cli import main
from flowc.compile import compile_sources
from flowc.ir.graph import Program
from flowc.rehearsal import missing_scenarios, run_tests, site_of
from flowc.simulate import Call, Transcript, experience, read_input, run_documents, run_graph, script
from flowc.simulate.caller import Misfit, given
from flowc.simulate.decisions import Calendar, Given, Question
from flowc.simulate.terminal import Terminal
from flowc.source import SourceMap

CLINIC = """\
hours office "Europe/Dublin" {
    mon-fri 09:00-12:30, 13:30-17:30
    2026-12-24 09:00-12:00
    2026-12-25 closed
}
flow clinic {
    base_url "https://voice.acme.example/ivr"
    start opening
    decide opening { by hours office; on open -> welcome; on closed -> night }
    step welcome { say "Welcome."; set plan = "gold"; goto main }
    menu main {
        prompt "For your plan, press 1. For your region, press 2. For us, press 3."
        on 1 -> plan
        on 2 -> region
        on 3 -> customer
        on 4 -> line
        on noinput, nomatch -> night
    }
    decide plan { by variable plan; on "gold" -> desk; on "a b" -> night; on unset, other -> night }
    decide region { by caller; on +35387XXXXXXX -> desk; on +353871234567 -> night; on withheld, other -> plan }
    decide line { by called; on +35315550100 -> desk; on other -> night }
    decide customer {
        ask "https://crm.acme.example/voice/customer?v=2" timeout 1s
        send caller, called, call, plan, "crm.id"
        on "known" -> desk
        on other -> night
        on failed { say "One moment."; goto plan }
    }
    step desk { transfer +15551230001 }
    step night { say "We are closed."; hangup }
}
"""


def compiled(text: str) -> Program:
    sources = SourceMap()
    sources.add("clinic.mv", text)
    compilation = compile_sources(sources)
    assert compilation.program is not None
    assert [finding.message for finding in compilation.findings if finding.severity == "error"] == []
    return compilation.program


PROGRAM = compiled(CLINIC)


def played(words: str, program: Program = PROGRAM) -> Transcript:
    """A call from the documents; the graph must agree."""
    acts = read_input(words)
    assert not isinstance(acts, Misfit), acts
    site = site_of(program)
    flow = program.flows[0]
    transcript = run_documents(site, site.start_url(flow.name), script(acts))
    graph = run_graph(program, flow, script(acts)).transcript
    assert experience(transcript) == experience(graph)
    assert transcript.misfit == graph.misfit
    return transcript


def decided(words: str) -> list[tuple[str, str]]:
    entries = played(words).entries
    return [(entry.text, entry.data["outcome"]) for entry in entries if entry.kind == "decide"]


@pytest.mark.parametrize(
    ("time", "outcome"),
    [
        ("2026-11-20T09:00", "open"),
        ("2026-11-20T08:59", "closed"),
        ("2026-11-20T12:30", "closed"),
        ("2026-11-20T17:29:59", "open"),
        ("2026-11-21T10:00", "closed"),
        ("2026-12-24T12:00", "closed"),
        ("2026-12-24T11:59", "open"),
        ("2026-12-25T10:00", "closed"),
        ("2026-07-01T08:00Z", "open"),
        ("2026-01-01T08:30Z", "closed"),
        ("2026-07-01T17:30+02:00", "open"),
    ],
)
def test_hours_are_local_and_a_date_replaces_its_weekday(time: str, outcome: str) -> None:
    assert decided(f"time={time}") == [("opening", outcome)]


def test_what_is_given_of_a_node_beats_what_is_known() -> None:
    assert decided("time=2026-11-20T10:00 opening=closed") == [("opening", "closed")]
    assert decided("opening=open 1") == [("opening", "open"), ("plan", '"gold"')]
    assert decided("opening=open plan=unset 1")[-1] == ("plan", "unset")
    assert decided('opening=open plan="a b" 1')[-1] == ("plan", '"a b"')
    assert decided('opening=open plan="silver" 1')[-1] == ("plan", "other")


def test_numbers_are_decided_by_the_most_exact_pattern() -> None:
    assert decided("opening=open caller=+353871234567 2")[-1] == ("region", "+353871234567")
    assert decided("opening=open caller=+353871234568 2")[-1] == ("region", "+35387XXXXXXX")
    assert decided("opening=open caller=+15551230001 2")[-2] == ("region", "other")
    assert decided("opening=open caller=withheld 2")[-2] == ("region", "withheld")
    assert decided("opening=open called=+35315550100 4")[-1] == ("line", "+35315550100")


def test_the_caller_who_is_given_is_the_one_that_events_name() -> None:
    events = [entry for entry in played("caller=+353871234567 opening=closed").entries if entry.kind == "event"]
    assert events[-1].data["call"]["from"] == "+353871234567"


def test_what_nobody_knows_is_asked_for() -> None:
    misfit = played("").misfit
    assert misfit == (
        "nothing says how `opening` is decided; add `opening=open`, `opening=closed` or `time=2026-12-24T10:00`"
    )
    assert "`customer=failed`" in (played("opening=open 3").misfit or "")


def test_an_outcome_that_there_is_not_is_told() -> None:
    assert played("opening=ajar").misfit == "`opening` does not come to `ajar`; it comes to open or closed"
    assert played("time=noon").misfit is not None
    assert played("opening=open caller=nobody 2").misfit is not None


def test_a_system_that_does_not_answer_takes_its_time() -> None:
    known = played('opening=open customer="known" 3')
    silent = played("opening=open customer=failed 3")
    at = {transcript.end.text: transcript for transcript in (known,) if transcript.end is not None}
    assert list(at) == ["transfer"]
    decisions = [entry for entry in silent.entries if entry.kind in ("decide", "say")]
    waited = [entry.at for entry in decisions][-2]
    assert waited - next(entry.at for entry in silent.entries if entry.kind == "press") == 1000 + 0 * waited


def test_each_visit_takes_the_next_word_about_it() -> None:
    again = CLINIC.replace("on failed { say", "on failed -> main").replace(' "One moment."; goto plan }', "")
    program = compiled(again)
    transcript = played("opening=open 3 customer=failed 3 customer=other", program)
    outcomes = [entry.data["outcome"] for entry in transcript.entries if entry.kind == "decide"]
    assert outcomes == ["open", "failed", "other"]


def test_a_variable_decides_by_what_it_is_now_and_what_is_given_holds() -> None:
    text = CLINIC.replace("on unset, other -> night }", "on unset, other -> late }", 1)
    text = text.replace("    step desk", '    step late { set plan = "gold"; goto main }\n    step desk', 1)
    text = text.replace('set plan = "gold"; goto main }\n    menu', "goto main }\n    menu", 1)
    program = compiled(text)
    by_itself = played("opening=open 1 1", program).entries
    assert [entry.data["outcome"] for entry in by_itself if entry.kind == "decide"] == ["open", "unset", '"gold"']
    held = played("opening=open plan=other 1 1 1", program).entries
    assert [entry.data["outcome"] for entry in held if entry.kind == "decide"] == ["open", *["other"] * 3]


# --- entries ---------------------------------------------------------------------------------------------------------

NUMBERS = """\
flow numbers {
    base_url "https://voice.acme.example/ivr"
    start number
    collect number {
        prompt "Enter it."
        digits 2..4
        confirm "You entered {digits}. If so, press 1."
        on 1X -> transfer "sip:{digits}@pbx.example"
        on digits { set entry = digits; say "{{{digits}}}"; redirect "https://x.example/n?d={digits}" }
        on timeout -> retry
        on exhausted -> hangup
    }
}
"""


def test_what_was_pressed_is_read_back_and_filled_in() -> None:
    program = compiled(NUMBERS)
    transcript = played("*7# 1 answer", program)
    said = [entry.text for entry in transcript.entries if entry.kind in ("say", "prompt")]
    assert said == ["Enter it.", "You entered star 7. If so, press 1.", "{star 7}"]
    assert transcript.end is not None
    assert transcript.end.data["url"] == "https://x.example/n?d=%2A7"
    [noted] = [entry for entry in transcript.entries if entry.text == "set_variables"]
    assert noted.data["variables"] == {"entry": "*7"}


def test_a_wrong_confirmation_is_an_attempt_and_the_new_entry_counts() -> None:
    program = compiled(NUMBERS)
    transcript = played("15# 2 16# wait 17# 1", program)
    assert transcript.end is not None
    assert transcript.end.data["destination"] == "sip:17@pbx.example"
    ended = played("15# 2 16# 2 17# 2", program).end
    assert ended is not None
    assert ended.text == "hangup"


def test_a_template_is_not_served_without_an_entry_nor_with_a_false_one() -> None:
    site = site_of(compiled(NUMBERS))
    url = site.document_url("numbers", "number.on_1X")
    for query, status in (("", 404), ("?entry=12", 200), ("?entry=1a", 404), ("?entry=" + "1" * 33, 404)):
        answer = site.fetch(url + query, "")
        assert answer is not None
        assert answer.status == status


# --- tests and scenarios -------------------------------------------------------------------------------------------


def failures(*lines: str) -> list[str | None]:
    """How a test of these lines fails."""
    text = CLINIC[:-2] + '    test "t" {\n' + "".join(f"        {line}\n" for line in lines) + "    }\n}\n"
    sources = SourceMap()
    sources.add("clinic.mv", text)
    program = compiled(text)
    runs = run_tests(program, sources, site_of(program))
    return [trial.failure.message if trial.failure else None for trial in runs[0].trials]


def test_what_a_test_gives_counts_up_to_the_line_that_tells() -> None:
    assert failures('given time "2026-12-25T10:00"', 'hear "closed"', "expect hangup") == [None]
    assert failures("given opening open", "press 3", "given customer failed", 'hear "One moment"', "at desk") == [None]
    assert failures("given opening open", "given caller +353871234567", "press 2", "expect hangup") == [None]


def test_a_test_that_does_not_say_what_matters_fails_and_says_what_to_add() -> None:
    [message] = failures('hear "Welcome"')
    assert message == (
        "nothing says how `opening` is decided; add `given opening open`, `given opening closed` or "
        '`given time "2026-12-24T10:00"` before this'
    )
    assert failures("given opening open", "press 3")[0] is not None


def test_scenarios_come_by_every_outcome() -> None:
    sources = SourceMap()
    source = sources.add("clinic.mv", CLINIC)
    scenarios = missing_scenarios(PROGRAM, PROGRAM.flows[0], source)
    written = CLINIC[:-2] + "".join("    " + line + "\n" for one in scenarios for line in one.lines) + "}\n"
    after = SourceMap()
    after.add("clinic.mv", written)
    program = compiled(written)
    [run] = run_tests(program, after, site_of(program))
    assert [trial.failure for trial in run.trials if not trial.passed] == []
    assert run.coverage.missed == []
    assert run.coverage.of_kind("outcome") == (15, 15)


# --- hours ----------------------------------------------------------------------------------------------------------

_day = st.lists(st.integers(0, 1440), min_size=0, max_size=6, unique=True).map(
    lambda minutes: tuple(zip(*[iter(sorted(minutes))] * 2, strict=False))
)


@made_up(
    st.lists(_day, min_size=7, max_size=7),
    st.dictionaries(st.dates(datetime(2026, 1, 1).date(), datetime(2026, 12, 31).date()), _day, max_size=3),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
)
def test_hours_come_out_as_a_look_at_the_clock_says(week: list[Any], dates: dict[Any, Any], at: datetime) -> None:
    calendar = Calendar("Europe/Dublin", tuple(week), {day.isoformat(): periods for day, periods in dates.items()})
    question = Question("opening", "hours", ("open", "closed"), calendar)
    known = Given()
    local = at.replace(second=0, microsecond=0)
    assert known.give("time", local.isoformat(timespec="minutes")) is None
    periods = dates.get(local.date(), week[local.weekday()])
    midnight = local.replace(hour=0, minute=0)
    inside = any(midnight + timedelta(minutes=a) <= local < midnight + timedelta(minutes=b) for a, b in periods)
    assert known.outcome(question) == ("open" if inside else "closed")
    in_utc = local.replace(tzinfo=ZoneInfo("Europe/Dublin")).astimezone(ZoneInfo("UTC"))
    if in_utc.astimezone(ZoneInfo("Europe/Dublin")).replace(tzinfo=None) == local:
        assert known.give("time", in_utc.isoformat()) is None
        assert known.outcome(question) == ("open" if inside else "closed")


# --- asking -----------------------------------------------------------------------------------------------------------


@contextmanager
def answering(status: int, body: bytes) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """A server on this machine that says one thing, and what it was sent."""
    sent: list[tuple[str, Any]] = []

    class Says(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            sent.append((self.path, json.loads(self.rfile.read(length))))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Says)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", sent
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, b'{"outcome": "known"}', '"known"'),
        (200, b'{"outcome": "new", "more": 1}', "other"),
        (200, b'{"outcome": 7}', "failed"),
        (200, b"[]", "failed"),
        (200, b"no", "failed"),
        (500, b'{"outcome": "known"}', "failed"),
    ],
)
def test_another_system_can_be_asked_in_truth(
    status: int, body: bytes, outcome: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "clinic.mv"
    path.write_text(CLINIC, encoding="utf-8")
    words = "opening=open caller=+353871234567 3"
    with answering(status, body) as (address, sent):
        assert main(["simulate", str(path), "--ask", address, "--input", words, "--format", "json"]) == 0
    entries = json.loads(capsys.readouterr().out)["entries"]
    assert [entry["data"]["outcome"] for entry in entries if entry["kind"] == "decide"][1] == outcome
    [(path_asked, posted)] = sent
    assert path_asked == "/voice/customer?v=2"
    assert posted == {
        "caller": "+353871234567",
        "called": "+15550100002",
        "call": "call_simulated",
        "plan": "gold",
        "crm.id": None,
    }


@pytest.mark.parametrize("address", ["https://127.0.0.1", "http://crm.acme.example", "http://127.0.0.1/x", "nonsense"])
def test_only_a_server_on_this_machine_is_asked(address: str, tmp_path: Path) -> None:
    path = tmp_path / "clinic.mv"
    path.write_text(CLINIC, encoding="utf-8")
    assert main(["simulate", str(path), "--ask", address, "--input", "opening=closed"]) == 2


# --- a person at a terminal -------------------------------------------------------------------------------------------


def test_at_a_terminal_one_is_asked_how_a_decision_comes_out() -> None:
    lines = iter(["ajar", "time=2026-11-20T10:00", "2", "+35387XXXXXXX"])
    written: list[str] = []

    def read(prompt: str) -> str:
        written.append(prompt)
        return next(lines)

    call = Call()
    site = site_of(PROGRAM)
    run_documents(site, site.start_url("clinic"), Terminal(call, read, written.append), call)
    assert written.count("  (opening: open, closed; Enter for the first) > ") == 2
    assert "  `opening` does not come to `ajar`; it comes to open or closed" in written
    assert call.entries[-1].text == "transfer"


def test_a_word_that_is_given_is_written_as_it_is_read() -> None:
    for word in ("opening=closed", 'plan="a b"', "time=2026-11-20T10:00", "keep.ask=other"):
        assert read_input(word) == [given(*word.split("=", 1))]
        assert given(*word.split("=", 1)).word == word


# --- decisions of another flow ---------------------------------------------------------------------------------------

FRONT = """\
flow front {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For the branch, press 1."
        on 1 -> branch.plan
        on any -> plan
    }
    decide plan {
        by hours always
        on open -> transfer +15551230001
        on closed -> hangup
    }
    test "gold at the branch" {
        given branch.plan "gold"
        press 1
        expect transfer +15551230002
    }
}
flow branch {
    base_url "https://voice.example/ivr"
    start plan
    decide plan {
        ask "https://api.example/plan"
        on "gold" -> transfer +15551230002
        on other, failed -> hangup
    }
}
hours always "Europe/Dublin" {
    mon-sun 00:00-24:00
}
"""


def test_a_decision_of_another_flow_is_given_by_its_flow_too() -> None:
    program = compiled(FRONT)
    sources = SourceMap()
    sources.add("front.mv", FRONT)
    [trial] = run_tests(program, sources, site_of(program))[0].trials
    assert trial.failure is None
    assert played('branch.plan="gold" 1', program).entries[-1].text == "transfer"
    assert played('plan=failed branch.plan="gold" 1', program).entries[-1].text == "transfer"
    assert played("plan=failed 1", program).entries[-1].text == "hangup"


def test_what_to_add_for_a_decision_of_another_flow_names_it_as_tests_do() -> None:
    text = FRONT.replace('        given branch.plan "gold"\n', "")
    program = compiled(text)
    sources = SourceMap()
    sources.add("front.mv", text)
    [trial] = run_tests(program, sources, site_of(program))[0].trials
    assert trial.failure is not None
    assert '`given branch.plan "gold"`' in trial.failure.message


def test_scenarios_that_come_to_another_flow_compile_and_pass(tmp_path: Path) -> None:
    (tmp_path / "front.mv").write_text(FRONT, encoding="utf-8")
    assert main(["scenarios", str(tmp_path), "--write"]) == 0
    assert main(["test", str(tmp_path), "--fail-under", "100"]) == 0
