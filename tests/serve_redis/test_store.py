"""The Redis store keeps what a store promises: changes in one step, from whichever node, kept safely or refused."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from flowc.serve.stores import StoreDownError, UnconfirmedError, Write
from flowc.serve.stores.redis import RedisStore
from tests.serve_faults.proxy import Proxy, Weather
from tests.serve_redis.server import RedisServer

FAR = time.time() + 3600


@asynccontextmanager
async def opened(*urls: str) -> AsyncIterator[list[RedisStore]]:
    stores = [RedisStore(url) for url in urls]
    try:
        for store in stores:
            await store.open()
        yield stores
    finally:
        for store in stores:
            await store.close()


def put(record: bytes, expires: float = FAR, waiting: bool = False) -> Callable[[bytes | None], tuple[Write, None]]:
    return lambda held: (Write(record, expires, waiting), None)


def count(held: bytes | None) -> tuple[Write, int]:
    number = int(held or b"0") + 1
    return Write(b"%d" % number, FAR), number


def nothing(held: bytes | None) -> tuple[None, bytes | None]:
    return None, held


async def eventually(holds: Callable[[], Awaitable[bool]], seconds: float) -> float:
    """Seconds until it holds."""
    begin = time.monotonic()
    while not await holds():
        assert time.monotonic() < begin + seconds, "it does not come to hold"
        await asyncio.sleep(0.02)
    return time.monotonic() - begin


async def answers(store: RedisStore) -> bool:
    try:
        await store.ping()
    except StoreDownError:
        return False
    return True


def test_a_record_is_read_as_it_was_written(redis: RedisServer) -> None:
    async def run() -> None:
        async with opened(redis.url) as [store]:
            assert await store.read("call") is None
            await store.update("call", put(b"\x00\xff\r\n one"))
            assert await store.read("call") == b"\x00\xff\r\n one"
            await store.update("call", put(b""))
            assert await store.read("call") == b""
            assert await store.update("call", nothing) == b""

    asyncio.run(run())


def test_no_change_is_lost_to_another_from_the_same_node_or_the_other(redis: RedisServer) -> None:
    async def run() -> None:
        async with opened(redis.url, redis.url) as stores:
            changes = [stores[n % 2].update(f"call {n % 3}", count, safely=n % 5 == 0) for n in range(300)]
            numbers = await asyncio.gather(*changes)
            assert sorted(numbers) == sorted([*range(1, 101)] * 3)
            assert [await stores[0].read(f"call {n}") for n in range(3)] == [b"100"] * 3

    asyncio.run(run())


def test_a_change_that_raises_hurts_nobody_else(redis: RedisServer) -> None:
    def fault(held: bytes | None) -> tuple[None, None]:
        raise ZeroDivisionError

    async def run() -> None:
        async with opened(redis.url) as [store]:
            first, second, third = await asyncio.gather(
                store.update("call", count), store.update("call", fault), store.update("call", count),
                return_exceptions=True,
            )  # fmt: skip
            assert isinstance(second, ZeroDivisionError)
            assert {first, third} == {1, 2}

    asyncio.run(run())


def test_news_of_the_other_node_wakes_whoever_waits(redis: RedisServer) -> None:
    async def run() -> None:
        async with opened(redis.url, redis.url) as [here, there]:

            async def change_later() -> None:
                await asyncio.sleep(0.3)
                await there.update("call", put(b"news"))

            async def until_there() -> bytes | None:
                with here.watch("call") as watch:
                    while (record := await here.read("call")) is None:
                        assert await watch.wait(2), "no news came"
                return record

            begin = time.monotonic()
            _, record = await asyncio.gather(change_later(), until_there())
            assert record == b"news"
            assert time.monotonic() - begin < 1

    asyncio.run(run())


def test_no_news_come_of_another_call(redis: RedisServer) -> None:
    async def run() -> None:
        async with opened(redis.url, redis.url) as [here, there]:
            with here.watch("call") as watch:
                assert await watch.wait(1), "a subscription that has been confirmed asks for another look"
                await there.update("another call", put(b"news"))
                assert not await watch.wait(0.2)

    asyncio.run(run())


def test_whoever_watches_one_call_again_and_again_hears_of_every_change(redis: RedisServer) -> None:
    async def run() -> None:
        async with opened(redis.url, redis.url) as [here, there]:
            for n in range(20):
                record = b"%d" % n
                with here.watch("call") as watch:
                    assert await here.read("call") != record
                    change = asyncio.create_task(there.update("call", put(record)))
                    while await here.read("call") != record:
                        assert await watch.wait(2), f"of change {n} nothing was heard"
                    await change

    asyncio.run(run())


def test_news_come_again_after_the_connection_was_lost(redis: RedisServer) -> None:
    proxy = Proxy(("127.0.0.1", redis.port))

    async def run() -> None:
        async with opened(f"redis://127.0.0.1:{proxy.port}", redis.url) as [here, there]:
            with here.watch("call") as watch:
                await watch.wait(1)
                proxy.change(Weather("silent"))
                await asyncio.sleep(1)
                await there.update("call", put(b"news"))
                proxy.change(Weather("clear"))
                assert await watch.wait(3), "nobody was told that there is something to read again"
                await eventually(lambda: answers(here), 3)
                assert await here.read("call") == b"news"

    asyncio.run(run())
    proxy.close()


def test_calls_that_wait_to_be_passed_on_are_found_again(redis: RedisServer) -> None:
    async def run() -> None:
        async with opened(redis.url) as [store]:
            await store.update("one", put(b"1", waiting=True))
            await store.update("two", put(b"2", waiting=True))
            await store.update("two", put(b"2", waiting=False))
        async with opened(redis.url) as [store]:
            assert await store.waiting("", 10) == (["one"], "")

    asyncio.run(run())


def test_calls_that_wait_are_found_some_at_a_time(redis: RedisServer) -> None:
    async def run() -> None:
        async with opened(redis.url) as [store]:
            for n in range(1_000):
                await store.update(f"call {n}", put(b"x", waiting=True), safely=False)
            await store.update("last", put(b"x", waiting=True))
            place, found, pages = "", set[str](), 0
            while pages == 0 or place:
                page = await store.waiting(place, 100)
                assert len(page.calls) < 500
                found |= set(page.calls)
                place = page.place
                pages += 1
            assert found == {f"call {n}" for n in range(1_000)} | {"last"}
            assert pages > 2

    asyncio.run(run())


def test_what_has_expired_is_swept_and_the_rest_stays(redis: RedisServer) -> None:
    async def run() -> None:
        async with opened(redis.url) as [store]:
            for n in range(600):
                await store.update(f"old {n}", put(b"canary-4711", expires=100.0, waiting=True), safely=False)
            await store.update("late", put(b"kept", expires=300.0))
            assert await store.sweep(200.0) == (600, 600)
            assert await store.sweep(200.0) == (0, 0)
            assert await store.read("late") == b"kept"
            assert await store.read("old 7") is None
            assert await store.waiting("", 10) == ([], "")
        assert redis.say("KEYS *").count("old") == 0

    asyncio.run(run())


def test_a_record_that_nobody_sweeps_is_dropped_by_the_server(redis: RedisServer) -> None:
    async def run() -> None:
        async with opened(redis.url) as [store]:
            await store.update("call", put(b"x", expires=time.time() + 60))

    asyncio.run(run())
    left = int(redis.say("PTTL flowc:call:call").removeprefix(":")) / 1000
    assert 86_400 < left <= 86_460


def test_scripts_that_the_server_has_forgotten_are_loaded_again(redis: RedisServer) -> None:
    async def run() -> None:
        async with opened(redis.url) as [store]:
            redis.say("SCRIPT FLUSH")
            with pytest.raises(StoreDownError):
                await store.update("call", count)
            await eventually(lambda: answers(store), 2)
            assert await store.update("call", count) == 1

    asyncio.run(run())


def test_what_no_replica_confirms_is_refused_within_a_second(redis: RedisServer) -> None:
    async def run() -> None:
        async with opened(f"{redis.url}?replicas=1") as [store]:
            begin = time.monotonic()
            with pytest.raises(UnconfirmedError, match="not confirmed by 1 replica") as unconfirmed:
                await store.update("call", count)
            assert unconfirmed.value.result == 1
            assert time.monotonic() - begin < 1
            assert await store.update("call", count, safely=False) == 2
            with pytest.raises(UnconfirmedError):  # a second delivery finds nothing to write, and is confirmed no more
                await store.update("call", nothing)

    asyncio.run(run())


def test_what_was_confirmed_survives_the_primary(pair: tuple[RedisServer, RedisServer]) -> None:
    primary, replica = pair

    async def run() -> None:
        url = f"redis://127.0.0.1:{primary.port},127.0.0.1:{replica.port}/0?replicas=1"
        async with opened(url, url) as stores:
            kept: set[int] = set()

            async def keep(n: int) -> None:
                try:
                    await stores[n % 2].update(f"call {n}", put(b"%d" % n))
                except StoreDownError:
                    return
                kept.add(n)

            for n in range(60):
                if n == 40:
                    primary.kill()
                await asyncio.gather(*(keep(n * 10 + k) for k in range(10)))
            assert kept >= set(range(400))
            replica.promote()
            async with opened(replica.url) as [after]:
                for n in kept:
                    assert await after.read(f"call {n}") == b"%d" % n

    asyncio.run(run())


def test_a_promoted_replica_takes_the_writes_within_five_seconds(pair: tuple[RedisServer, RedisServer]) -> None:
    primary, replica = pair

    async def run() -> None:
        async with opened(f"redis://127.0.0.1:{primary.port},127.0.0.1:{replica.port}/0") as [store]:
            await store.update("call", count)
            primary.kill()
            assert not await answers(store)
            replica.promote()
            assert await eventually(lambda: answers(store), 5) < 5
            assert await store.update("call", count) == 2

    asyncio.run(run())


def test_a_primary_that_has_become_a_replica_is_left(pair: tuple[RedisServer, RedisServer]) -> None:
    primary, replica = pair

    async def run() -> None:
        async with opened(f"redis://127.0.0.1:{primary.port},127.0.0.1:{replica.port}/0?replicas=1") as [store]:
            await store.update("call", count)
            replica.promote()
            primary.follow(replica.port)
            primary.wait_for_link(replica)
            await eventually(lambda: answers(store), 5)
            assert await store.update("call", count) == 2
            assert replica.say("GET flowc:call:call").endswith("2")

    asyncio.run(run())


@pytest.mark.parametrize("kind", ["refused", "silent", "deaf", "torn"])
def test_a_store_that_is_away_says_so_within_a_second_and_then_at_once(redis: RedisServer, kind: str) -> None:
    proxy = Proxy(("127.0.0.1", redis.port))

    async def run() -> None:
        async with opened(f"redis://127.0.0.1:{proxy.port}/0") as [store]:
            assert await store.update("call", count) == 1
            proxy.change(Weather(kind))  # type: ignore[arg-type]
            for limit in (1.0, 0.05):
                begin = time.monotonic()
                with pytest.raises(StoreDownError):
                    await store.read("call")
                with pytest.raises(StoreDownError):
                    await store.update("call", count)
                assert time.monotonic() - begin < limit
            proxy.change(Weather("clear"))
            assert await eventually(lambda: answers(store), 5) < 5
            assert await store.update("call", count) >= 2

    asyncio.run(run())
    proxy.close()


def test_a_store_that_is_away_at_the_start_is_found_when_it_comes(redis: RedisServer) -> None:
    proxy = Proxy(("127.0.0.1", redis.port))
    proxy.change(Weather("refused"))

    async def run() -> None:
        store = RedisStore(f"redis://127.0.0.1:{proxy.port}/0")
        await store.open()
        with pytest.raises(StoreDownError):
            await store.read("call")
        proxy.change(Weather("clear"))
        await eventually(lambda: answers(store), 5)
        await store.close()

    asyncio.run(run())
    proxy.close()


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("redis://h/0", "Redis at h:6379"),
        ("redis://me:secret@h:7000,i:7001/2?replicas=1", "Redis at h:7000, i:7001, confirmed by 1 replica"),
        ("rediss://:secret@h?replicas=2", "Redis at h:6379, confirmed by 2 replicas"),
    ],
)
def test_the_title_names_the_servers_and_no_password(url: str, title: str) -> None:
    assert RedisStore(url).title == title


@pytest.mark.parametrize("url", ["redis:///0", "redis://h,,i/0", "redis://h/0?replicas=x", "redis://h/0?replicas=-1"])
def test_a_url_that_names_no_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"Redis server|replicas"):
        RedisStore(url)
