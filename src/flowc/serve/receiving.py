"""Events, taken in: checked, kept once, passed on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from flowc.serve import calls
from flowc.serve.calls import Arrival
from flowc.serve.events import GATHERED, Event, EventError, read
from flowc.serve.forwarding import Forwarding, parcel_of
from flowc.serve.hearing import Hearing
from flowc.serve.keeping import Keeping
from flowc.serve.logs import Log
from flowc.serve.metrics import Metrics
from flowc.serve.records import Record
from flowc.serve.settings import Settings
from flowc.serve.shelf import Shelf
from flowc.serve.signatures import is_signed
from flowc.serve.stores import StoreDownError
from flowc.serve.wire import RefusedError

__all__ = ["Receiving"]

_RETRY = ((b"retry-after", b"1"),)


class Receiving:
    """Takes in deliveries of events."""

    def __init__(
        self,
        shelf: Shelf,
        settings: Settings,
        keeping: Keeping,
        forwarding: Forwarding,
        metrics: Metrics,
        hearing: Hearing,
        log: Log,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._shelf = shelf
        self._settings = settings
        self._keeping = keeping
        self._forwarding = forwarding
        self._metrics = metrics
        self._hearing = hearing
        self._log = log
        self._clock = clock

    async def deliver(self, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
        """Take in one delivery; it is safely kept when this returns.

        Raises:
            RefusedError: 401 without a good signature, 400 for what is no event, 503 where it cannot be kept.
        """
        secrets = self._settings.secrets
        if secrets and not is_signed(headers, body, secrets, self._clock()):
            raise self._refused("signature", 401, "bad_signature", "the signature is missing or is not good")
        try:
            event = read(body)
        except EventError as problem:
            raise self._refused("body", 400, "bad_event", str(problem)) from None
        try:
            arrival = await self._keep(event, headers, body)
        except StoreDownError:
            raise self._refused("store", 503, "unavailable", "the event cannot be kept now", _RETRY) from None
        self._metrics.count("flowc_events_total", kind=arrival.kind)
        if arrival.kind == "conflict":
            self._log.warning("conflicting_event", call=event.call, name=event.name)
        if arrival.late:
            self._metrics.count("flowc_events_late_total")
        if event.name == GATHERED:
            self._hearing.heard()
        if self._log.tells_all:
            self._log.info("event", call=event.call, name=event.name, kind=arrival.kind, late=arrival.late)

    async def _keep(self, event: Event, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> Arrival:
        now = self._clock()
        parcel = parcel_of(headers, body) if self._forwarding.url is not None else None
        is_over = event.at is not None and event.at < now - self._settings.call_limit

        def change(record: Record) -> tuple[Record | None, Arrival]:
            build = self._shelf.of(record.build)
            skew, doubt = self._settings.clock_skew, self._keeping.doubt
            kept, arrival = calls.arrived(record, event, build, now, skew, parcel, doubt)
            if kept is record:
                return None, arrival
            if is_over and kept.ended is None:  # nothing more will come of this call
                kept = kept._replace(ended=now)
            return kept, arrival

        arrival = await self._keeping.change(event.call, change)
        if arrival.owed and parcel is not None:
            if not await self._forwarding.deliver(parcel):
                raise StoreDownError("the receiver does not take it")
            await self._keeping.change(event.call, lambda record: (_paid(record, event.key), None))
        elif parcel is not None and arrival.kind == "new":
            self._forwarding.wake(event.call)
        return arrival

    def _refused(
        self, reason: str, status: int, code: str, message: str, headers: Iterable[tuple[bytes, bytes]] = ()
    ) -> RefusedError:
        self._metrics.count("flowc_events_refused_total", reason=reason)
        return RefusedError(status, code, message, headers)


def _paid(record: Record, key: str) -> Record:
    return record._replace(owed=tuple(owed for owed in record.owed if owed != key))
