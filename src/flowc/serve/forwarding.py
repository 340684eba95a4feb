"""Events, passed on to the author's own receiver as they came: the body byte by byte, with the headers that sign it.

What waits to be passed on stands in the record of its call, in order, so that it is as lasting as the store and is
forgotten with the call. One parcel of a call is under way at a time; one that is not taken is tried again, later each
time, and those behind it wait. Anything but 2xx is not taken, a redirect included.

An event that may tell a secret is never kept. It is passed on while the platform waits, and where that fails the
platform is told to deliver it again.
"""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import Iterable
from functools import partial

from flowc.serve.client import PostError, post
from flowc.serve.keeping import Keeping
from flowc.serve.logs import Log
from flowc.serve.metrics import Metrics
from flowc.serve.records import Parcel, Record
from flowc.serve.stores import Store, StoreDownError

__all__ = ["Forwarding", "parcel_of"]

_HEADERS = ("content-type", "x-minivoice-timestamp", "x-minivoice-signature")
_SECONDS = 10.0
_AT_ONCE = 64
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0


def parcel_of(headers: Iterable[tuple[bytes, bytes]], body: bytes) -> Parcel:
    """What is passed on of a delivery. The body is UTF-8, since it was read as JSON."""
    named = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
    return Parcel(tuple((name, value) for name, value in named if name in _HEADERS), body.decode())


class Forwarding:
    """Passes events on to ``url``, or nowhere where that is None."""

    def __init__(
        self,
        url: str | None,
        store: Store,
        keeping: Keeping,
        metrics: Metrics,
        log: Log,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self.url = url
        self._store = store
        self._keeping = keeping
        self._metrics = metrics
        self._log = log
        self._context = context
        self._resuming: asyncio.Task[None] | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def begin(self) -> None:
        """Go on with what an earlier process has left, as soon as the store tells of it."""
        if self.url is not None:
            self._resuming = asyncio.get_running_loop().create_task(self._resume())

    def wake(self, call: str) -> None:
        """A call has something to be passed on."""
        if self.url is None:
            return
        if call in self._tasks:
            self._again.add(call)
            return
        task = asyncio.get_running_loop().create_task(self._empty(call))
        self._tasks[call] = task
        task.add_done_callback(lambda _: self._done(call))

    async def overdue(self, now: float) -> int:
        """How many calls are to be forgotten with something that was never passed on."""
        if self.url is None:
            return 0
        records = [await self._keeping.read(call) for call in await self._store.waiting()]
        return sum(bool(record.parcels) and self._keeping.expires(record) <= now for record in records)

    async def deliver(self, parcel: Parcel) -> bool:
        """Pass one event on now; whether it was taken."""
        assert self.url is not None
        try:
            reply = await post(
                self.url, parcel.body.encode(), _SECONDS, headers=parcel.headers, context=self._context
            )
            taken = 200 <= reply.status < 300
        except PostError:
            taken = False
        self._metrics.count("flowc_forwards_total", outcome="taken" if taken else "failed")
        return taken

    async def end(self) -> None:
        """Stop; what is still to be passed on stays in the store."""
        tasks = [*self._tasks.values(), *([self._resuming] if self._resuming is not None else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _resume(self) -> None:
        while True:
            try:
                calls = await self._store.waiting()
            except StoreDownError:
                await asyncio.sleep(_FIRST_PAUSE)
                continue
            for call in calls:
                self.wake(call)
            return

    async def _empty(self, call: str) -> None:
        pause = _FIRST_PAUSE
        while True:
            try:
                parcels = (await self._keeping.read(call)).parcels
                if not parcels:
                    return
                async with self._slots:
                    taken = await self.deliver(parcels[0])
                if taken:
                    await self._keeping.change(call, partial(_without, parcels[0]))
                    pause = _FIRST_PAUSE
                    continue
            except StoreDownError:
                pass
            self._log.warning("not_passed_on", call=call, again_in=round(pause, 1))
            await asyncio.sleep(pause * random.uniform(0.75, 1.25))
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _done(self, call: str) -> None:
        del self._tasks[call]
        if call in self._again:
            self._again.discard(call)
            self.wake(call)


def _without(sent: Parcel, record: Record) -> tuple[Record | None, None]:
    """The record without the parcel that was sent; None where somebody else was quicker."""
    if not record.parcels or record.parcels[0] != sent:
        return None, None
    return record._replace(parcels=record.parcels[1:]), None
