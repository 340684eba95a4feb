"""Questions put to somebody else while a caller waits: over TLS, within a time, and answered or failed."""

from __future__ import annotations

import asyncio
import json
import ssl
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from flowc.serve.app import App, create_app
from flowc.serve.builds import Build
from flowc.serve.client import PostError, post
from flowc.serve.settings import Settings
from tests.programs import program
from tests.serve.builds import gather, made, redirect, say
from tests.serve.client import event, request
from tests.serve_redis.server import free_port

ANSWERS = {
    "known": (b'200 OK\r\nContent-Length: 20\r\n\r\n{"outcome": "known"}', "known"),
    "chunked": (b'200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{"outcome": "known"}\r\n0\r\n\r\n', "known"),
    "to its end": (b'200 OK\r\n\r\n{"outcome": "known"}', "known"),
    "another outcome": (b'200 OK\r\nContent-Length: 18\r\n\r\n{"outcome": "new"}', "other"),
    "refused": (b'404 Not Found\r\nContent-Length: 20\r\n\r\n{"outcome": "known"}', "failed"),
    "no content": (b"204 No Content\r\n\r\n", "failed"),
    "led elsewhere": (b"302 Found\r\nLocation: https://127.0.0.1/\r\nContent-Length: 0\r\n\r\n", "failed"),
    "no outcome": (b'200 OK\r\nContent-Length: 14\r\n\r\n{"answer": "x"}', "failed"),
    "no text": (b'200 OK\r\nContent-Length: 14\r\n\r\n{"outcome": 1}', "failed"),
    "no JSON": (b"200 OK\r\nContent-Length: 5\r\n\r\nknown", "failed"),
    "too deep": (b"200 OK\r\nContent-Length: 30000\r\n\r\n" + b"[" * 30_000, "failed"),
    "too long": (b"200 OK\r\nContent-Length: 90000\r\n\r\n" + b" " * 90_000, "failed"),
    "too short": (b'200 OK\r\nContent-Length: 99\r\n\r\n{"outcome": "known"}', "failed"),
    "too late": (b"", "failed"),
    "no HTTP": (b"\x00\xff what?\r\n\r\n", "failed"),
}


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of this machine, signed by itself, and its key."""
    folder = tmp_path_factory.mktemp("identity")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [program("openssl", "openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key


class Office:
    """Somebody who is asked, and answers everything with the same bytes."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.asked: list[tuple[str, object]] = []

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = int(head.lower().partition("content-length: ")[2].partition("\r\n")[0])
        self.asked.append((head, json.loads(await reader.readexactly(length))))
        if not self.answer:
            await asyncio.sleep(5)
        writer.write((b"" if self.answer.startswith(b"\x00") else b"HTTP/1.1 ") + self.answer)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def asking(office: Office, identity: tuple[Path, Path], **settings: Any) -> AsyncIterator[App]:
    """An application whose flow asks the office."""
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(*identity)
    server = await asyncio.start_server(office.take, "127.0.0.1", 0, ssl=own)
    url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/voice/customer?x=1"
    ask = {
        "kind": "ask", "node": "customer", "url": url, "timeout_ms": 400,
        "send": {"caller": "caller", "called": "called", "call": "call", "plan": "variable"},
        "branches": [{"value": "known", "next": "known"}], "other": "other", "failed": "failed",
    }  # fmt: skip
    flow = made(
        {
            "answer": [redirect("route/customer")],
            "menu": [{"gather": {}}, redirect("route/menu")],
            "customer": [redirect("route/customer")],
            **{name: [say(name)] for name in ("known", "other", "failed")},
        },
        {"customer": ask, "menu": gather("menu", {"1": "customer"}, "other")},
        {"answer": {"decides": "customer"}, "customer": {"decides": "customer"}},
    )
    context = ssl.create_default_context(cafile=str(identity[0]))
    try:
        yield create_app(Build([flow]), Settings(**settings), context=context)
    finally:
        server.close()


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_in_time_decides_and_anything_else_has_failed(name: str, identity: tuple[Path, Path]) -> None:
    answer, outcome = ANSWERS[name]

    async def work() -> None:
        office = Office(answer)
        async with asking(office, identity) as app:
            begun = time.monotonic()
            got = await request(app, "/v1/flow/route/customer?call_id=c&from=%2B353871234567")
            assert time.monotonic() - begun < 2
            assert got.value == {"actions": [say(outcome)]}
        assert len(office.asked) == 1, "no redirect is followed, and nothing is tried twice"

    asyncio.run(work())


def test_what_is_sent_comes_from_the_request_or_from_the_newest_event(identity: tuple[Path, Path]) -> None:
    async def work() -> None:
        office = Office(ANSWERS["known"][0])
        async with asking(office, identity) as app:
            older = event("c", name="call.answered", variables={"plan": "tin"}, at=time.time() - 9)
            newer = event("c", "1", variables={"plan": "gold"})
            await request(app, "/v1/flow/menu.json?call_id=c")
            for body in (newer, older):
                assert (await request(app, "/v1/events", "POST", body)).status == 200
            got = await request(app, "/v1/flow/route/menu?call_id=c")
            assert got.value == {"actions": [say("known")]}, "straight on from the key to what is decided"
            again = await request(app, "/v1/flow/route/menu?call_id=c")
            assert again.body == got.body
        ((head, told),) = office.asked
        assert told == {"caller": "+353871234567", "called": "+35312345678", "call": "c", "plan": "gold"}
        assert head.startswith("POST /voice/customer?x=1 HTTP/1.1\r\nHost: 127.0.0.1:")

    asyncio.run(work())


def test_only_so_many_are_asked_at_once_and_the_others_wait_within_their_time(identity: tuple[Path, Path]) -> None:
    class Slow(Office):
        busy = most = 0

        async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.busy += 1
            self.most = max(self.most, self.busy)
            await asyncio.sleep(0.15)
            await super().take(reader, writer)
            self.busy -= 1

    async def work() -> None:
        office = Slow(ANSWERS["known"][0])
        async with asking(office, identity, asks_at_once=2) as app:
            begun = time.monotonic()
            targets = [f"/v1/flow/route/customer?call_id={number}&from=x" for number in range(12)]
            answers = [got.value for got in await asyncio.gather(*(request(app, target) for target in targets))]
            assert time.monotonic() - begun < 1.5, "nobody waits for longer than the flow says, however many there are"
            assert office.most == 2
            assert answers.count({"actions": [say("known")]}) >= 2
            crowded = app.metrics.value("flowc_asks_total", outcome="crowded")
            assert crowded >= 4
            assert answers.count({"actions": [say("failed")]}) >= crowded
            assert (await request(app, targets[0])).value == {"actions": [say("known")]}, "later there is room again"

    asyncio.run(work())


def test_whoever_cannot_show_a_certificate_is_not_asked(identity: tuple[Path, Path]) -> None:
    async def work() -> None:
        office = Office(ANSWERS["known"][0])
        async with asking(office, identity) as app:
            app._answering._context = ssl.create_default_context()
            got = await request(app, "/v1/flow/route/customer?call_id=c&from=x")
            assert got.value == {"actions": [say("failed")]}
        assert office.asked == []
        with pytest.raises(PostError):
            await post(f"http://127.0.0.1:{free_port()}/", b"", 1)

    asyncio.run(work())


def test_headers_are_passed_on_as_they_came_and_nothing_is_put_between_them() -> None:
    heads: list[bytes] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
            await writer.drain()
        writer.close()

    async def work() -> None:
        server = await asyncio.start_server(take, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        assert (await post(url, b"{}", 5, headers=[("content-type", "text/caf\xe9")])).status == 204
        with pytest.raises(PostError):
            await post(url, b"{}", 5, headers=[("content-type", "text/plain\r\nx-other: 1")])
        await asyncio.sleep(0.05)
        server.close()

    asyncio.run(work())
    assert len(heads) == 1
    assert b"text/caf\xe9\r\n" in heads[0]
