"""Stores on one machine: changes in one step, kept when they say so, and gone for good after their time."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from flowc.serve.app import create_app
from flowc.serve.logs import Log
from flowc.serve.stores import Store, StoreDownError, Write
from flowc.serve.stores.memory import MemoryStore
from flowc.serve.stores.sqlite import SqliteStore
from tests.serve.builds import example

FAR = 4_000_000_000.0
MAKERS: list[Callable[[Path], Store]] = [lambda _: MemoryStore(), lambda folder: SqliteStore(str(folder / "calls.db"))]


def put(record: bytes, expires: float = FAR, waiting: bool = False) -> Callable[[bytes | None], tuple[Write, None]]:
    return lambda _: (Write(record, expires, waiting), None)


def count(before: bytes | None) -> tuple[Write, int]:
    number = int(before or b"0") + 1
    return Write(str(number).encode(), FAR), number


@pytest.fixture(params=MAKERS, ids=["memory", "sqlite"])
def use(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Callable[[Store], Awaitable[None]]], None]:
    def use(work: Callable[[Store], Awaitable[None]]) -> None:
        async def run() -> None:
            store: Store = request.param(tmp_path)
            await store.open()
            try:
                await work(store)
            finally:
                await store.close()

        asyncio.run(run())

    return use


Use = Callable[[Callable[[Store], Awaitable[None]]], None]


def test_no_change_is_lost(use: Use) -> None:
    async def work(store: Store) -> None:
        await store.ping()
        results = await asyncio.gather(*(store.update("c", count, safely=n % 3 == 0) for n in range(300)))
        assert sorted(results) == list(range(1, 301))
        assert await store.read("c") == b"300"
        assert await store.read("other") is None

    use(work)


def test_whoever_watches_is_told(use: Use) -> None:
    async def work(store: Store) -> None:
        with store.watch("c") as watch:
            assert not await watch.wait(0.01)
            await store.update("other", put(b"x"))
            assert not await watch.wait(0.01)
            await store.update("c", put(b"x"))
            assert await watch.wait(1)
            assert not await watch.wait(0.01)

    use(work)


def test_what_waits_is_found(use: Use) -> None:
    async def work(store: Store) -> None:
        await store.update("a", put(b"x", waiting=True))
        await store.update("b", put(b"x", waiting=True), safely=False)
        await store.update("c", put(b"x"))
        await store.update("a", put(b"x"))
        assert await store.waiting("", 10) == (["b"], "")

    use(work)


def test_what_waits_is_found_page_by_page_while_some_of_it_is_passed_on(use: Use) -> None:
    async def work(store: Store) -> None:
        for number in range(50):
            await store.update(f"call {number}", put(b"x", waiting=True), safely=False)
        place, found = "", set()
        for round_ in range(100):
            page = await store.waiting(place, 7)
            assert len(page.calls) <= 7
            found |= set(page.calls)
            place = page.place
            await store.update(f"call {round_}", put(b"x"))
            if not place:
                break
        assert not place
        assert {f"call {number}" for number in range(round_ + 1, 50)} <= found

    use(work)


def test_what_was_never_passed_on_is_counted_when_it_is_forgotten(use: Use) -> None:
    async def work(store: Store) -> None:
        await store.update("one", put(b"x", 1000, waiting=True))
        await store.update("two", put(b"x", 1000))
        await store.update("late", put(b"x", 3000, waiting=True))
        assert await store.sweep(2000) == (2, 1)
        assert await store.waiting("", 10) == (["late"], "")

    use(work)


def test_what_has_expired_is_forgotten(use: Use) -> None:
    async def work(store: Store) -> None:
        await store.update("old", put(b"x", 1000))
        await store.update("new", put(b"x", 3000))
        assert await store.sweep(2000) == (1, 0)
        assert await store.read("old") is None
        assert await store.read("new") == b"x"

    use(work)


def test_calls_that_every_user_could_read_are_shut_and_that_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"

    async def work(*, then: int) -> tuple[str, ...]:
        store = SqliteStore(str(path))
        await store.open()
        await store.update("one", put(b"x"))
        modes = {stat.S_IMODE(file.stat().st_mode) & ~0o600 for file in tmp_path.glob("calls.db*") if file != lock}
        await store.close()
        assert modes == {then}
        return tuple(store.warnings)

    lock = tmp_path / "calls.db.lock"
    assert asyncio.run(work(then=0)) == ()
    path.chmod(0o664)
    assert asyncio.run(work(then=0o060)) == (f"{path} was open to every user of this machine, and is no longer",)
    assert asyncio.run(work(then=0o060)) == ()


def test_calls_of_somebody_else_that_every_user_can_read_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "calls.db"
    path.touch(0o644)
    path.chmod(0o644)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("flowc.serve.stores.sqlite.os.chmod", refuse)

    async def work() -> None:
        app = create_app(example("departments"), store=SqliteStore(str(path)), log=Log("warning", told.append))
        await app.begin()
        await app.end()

    told: list[str] = []
    asyncio.run(work())
    assert f"{path} is open to every user of this machine (Operation not permitted); chmod o= {path}" in "".join(told)


def test_nothing_of_a_forgotten_record_is_left_in_the_files(tmp_path: Path) -> None:
    canary = b"31415926535897932384"

    async def work() -> None:
        store = SqliteStore(str(tmp_path / "calls.db"))
        await store.open()
        for number in range(200):
            await store.update(f"call{number}", put(b"%d %s" % (number, canary * (number % 7)), 1000), safely=False)
        await store.update("last", put(canary, 1000))
        assert canary in b"".join(file.read_bytes() for file in tmp_path.iterdir())
        await store.sweep(2000)
        assert canary not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
        await store.close()

    asyncio.run(work())


def test_what_was_kept_safely_is_there_again(tmp_path: Path) -> None:
    async def write() -> None:
        store = SqliteStore(str(tmp_path / "calls.db"))
        await store.open()
        await store.update("c", put(b"kept"))
        other = sqlite3.connect(tmp_path / "calls.db")
        assert other.execute("SELECT record FROM calls").fetchall() == [(b"kept",)], "before it is closed"
        other.close()
        await store.close()

    async def read() -> None:
        store = SqliteStore(str(tmp_path / "calls.db"))
        await store.open()
        assert await store.read("c") == b"kept"
        await store.close()

    asyncio.run(write())
    asyncio.run(read())


def test_a_file_that_cannot_be_written_is_a_store_that_is_away(tmp_path: Path) -> None:
    async def work() -> None:
        nowhere = SqliteStore(str(tmp_path / "calls.db" / "no" / "such"))
        (tmp_path / "calls.db").write_text("x")
        with pytest.raises(StoreDownError):
            await nowhere.open()
        (tmp_path / "text").write_text("this is no database, and it is long enough to be taken for one " * 50)
        text = SqliteStore(str(tmp_path / "text"))
        with pytest.raises(StoreDownError):
            await text.open()

    asyncio.run(work())


def test_while_another_writes_a_change_fails_and_may_be_tried_again(tmp_path: Path) -> None:
    async def work() -> None:
        store = SqliteStore(str(tmp_path / "calls.db"))
        await store.open()
        other = sqlite3.connect(tmp_path / "calls.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreDownError):
            await store.update("c", put(b"x"))
        assert await store.read("c") is None
        other.execute("ROLLBACK")
        other.close()
        await store.update("c", put(b"x"))
        assert await store.read("c") == b"x"
        await store.close()

    asyncio.run(work())
