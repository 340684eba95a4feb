"""Which of several Redis servers takes the writes, and whether it does just now.

The servers are named in one URL. Each is asked for its role; of those that say ``master``, the one with enough replicas
is taken, else the first. When a connection breaks, or a server says that it only copies, the whole list is asked again,
every fifth of a second until there is an answer. Meanwhile everything that is asked of the store fails at once, so that
a call is never held up by a server that is known to be away.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from redis.asyncio import Redis
from redis.asyncio.connection import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from flowc.serve.stores import StoreDownError

__all__ = ["ANSWER_SECONDS", "TROUBLE", "Address", "Primary", "read_url"]

TROUBLE = (RedisError, OSError, RuntimeError)
"""What a client raises where a server does not do what it should; RuntimeError is uvloop's for a closed connection."""

ANSWER_SECONDS = 0.6
"""How long a server may take over one answer."""
_CONNECT_SECONDS = 0.4
_SEEK_SECONDS = 0.2
_PORT = 6379


class Address(NamedTuple):
    """What ``--store`` says: a URL for each server, and how many replicas confirm what is kept safely."""

    urls: tuple[str, ...]
    replicas: int

    @property
    def title(self) -> str:
        """The servers without user and password."""
        servers = ", ".join(_place(url) for url in self.urls)
        confirming = f", confirmed by {self.replicas} replica{'s' * (self.replicas > 1)}" if self.replicas else ""
        return f"Redis at {servers}{confirming}"


def read_url(url: str) -> Address:
    """Read ``redis://[user:password@]host[:port][,host[:port]...][/db][?replicas=N]``, or ``rediss:`` for TLS.

    What else stands in the query is for redis-py.

    Raises:
        ValueError: it cannot be read; one line that says why, and quotes no password.
    """
    parts = urlsplit(url)
    credentials, at, hosts = parts.netloc.rpartition("@")
    query = dict(parse_qsl(parts.query))
    replicas = query.pop("replicas", "0")
    if not (replicas.isascii() and replicas.isdigit()):
        raise ValueError(f"`replicas={replicas}` is no number of replicas")
    if not all(hosts.split(",")):
        raise ValueError("a Redis server without a name: write redis://HOST:PORT/0, several with commas between them")
    singly = (
        urlunsplit((parts.scheme, f"{credentials}{at}{host}", parts.path, urlencode(query), ""))
        for host in hosts.split(",")
    )
    return Address(tuple(singly), int(replicas))


class Primary:
    """The server that takes the writes. ``prepare`` is run on each one that is found, before anybody else uses it."""

    def __init__(self, address: Address, prepare: Callable[[Redis], Awaitable[object]]) -> None:
        self._replicas = address.replicas
        self._servers = [_client(url) for url in address.urls]
        self._prepare = prepare
        self._found: Redis | None = None
        self._seeker: asyncio.Task[None] | None = None
        self._closed = False

    def client(self) -> Redis:
        """A client of it.

        Raises:
            StoreDownError: it is being looked for.
        """
        if self._found is None:
            raise StoreDownError("Redis is away")
        return self._found

    def lost(self, client: Redis) -> None:
        """It does not do what it should: look for it again, unless somebody has found another since."""
        if client is self._found:
            self._found = None
        if self._found is None:
            self._seek()

    async def find(self, seconds: float) -> None:
        """Wait for it.

        Raises:
            StoreDownError: there is none yet. It is still looked for.
        """
        self._seek()
        if self._seeker is not None:
            await asyncio.wait([self._seeker], timeout=seconds)
        self.client()

    async def close(self) -> None:
        """Let go of all connections."""
        self._closed = True
        self._found = None
        if self._seeker is not None:
            self._seeker.cancel()
        for server in self._servers:
            with contextlib.suppress(*TROUBLE):
                await server.connection_pool.disconnect()

    def _seek(self) -> None:
        if self._seeker is None and not self._closed:
            self._seeker = asyncio.create_task(self._look())

    async def _look(self) -> None:
        try:
            while self._found is None and not self._closed:  # a client may forget that it was cancelled
                roles = await asyncio.gather(*(self._role(server) for server in self._servers))
                ready = [(n, server) for n, server in zip(roles, self._servers, strict=True) if n is not None]
                ready.sort(key=lambda pair: pair[0] < self._replicas)
                for _, server in ready:
                    with contextlib.suppress(*TROUBLE):
                        await self._prepare(server)
                        self._found = server
                        break
                else:
                    await asyncio.sleep(_SEEK_SECONDS)
        finally:
            self._seeker = None

    @staticmethod
    async def _role(server: Any) -> int | None:
        """How many replicas follow it where it takes writes; None where it does not, or does not answer."""
        try:
            await server.connection_pool.disconnect(inuse_connections=False)
            role = await server.execute_command("ROLE")
        except TROUBLE:
            return None
        return len(role[2]) if role[0] in (b"master", "master") else None


def _client(url: str) -> Redis:
    pool = ConnectionPool.from_url(
        url, protocol=2, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=_CONNECT_SECONDS,
        retry=Retry(NoBackoff(), 0), health_check_interval=0,
    )  # fmt: skip
    return Redis(connection_pool=pool)


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or _PORT}"
