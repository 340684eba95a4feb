"""Calls kept in one SQLite file: for one machine, and one process at a time.

What the event loop changes it changes in memory first: a change sees all changes before it, written or not, without
waiting. One thread writes; it takes everything that has come up since its last transaction into the next one, so that
many callers share the cost of a commit (group commit). Whoever asked for a change to be kept safely waits for it; what
nobody waits for is handed over a moment later, with whatever comes up meanwhile.

Nobody else writes to the file. So the records of recent calls are kept at hand, and a filter knows which calls are new:
event loop and thread share one interpreter, and whoever looks into the file may lose it to the other.

The journal is a write-ahead log synced at each commit (``synchronous=FULL``): what was committed survives the end of
the process, and the loss of power as far as the disk keeps its promises. What is deleted is overwritten with zeros, and
the log is emptied when records have been forgotten, so that nothing of them is left in either file.
"""

from __future__ import annotations

import asyncio
import math
import os
import queue
import sqlite3
import stat
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from typing import IO, NamedTuple, TypeVar

from flowc.serve.stores import Change, Page, StoreDownError, Swept, Watch, Write
from flowc.serve.stores.known import Known
from flowc.serve.stores.watching import Watchers

__all__ = ["SqliteStore"]

T = TypeVar("T")

_TAKEOVER_SECONDS = 5.0
_MOST_IN_ONE = 1_000
_RECENT = 10_000
"""Calls whose records are kept at hand."""
_LINGER_SECONDS = 0.05
_WORTH_IT = 16
"""Changes that are handed over at once, so that the thread commits them while the event loop goes on with others."""
_GRAIN = 4
"""Seconds to which expiries are rounded up, so that their index seldom changes."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS calls (
    call TEXT PRIMARY KEY, record BLOB NOT NULL, expires INTEGER NOT NULL, waiting INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS calls_by_expiry ON calls (expires);
CREATE INDEX IF NOT EXISTS calls_waiting ON calls (call) WHERE waiting;
"""
_READ = "SELECT record, expires FROM calls WHERE call = ?"
_PAGE = "SELECT call FROM calls WHERE waiting AND call > ? ORDER BY call LIMIT ?"
_WAITED = "SELECT count(*) FROM calls WHERE expires <= ? AND waiting"
_AT_ONCE = (64, 16, 4, 1)
_WRITES = {
    number: f"""
INSERT INTO calls (call, record, expires, waiting) VALUES {", ".join(["(?, ?, ?, ?)"] * number)}
ON CONFLICT (call) DO UPDATE SET record = excluded.record, expires = excluded.expires, waiting = excluded.waiting
"""
    for number in _AT_ONCE
}
"""Statements by how many records they write: each takes the interpreter from the event loop once."""


class _Put(NamedTuple):
    """A record to be written; ``kept`` is told when it is."""

    call: str
    write: Write
    kept: asyncio.Future[None] | None


class _Work(NamedTuple):
    """Something else that the writing thread is to do, outside of a transaction."""

    do: Callable[[sqlite3.Connection], int]
    done: asyncio.Future[int]


class SqliteStore:
    """See ``flowc.serve.stores.Store``. ``path`` is the file; it is made where there is none."""

    lasting = True

    def __init__(self, path: str) -> None:
        self.title = f"SQLite at {path}"
        self.warnings: Sequence[str] = ()
        self._path = path
        self._watchers = Watchers()
        self._unwritten: dict[str, _Put] = {}
        self._recent: OrderedDict[str, Write] = OrderedDict()
        self._known = Known()
        self._puts: list[_Put] = []
        self._is_urgent = self._is_due = False
        self._queue: queue.SimpleQueue[list[_Put] | _Work | None] = queue.SimpleQueue()
        self._reader: sqlite3.Connection | None = None
        self._thread: threading.Thread | None = None
        self._lock: IO[bytes] | None = None

    # --- the store ---------------------------------------------------------------------------------------------

    async def open(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._lock = await asyncio.to_thread(_locked, self._path)
        self.warnings = tuple(_shut(self._path))
        try:
            writer = _connection(self._path)
            writer.executescript(_SCHEMA)
            self._known = Known(call for (call,) in writer.execute("SELECT call FROM calls"))
            self._reader = _connection(self._path)
        except sqlite3.Error as problem:
            self._lock.close()
            raise StoreDownError(f"{self._path}: {problem}") from None
        self._thread = threading.Thread(target=self._write_all, args=(writer,), name="flowc-sqlite", daemon=True)
        self._thread.start()

    async def close(self) -> None:
        if self._thread is None or self._lock is None:
            return
        self._hand_over()
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)
        if self._reader is not None:
            self._reader.close()
        self._reader = self._thread = None
        self._lock.close()

    async def ping(self) -> None:
        await self._do(_can_write)

    async def read(self, call: str) -> bytes | None:
        return self._read(call)

    async def update(self, call: str, change: Change[T], *, safely: bool = True) -> T:
        write, result = change(self._read(call))
        if write is None:
            if safely and call in self._unwritten:
                await self._do(_nothing)  # what the result was made from is kept then
            return result
        kept = self._loop.create_future() if safely else None
        self._put(_Put(call, write, kept))
        self._watchers.tell(call)
        if kept is not None:
            await kept
        return result

    def watch(self, call: str) -> AbstractContextManager[Watch]:
        return self._watchers.watch(call)

    async def waiting(self, place: str, most: int) -> Page:
        await self._do(_nothing)
        assert self._reader is not None
        calls = [call for (call,) in self._reader.execute(_PAGE, (place, most)).fetchall()]
        return Page(calls, calls[-1] if len(calls) == most else "")

    async def sweep(self, now: float) -> Swept:
        waited = 0

        def sweep(connection: sqlite3.Connection) -> int:
            nonlocal waited
            ((waited,),) = connection.execute(_WAITED, (now,)).fetchall()
            forgotten = connection.execute("DELETE FROM calls WHERE expires <= ?", (now,)).rowcount
            if forgotten:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return forgotten

        forgotten = await self._do(sweep)
        for call in [call for call, write in self._recent.items() if _grained(write.expires) <= now]:
            del self._recent[call]
        return Swept(forgotten, waited)

    # --- in the event loop -------------------------------------------------------------------------------------

    def _read(self, call: str) -> bytes | None:
        write = self._recent.get(call)
        if write is None and call in self._unwritten:
            write = self._unwritten[call].write
        if write is not None:
            return write.record
        if self._reader is None:
            raise StoreDownError(f"{self.title} is not open")
        if call not in self._known:
            return None
        try:
            rows = self._reader.execute(_READ, (call,)).fetchall()
        except sqlite3.Error as problem:
            raise StoreDownError(f"{self._path}: {problem}") from None
        if not rows:
            return None
        record, expires = rows[0]
        self._keep_at_hand(call, Write(record, expires))
        return bytes(record)

    def _keep_at_hand(self, call: str, write: Write) -> None:
        self._recent[call] = write
        self._recent.move_to_end(call)
        if len(self._recent) > _RECENT:
            self._recent.popitem(last=False)

    def _put(self, put: _Put) -> None:
        """Have a record written: with the others of this turn where somebody waits for it, else a moment later."""
        self._known.add(put.call)
        self._keep_at_hand(put.call, put.write)
        self._unwritten[put.call] = put
        self._puts.append(put)
        if put.kept is not None and len(self._puts) >= _WORTH_IT:
            self._hand_over()
        elif put.kept is not None and not self._is_urgent:
            self._is_urgent = True
            self._loop.call_soon(self._hand_over)
        elif put.kept is None and not self._is_due:
            self._is_due = True
            self._loop.call_later(_LINGER_SECONDS, self._hand_over)

    def _hand_over(self) -> None:
        """Give the writing thread what has come up."""
        self._is_urgent = self._is_due = False
        if self._puts:
            self._queue.put(self._puts)
            self._puts = []

    async def _do(self, do: Callable[[sqlite3.Connection], int]) -> int:
        if self._thread is None:
            raise StoreDownError(f"{self.title} is not open")
        done: asyncio.Future[int] = self._loop.create_future()
        self._hand_over()
        self._queue.put(_Work(do, done))
        return await done

    def _written(self, puts: Sequence[_Put], problem: str | None) -> None:
        """A transaction has ended, badly where there is a problem."""
        for put in puts:
            if self._unwritten.get(put.call) is put:
                del self._unwritten[put.call]
            if problem is not None and self._recent.get(put.call) is put.write:
                del self._recent[put.call]
            if put.kept is not None and not put.kept.done():
                if problem is None:
                    put.kept.set_result(None)
                else:
                    put.kept.set_exception(StoreDownError(problem))

    # --- in the writing thread ---------------------------------------------------------------------------------

    def _write_all(self, connection: sqlite3.Connection) -> None:
        last = False
        while not last:
            puts: list[_Put] = []
            works: list[_Work] = []
            item = self._queue.get()
            while True:
                if item is None:
                    last = True
                elif isinstance(item, list):
                    puts += item
                else:
                    works.append(item)
                if last or works or len(puts) >= _MOST_IN_ONE or self._queue.empty():
                    break
                item = self._queue.get()
            if puts:
                self._tell(self._written, puts, _commit(connection, puts))
            for work in works:
                self._tell(_finish, work.done, _outcome(connection, work))
        connection.close()

    def _tell(self, tell: Callable[..., None], *what: object) -> None:
        with suppress(RuntimeError):  # nobody is left to be told
            self._loop.call_soon_threadsafe(tell, *what)


def _commit(connection: sqlite3.Connection, puts: Sequence[_Put]) -> str | None:
    """Write records in one transaction; what went wrong, None where nothing did."""
    newest = {put.call: put.write for put in puts}
    rows = [(call, write.record, _grained(write.expires), write.waiting) for call, write in newest.items()]
    try:
        connection.execute("BEGIN IMMEDIATE")
        for number in _AT_ONCE:
            while len(rows) >= number:
                connection.execute(_WRITES[number], [value for row in rows[:number] for value in row])
                del rows[:number]
        connection.execute("COMMIT")
    except sqlite3.Error as problem:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return str(problem)
    return None


def _outcome(connection: sqlite3.Connection, work: _Work) -> int | StoreDownError:
    try:
        return work.do(connection)
    except sqlite3.Error as problem:
        return StoreDownError(str(problem))


def _finish(done: asyncio.Future[int], outcome: int | StoreDownError) -> None:
    if done.done():
        return
    if isinstance(outcome, StoreDownError):
        done.set_exception(outcome)
    else:
        done.set_result(outcome)


def _grained(expires: float) -> int:
    return math.ceil(expires / _GRAIN) * _GRAIN


def _nothing(connection: sqlite3.Connection) -> int:
    return 0


def _can_write(connection: sqlite3.Connection) -> int:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("ROLLBACK")
    return 0


def _connection(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=1.0)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _shut(path: str) -> Iterator[str]:
    """Take the file and its journal from everybody who is neither owner nor group; what there is to be told of that."""
    for file in (path, f"{path}-wal", f"{path}-shm"):
        try:
            mode = stat.S_IMODE(os.stat(file).st_mode)
            if mode & stat.S_IRWXO:
                os.chmod(file, mode & ~stat.S_IRWXO)
                yield f"{file} was open to every user of this machine, and is no longer"
        except FileNotFoundError:
            continue
        except OSError as problem:
            yield f"{file} is open to every user of this machine ({problem.strerror}); chmod o= {file}"


def _locked(path: str) -> IO[bytes]:
    """A lock that only one process holds, so that what one has not written yet is never missed by another."""
    import fcntl

    try:
        os.makedirs(os.path.dirname(os.path.abspath(path)), mode=0o700, exist_ok=True)
        lock = open(f"{path}.lock", "ab")  # noqa: SIM115 (held until the store is closed)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as problem:
        raise StoreDownError(f"{path}: {problem.strerror}") from None
    deadline = time.monotonic() + _TAKEOVER_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > deadline:
                lock.close()
                raise StoreDownError(f"{path}: another process is using it") from None
            time.sleep(0.05)
        else:
            return lock
