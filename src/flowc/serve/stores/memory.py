"""Calls kept in memory: for trying things out. Whatever is in it is gone with the process."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from heapq import nsmallest
from typing import TypeVar

from flowc.serve.stores import Change, Page, Swept, Watch, Write
from flowc.serve.stores.watching import Watchers

__all__ = ["MemoryStore"]

T = TypeVar("T")


class MemoryStore:
    """See ``flowc.serve.stores.Store``."""

    title = "memory"
    lasting = False
    warnings: Sequence[str] = ()

    def __init__(self) -> None:
        self._writes: dict[str, Write] = {}
        self._watchers = Watchers()

    async def open(self) -> None:
        pass

    async def close(self) -> None:
        pass

    async def ping(self) -> None:
        pass

    async def read(self, call: str) -> bytes | None:
        write = self._writes.get(call)
        return None if write is None else write.record

    async def update(self, call: str, change: Change[T], *, safely: bool = True) -> T:
        before = self._writes.get(call)
        write, result = change(None if before is None else before.record)
        if write is not None:
            self._writes[call] = write
            self._watchers.tell(call)
        return result

    def watch(self, call: str) -> AbstractContextManager[Watch]:
        return self._watchers.watch(call)

    async def waiting(self, place: str, most: int) -> Page:
        waiting = (call for call, write in self._writes.items() if write.waiting and call > place)
        calls = nsmallest(most, waiting)
        return Page(calls, calls[-1] if len(calls) == most else "")

    async def sweep(self, now: float) -> Swept:
        expired = [call for call, write in self._writes.items() if write.expires <= now]
        waited = [self._writes.pop(call).waiting for call in expired]
        return Swept(len(expired), sum(waited))
