"""Calls and their store: records read and changed, within a time, and when they are to be forgotten."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, suppress
from typing import TypeVar

from flowc.serve.calls import expiry
from flowc.serve.records import Record, decode, encode
from flowc.serve.settings import Settings
from flowc.serve.stores import Store, StoreDownError, UnconfirmedError, Watch, Write

__all__ = ["Keeping"]

T = TypeVar("T")

_SECONDS = 0.8
"""How long a store may take: a route is answered within a second where it is away."""

_REST = 0.5
"""Seconds in which a store that did not answer is not asked again, so that nobody waits for it twice."""


class Keeping:
    """The records of calls. Every method raises ``StoreDownError`` where the store does not answer in time.

    ``doubt`` is when the store was away the last time, or when this began: calls may have been answered before without
    their records telling of it.
    """

    def __init__(
        self, store: Store, settings: Settings, failed: Callable[[], None], clock: Callable[[], float] = time.time
    ) -> None:
        self._clock = clock
        self.doubt = clock()
        self._store = store
        self._settings = settings
        self._failed = failed
        self._away_until = 0.0

    async def ping(self) -> None:
        """Return where the store answers. It counts as being there again from then on."""
        self._away_until = 0.0
        await self._timely(self._store.ping())

    async def read(self, call: str) -> Record:
        return decode(await self._timely(self._store.read(call)))

    async def change(
        self, call: str, change: Callable[[Record], tuple[Record | None, T]], *, safely: bool = True
    ) -> T:
        """Change a record in one step; a change to None leaves it as it is."""

        def apply(content: bytes | None) -> tuple[Write | None, T]:
            record, result = change(decode(content))
            return None if record is None else self._write(record), result

        return await self._timely(self._store.update(call, apply, safely=safely))

    async def note(self, call: str, change: Callable[[Record], Record]) -> None:
        """Change a record, whether or not it can be kept."""
        with suppress(StoreDownError):
            await self.change(call, lambda record: (change(record), None), safely=False)

    def watch(self, call: str) -> AbstractContextManager[Watch]:
        return self._store.watch(call)

    def expires(self, record: Record) -> float:
        """When a record is to be forgotten."""
        return expiry(record, self._settings.call_limit, self._settings.retry_horizon)

    def _write(self, record: Record) -> Write:
        return Write(encode(record), self.expires(record), bool(record.parcels))

    async def _timely(self, work: Coroutine[object, object, T]) -> T:
        loop = asyncio.get_running_loop()
        if loop.time() < self._away_until:
            work.close()
            self.doubt = self._clock()
            raise StoreDownError("the store did not answer a moment ago")
        try:
            async with asyncio.timeout(_SECONDS):
                return await work
        except TimeoutError:
            self._away_until = loop.time() + _REST
            self._fail()
            raise StoreDownError("the store did not answer in time") from None
        except UnconfirmedError:  # what was to be kept is, for all who read
            self._failed()
            raise
        except StoreDownError:
            self._fail()
            raise

    def _fail(self) -> None:
        self.doubt = self._clock()
        self._failed()
