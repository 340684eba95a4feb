"""Calls taken on the page, in a real browser against a real server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programs import node_package
from tests.serve_dev.browser import Browser, browser
from tests.serve_dev.served import Served, served

ROOT = Path(__file__).parents[2]
RECEPTIONIST = ROOT / "examples" / "receptionist.mv"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def desk() -> Iterator[Served]:
    with served(RECEPTIONIST) as desk:
        yield desk


@pytest.fixture
def page(chromium: Browser, desk: Served) -> Browser:
    chromium("open", f"{desk.url}/")
    return chromium


def call(page: Browser) -> None:
    """Take a call up to the first question."""
    page("click", "#start")
    page("until", "#state-words", "Says")
    page("click", "#skip")
    page("until", "#state-words", "Asks")


def key(name: str) -> str:
    return f'#keypad [aria-label="{name}"]'


def test_a_call_by_mouse_goes_to_its_end(page: Browser) -> None:
    call(page)
    assert page.text("#heard").startswith("For appointments, press 1")
    assert page.lit == "Main"
    page("click", key("2"))
    page("until", "#heard", "Connecting you to billing")
    page("click", "#skip")
    page("until", "#state-words", "Rings +15551230002")
    page("click", "#fail")
    page("until", "#heard", "Please hold")
    assert page.lit == "Reception"
    page("click", "#skip")
    page("until", "#heard", "Transferred to +15551230099")
    kinds = [kind for kind, _ in page.entries()]
    assert kinds == [
        *["event", "event", "loads", "says", "asks", "presses", "event", "loads", "says", "rings", "no answer"],
        *["says", "event", "ends"],
    ]
    assert page("told") == []


def test_a_call_by_keyboard_alone(page: Browser) -> None:
    page("evaluate", "document.querySelector('#start').focus()")
    page("press", "Enter")
    page("until", "#state-words", "Says")
    page("click", "#skip")
    page("until", "#state-words", "Asks")
    page("press", "1")
    page("until", "#heard", "eight digit patient number")
    for digit in "20417733":
        page("press", digit)
    page("until", "#state-words", "Leaves the flow")
    assert page.text("#heard") == "https://crm.acme.example/voice/appointment"
    page("click", "#answer")
    page("until", "#heard", "Handed over to another application")
    assert ["presses", "20417733"] in page.entries()


def test_a_call_by_touch_on_a_narrow_screen(chromium: Browser, desk: Served) -> None:
    chromium("open", f"{desk.url}/", {"width": 390, "height": 844, "touch": True})
    chromium("tap", "#start")
    chromium("until", "#state-words", "Says")
    chromium("tap", "#skip")
    chromium("until", "#state-words", "Asks")
    chromium("tap", key("2"))
    chromium("until", "#heard", "Connecting you to billing")
    assert chromium("evaluate", "document.documentElement.scrollWidth <= window.innerWidth")


def test_the_time_for_keys_is_counted_down_and_runs_out(page: Browser) -> None:
    call(page)
    page("click", "#skip")
    page("until", "#state-words", "Waits for keys")
    assert page.text("#wanted") == "1 key"
    assert page.text("#seconds") in ("5 s", "4 s")
    page("until", "#heard", "Sorry, we did not hear anything.")
    assert ["waits", ""] in page.entries()


def test_the_time_can_be_let_run_out_at_once(page: Browser) -> None:
    call(page)
    for _ in range(3):
        page("until", "#state-words", "Asks")
        page("click", "#skip")
        page("until", "#state-words", "Waits for keys")
        page("click", "#silence")
    page("until", "#heard", "Please hold for the front desk")


def test_keys_that_nobody_asks_for_are_no_digits(page: Browser) -> None:
    page("click", "#start")
    page("until", "#state-words", "Says")
    page("click", key("2"))
    page("click", "#skip")
    page("until", "#state-words", "Asks")
    assert page.text("#entry") == ""


def test_hanging_up_ends_the_call_wherever_it_is(page: Browser) -> None:
    page("click", "#start")
    page("until", "#state-words", "Says")
    page("click", "#hangup")
    page("until", "#heard", "You have hung up")
    call(page)
    page("click", "#skip")
    page("until", "#state-words", "Waits for keys")
    page("click", "#hangup")
    page("until", "#heard", "You have hung up")
    assert [words.partition(" ")[0] for kind, words in page.entries() if kind == "event"] == [
        *["call.created", "call.answered", "call.gathered", "call.completed"]
    ]


def test_starting_again_begins_another_call(page: Browser) -> None:
    call(page)
    call(page)
    assert [words for kind, words in page.entries() if kind == "event"] == ["call.created", "call.answered"]


SPEAKER = """
window.spoken = [];
speechSynthesis.speak = (words) => {
  window.spoken.push([words.lang, words.text]);
  if (!%s) return;
  setTimeout(() => words.onstart(), 10);
  setTimeout(() => words.onend(), 50);
};
"""


def test_prompts_are_spoken_in_the_language_of_the_flow(page: Browser) -> None:
    page("evaluate", SPEAKER % "true")
    page("click", "#start")
    page("until", "#state-words", "Waits for keys")
    greeting, menu = page("evaluate", "window.spoken")
    assert greeting == ["en", "Thank you for calling Acme Clinic."]
    assert menu[1].startswith("For appointments, press 1")
    assert not page.shown("#voiceless")


def test_a_voice_that_is_switched_off_says_nothing_and_the_call_goes_on(page: Browser) -> None:
    page("evaluate", SPEAKER % "true")
    page("click", "#voice")
    page("click", "#start")
    page("until", "#state-words", "Asks")
    assert page("evaluate", "window.spoken") == []
    page("evaluate", "location.reload()")
    page("until", "#edition", "Build")
    assert not page("evaluate", "document.querySelector('#voice').checked")


def test_a_voice_that_never_begins_holds_nobody_up(page: Browser) -> None:
    page("evaluate", SPEAKER % "false")
    page("click", "#start")
    page("until", "#state-words", "Asks")
    assert page.shown("#voiceless")


@pytest.mark.parametrize("way", ["both", "event", "request"])
def test_digits_come_to_the_server_by_each_way(page: Browser, way: str) -> None:
    page("evaluate", f"document.querySelector('#digits').value = {json.dumps(way)}")
    call(page)
    page("click", "#skip")
    page("until", "#state-words", "Waits for keys")
    page("click", "#silence")
    page("until", "#heard", "Sorry, we did not hear anything.")
    page("click", key("7"))
    page("until", "#heard", "Sorry, that is not one of the options.")
    page("click", key("1"))
    page("until", "#heard", "eight digit patient number")


def test_what_passes_can_be_opened_and_narrowed(page: Browser) -> None:
    call(page)
    page("click", "#entries .fetch summary")
    shown = json.loads(page.text("#entries .fetch pre"))
    assert shown["actions"][0] == {"say": {"text": "Thank you for calling Acme Clinic."}}
    page("click", "[name=shown][value=event]")
    assert not page.shown("#entries .fetch")
    assert page.shown("#entries .event")


@pytest.fixture(scope="module")
def hotline() -> Iterator[Served]:
    with served(Path(__file__).parent / "flows" / "decisions.mv") as hotline:
        yield hotline


OPEN = {"hotline/opening": "open"}
UNKNOWN = {**OPEN, "hotline/customer": "other"}


@pytest.mark.parametrize(
    ("given", "heard"),
    [
        ({"#time": "2026-11-23T16:59", "#caller": "+353871234567"}, "You call from a mobile."),
        ({"#time": "2026-11-23T17:00"}, "We are closed."),
        ({"#time": "2026-11-22T12:00"}, "We are closed."),
        ({"hotline/opening": "closed"}, "We are closed."),
        ({**OPEN, "#variables": "plan=gold"}, "Welcome, gold customer."),
        ({**OPEN, "hotline/plan": '"gold"'}, "Welcome, gold customer."),
        ({**OPEN, "hotline/region": "+35387XXXXXXX"}, "You call from a mobile."),
        ({**OPEN, "hotline/customer": '"known"'}, "Welcome back."),
        (UNKNOWN, "Enter your four digit order number."),
    ],
)
def test_decisions_come_to_what_is_given(
    chromium: Browser, hotline: Served, given: dict[str, str], heard: str
) -> None:
    chromium("open", f"{hotline.url}/")
    give(chromium, given)
    chromium("click", "#start")
    chromium("until", "#heard", heard)


def give(page: Browser, given: dict[str, str]) -> None:
    page("evaluate", "document.querySelector('#given').open = true")
    for field, value in given.items():
        selector = field if field.startswith("#") else f"[data-decides='{field}']"
        page("fill" if field.startswith("#") else "choose", selector, value)


def test_a_withheld_number_is_none(chromium: Browser, hotline: Served) -> None:
    chromium("open", f"{hotline.url}/")
    give(chromium, {**UNKNOWN, "#caller": "+353871234567"})
    chromium("click", "#withheld")
    chromium("click", "#start")
    chromium("until", "#heard", "Enter your four digit order number.")


def test_digits_are_filled_into_what_is_said(chromium: Browser, hotline: Served) -> None:
    chromium("open", f"{hotline.url}/")
    give(chromium, UNKNOWN)
    chromium("click", "#start")
    chromium("until", "#heard", "Enter your four digit order number.")
    assert chromium.lit == "Number"
    for digit in "4711":
        chromium("press", digit)
    chromium("until", "#heard", "You entered 4 7 1 1.")
    chromium("click", "#skip")
    chromium("until", "#heard", "The flow has ended the call")


@pytest.mark.parametrize("way", ["both", "event"])
def test_an_entry_is_confirmed_and_a_secret_one_taken(chromium: Browser, bank: Served, way: str) -> None:
    chromium("open", f"{bank.url}/")
    give(chromium, {"bank/customer": '"known"'})
    chromium("choose", "#digits", way)
    chromium("click", "#start")
    chromium("until", "#state-words", "Says")
    chromium("click", "#skip")
    chromium("until", "#heard", "For your accounts, press 1.")
    chromium("press", "1")
    chromium("until", "#heard", "Enter the eight digits")
    for digit in "12345678":
        chromium("press", digit)
    chromium("until", "#heard", "You entered 1 2 3 4 5 6 7 8.")
    chromium("press", "1")
    chromium("until", "#heard", "four digit telephone PIN")
    for digit in "4711":
        chromium("press", digit)
    chromium("until", "#state-words", "Leaves the flow")


@pytest.fixture(scope="module")
def bank() -> Iterator[Served]:
    with served(ROOT / "examples" / "bank.mv") as bank:
        yield bank


@pytest.mark.parametrize(
    "given", [{"#time": "2026-11-22T12:00"}, {**OPEN, "#caller": "+353871234567"}, {**OPEN, "hotline/plan": '"gold"'}]
)
def test_what_is_given_stands_in_the_test_of_a_call(
    chromium: Browser, hotline: Served, given: dict[str, str], tmp_path: Path
) -> None:
    chromium("open", f"{hotline.url}/")
    give(chromium, given)
    chromium("click", "#start")
    chromium("until", "#state-words", "Says")
    chromium("click", "#skip")
    chromium("until", "#heard", "The flow has ended the call")
    passes(chromium, Path(__file__).parent / "flows" / "decisions.mv", tmp_path, 1)


def passes(page: Browser, flow: Path, folder: Path, tests: int) -> None:
    """The call as a test passes in its flow, which has so many tests then."""
    page("click", "#as-test")
    block = page("evaluate", "document.querySelector('#test-text').value")
    copy = folder / "flow.mv"
    copy.write_text(flow.read_text(encoding="utf-8").rstrip().removesuffix("}") + block + "}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "flowc", "test", str(copy)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, block + done.stdout + done.stderr
    assert f"{tests} test{'s' if tests > 1 else ''} passed" in done.stdout


def test_a_call_becomes_a_test_that_passes(page: Browser, tmp_path: Path) -> None:
    call(page)
    page("click", key("1"))
    page("until", "#heard", "eight digit patient number")
    for digit in "204":
        page("press", digit)
    page("until", "#state-words", "Waits for keys")
    page("click", "#silence")
    page("until", "#heard", "That was not eight digits.")
    page("click", "#skip")
    page("until", "#state-words", "Waits for keys")
    for digit in "20417733":
        page("press", digit)
    page("until", "#state-words", "Leaves the flow")
    page("click", "#fail")
    page("until", "#heard", "Please hold")
    page("click", "#skip")
    page("until", "#heard", "Transferred")
    passes(page, RECEPTIONIST, tmp_path, 10)
    block = page("evaluate", "document.querySelector('#test-text').value")
    assert [line.split()[0] for line in block.splitlines()] == [
        *["test", "hear", "hear", "press", "hear", "press", "hear", "press", "fail", "hear", "expect", "}"]
    ]


def test_an_edit_is_taken_over_and_a_broken_one_keeps_the_last_build(chromium: Browser, tmp_path: Path) -> None:
    flow = tmp_path / "desk.mv"
    shutil.copy(RECEPTIONIST, flow)
    with served(flow) as desk:
        chromium("open", f"{desk.url}/")
        text = flow.read_text(encoding="utf-8")
        flow.write_text(text.replace("goto main", "goto mian"), encoding="utf-8")
        desk.says("MV101")
        chromium("until", "#trouble-words", "The last edit has errors")
        assert "desk.mv:25:14" in chromium.text("#findings-list")
        call(chromium)
        assert chromium.text("#heard").startswith("For appointments, press 1")
        flow.write_text(text.replace("Thank you for calling", "Welcome to"), encoding="utf-8")
        chromium("until", "#edition", "Build 2")
        assert "(this call: build 1)" in chromium.text("#edition")
        assert not chromium.shown("#trouble")
        assert "Thank you for calling" in chromium("evaluate", "document.querySelector('#stage').textContent")
        chromium("click", "#start")
        chromium("until", "#heard", "Welcome to Acme Clinic.")
        assert "this call" not in chromium.text("#edition")
        chromium("until", "#stage", "Welcome to Acme Clinic")


def test_the_page_says_when_its_server_is_gone(chromium: Browser) -> None:
    with served(RECEPTIONIST) as desk:
        chromium("open", f"{desk.url}/")
    chromium("until", "#edition", "The server does not answer")


def test_an_edit_of_what_a_flow_imports_counts(tmp_path: Path) -> None:
    shared, flow = tmp_path / "shared.mv", tmp_path / "desk.mv"
    shared.write_text("const desk = +15551230099\n", encoding="utf-8")
    flow.write_text(
        'import "shared.mv"\nflow desk {\n    start main\n    step main { say "Hello."; transfer desk }\n}\n',
        encoding="utf-8",
    )
    with served(flow) as desk:
        desk.says("build 1: desk")
        time.sleep(1)
        shared.write_text("const desk = 1\n", encoding="utf-8")
        desk.says("not built; build 1 of")


TWO = """
flow front {
    base_url "https://voice.example/front"
    start greeting
    menu greeting {
        prompt "For sales, press 1."
        on 1 -> redirect "https://voice.example/back/sales/answer.json"
        on any -> hangup
    }
}

flow sales {
    base_url "https://voice.example/back"
    start ask
    menu ask {
        prompt "Sales here. Press 2."
        on 2 { say "Thank you."; hangup }
        on any -> hangup
    }
}
"""


def test_the_picture_follows_a_call_into_another_flow(chromium: Browser, tmp_path: Path) -> None:
    flow = tmp_path / "two.mv"
    flow.write_text(TWO, encoding="utf-8")
    with served(flow) as desk:
        chromium("open", f"{desk.url}/")
        chromium("click", "#start")
        chromium("until", "#heard", "For sales")
        chromium("click", key("1"))
        chromium("until", "#heard", "Sales here.")
        chromium("until", ".stage .now .name", "Ask")
        chromium("click", key("2"))
        chromium("until", "#heard", "Thank you.")
        chromium("click", "#start")
        chromium("until", ".stage .now .name", "Greeting")


def test_texts_of_any_content_stay_texts(chromium: Browser, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)></script><b>&amp;"
    flow = tmp_path / "desk.mv"
    flow.write_text(
        f'flow desk {{\n    title "{hostile}"\n    start main\n    step main {{ say "{hostile}"; hangup }}\n}}\n',
        encoding="utf-8",
    )
    with served(flow) as desk:
        chromium("open", f"{desk.url}/")
        chromium("click", "#start")
        chromium("until", "#heard", "<img src=x onerror=alert(1)>")
        assert chromium("evaluate", "document.querySelectorAll('img, b').length") == 0
        assert chromium("told") == []


def test_a_flow_that_begins_broken_can_be_called_when_it_is_mended(chromium: Browser, tmp_path: Path) -> None:
    flow = tmp_path / "desk.mv"
    text = RECEPTIONIST.read_text(encoding="utf-8")
    flow.write_text(text.replace("start welcome", ""), encoding="utf-8")
    with served(flow) as desk:
        desk.says("MV104")
        flow.write_text(text, encoding="utf-8")
        chromium("open", f"{desk.url}/")
        chromium("until", "#edition", "Build 1")
        call(chromium)


def test_the_page_asks_nobody_but_its_server_and_its_policy_holds(page: Browser, desk: Served) -> None:
    call(page)
    page("click", key("1"))
    page("until", "#heard", "eight digit patient number")
    assert page("told") == []
    policy = page("evaluate", "fetch('/-/').then((answer) => answer.headers.get('content-security-policy'))")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


AXE = """
(async () => {
  const result = await axe.run({ resultTypes: ['violations'] });
  return result.violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
})()
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 860), (390, 844)], ids=["desktop", "narrow"])
def test_axe_finds_nothing_to_object_to(
    chromium: Browser, desk: Served, size: tuple[int, int], dark: bool
) -> None:
    axe = (node_package("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    chromium("open", f"{desk.url}/", {"width": size[0], "height": size[1], "dark": dark})
    chromium("evaluate", axe)
    assert chromium("evaluate", AXE) == []
    call(chromium)
    chromium("click", "#skip")
    chromium("until", "#state-words", "Waits for keys")
    chromium("click", "#given summary")
    assert chromium("evaluate", AXE) == []


def test_a_call_begins_where_another_application_sends_it_back(chromium: Browser) -> None:
    with served(ROOT / "tests" / "serve_dev" / "flows" / "returns.mv") as desk:
        chromium("open", f"{desk.url}/", {"width": 390, "height": 844})
        chromium("until", "#begin", "accepted")
        assert chromium("evaluate", "[...document.querySelectorAll('#begin option')].map((each) => each.text)") == [
            "the start",
            "accepted",
            "anything",
        ]
        assert chromium("evaluate", "document.documentElement.scrollWidth <= window.innerWidth")
        chromium("choose", "#begin", "accepted")
        chromium("click", "#start")
        chromium("until", "#heard", "Your return is accepted.")
        assert chromium.lit == "Accepted"
        chromium("click", "#skip")
        chromium("until", "#state-words", "Asks")
        chromium("press", "1")
        chromium("until", "#heard", "Please hold")
        chromium("click", "#skip")
        chromium("until", "#heard", "Transferred to +15551230099")
        assert ["loads", "returns/accepted"] in chromium.entries()
        assert chromium("evaluate", "document.querySelector('#as-test').disabled"), "a test begins at the start"
        chromium("choose", "#begin", "")
        chromium("click", "#start")
        chromium("until", "#heard", "To return an order")
        assert chromium("told") == []


def test_a_flow_without_an_entry_offers_no_choice_of_beginnings(page: Browser) -> None:
    assert not page.shown("#beginning")
