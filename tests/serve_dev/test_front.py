"""The development server before any page is open: what it answers, and to which names."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from flowc.api import build, compile_text
from flowc.serve.dev.edition import Edit, OnCall
from flowc.serve.dev.front import Front
from flowc.serve.logs import Log
from flowc.serve.settings import Settings

FLOW = """
flow desk {
    base_url "https://voice.example/ivr"
    start main
    step main { say "Hello."; hangup }
}
"""


def edit() -> Edit:
    made = build(compile_text(FLOW))
    flow = OnCall("desk", "", "en", "https://voice.example/ivr", {}, [], [], lambda: "<svg/>")
    return Edit([flow], {name: flow.files for name, flow in made.items()}, [])


def ask(
    front: Front, path: str, *, host: str = "127.0.0.1:8080", method: str = "GET", **more: str
) -> tuple[int, dict[str, str]]:
    """The status and the headers of an answer."""
    answers: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"{}"}

    async def send(message: MutableMapping[str, Any]) -> None:
        answers.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [
            (b"host", host.encode("latin-1")),
            *((name.replace("_", "-").encode(), value.encode()) for name, value in more.items()),
        ],
    }
    asyncio.run(front(scope, receive, send))
    return answers[0]["status"], {name.decode(): value.decode() for name, value in answers[0]["headers"]}


@pytest.fixture
def front() -> Front:
    front = Front("", Settings(secrets=(b"secret",)), Log("off"), "127.0.0.1")

    async def begin() -> None:
        await front.take(edit(), "12:00:00")
        await front.end()

    asyncio.run(begin())
    return front


def test_an_answer_says_which_document_it_is(front: Front) -> None:
    status, headers = ask(front, "/ivr/desk/answer.json")
    assert status == 200
    assert headers["content-location"] == "/ivr/desk/answer.json"


def test_without_a_build_there_is_the_page_alone() -> None:
    front = Front("", Settings(), Log("off"), "127.0.0.1")
    assert ask(front, "/-/")[0] == 200
    assert ask(front, "/ivr/desk/answer.json")[0] == 503


def test_the_page_is_for_reading(front: Front) -> None:
    assert ask(front, "/-/", method="POST")[0] == 405
    assert ask(front, "/-/", method="HEAD")[0] == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8080", "[::1]:8080", "voice.example", "LOCALHOST"])
def test_names_of_the_machine_and_of_the_flows_lead_here(front: Front, host: str) -> None:
    assert ask(front, "/-/", host=host)[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "", "127.0.0.1.evil.example", "localhost@evil.example", "[::", "\xff"]
)
def test_the_names_of_others_do_not(front: Front, host: str) -> None:
    assert ask(front, "/-/state.json", host=host)[0] == 421
    assert ask(front, "/ivr/desk/answer.json", host=host)[0] == 421


def test_whoever_listens_to_others_answers_to_any_name() -> None:
    front = Front("", Settings(), Log("off"), "0.0.0.0")
    assert ask(front, "/-/", host="desk.local:8080")[0] == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"origin": "http://127.0.0.1:8080", "sec_fetch_site": "same-origin"}, 400),
        ({"origin": "https://voice.example", "sec_fetch_site": "same-origin"}, 400),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "http://127.0.0.1:3000", "sec_fetch_site": "same-site"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
    ],
)
def test_pages_of_others_send_no_events_and_ask_no_routes(front: Front, headers: dict[str, str], status: int) -> None:
    assert ask(front, "/ivr/events", method="POST", **headers)[0] == status


def test_a_link_on_the_page_of_somebody_else_still_leads_here(front: Front) -> None:
    assert ask(front, "/-/", sec_fetch_site="cross-site")[0] == 200
