"""One request to somebody else: a POST on a connection of its own, all of it within a time, no redirect followed."""

from __future__ import annotations

import asyncio
import functools
import ssl
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

__all__ = ["PostError", "Reply", "post"]

_MOST = 65_536


class PostError(Exception):
    """No answer, or none in time, or none that is HTTP."""


class Reply(NamedTuple):
    status: int
    body: bytes


async def post(
    url: str,
    body: bytes,
    seconds: float,
    *,
    headers: Sequence[tuple[str, str]] = (),
    context: ssl.SSLContext | None = None,
) -> Reply:
    """POST to an ``http`` or ``https`` URL.

    Args:
        url: where to.
        body: the body; its type is among the headers.
        seconds: the time for all of it: name, connection, handshake, request and answer.
        headers: what stands in the request beside ``Host`` and what belongs to the transport.
        context: what certificates are trusted; None for what the system trusts.

    Raises:
        PostError: there is no answer of at most 64 KiB within the time.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _exchange(url, body, headers, context)
    except (OSError, TimeoutError, EOFError, ValueError) as problem:
        raise PostError(type(problem).__name__) from None


async def _exchange(
    url: str, body: bytes, headers: Sequence[tuple[str, str]], context: ssl.SSLContext | None
) -> Reply:
    import h11

    parts = urlsplit(url)
    secure = parts.scheme == "https"
    if secure and context is None:
        context = _usual_trust()
    port = parts.port or (443 if secure else 80)
    reader, writer = await asyncio.open_connection(parts.hostname, port, ssl=context if secure else None)
    try:
        connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MOST)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        host = parts.netloc.rpartition("@")[2]
        fixed = [("Host", host), ("Content-Length", str(len(body))), ("Connection", "close")]
        lines = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in (*fixed, *headers)]
        request = h11.Request(method="POST", target=target, headers=lines)
        parcel = [connection.send(part) for part in (request, h11.Data(data=body), h11.EndOfMessage())]
        writer.write(b"".join(part for part in parcel if part))
        await writer.drain()
        return await _reply(connection, reader)
    except h11.ProtocolError as problem:
        raise ValueError(str(problem)) from None
    finally:
        writer.transport.abort()


@functools.cache
def _usual_trust() -> ssl.SSLContext:
    """What the system trusts. Reading it takes longer than a request, and everybody else waits meanwhile."""
    return ssl.create_default_context()


async def _reply(connection: object, reader: asyncio.StreamReader) -> Reply:
    import h11

    assert isinstance(connection, h11.Connection)
    status, body = 0, b""
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            connection.receive_data(await reader.read(_MOST))
        elif isinstance(event, h11.Response):
            status = event.status_code
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > _MOST:
                raise ValueError("too large an answer")
        elif isinstance(event, h11.EndOfMessage):
            return Reply(status, body)
        elif isinstance(event, h11.ConnectionClosed):
            raise EOFError
