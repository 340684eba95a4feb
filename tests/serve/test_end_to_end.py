"""The simulator places calls over HTTP with a server in a process of its own, and lives through what the documents say.

Digits come by signed events alone: before the request, while it waits, more than once, or among others out of order.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from flowc.simulate import load_site, read_input, run_documents, script
from flowc.simulate.call import Call, CallInfo
from flowc.simulate.caller import Misfit
from flowc.simulate.served import ServedSite
from flowc.simulate.site import Answer
from flowc.simulate.transcript import Transcript, experience
from tests.serve.client import signed
from tests.serve_faults.platform import SECRET
from tests.serve_faults.server import Server
from tests.serve_redis.server import free_port

EXAMPLES = Path(__file__).parents[2] / "examples"
FLOWS = ("receptionist", "departments", "recorded_order", "extensions", "payment_reminder")
INPUTS = ("1 12345678", "2 fail", "wait wait wait", "5 5 5", "1 wait 1234", "0 answer", "101", "2 3 4", "1 1 1")
_NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    sources = [str(EXAMPLES / f"{name}.mv") for name in FLOWS]
    command = [sys.executable, "-m", "flowc", "build", *sources, "-o", str(folder / "build")]
    subprocess.run(command, check=True, capture_output=True)
    server = Server(folder / "build", f"sqlite:{folder / 'calls.db'}", folder / "state")
    try:
        yield server
    finally:
        server.stop()


class EventfulSite(ServedSite):
    """A server that is told digits by events only, in a ``manner``."""

    def __init__(self, url: str, port: int, call: Call, manner: str) -> None:
        super().__init__(url, {"call_id": call.info.id})
        self._own = port
        self._events = call
        self._manner = manner
        self._sent = 0

    def fetch(self, url: str, digits: str) -> Answer | None:
        fresh = [entry for entry in self._events.entries if entry.kind == "event"][self._sent :]
        bodies = [_body(dict(entry.data), number) for number, entry in enumerate(fresh, self._sent)]
        self._sent += len(fresh)
        send = self._delivery(bodies)
        if self._manner != "late":
            send()
            return super().fetch(url, digits)
        late = threading.Timer(0.15, send)
        late.start()
        try:
            return super().fetch(url, digits)
        finally:
            late.join()

    def get(self, path: str, given: str, query: Any) -> tuple[int, Any]:
        return super().get(path, given, {name: text for name, text in query.items() if name != "digits"})

    def _delivery(self, bodies: list[bytes]) -> Callable[[], None]:
        if self._manner == "shuffled":
            bodies = bodies[::-1]
        if self._manner == "twice":
            bodies = [*bodies, *bodies]
        return lambda: [_deliver(self._own, body) for body in bodies] and None


def _body(value: dict[str, Any], number: int) -> bytes:
    """An event of the simulator as it is sent: of this moment, since servers have no virtual clock."""
    data = {**value["data"], "event_key": f"{value['call']['id']}:{number}"}
    now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    return json.dumps({**value, "created_at": now, "data": data}).encode()


def _deliver(port: int, body: bytes) -> None:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {name.decode(): value.decode() for name, value in signed(body, SECRET.encode())}
    connection.request("POST", "/ivr/events", body, headers)
    assert connection.getresponse().status == 200
    connection.close()


def _transcripts(server: Server, flow: str, given: str, manner: str) -> tuple[Transcript, Transcript]:
    acts = read_input(given)
    assert not isinstance(acts, Misfit)
    info = CallInfo(id=f"call{next(_NUMBERS)}")
    site = load_site(str(server.build / flow))
    by_documents = run_documents(site, site.start_url(flow), script(acts), Call(info))
    url = f"http://127.0.0.1:{server.port}/ivr/{flow}/answer.json"
    call = Call(info)
    named = {"call_id": info.id}
    served = ServedSite(url, named) if manner == "digits" else EventfulSite(url, server.port, call, manner)
    return by_documents, run_documents(served, url, script(acts), call)


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("manner", ["digits", "early", "twice", "shuffled"])
def test_a_call_over_http_is_the_call_of_the_documents(server: Server, flow: str, manner: str) -> None:
    for given in INPUTS:
        by_documents, by_server = _transcripts(server, flow, given, manner)
        assert experience(by_server) == experience(by_documents), given


@pytest.mark.parametrize("flow", FLOWS)
def test_so_it_is_when_events_come_while_the_request_waits(server: Server, flow: str) -> None:
    for given in INPUTS[:3]:
        by_documents, by_server = _transcripts(server, flow, given, "late")
        assert experience(by_server) == experience(by_documents), given


def test_the_command_plays_against_a_server(server: Server) -> None:
    url = f"http://127.0.0.1:{server.port}/ivr/receptionist/answer.json"
    command = [sys.executable, "-m", "flowc", "simulate", url, "--input", "2 fail"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Connecting you to billing." in done.stdout
    away = [*command[:4], f"http://127.0.0.1:{free_port()}/ivr/receptionist/answer.json", "--input", "2"]
    assert subprocess.run(away, capture_output=True, check=False).returncode == 1
    elsewhere = [*command[:4], "https://voice.acme.example/ivr/receptionist/answer.json"]
    assert subprocess.run(elsewhere, capture_output=True, check=False).returncode == 2


def test_no_digits_stand_in_the_log_or_the_metrics(server: Server) -> None:
    _transcripts(server, "receptionist", "1 73198264", "early")
    _transcripts(server, "receptionist", "1 73198264", "digits")
    time.sleep(0.3)
    assert "73198264" not in server.log.read_text()
    metrics = urlopen(f"http://127.0.0.1:{server.port}/metrics").read().decode()
    assert "73198264" not in metrics
    assert 'flowc_routes_total{way="event"}' in metrics
