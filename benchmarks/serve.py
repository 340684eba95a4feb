"""What a server takes, asked by ``wrk`` from the same machine, with requests that were signed beforehand.

One server process of ``flowc serve`` with its default settings, one process of ``wrk`` with 64 connections; each
connection sends its next request when the last one is answered. Every event is of another call. A run that uses up
what was prepared is thrown away, so that no second delivery of an event is taken for a first; so is one in which
anything was not answered with success. The processor's time is what the server itself used for each request, which a
machine that has other things to do falsifies less than the time by the clock. Two rows say what this machine can do at
all just now: a synced write to its disk, and the same HTTP server around an application that does nothing.

The programs ``wrk`` and ``redis-server`` come from the Debian packages of their names.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Self

from benchmarks.signed import Wire, completed, gathered, write
from benchmarks.start import FLOW

__all__ = ["figures", "missing", "soak"]

SECRET = "measured-with-this-secret"
PREFIX, NAME = "/ivr", "receptionist"
CONNECTIONS = 64
SECONDS = 8
FASTEST = 25_000
"""Requests a second for which enough are prepared."""
NOTHING = """
import sys
import uvicorn
async def app(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})
uvicorn.run(app, port=int(sys.argv[1]), log_config=None, access_log=False, lifespan="off")
"""
"""A server whose application does nothing."""


class Figure(NamedTuple):
    """A row: what, the goal and what was measured, in words."""

    what: str
    goal: str
    measured: str


class Load(NamedTuple):
    """What ``wrk`` saw, and the seconds of a processor that the server used meanwhile."""

    answered: int
    seconds: float
    median_ms: float
    p99_ms: float
    most_ms: float
    refused: int
    broken: int
    sent: int
    available: int
    processor: float = 0.0

    def told(self) -> str:
        each = f"median {self.median_ms:.1f} ms, {self.processor / self.answered * 1e6:.0f} us of a processor each"
        return f"{self.answered / self.seconds:,.0f} a second, p99 {self.p99_ms:.1f} ms ({each})"


def figures() -> Iterator[Figure]:
    """Every figure but the soak, in about two minutes."""
    with tempfile.TemporaryDirectory(prefix="flowc-serve-") as name:
        folder = Path(name)
        build = _build(folder)
        yield _synced_writes(folder)
        with _Process([sys.executable, "-c", NOTHING], folder) as nothing:
            wire = nothing.wire()
            requests = (wire.event(gathered(f"call-{n}", "1")) for n in range(6 * FASTEST))
            yield Figure("requests, nothing done", "for comparison", _load(nothing, folder, requests, 2).told())
        yield _ready(build, folder)
        with _Server(build, f"sqlite:{folder / 'calls.db'}", folder) as server:
            events = _events(server, folder)
            yield Figure("events, SQLite", "5,000 a second, p99 25 ms", events.told())
            by_event = _routes_by_event(server, folder, events.answered)
            yield Figure("routes whose digits came by event, SQLite", "none", by_event.told())
            yield Figure("routes with digits, SQLite", "10,000 a second, p99 10 ms", _routes(server, folder).told())
        with _Server(build, "memory:", folder) as server:
            yield Figure("routes with digits, memory", "none", _routes(server, folder).told())
        for replicas in (0, 1):
            with _redis(replicas) as store, _Server(build, store, folder) as server:
                what = "events, Redis" + (" and a replica that confirms" if replicas else "")
                yield Figure(what, "4,000 a second, p99 50 ms", _events(server, folder).told())


def soak(minutes: float, rate: int = 1_000) -> Iterator[Figure]:
    """The memory of a server in the course of whole calls: two events and a route each, ``rate`` requests a second.

    The first sample is taken when a tenth of the time has passed, the last at the end.
    """
    with tempfile.TemporaryDirectory(prefix="flowc-serve-") as name:
        folder = Path(name)
        build = _build(folder)
        with _Server(build, f"sqlite:{folder / 'calls.db'}", folder) as server:
            samples: list[float] = []
            answered = 0
            begin = time.monotonic()
            for number in range(10):
                left = begin + minutes * 6 * (number + 1) - time.monotonic()
                while left > 1:
                    answered += _whole_calls(server, folder, min(left, 60.0), rate).answered
                    left = begin + minutes * 6 * (number + 1) - time.monotonic()
                samples.append(server.resident())
                print(f"  {number + 1}0 %: {samples[-1]:.1f} MiB", file=sys.stderr, flush=True)
            growth = (samples[-1] / samples[0] - 1) * 100
            told = f"{growth:+.1f} % ({samples[0]:.1f} to {samples[-1]:.1f} MiB, {answered:,} requests)"
            yield Figure(f"memory in {minutes:g} minutes", "growth under 5 % in 30 minutes", told)


def _build(folder: Path) -> Path:
    target = folder / "build"
    command = [sys.executable, "-m", "flowc", "build", str(FLOW), "-o", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return target


def _ready(build: Path, folder: Path, times: int = 5) -> Figure:
    taken = []
    for number in range(times):
        with _Server(build, f"sqlite:{folder / f'ready{number}.db'}", folder) as server:
            taken.append(server.ready_after)
    return Figure("ready", "1 s", f"{sorted(taken)[times // 2]:.2f} s, at most {max(taken):.2f} s")


def _synced_writes(folder: Path, times: int = 200) -> Figure:
    taken = []
    with (folder / "synced").open("wb", buffering=0) as file:
        for _ in range(times):
            begin = time.monotonic()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            taken.append((time.monotonic() - begin) * 1000)
    taken.sort()
    told = f"median {taken[times // 2]:.1f} ms, p99 {taken[-1 - times // 100]:.1f} ms"
    return Figure("a synced write", "for comparison", told)


def _events(server: _Process, folder: Path) -> Load:
    wire = server.wire()
    _warm_up(server, folder, (wire.event(gathered(f"warm-{n}", "1")) for n in range(FASTEST)))
    bodies = (wire.event(gathered(f"call-{n}", "1")) for n in range(SECONDS * FASTEST))
    return _load(server, folder, bodies)


def _routes(server: _Process, folder: Path) -> Load:
    wire = server.wire()
    _warm_up(server, folder, (wire.route("main", digits="1", call_id=f"warmer-{n}") for n in range(FASTEST)))
    requests = (wire.route("main", digits="1", call_id=f"asking-{n}") for n in range(SECONDS * FASTEST))
    return _load(server, folder, requests)


def _routes_by_event(server: _Process, folder: Path, stored: int) -> Load:
    """Routes of the calls whose events were stored by the run before; those that were under way at its end are not."""
    seconds = min(2.0, stored / FASTEST)
    calls = range(stored - CONNECTIONS)
    return _load(server, folder, (server.wire().route("main", call_id=f"call-{n}") for n in calls), seconds)


def _whole_calls(server: _Process, folder: Path, seconds: float, rate: int) -> Load:
    wire = server.wire()

    def requests() -> Iterator[bytes]:
        for number in range(int(seconds * rate / 3) + CONNECTIONS):
            call = f"{time.monotonic_ns()}-{number}"
            yield wire.event(gathered(call, "1"))
            yield wire.route("main", call_id=call, digits="1")
            yield wire.event(completed(call))

    return _load(server, folder, requests(), seconds, rest=CONNECTIONS * 1000 // rate)


def _warm_up(server: _Process, folder: Path, requests: Iterable[bytes]) -> None:
    _load(server, folder, requests, 1)


def _load(server: _Process, folder: Path, requests: Iterable[bytes], seconds: float = SECONDS, rest: int = 0) -> Load:
    file = folder / "requests"
    write(file, requests)
    script = str(Path(__file__).with_name("requests.lua"))
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout", "10s", "-s", script]
    before = server.processor()
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{server.port}", "--", str(file), *([str(rest)] if rest else [])],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    load = Load(**json.loads(done.stdout.strip().splitlines()[-1]), processor=server.processor() - before)
    if load.refused or load.broken:
        raise RuntimeError(f"{load.refused} requests were refused and {load.broken} broke off")
    if load.sent > load.available:
        raise RuntimeError(f"{load.available} requests were prepared and {load.sent} sent")
    return load


class _Process:
    """A server in a process of its own, whose last argument is its port.

    It answered ``ready_after`` seconds from its start.
    """

    def __init__(self, command: list[str], folder: Path) -> None:
        self.port = _free_port()
        self._command = [*command, str(self.port)]
        self._folder = folder

    def __enter__(self) -> Self:
        begin = time.monotonic()
        environment = {**os.environ, "FLOWC_WEBHOOK_SECRET": SECRET}
        self._log = log = (self._folder / "log").open("ab")
        self._process = subprocess.Popen(self._command, env=environment, cwd=self._folder, stdout=log, stderr=log)
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > begin + 20:
                raise RuntimeError(f"the server did not start:\n{(self._folder / 'log').read_text()[-2000:]}")
            time.sleep(0.005)
        self.ready_after = time.monotonic() - begin
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)
        self._log.close()

    def wire(self) -> Wire:
        return Wire(f"127.0.0.1:{self.port}", PREFIX, NAME, SECRET)

    def processor(self) -> float:
        """Seconds of a processor that it has used so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self) -> float:
        """MiB of memory that it occupies."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        return False


class _Server(_Process):
    """``flowc serve`` with its usual settings."""

    def __init__(self, build: Path, store: str, folder: Path) -> None:
        super().__init__([sys.executable, "-m", "flowc", "serve", str(build), "--store", store, "--port"], folder)


@contextlib.contextmanager
def _redis(replicas: int) -> Iterator[str]:
    """A server with its log synced every second, and its replicas; yields the store to name."""
    with tempfile.TemporaryDirectory(prefix="flowc-redis-") as folder, contextlib.ExitStack() as running:
        primary = running.enter_context(_redis_server(Path(folder)))
        for number in range(replicas):
            running.enter_context(_redis_server(Path(folder) / str(number), primary))
        time.sleep(1)
        yield f"redis://127.0.0.1:{primary}/0" + (f"?replicas={replicas}" if replicas else "")


@contextlib.contextmanager
def _redis_server(folder: Path, primary: int | None = None) -> Iterator[int]:
    folder.mkdir(exist_ok=True)
    port = _free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes"]
    command += ["--dir", str(folder), "--repl-diskless-sync-delay", "0"]
    command += ["--replicaof", "127.0.0.1", str(primary)] if primary else []
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.02)
        yield port
    finally:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def missing() -> str | None:
    """The program that is needed and not installed, if any."""
    return next((name for name in ("wrk", "redis-server") if shutil.which(name) is None), None)
