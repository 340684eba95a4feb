"""Calls kept in Redis, so that several machines answer for the same calls.

A record is one string. It is changed by reading it, applying the change here, and writing in a script that looks
whether the record is still the one that was read; where it is not, the change is applied once more. Whatever comes in
while a batch is under way makes up the next one, so that a batch costs two journeys however many calls are in it.

**What is promised.** With ``replicas=N`` a change is kept safely when as many replicas have confirmed (``WAIT``) that
they have it in memory, so that it survives the loss of the primary where one of them is promoted. Where they do not
confirm, ``UnconfirmedError`` is raised, and the change has been made all the same. ``WAIT`` speaks of what this
connection wrote last, so a batch that finds nothing to write writes a mark: what another node wrote, and may not have
had confirmed, stands before the mark in the one stream that replicas follow. This is not strong consistency: a primary
that was cut off and has a replica on its side goes on taking writes that are lost when it comes back. Without
``replicas`` nothing is promised but what the server's own log keeps.

Keys: ``flowc:call:<call>`` holds a record, and is the channel of its news; ``flowc:expires`` is the calls sorted by
when they expire, ``flowc:waiting`` the set of those that wait to be passed on, ``flowc:mark`` the mark. A record that
nobody sweeps, because no node is running any more, is dropped by Redis itself a day after it has expired.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any, NamedTuple, TypeVar

from redis.asyncio import Redis
from redis.exceptions import BusyLoadingError, NoScriptError, ReadOnlyError, ResponseError

from flowc.serve.stores import Change, Page, StoreDownError, Swept, UnconfirmedError, Watch, Write
from flowc.serve.stores.lanes import Lane
from flowc.serve.stores.redis_news import News
from flowc.serve.stores.redis_primary import TROUBLE, Primary, read_url

__all__ = ["RedisStore"]

T = TypeVar("T")

_CONFIRM_MS, _DOUBTFUL_MS = 400, 50
"""How long replicas may take to confirm: as a rule, and while they do not. A server may take longer over an answer."""
_LIMIT_SECONDS = 0.9
"""How long a batch may take; where one takes longer, whatever waits behind it fails at once."""
_LEFT_OVER_SECONDS = 86_400
_SWEPT_AT_ONCE = 500

_CALL, _EXPIRES, _WAITING, _MARK = "flowc:call:", "flowc:expires", "flowc:waiting", "flowc:mark"

_WRITE = """
local written = {}
local any = false
for i = 4, #KEYS do
    local at = (i - 4) * 5
    local held = redis.call('GET', KEYS[i])
    if (held and '=' .. held or '') == ARGV[at + 1] then
        redis.call('SET', KEYS[i], ARGV[at + 2], 'PX', ARGV[at + 3])
        redis.call('ZADD', KEYS[1], ARGV[at + 4], KEYS[i])
        redis.call(ARGV[at + 5] == '1' and 'SADD' or 'SREM', KEYS[2], KEYS[i])
        redis.call('PUBLISH', KEYS[i], '')
        written[#written + 1] = 1
        any = true
    else
        written[#written + 1] = 0
    end
end
if not any then
    redis.call('SET', KEYS[3], '')
end
return written
"""

_SWEEP = """
local expired = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
local waited = 0
for _, key in ipairs(expired) do
    redis.call('DEL', key)
    redis.call('ZREM', KEYS[1], key)
    waited = waited + redis.call('SREM', KEYS[2], key)
end
return {#expired, waited}
"""


class _Job(NamedTuple):
    """A change to make, or to read only where there is none; ``outcome`` is its result, or the record."""

    call: str
    change: Change[Any] | None
    outcome: asyncio.Future[Any]


class RedisStore:
    """See ``flowc.serve.stores.Store``; ``url`` as ``read_url`` reads it."""

    lasting = True
    warnings: Sequence[str] = ()

    def __init__(self, url: str) -> None:
        address = read_url(url)
        self.title = address.title
        self._replicas = address.replicas
        self._primary = Primary(address, self._load_scripts)
        self._news = News(self._primary, _key)
        self._reads = Lane(self._guarded(self._read), _fail)
        self._changes = {safely: Lane(self._guarded(self._writer(safely)), _fail) for safely in (False, True)}
        self._confirmed = True
        self._write = self._sweep = ""

    async def open(self) -> None:
        """Look for the primary. Where there is none yet this is no error: it is looked for until it is there."""
        with suppress(StoreDownError):
            await self._primary.find(_LIMIT_SECONDS)

    async def close(self) -> None:
        for lane in (*self._changes.values(), self._reads):
            await lane.finish()
        await self._news.close()
        await self._primary.close()

    async def ping(self) -> None:
        """As the protocol says, of the primary: whether replicas confirm is seen when something is kept safely."""

        async def mark(client: Redis) -> None:
            await client.set(_MARK, b"")

        await self._ask(mark)

    async def read(self, call: str) -> bytes | None:
        record: bytes | None = await self._have_done(self._reads, call, None)
        return record

    async def update(self, call: str, change: Change[T], *, safely: bool = True) -> T:
        result: T = await self._have_done(self._changes[safely and self._replicas > 0], call, change)
        return result

    def watch(self, call: str) -> AbstractContextManager[Watch]:
        return self._news.watch(call)

    async def waiting(self, place: str, most: int) -> Page:
        async def some(client: Redis) -> Any:
            return await client.sscan(_WAITING, int(place or 0), count=most)

        following, members = await self._ask(some)
        return Page([member.decode().removeprefix(_CALL) for member in members], str(following) if following else "")

    async def sweep(self, now: float) -> Swept:
        async def some(client: Redis) -> tuple[int, int]:
            gone, waited = await client.evalsha(self._sweep, 2, _EXPIRES, _WAITING, repr(now), str(_SWEPT_AT_ONCE))
            return gone, waited

        forgotten = waiting = 0
        while True:
            gone, waited = await self._ask(some)
            forgotten += gone
            waiting += waited
            if gone < _SWEPT_AT_ONCE:
                return Swept(forgotten, waiting)

    # --- one at a time ------------------------------------------------------------------------------------------

    async def _ask(self, question: Callable[[Redis], Awaitable[T]]) -> T:
        client = self._primary.client()
        try:
            async with asyncio.timeout(_LIMIT_SECONDS):
                return await question(client)
        except TROUBLE as problem:
            raise self._down(client, problem) from None

    async def _have_done(self, lane: Lane[_Job], call: str, change: Change[Any] | None) -> Any:
        self._primary.client()
        job = _Job(call, change, asyncio.get_running_loop().create_future())
        lane.add(job)
        return await job.outcome

    # --- batches ------------------------------------------------------------------------------------------------

    def _guarded(self, work: Callable[[Redis, list[_Job]], Awaitable[list[_Job]]]) -> _Work:
        async def guarded(jobs: list[_Job]) -> list[_Job]:
            client = self._primary.client()
            try:
                async with asyncio.timeout(_LIMIT_SECONDS):
                    return await work(client, [job for job in jobs if not job.outcome.done()])
            except TROUBLE as problem:
                raise self._down(client, problem) from None

        return guarded

    async def _read(self, client: Redis, jobs: list[_Job]) -> list[_Job]:
        records = await _records(client, jobs)
        for job in jobs:
            _tell(job, records[job.call])
        return []

    def _writer(self, safely: bool) -> Callable[[Redis, list[_Job]], Awaitable[list[_Job]]]:
        async def write(client: Redis, jobs: list[_Job]) -> list[_Job]:
            before = await _records(client, jobs)
            after, results = _apply(jobs, before)
            refused: set[str] = set()
            confirmed = True
            if after or safely:
                refused, confirmed = await self._commit(client, before, after, safely)
            for call in after.keys() - refused:
                self._news.tell(call)
            for job, result in results:
                if job.call in refused:
                    continue
                if confirmed:
                    _tell(job, result)
                else:
                    _fail(job, UnconfirmedError(f"not confirmed by {self._replicas} replicas of Redis", result))
            return [job for job, _ in results if job.call in refused]

        return write

    async def _commit(
        self, client: Redis, before: dict[str, bytes | None], after: dict[str, Write], safely: bool
    ) -> tuple[set[str], bool]:
        """Write what is still as it was read; the calls of which the records were not, and whether it was confirmed."""
        now = time.time()
        values: list[bytes | str] = []
        for call, write in after.items():
            held = before[call]
            life = max(write.expires - now, 0) + _LEFT_OVER_SECONDS
            values += [b"" if held is None else b"=" + held, write.record, str(int(life * 1000)), repr(write.expires)]
            values.append("1" if write.waiting else "0")
        keys = [_EXPIRES, _WAITING, _MARK, *map(_key, after)]
        pipeline = client.pipeline(transaction=False)
        pipeline.evalsha(self._write, len(keys), *keys, *values)
        if safely:
            pipeline.execute_command("WAIT", self._replicas, _CONFIRM_MS if self._confirmed else _DOUBTFUL_MS)
        written, *replicas = await pipeline.execute()
        if safely:
            self._confirmed = replicas[0] >= self._replicas
        refused = {call for call, is_written in zip(after, written, strict=True) if not is_written}
        return refused, self._confirmed or not safely

    async def _load_scripts(self, client: Redis) -> None:
        self._write = await client.script_load(_WRITE)
        self._sweep = await client.script_load(_SWEEP)

    def _down(self, client: Redis, problem: Exception) -> StoreDownError:
        """What whoever asked is told. A server that has answered, and is the right one, is not given up."""
        if not isinstance(problem, ResponseError) or isinstance(problem, _GIVEN_UP):
            self._primary.lost(client)
        return StoreDownError(f"Redis: {type(problem).__name__}")


_Work = Callable[[list[_Job]], Awaitable[list[_Job]]]
_GIVEN_UP = (ReadOnlyError, NoScriptError, BusyLoadingError)


async def _records(client: Redis, jobs: list[_Job]) -> dict[str, bytes | None]:
    calls = list({job.call: None for job in jobs})
    held: list[Any] = await client.mget(map(_key, calls)) if calls else []
    return dict(zip(calls, held, strict=True))


def _apply(jobs: list[_Job], before: dict[str, bytes | None]) -> tuple[dict[str, Write], list[tuple[_Job, Any]]]:
    """What the changes of a batch make of the records, one behind the other, and the result of each."""
    after: dict[str, Write] = {}
    results = []
    for job in jobs:
        assert job.change is not None
        held = after[job.call].record if job.call in after else before[job.call]
        try:
            write, result = job.change(held)
        except Exception as problem:
            _fail(job, problem)
            continue
        if write is not None:
            after[job.call] = write
        results.append((job, result))
    return after, results


def _tell(job: _Job, result: Any) -> None:
    if not job.outcome.done():
        job.outcome.set_result(result)


def _fail(job: _Job, problem: Exception) -> None:
    if not job.outcome.done():
        job.outcome.set_exception(problem)


def _key(call: str) -> str:
    return _CALL + call
