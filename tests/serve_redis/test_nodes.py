"""Two servers answer for the same calls, and neither sends a caller down a wrong branch."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.serve_faults.platform import ask, deliver, gathered
from tests.serve_faults.server import NAME, PREFIX, Server, build
from tests.serve_redis.server import RedisServer
from tests.serve_redis.shuffled import Manner, play

Nodes = Callable[..., list[Server]]


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Nodes]:
    """Starts servers of one build and one store, each with a state directory of its own."""
    started: list[Server] = []

    def start(store: str, *flags: str, number: int = 2) -> list[Server]:
        built = build(tmp_path)
        started.extend(Server(built, store, tmp_path / f"state{n}", *flags) for n in range(number))
        for server in started:
            server.wait_until_ready()
        return started

    yield start
    for server in started:
        server.stop()


def test_no_caller_takes_a_wrong_branch_when_events_come_late_twice_and_shuffled(
    redis: RedisServer, nodes: Nodes
) -> None:
    manner = Manner(late=8, gather=0.4)
    counts = play(nodes(redis.url, "--clock-skew", "0.1"), 40, manner, seed=1)
    assert (counts["wrong"], counts["unequal"], counts["refused"]) == (0, 0, 0), counts
    assert counts["right"] > counts["silent"] > 0, counts


def test_an_event_that_one_node_took_wakes_the_route_that_waits_at_the_other(redis: RedisServer, nodes: Nodes) -> None:
    here, there = nodes(redis.url)

    async def run() -> float:
        waiting = asyncio.create_task(ask(here.port, PREFIX, NAME, "main", call_id="call"))
        await asyncio.sleep(0.5)
        assert (await deliver(there.port, PREFIX, gathered("call", "1", "1"))).status // 100 == 2
        answer = await waiting
        assert json.loads(answer.body) == here.documents()["first"]
        return answer.seconds

    assert asyncio.run(run()) < 1.5


def test_an_acknowledged_event_survives_the_loss_of_the_primary(
    pair: tuple[RedisServer, RedisServer], nodes: Nodes
) -> None:
    primary, replica = pair
    store = f"redis://127.0.0.1:{primary.port},127.0.0.1:{replica.port}/0?replicas=1"
    servers = nodes(store)
    documents = servers[0].documents()
    digits = "124"
    branches = {"1": "first", "2": "second", "4": "person"}

    async def send(number: int) -> int:
        body = gathered(f"call-{number}", digits[number % 3], "1")
        return (await deliver(servers[number % 2].port, PREFIX, body)).status

    async def check(number: int) -> None:
        answer = await ask(servers[1 - number % 2].port, PREFIX, NAME, "main", call_id=f"call-{number}")
        assert json.loads(answer.body) == documents[branches[digits[number % 3]]], number

    async def run() -> None:
        accepted = set()
        for first in range(0, 300, 20):
            if first == 200:
                primary.kill()
            numbers = range(first, first + 20)
            for number, status in zip(numbers, await asyncio.gather(*map(send, numbers)), strict=True):
                assert status // 100 == 2 or status == 503
                if status != 503:
                    accepted.add(number)
        assert accepted == set(range(200)), "what nobody can confirm must not be acknowledged"
        replica.promote()
        for server in servers:
            server.wait_until_ready(5)
        for first in range(0, 200, 20):
            await asyncio.gather(*map(check, range(first, first + 20)))

    asyncio.run(run())


def test_a_primary_without_its_replica_still_answers_routes(
    pair: tuple[RedisServer, RedisServer], nodes: Nodes
) -> None:
    primary, replica = pair
    [server] = nodes(f"redis://127.0.0.1:{primary.port}/0?replicas=1", number=1)

    async def run() -> None:
        assert (await deliver(server.port, PREFIX, gathered("call", "1", "1"))).status // 100 == 2
        replica.kill()
        refused = await deliver(server.port, PREFIX, gathered("other", "2", "1"))
        assert refused.status == 503
        assert "retry-after" in refused.headers
        assert json.loads((await ask(server.port, PREFIX, NAME, "main", call_id="call")).body) == first
        replica.start()
        replica.wait_for_link(primary)
        assert (await deliver(server.port, PREFIX, gathered("other", "2", "1"))).status // 100 == 2

    first = server.documents()["first"]
    asyncio.run(run())
    assert server.status("/readyz") == 200
