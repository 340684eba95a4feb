"""While the store is away events are refused and callers go on; within five seconds of its return all is as before."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve_faults.platform import Answer, ask, deliver, gathered, request
from tests.serve_faults.proxy import CLEAR, Proxy, Weather
from tests.serve_faults.server import NAME, PREFIX, Server, build
from tests.serve_redis.server import RedisServer

AWAY = ["refused", "silent", "deaf"]


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.kill()


@pytest.fixture(scope="module")
def proxy(redis: RedisServer) -> Iterator[Proxy]:
    proxy = Proxy(("127.0.0.1", redis.port))
    yield proxy
    proxy.close()


@pytest.fixture(scope="module")
def server(proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    server = Server(build(folder), f"redis://127.0.0.1:{proxy.port}/0", folder / "state")
    server.wait_until_ready()
    yield server
    assert server.stop() == 0


def route(server: Server, name: str = "main", **query: str) -> Answer:
    return asyncio.run(ask(server.port, PREFIX, NAME, name, **query))


def event(server: Server, call: str, digits: str) -> Answer:
    return asyncio.run(deliver(server.port, PREFIX, gathered(call, digits, "1")))


def is_answered_with(answer: Answer, server: Server, document: str) -> bool:
    return answer.status == 200 and json.loads(answer.body) == server.documents()[document]


@pytest.mark.parametrize("kind", AWAY)
def test_without_a_store_events_are_refused_and_callers_go_on(server: Server, proxy: Proxy, kind: str) -> None:
    with proxy.during(Weather(kind)):  # type: ignore[arg-type]
        refused = event(server, f"away-{kind}", "1")
        assert refused.status == 503
        assert int(refused.headers["retry-after"]) > 0
        assert set(json.loads(refused.body)["error"]) == {"code", "message"}
        for n in range(3):
            silent = route(server, call_id=f"silent-{kind}-{n}")
            assert is_answered_with(silent, server, server.routes()["main"]["noinput"])
            assert silent.seconds < 1
        assert is_answered_with(route(server, call_id=f"told-{kind}", digits="2"), server, "second")
        assert asyncio.run(request(server.port, "GET", f"{PREFIX}/{NAME}/answer.json")).status == 200
        assert server.status("/healthz") == 200
        assert server.status("/readyz") == 503
    assert server.wait_until_ready(5) < 5
    assert event(server, f"back-{kind}", "1").status // 100 == 2
    assert is_answered_with(route(server, call_id=f"back-{kind}"), server, "first")


def test_the_first_route_after_the_store_has_gone_is_answered_within_a_second(server: Server, proxy: Proxy) -> None:
    """Nobody has found out yet that it is away."""
    for n in range(3):
        server.wait_until_ready()
        with proxy.during(Weather("silent")):
            silent = route(server, call_id=f"first-{n}")
        assert is_answered_with(silent, server, server.routes()["main"]["noinput"])
        assert silent.seconds < 1


def test_a_route_that_waits_while_the_store_goes_is_answered_in_time(server: Server, proxy: Proxy) -> None:
    async def run() -> Answer:
        waiting = asyncio.create_task(ask(server.port, PREFIX, NAME, "main", call_id="waits"))
        await asyncio.sleep(0.5)
        await asyncio.to_thread(proxy.change, Weather("silent"))
        return await waiting

    server.wait_until_ready()
    answer = asyncio.run(run())
    proxy.change(CLEAR)
    assert is_answered_with(answer, server, server.routes()["main"]["noinput"])
    assert answer.seconds < 3


def test_what_was_acknowledged_in_bad_weather_is_there_in_good(server: Server, proxy: Proxy) -> None:
    """Deliveries are repeated until they are accepted, as the platform does; each leads to its own branch then."""
    chance = random.Random(8)
    weathers = [CLEAR, Weather("refused"), Weather("deaf"), Weather("torn", octets=20), Weather("slow", seconds=0.1)]
    expected = {"1": "first", "2": "second", "4": "person"}
    pressed = {f"weather-{n}": chance.choice("124") for n in range(60)}

    async def until_accepted(call: str, digits: str) -> None:
        body = gathered(call, digits, "1")
        while (await deliver(server.port, PREFIX, body)).status // 100 != 2:
            await asyncio.sleep(chance.uniform(0.05, 0.3))

    async def run() -> None:
        over = asyncio.Event()

        async def change() -> None:
            while not over.is_set():
                await asyncio.to_thread(proxy.change, chance.choice(weathers))
                await asyncio.sleep(chance.uniform(0.1, 0.6))

        changing = asyncio.create_task(change())
        for n in range(0, len(pressed), 6):
            some = list(pressed.items())[n : n + 6]
            over_in = asyncio.gather(*(until_accepted(*one) for one in some))
            await asyncio.wait_for(asyncio.shield(over_in), 30)
        over.set()
        await changing

    server.wait_until_ready()
    asyncio.run(run())
    proxy.change(CLEAR)
    server.wait_until_ready(5)
    for call, digits in pressed.items():
        assert is_answered_with(route(server, call_id=call), server, expected[digits]), call


def test_a_server_that_starts_without_its_store_waits_for_it(tmp_path: Path, redis: RedisServer) -> None:
    proxy = Proxy(("127.0.0.1", redis.port))
    proxy.change(Weather("refused"))
    server = Server(build(tmp_path), f"redis://127.0.0.1:{proxy.port}/0", tmp_path / "state")
    try:
        assert server.status("/readyz") == 503
        assert is_answered_with(route(server, digits="1"), server, "first")
        begin = time.monotonic()
        proxy.change(CLEAR)
        server.wait_until_ready(5)
        assert time.monotonic() - begin < 5
    finally:
        server.stop()
        proxy.close()
