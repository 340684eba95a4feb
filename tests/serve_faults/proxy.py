"""A TCP proxy on loopback that does on purpose what networks do by accident.

It stands between a client and a server and runs in a thread of its own, so that a test can change the weather while
both are at work:

``clear``
    Bytes are passed on, each way.
``refused``
    Nobody listens any more, and what was connected is reset: a process that has died.
``silent``
    Connections are taken, and nothing that is sent arrives anywhere: a cable that has been cut.
``deaf``
    What the client sends arrives, and no answer comes back: the one fault after which a client cannot know whether its
    request was carried out.
``slow``
    Every piece arrives ``seconds`` later.
``torn``
    The first ``octets`` of what comes back arrive, then the connection is reset.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Coroutine, Iterator
from typing import Any, Literal, NamedTuple, TypeVar

__all__ = ["CLEAR", "Address", "Proxy", "Weather"]

Address = tuple[str, int]
_T = TypeVar("_T")
_PIECE = 65_536
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Weather(NamedTuple):
    """What the proxy does to a connection; ``seconds`` is of ``slow``, ``octets`` of ``torn``."""

    kind: Literal["clear", "refused", "silent", "deaf", "slow", "torn"]
    seconds: float = 0.0
    octets: int = 0


CLEAR = Weather("clear")


class Proxy:
    """Listens on a port of its own (``address``) and passes on to ``target``, which may be changed at any time."""

    def __init__(self, target: Address) -> None:
        self.target = target
        self.weather = CLEAR
        self.connections = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._thread.start()
        self._server = self._do(self._listen(0))
        self.address: Address = self._server.sockets[0].getsockname()[:2]

    @property
    def port(self) -> int:
        return self.address[1]

    def change(self, weather: Weather) -> None:
        """From now on so. Connections that a fault finds open suffer it too; ``clear`` lets new ones begin."""
        self._do(self._change(weather))

    @contextlib.contextmanager
    def during(self, weather: Weather) -> Iterator[None]:
        """So for a while, then clear again."""
        self.change(weather)
        try:
            yield
        finally:
            self.change(CLEAR)

    def close(self) -> None:
        self._do(self._change(Weather("refused")))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self, port: int) -> asyncio.Server:
        return await asyncio.start_server(self._connected, "127.0.0.1", port)

    async def _change(self, weather: Weather) -> None:
        was, self.weather = self.weather, weather
        if weather.kind == "refused" and was.kind != "refused":
            self._server.close()
            self._reset_all()
        elif weather.kind != "refused" and was.kind == "refused":
            self._server = await self._listen(self.port)
        elif weather.kind == "clear" and was.kind in ("silent", "deaf", "torn"):
            self._reset_all()  # what was swallowed is missing: such a connection makes no sense any more

    def _reset_all(self) -> None:
        for writer in list(self._writers):
            _reset(writer)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            there, back = await asyncio.open_connection(*self.target)
        except OSError:
            _reset(writer)
            return
        both = {writer, back}
        self._writers |= both
        try:
            await asyncio.gather(self._pass_on(reader, back, False), self._pass_on(there, writer, True))
        finally:
            self._writers -= both
            for one in both:
                one.close()

    async def _pass_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, answer: bool) -> None:
        passed = 0
        try:
            while piece := await source.read(_PIECE):
                weather = self.weather
                if weather.kind == "slow":
                    await asyncio.sleep(weather.seconds)
                elif weather.kind == "silent" or (weather.kind == "deaf" and answer):
                    continue
                elif weather.kind == "torn" and answer:
                    piece = piece[: max(0, weather.octets - passed)]
                passed += len(piece)
                sink.write(piece)
                await sink.drain()
                if weather.kind == "torn" and answer and passed >= weather.octets:
                    self._reset_all()
                    return
            sink.close()
        except OSError:
            sink.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    if connection is not None:
        with contextlib.suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    writer.transport.abort()
