"""Telling those who wait for news of a call, within one process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Watchers"]


class _Watch:
    def __init__(self) -> None:
        self.news = asyncio.Event()

    async def wait(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self.news.wait()
        except TimeoutError:
            return False
        self.news.clear()
        return True


class Watchers:
    """Who watches which call. To be used from one event loop."""

    def __init__(self) -> None:
        self._watches: dict[str, set[_Watch]] = {}

    def __contains__(self, call: str) -> bool:
        return call in self._watches

    @contextmanager
    def watch(self, call: str) -> Iterator[_Watch]:
        watch = _Watch()
        self._watches.setdefault(call, set()).add(watch)
        try:
            yield watch
        finally:
            watches = self._watches[call]
            watches.discard(watch)
            if not watches:
                del self._watches[call]

    def tell(self, call: str) -> None:
        """There is news of a call."""
        for watch in self._watches.get(call, ()):
            watch.news.set()
