"""News of calls from whichever node changes them, by publish and subscribe.

One connection of its own listens. A call is subscribed to while somebody waits for it, and whoever waits is told as
soon as the subscription is confirmed: what was changed between their reading and the subscription is seen by reading
again. The same happens with every subscription when a broken connection has been replaced. What is to be sent goes
through one queue, so that subscribing never overtakes unsubscribing; where there is nothing to send for a while a ping
is, so that a connection that has died without a word is noticed.

Cancelling alone does not end these tasks for certain: ``asyncio.wait_for``, which the client uses, forgets it where
what it waits for is done at that moment (before Python 3.12). So each loop also asks whether it is still wanted.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flowc.serve.stores import StoreDownError, Watch
from flowc.serve.stores.redis_primary import ANSWER_SECONDS, TROUBLE, Primary
from flowc.serve.stores.watching import Watchers

__all__ = ["News"]

_PAUSE_SECONDS = 0.2
_PING_SECONDS = ANSWER_SECONDS / 3


class News:
    """``channel`` names the channel of a call."""

    def __init__(self, primary: Primary, channel: Callable[[str], str]) -> None:
        self._primary = primary
        self._channel = channel
        self._watchers = Watchers()
        self._followed: dict[bytes, str] = {}
        self._commands: asyncio.Queue[tuple[str | bytes, ...]] = asyncio.Queue()
        self._listener: asyncio.Task[None] | None = None
        self._closed = False

    @contextmanager
    def watch(self, call: str) -> Iterator[Watch]:
        """Watch a call; Redis hears of it only when somebody really waits."""
        try:
            with self._watchers.watch(call) as watch:
                yield _Waiting(self, call, watch)
        finally:
            self._leave(call)

    def tell(self, call: str) -> None:
        """This node has changed a call itself."""
        self._watchers.tell(call)

    def follow(self, call: str) -> None:
        """Hear of a call from now on, if that is not so already."""
        channel = self._channel(call).encode()
        if channel not in self._followed:
            self._followed[channel] = call
            self._commands.put_nowait(("SUBSCRIBE", channel))
            if self._listener is None:
                self._listener = asyncio.create_task(self._listen())

    async def close(self) -> None:
        self._closed = True
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.wait([self._listener])

    def _leave(self, call: str) -> None:
        channel = self._channel(call).encode()
        if call not in self._watchers and self._followed.pop(channel, None) is not None:
            self._commands.put_nowait(("UNSUBSCRIBE", channel))

    async def _listen(self) -> None:
        while not self._closed:
            try:
                pool: Any = self._primary.client().connection_pool
                await self._hear(pool.make_connection())
            except (StoreDownError, *TROUBLE):
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _hear(self, connection: Any) -> None:
        sender = None
        try:
            await connection.connect()
            while not self._commands.empty():
                self._commands.get_nowait()
            self._commands.put_nowait(("SUBSCRIBE", *self._followed) if self._followed else ("PING",))
            sender = asyncio.create_task(self._send(connection))
            while not self._closed:
                message = await connection.read_response()
                if message[0] in (b"subscribe", b"message") and message[1] in self._followed:
                    self._watchers.tell(self._followed[message[1]])
        finally:
            if sender is not None:
                sender.cancel()
            await connection.disconnect(nowait=True)

    async def _send(self, connection: Any) -> None:
        """Send what is in the queue; where that fails, whoever reads finds out.

        AttributeError is the client's for a connection that was let go of meanwhile.
        """
        with contextlib.suppress(*TROUBLE, AttributeError):
            while connection.is_connected:
                command: tuple[str | bytes, ...] = ("PING",)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_PING_SECONDS):
                        command = await self._commands.get()
                await connection.send_command(*command)


class _Waiting:
    """See ``flowc.serve.stores.Watch``."""

    def __init__(self, news: News, call: str, watch: Watch) -> None:
        self._news = news
        self._call = call
        self._watch = watch

    async def wait(self, seconds: float) -> bool:
        self._news.follow(self._call)
        return await self._watch.wait(seconds)
