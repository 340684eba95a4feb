"""Events, passed on to the author's own receiver as they came: the body byte by byte, with the headers that sign it.

What waits to be passed on stands in the record of its call, in order, so that it is as lasting as the store and is
forgotten with the call. One parcel of a call is under way at a time; one that is not taken is tried again, later each
time, and those behind it wait. Anything but 2xx is not taken, a redirect included.

A receiver may be away for hours, so nothing is kept here that grows with what waits: only the names of the calls that
are *at hand*, ``MOST_AT_HAND`` of them, and when each is due. The others wait in the store, which is asked for them as
soon as there is room. In this way, too, what a lost node has left behind is found by one that is there. Two nodes may
find the same call, and then the receiver gets an event twice, as it may at any time.

After ``_TOLERATED`` failures with no success between them the receiver counts as *away*: it is asked about one parcel
at a time, and ever more seldom. With the first one that it takes everything at hand is due. Where no more can be at
hand, what was not taken makes room for another, so that a call that is always refused keeps nobody out.

An event that may tell a secret is never kept. It is passed on while the platform waits, and where that fails the
platform is told to deliver it again.
"""

from __future__ import annotations

import asyncio
import heapq
import random
import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

from flowc.serve.client import PostError, post
from flowc.serve.keeping import Keeping
from flowc.serve.logs import Log
from flowc.serve.metrics import Metrics
from flowc.serve.records import Parcel, Record
from flowc.serve.stores import Store, StoreDownError

__all__ = ["MOST_AT_HAND", "Forwarding", "parcel_of"]

MOST_AT_HAND = 10_000
"""Calls whose names are in memory because something of them is to be passed on."""

_HEADERS = ("content-type", "x-minivoice-timestamp", "x-minivoice-signature")
_SECONDS = 10.0
_AT_ONCE = 64
_TOLERATED = 16
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0
"""Between two attempts of one call, in seconds."""
_LONGEST_HOLD = 15.0
"""Between two attempts of any call while the receiver is away."""
_PAGE = 1_000
_LOOK_SECONDS, _CROWDED_SECONDS = 30.0, 1.0
"""Between two looks into the store: where all that waits has been seen, and where there is no room for more."""
_LEFT_BEHIND_SECONDS = 120.0
"""A call that nothing has been heard of for so long is not being looked after by another node, or by none that can."""


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
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.url = url
        self._store = store
        self._keeping = keeping
        self._metrics = metrics
        self._log = log
        self._context = context
        self._clock = clock
        self._pauses: dict[str, float] = {}
        self._due: list[tuple[float, str]] = []
        self._again: set[str] = set()
        self._failures = 0
        self._hold = self._held_until = 0.0
        self._owed = 0
        self._changed = asyncio.Event()
        self._attempts: set[asyncio.Task[None]] = set()
        self._lasting: list[asyncio.Task[None]] = []
        self._is_carrying = False

    # --- what others ask ---------------------------------------------------------------------------------------

    async def begin(self) -> None:
        """Go on with what an earlier process has left, as soon as the store tells of it."""
        if self.url is not None:
            self._lasting.append(asyncio.get_running_loop().create_task(self._look_for_ever()))

    def wake(self, call: str) -> None:
        """A call has something to be passed on. Where too many are at hand already, it is found in the store later."""
        if self.url is None:
            return
        if call in self._pauses:
            self._again.add(call)
        elif len(self._pauses) < MOST_AT_HAND:
            self._pauses[call] = _FIRST_PAUSE
            self._enqueue(call, 0.0)
            self._count()

    async def deliver(self, parcel: Parcel) -> bool:
        """Pass one event on while somebody waits; whether it was taken. Where too many wait for that, it is not."""
        if self._owed >= _AT_ONCE:
            return False
        self._owed += 1
        try:
            return await self._send(parcel)
        finally:
            self._owed -= 1

    async def end(self) -> None:
        """Stop; what is still to be passed on stays in the store."""
        tasks = [*self._lasting, *self._attempts]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # --- what is at hand ---------------------------------------------------------------------------------------

    def _enqueue(self, call: str, seconds: float) -> None:
        heapq.heappush(self._due, (asyncio.get_running_loop().time() + seconds, call))
        self._changed.set()
        if not self._is_carrying:
            self._is_carrying = True
            self._lasting.append(asyncio.get_running_loop().create_task(self._carry_for_ever()))

    async def _carry_for_ever(self) -> None:
        while True:
            seconds = self._seconds_to_wait()
            if seconds is None or seconds > 0:
                self._changed.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(seconds):
                        await self._changed.wait()
                continue
            _, call = heapq.heappop(self._due)
            attempt = asyncio.get_running_loop().create_task(self._attempt(call))
            self._attempts.add(attempt)
            attempt.add_done_callback(self._attempted)

    def _seconds_to_wait(self) -> float | None:
        """Until the next attempt may begin; None where that is for something else to say."""
        if not self._due or len(self._attempts) >= (1 if self._hold else _AT_ONCE):
            return None
        return max(self._due[0][0], self._held_until) - asyncio.get_running_loop().time()

    def _attempted(self, attempt: asyncio.Task[None]) -> None:
        self._attempts.discard(attempt)
        self._changed.set()

    async def _attempt(self, call: str) -> None:
        """Pass the first parcel of a call on, and see what is left of it."""
        self._again.discard(call)
        taken = True
        try:
            left = (await self._keeping.read(call)).parcels
            if left:
                taken = await self._send(left[0])
            if left and taken:
                left = await self._keeping.change(call, partial(_without, left[0]))
        except StoreDownError:
            taken = False
        if not taken:
            self._put_off(call)
        elif left or call in self._again:
            self._pauses[call] = _FIRST_PAUSE
            self._enqueue(call, 0.0)
        else:
            self._forget(call)

    def _put_off(self, call: str) -> None:
        """Try again later; where there are too many, somebody else first: this one waits in the store."""
        pause = self._pauses[call]
        self._log.warning("not_passed_on", call=call, again_in=round(pause, 1))
        if len(self._pauses) >= MOST_AT_HAND:
            self._forget(call)
            return
        self._pauses[call] = min(2 * pause, _LONGEST_PAUSE)
        self._enqueue(call, pause * random.uniform(0.75, 1.25))

    def _forget(self, call: str) -> None:
        del self._pauses[call]
        self._again.discard(call)
        self._count()

    def _count(self) -> None:
        self._metrics.set("flowc_forwards_at_hand", len(self._pauses))

    # --- the receiver ------------------------------------------------------------------------------------------

    async def _send(self, parcel: Parcel) -> bool:
        """Pass one event on; whether it was taken."""
        assert self.url is not None
        try:
            reply = await post(self.url, parcel.body.encode(), _SECONDS, headers=parcel.headers, context=self._context)
            taken = 200 <= reply.status < 300
        except PostError:
            taken = False
        self._metrics.count("flowc_forwards_total", outcome="taken" if taken else "failed")
        if taken:
            self._there()
        else:
            self._failed()
        return taken

    def _failed(self) -> None:
        self._failures += 1
        now = asyncio.get_running_loop().time()
        if self._failures < _TOLERATED or now < self._held_until:
            return
        if not self._hold:
            self._metrics.set("flowc_receiver_away", 1)
            self._log.error("receiver_away")
        self._hold = min(2 * self._hold, _LONGEST_HOLD) or _FIRST_PAUSE
        self._held_until = now + self._hold * random.uniform(0.75, 1.25)

    def _there(self) -> None:
        self._failures = 0
        if not self._hold:
            return
        self._metrics.set("flowc_receiver_away", 0)
        self._log.warning("receiver_back")
        self._hold = self._held_until = 0.0
        now = asyncio.get_running_loop().time()
        self._due = [(min(at, now), call) for at, call in self._due]
        heapq.heapify(self._due)
        self._changed.set()

    # --- the store ---------------------------------------------------------------------------------------------

    async def _look_for_ever(self) -> None:
        """Take what waits in the store to hand: at first all that an earlier process may have left, then whatever
        nobody looks after."""
        place, is_first = "", True
        while True:
            if len(self._pauses) >= MOST_AT_HAND:
                await asyncio.sleep(_CROWDED_SECONDS)
                continue
            try:
                place = await self._look(place, is_first)
            except StoreDownError:
                await asyncio.sleep(_FIRST_PAUSE)
                continue
            if not place:
                is_first = False
                await asyncio.sleep(_LOOK_SECONDS)

    async def _look(self, place: str, is_first: bool) -> str:
        """Take some calls from a place in the store on to hand; the place behind them."""
        page = await self._store.waiting(place, min(_PAGE, MOST_AT_HAND - len(self._pauses)))
        for call in page.calls:
            if call not in self._pauses and (is_first or await self._is_left_behind(call)):
                self.wake(call)
        return page.place

    async def _is_left_behind(self, call: str) -> bool:
        record = await self._keeping.read(call)
        return bool(record.parcels) and record.touched <= self._clock() - _LEFT_BEHIND_SECONDS


def _without(sent: Parcel, record: Record) -> tuple[Record | None, tuple[Parcel, ...]]:
    """The record without the parcel that was sent, None where somebody else was quicker; and what is left to send."""
    if not record.parcels or record.parcels[0] != sent:
        return None, record.parcels
    return record._replace(parcels=record.parcels[1:]), record.parcels[1:]
