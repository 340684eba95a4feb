"""A receiver that is away, that refuses some, or comes back: everything arrives, and memory knows of a bounded part."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from flowc.serve import forwarding
from flowc.serve.forwarding import Forwarding
from flowc.serve.keeping import Keeping
from flowc.serve.logs import Log
from flowc.serve.metrics import Metrics
from flowc.serve.records import Parcel, Record
from flowc.serve.settings import Settings
from flowc.serve.stores.memory import MemoryStore


class Receiver:
    """Takes what ``taking`` says it takes; remembers that, and how often it was asked."""

    def __init__(self) -> None:
        self.taking: Callable[[str], bool] = lambda _: True
        self.taken: list[str] = []
        self.asked = 0
        self.hangs = False

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        body = (await reader.readexactly(length)).decode()
        self.asked += 1
        while self.hangs:
            await asyncio.sleep(0.01)
        good = self.taking(body)
        if good:
            self.taken.append(body)
        writer.write((b"HTTP/1.1 200 OK" if good else b"HTTP/1.1 503 No") + b"\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()


class Node:
    """What passes events on, over a store that it may share."""

    def __init__(self, url: str, store: MemoryStore, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.metrics = Metrics()
        self.told: list[str] = []
        self.keeping = Keeping(store, Settings(), lambda: None, clock)
        log = Log("warning", self.told.append)
        self.forwarding = Forwarding(url, store, self.keeping, self.metrics, log, None, clock)

    async def accept(self, call: str, *bodies: str) -> None:
        """Keep events as they are kept when they come in, and have them passed on."""

        def change(record: Record) -> tuple[Record, None]:
            parcels = (*record.parcels, *(Parcel((), body) for body in bodies))
            return record._replace(parcels=parcels, touched=self.clock()), None

        await self.keeping.change(call, change)
        self.forwarding.wake(call)


@asynccontextmanager
async def receiving() -> AsyncIterator[tuple[Receiver, str]]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver, "127.0.0.1", 0)
    try:
        yield receiver, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()


async def eventually(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.01)


def run(work: Callable[[Receiver, str], Awaitable[None]]) -> None:
    async def all_of_it() -> None:
        async with receiving() as (receiver, url):
            await work(receiver, url)

    asyncio.run(all_of_it())


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few calls at hand, and pauses that a test can wait for."""
    for name, value in {"MOST_AT_HAND": 50, "_FIRST_PAUSE": 0.01, "_LONGEST_PAUSE": 0.1, "_LONGEST_HOLD": 0.2,
                        "_LOOK_SECONDS": 0.05, "_CROWDED_SECONDS": 0.02, "_PAGE": 20}.items():  # fmt: skip
        monkeypatch.setattr(forwarding, name, value)


def test_while_the_receiver_is_away_little_is_at_hand_and_all_arrives_when_it_is_back() -> None:
    async def work(receiver: Receiver, url: str) -> None:
        now = time.time() - 1_000
        node = Node(url, MemoryStore(), lambda: now)
        receiver.taking = lambda _: False
        await node.forwarding.begin()
        tasks = len(asyncio.all_tasks())
        for number in range(400):
            await node.accept(f"call {number}", f"{number} a", f"{number} b")
        await eventually(lambda: node.metrics.value("flowc_receiver_away") == 1)
        assert 40 <= node.metrics.value("flowc_forwards_at_hand") <= 50
        assert len(asyncio.all_tasks()) <= tasks + 1 + 2 * 64
        now += 500
        before = receiver.asked
        await asyncio.sleep(0.5)
        assert receiver.asked - before <= 12, "one at a time, and seldom"
        assert receiver.taken == []
        receiver.taking = lambda _: True
        await eventually(lambda: len(receiver.taken) == 800)
        assert sorted(receiver.taken) == sorted(f"{number} {each}" for number in range(400) for each in "ab")
        for number in range(400):
            assert receiver.taken.index(f"{number} a") < receiver.taken.index(f"{number} b")
        await eventually(lambda: node.metrics.value("flowc_forwards_at_hand") == 0)
        assert node.metrics.value("flowc_receiver_away") == 0
        events = [json.loads(line)["event"] for line in node.told]
        assert events.count("receiver_away") == events.count("receiver_back") == 1
        assert events.count("not_passed_on") <= 100
        await node.forwarding.end()

    run(work)


def test_what_is_refused_holds_nobody_else_up_however_much_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forwarding, "_LONGEST_HOLD", 0.02)

    async def work(receiver: Receiver, url: str) -> None:
        now = time.time() - 1_000
        store = MemoryStore()
        node = Node(url, store, lambda: now)
        receiver.taking = lambda body: "poison" not in body
        for number in range(120):
            await node.accept(f"a {number}", f"poison {number}")
        now += 500
        for number in range(120):
            await node.accept(f"b {number}", f"good {number}")
        now += 500
        await node.forwarding.begin()
        await eventually(lambda: len(receiver.taken) == 120)
        assert node.metrics.value("flowc_forwards_at_hand") <= 50
        await node.forwarding.end()

    run(work)


def test_an_event_that_comes_while_the_one_before_it_is_passed_on_follows_it() -> None:
    async def work(receiver: Receiver, url: str) -> None:
        node = Node(url, MemoryStore())
        receiver.hangs = True
        await node.accept("call", "first")
        await eventually(lambda: receiver.asked == 1)
        await node.accept("call", "second")
        receiver.hangs = False
        await eventually(lambda: receiver.taken == ["first", "second"])
        await eventually(lambda: node.metrics.value("flowc_forwards_at_hand") == 0)
        await node.accept("call", "third")
        await eventually(lambda: receiver.taken == ["first", "second", "third"])
        await node.forwarding.end()

    run(work)


def test_what_a_lost_node_left_behind_is_passed_on_by_another_and_what_it_may_be_working_on_is_not() -> None:
    async def work(receiver: Receiver, url: str) -> None:
        now = time.time()
        store = MemoryStore()
        lost, other = (Node(url, store, lambda: now) for _ in range(2))
        await other.forwarding.begin()
        await asyncio.sleep(0.1)  # whatever was left when it began, it has seen
        receiver.hangs = True
        await lost.accept("call", "first", "second")
        await eventually(lambda: receiver.asked == 1)
        await lost.forwarding.end()
        receiver.hangs = False
        await asyncio.sleep(0.2)
        before = list(receiver.taken)
        assert "second" not in before
        now += 121
        await eventually(lambda: receiver.taken == [*before, "first", "second"])
        await other.forwarding.end()

    run(work)


def test_what_an_earlier_process_left_is_passed_on_at_once() -> None:
    async def work(receiver: Receiver, url: str) -> None:
        store = MemoryStore()
        before = Node("http://127.0.0.1:9/", store)
        for number in range(70):
            await before.accept(f"call {number}", str(number))
        await before.forwarding.end()
        node = Node(url, store)
        await node.forwarding.begin()
        await eventually(lambda: len(receiver.taken) == 70)
        await node.forwarding.end()

    run(work)


def test_only_so_many_wait_for_a_receiver_while_the_platform_does(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(receiver: Receiver, url: str) -> None:
        monkeypatch.setattr(forwarding, "_AT_ONCE", 3)
        node = Node(url, MemoryStore())
        receiver.hangs = True
        waiting = [asyncio.create_task(node.forwarding.deliver(Parcel((), "secret"))) for _ in range(3)]
        await eventually(lambda: receiver.asked == 3)
        assert not await node.forwarding.deliver(Parcel((), "one too many"))
        receiver.hangs = False
        assert await asyncio.gather(*waiting) == [True] * 3
        assert await node.forwarding.deliver(Parcel((), "later"))

    run(work)


def test_a_call_that_was_forgotten_meanwhile_is_no_longer_at_hand() -> None:
    async def work(receiver: Receiver, url: str) -> None:
        store = MemoryStore()
        node = Node(url, store)
        receiver.taking = lambda _: False
        await node.accept("call", "one")
        await eventually(lambda: receiver.asked >= 1)
        swept: Any = await store.sweep(time.time() + 1e9)
        assert swept == (1, 1)
        await eventually(lambda: node.metrics.value("flowc_forwards_at_hand") == 0)
        await node.forwarding.end()

    run(work)
