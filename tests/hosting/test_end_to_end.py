"""Whole calls through the web server: documents from it, digits by signed events to ``flowc serve`` behind it.

The server never sees the requests for documents, so it must do with routes and events alone.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from flowc.simulate.caller import Misfit, read_input, script
from flowc.simulate.loading import load_site
from flowc.simulate.play import run_documents
from flowc.simulate.site import Answer
from flowc.simulate.transcript import experience
from tests.hosting.front import ask, free_port, program, running
from tests.hosting.test_hosting import CLINIC, ROOT, SERVERS, build, logged, serving

SECRET = "a secret of the tests"
CALLS = (
    *(("clinic", words) for words in ("0", "wait 0", "2 answer", "2 fail", "1 2041 20417733", "7 wait 9")),
    *(("call_back", words) for words in ("1 5551230147 1", "1 5551230148 2 5551230147 1", "1 555 wait 5551230147 1")),
    *(("dial_by_extension", words) for words in ("1 2147 answer", "1 9999 2201 fail", "0")),
)
FLOWS = (CLINIC, ROOT / "examples" / "call_back.mv", ROOT / "examples" / "dial_by_extension.mv")


class Front:
    """The site that the web server's port is; before a route is asked for, its event is sent."""

    def __init__(self, port: int, host: str, call: str) -> None:
        self.port, self.host, self.call = port, host, call

    def fetch(self, url: str, digits: str) -> Answer | None:
        address = urlsplit(url)
        path = f"{address.path}?{address.query}" if address.query else address.path
        if address.hostname != self.host:
            return None
        if "/route/" not in path:
            reply = ask(self.port, "GET", path, host=self.host)
            return Answer(reply.status, reply.json(), address.path)
        self.send({"digits": digits, "status": "completed" if digits else "timeout", "timed_out": not digits})
        reply = ask(self.port, "POST", path, host=self.host, body=json.dumps({"call_id": self.call}).encode())
        return Answer(reply.status, reply.json(), address.path, address.path.rpartition("/")[2], "")

    def decided(self, answer: Answer, outcome: str) -> Answer:
        raise AssertionError("this flow decides nothing")

    def route_at(self, url: str) -> Mapping[str, Any] | None:
        return None

    def send(self, data: Mapping[str, Any]) -> None:
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        event = {"event": "call.gathered", "created_at": at, "call": {"id": self.call}, "variables": {}, "data": data}
        body = json.dumps(event).encode()
        timestamp = str(int(time.time()))
        signature = hmac.new(SECRET.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
        headers = {"X-MiniVoice-Timestamp": timestamp, "X-MiniVoice-Signature": f"v1={signature}"}
        reply = ask(self.port, "POST", "/ivr/events", host=self.host, body=body, headers=headers)
        assert reply.status // 100 == 2, reply


@contextmanager
def flowc_serve(folder: Path, built: Path, address: str = "") -> Iterator[str]:
    """``flowc serve``, at a free address unless one is given."""
    port = int(address.rpartition(":")[2]) if address else free_port()
    command = [sys.executable, "-m", "flowc", "serve", str(built), "--port", str(port)]
    state = ["--state", str(folder / "state"), "--store", f"sqlite:{folder / 'calls.db'}"]
    environment = {**os.environ, "FLOWC_WEBHOOK_SECRET": SECRET}
    with running([*command, *state], port, folder / "serve.log", environment):
        yield f"127.0.0.1:{port}"


@pytest.fixture(scope="module", params=SERVERS)
def front(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    program(request.param)
    folder = tmp_path_factory.mktemp(f"whole_{request.param}")
    built = build(folder, *FLOWS)
    with flowc_serve(folder, built) as address, serving(request.param, folder, built, address) as port:
        yield port, built
    assert "5551230147" not in logged(folder)


@pytest.mark.parametrize(("flow", "words"), CALLS)
def test_a_call_goes_as_its_documents_say(front: tuple[int, Path], flow: str, words: str) -> None:
    port, built = front
    acts = read_input(words)
    assert not isinstance(acts, Misfit)
    site = load_site(str(built))
    url = site.start_url(flow)
    through = Front(port, urlsplit(url).hostname or "", f"call_{CALLS.index((flow, words))}")
    assert experience(run_documents(through, url, script(acts))) == experience(run_documents(site, url, script(acts)))


def test_an_event_that_is_not_signed_is_refused(front: tuple[int, Path]) -> None:
    reply = ask(front[0], "POST", "/ivr/events", body=b"{}")
    assert reply.status == 401


@pytest.mark.parametrize("server", SERVERS)
def test_nobody_is_cut_off_while_flowc_serve_is_started_anew(server: str, tmp_path: Path) -> None:
    program(server)
    built = build(tmp_path)
    pressed, silent = built / "clinic" / "desk.json", built / "clinic" / "main.retry2.noinput.json"
    with ExitStack() as front:
        with flowc_serve(tmp_path, built) as address:
            port = front.enter_context(serving(server, tmp_path, built, address))
            assert ask(port, "GET", "/ivr/clinic/route/main?digits=0").body == pressed.read_bytes()
        assert ask(port, "GET", "/ivr/clinic/route/main?digits=0").body == silent.read_bytes()
        with flowc_serve(tmp_path, built, address):
            replies = (ask(port, "GET", "/ivr/clinic/route/main?digits=0").body for _ in range(200))
            assert pressed.read_bytes() in replies
