"""``flowc serve`` as a process: its start and end, its limits, builds taken over, and what survives its death."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.serve.killed import kill
from tests.serve_faults.platform import SECRET, ask, deliver, gathered, request
from tests.serve_faults.server import FLOW, NAME, PREFIX, Server, build

_COMMAND = [sys.executable, "-m", "flowc", "serve"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("built"))


def _asked(server: Server, route: str, **query: str) -> Any:
    return json.loads(asyncio.run(ask(server.port, PREFIX, NAME, route, **query)).body)


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    toll = kill(tmp_path, 20)
    assert toll.acknowledged > 100
    assert toll.lost == 0


def test_a_call_finds_its_build_when_the_server_was_restarted_with_another(tmp_path: Path) -> None:
    server = Server(build(tmp_path), f"sqlite:{tmp_path / 'calls.db'}", tmp_path / "state")
    first = server.documents()
    asyncio.run(request(server.port, "GET", f"{PREFIX}/{NAME}/answer.json?call_id=old"))
    assert server.stop() == 0
    other = FLOW.replace("First. One", "Another first. One")
    (tmp_path / "switchboard.mv").write_text(other)
    subprocess.run(
        [sys.executable, "-m", "flowc", "build", str(tmp_path / "switchboard.mv"), "-o", str(tmp_path / "build")],
        check=True, capture_output=True,
    )  # fmt: skip
    server.start()
    try:
        second = server.documents()
        leads_to = next(b["next"] for b in server.routes()["main"]["branches"] if b["pattern"] == "1")
        assert first[leads_to] != second[leads_to]
        assert _asked(server, "main", call_id="old", digits="1") == first[leads_to]
        assert _asked(server, "main", call_id="new", digits="1") == second[leads_to]
    finally:
        server.kill()


@pytest.mark.parametrize("how", ["hangup", "watch"])
def test_a_new_build_is_taken_over_while_it_serves(tmp_path: Path, how: str) -> None:
    flags = ["--watch"] if how == "watch" else []
    server = Server(build(tmp_path), "memory:", tmp_path / "state", *flags)
    try:
        asyncio.run(request(server.port, "GET", f"{PREFIX}/{NAME}/answer.json?call_id=old"))
        before = server.documents()
        broken = server.build / NAME / "manifest.json"
        manifest = broken.read_text()
        broken.write_text("{")
        if how == "hangup":
            server.process.send_signal(signal.SIGHUP)
        _until(lambda: "build_not_taken_over" in server.log.read_text())
        assert _asked(server, "main", digits="1", call_id="x")
        broken.write_text(manifest)
        (tmp_path / "switchboard.mv").write_text(FLOW.replace("Second. One", "Another second. One"))
        subprocess.run(
            [sys.executable, "-m", "flowc", "build", str(tmp_path / "switchboard.mv"), "-o", str(tmp_path / "build")],
            check=True, capture_output=True,
        )  # fmt: skip
        if how == "hangup":
            server.process.send_signal(signal.SIGHUP)
        leads_to = next(b["next"] for b in server.routes()["main"]["branches"] if b["pattern"] == "2")
        after = server.documents()
        _until(lambda: _asked(server, "main", call_id=f"new{time.monotonic()}", digits="2") == after[leads_to])
        assert _asked(server, "main", call_id="old", digits="2") == before[leads_to]
    finally:
        server.kill()


def test_it_finishes_what_is_in_flight(built: Path, tmp_path: Path) -> None:
    server = Server(built, f"sqlite:{tmp_path / 'calls.db'}", tmp_path / "state")

    async def work() -> None:
        waiting = asyncio.create_task(ask(server.port, PREFIX, NAME, "main", call_id="c"))
        await asyncio.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        answer = await waiting
        assert answer.status == 200
        assert json.loads(answer.body) == server.documents()[server.routes()["main"]["noinput"]]

    asyncio.run(work())
    assert server.process.wait(10) == 0


def test_limits_of_requests(built: Path, tmp_path: Path) -> None:
    server = Server(built, "memory:", tmp_path / "state")

    def send(*pieces: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", server.port), timeout=15) as connection:
            for piece in pieces:
                connection.sendall(piece)
            answer = b""
            while piece := connection.recv(65_536):
                answer += piece
            return answer

    post = b"POST /v1/events HTTP/1.1\r\nHost: x\r\n"
    begun = time.monotonic()
    slow = socket.create_connection(("127.0.0.1", server.port), timeout=15)
    slow.sendall(post + b"Content-Length: 9\r\n\r\n1")
    mute = socket.create_connection(("127.0.0.1", server.port), timeout=15)
    try:
        chunks = (b"4000\r\n" + b"a" * 0x4000 + b"\r\n") * 5
        assert send(post + b"Transfer-Encoding: chunked\r\n\r\n" + chunks).startswith(b"HTTP/1.1 413")
        assert send(post + b"Content-Length: 65537\r\n\r\n").startswith(b"HTTP/1.1 413")
        assert send(post + b"X: " + b"a" * 17_000).startswith(b"HTTP/1.1 431")
        assert send(post + b"X: 1\r\n" * 5_000 + b"\r\n").startswith(b"HTTP/1.1 431")
        assert b'{"error"' in send(b"nonsense\r\n\r\n")
        assert slow.recv(100).startswith(b"HTTP/1.1 408")
        mute.recv(1000)
        assert 9 < time.monotonic() - begun < 13
        assert server.status("/healthz") == 200
    finally:
        slow.close()
        mute.close()
        server.kill()


def test_events_are_passed_on_in_order_until_they_are_taken(built: Path, tmp_path: Path) -> None:
    asyncio.run(_passing_on(built, tmp_path))


async def _passing_on(built: Path, tmp_path: Path) -> None:
    got: list[tuple[dict[str, str], bytes]] = []
    refusing = True

    async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")[1:-2]
        headers = dict(line.split(": ", 1) for line in head)
        body = await reader.readexactly(int(headers["content-length"]))
        if not refusing:
            got.append((headers, body))
        status = b"302 Found\r\nLocation: /elsewhere" if refusing else b"204 No Content"
        writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    receiver = await asyncio.start_server(receive, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{receiver.sockets[0].getsockname()[1]}/events"
    server = await asyncio.to_thread(
        Server, built, f"sqlite:{tmp_path / 'calls.db'}", tmp_path / "state", "--forward", url
    )
    try:
        for visit in range(3):
            await deliver(server.port, PREFIX, gathered("c", str(visit), str(visit)))
        await asyncio.sleep(0.3)
        server.kill()
        refusing = False
        await asyncio.to_thread(server.start)
        for _ in range(100):
            await asyncio.sleep(0.05)
            if len(got) == 3:
                break
        assert [json.loads(body)["data"]["digits"] for _, body in got] == ["0", "1", "2"]
        from flowc.serve.signatures import is_signed

        for headers, body in got:
            raw = [(name.encode(), value.encode()) for name, value in headers.items()]
            assert is_signed(raw, body, [SECRET.encode()], time.time())
    finally:
        server.kill()
        receiver.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "no webhook_secret"),
        (["--allow-unsigned", "--store", "papyrus:"], "--store takes"),
        (["--allow-unsigned", "--port", "high"], "--port"),
        (["--allow-unsigned", "--clock-skew", "-1"], "--clock-skew"),
        (["--allow-unsigned", "--forward", "ftp://x"], "--forward"),
        (["--secret-file", "/nowhere/at/all"], "no such file"),
        (["--secret-file", "/dev/null"], "no secret in it"),
        (["--allow-unsigned", "--previous-secret-file", "/dev/null"], "no secret in it"),
    ],
)
def test_it_does_not_start_on_what_cannot_be(built: Path, tmp_path: Path, arguments: list[str], words: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FLOWC_")}
    done = subprocess.run(
        [*_COMMAND, str(built), *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_directory_without_a_build_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [*_COMMAND, str(tmp_path), "--allow-unsigned"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "no built flow" in done.stderr


def test_the_start_says_what_is_served_where(built: Path, tmp_path: Path) -> None:
    (tmp_path / "flowc.toml").write_text('[serve]\nlog-level = "off"\n')
    server = Server(built, "memory:", tmp_path / "state")
    try:
        told = server.log.read_text()
        for words in (
            f"http://127.0.0.1:{server.port}", "answer_url   https://calls.example/v1/switchboard/answer.json",
            "webhook_url    https://calls.example/v1/events", "kept in memory",
        ):  # fmt: skip
            assert words in told
    finally:
        server.kill()


def test_two_servers_do_not_share_a_file(built: Path, tmp_path: Path) -> None:
    server = Server(built, f"sqlite:{tmp_path / 'calls.db'}", tmp_path / "state")
    try:
        store = f"sqlite:{tmp_path / 'calls.db'}"
        command = [*_COMMAND, str(built), "--allow-unsigned", "--port", "0", "--store", store]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert "another process" in done.stderr
    finally:
        server.kill()


def _until(holds: Any) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
