"""HTTP on the wire, with limits that uvicorn's own protocol does not have: on the head of a request, and on patience.

Head and body of an answer are written by two calls, and each would be a system call of its own; ``_Together`` makes
them one, which is a sixth of what answering a route costs.

A request has ``SECONDS`` from its first byte to its last, and a new connection as long to begin one; whoever is slower
is cut off. Whoever does not read an answer is cut off as long after the connection was to be closed.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["MAX_HEAD", "SECONDS", "GuardedProtocol", "guarded"]

MAX_HEAD = 16_384
"""Bytes of the head of a request: its line and all headers."""

SECONDS = 10.0

_PHRASES = {400: "Bad Request", 408: "Request Timeout", 431: "Request Header Fields Too Large"}


class _Together:
    """A transport that sends what is written in one turn of the event loop together."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._held:
            self._loop.call_soon(self.flush)
        self._held.append(data)

    def flush(self) -> None:
        if self._held:
            held, self._held = self._held, []
            self._transport.write(b"".join(held))

    def close(self) -> None:
        self.flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def guarded(app: Any, **settings: Any) -> uvicorn.Config:
    """How uvicorn is to run an application behind this protocol: with nothing of its own said or logged."""
    return uvicorn.Config(
        app,
        http=GuardedProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        **settings,
    )


class GuardedProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._patience: asyncio.TimerHandle | None = None
        self._in_head = False
        self._ended = False
        self._head = 0
        self._unfinished = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(_Together(transport, self.loop))  # type: ignore[arg-type]
        self._patience = self.loop.call_later(SECONDS, self._cut)

    def connection_lost(self, exc: Exception | None) -> None:
        self._calm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._ended = False
        super().data_received(data)
        if self._in_head and not self._ended:  # else most of it may be of another request
            self._unfinished += len(data)
            if self._unfinished > MAX_HEAD:
                self._refuse(431, "too_large", f"the head of a request may have {MAX_HEAD} bytes")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        self._head = self._unfinished = 0
        if self._patience is None:
            self._patience = self.loop.call_later(SECONDS, self._cut)

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._count(len(name) + len(value) + 4)

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._ended = True
        self._calm()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        if self._head > MAX_HEAD:
            self._refuse(431, "too_large", f"the head of a request may have {MAX_HEAD} bytes")
        else:
            self._refuse(400, "bad_request", "this is no HTTP request")

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self.loop.call_later(SECONDS, self.transport.abort)

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > MAX_HEAD:
            raise ValueError("the head is too large")

    def _calm(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _cut(self) -> None:
        """The time is up."""
        self._patience = None
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            self._refuse(408, "too_slow", f"a request may take {SECONDS:g} seconds")
        self.loop.call_later(1.0, self.transport.abort)

    def _refuse(self, status: int, code: str, message: str) -> None:
        """Answer in the platform's form of an error, and hang up."""
        if self.transport.is_closing():
            return
        body = json.dumps({"error": {"code": code, "message": message}}).encode()
        head = (
            f"HTTP/1.1 {status} {_PHRASES[status]}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
