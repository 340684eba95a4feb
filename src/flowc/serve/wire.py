"""HTTP as ASGI has it: bodies read up to a limit, answers, and errors in the platform's form."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

__all__ = ["MAX_BODY", "ASGIApp", "Receive", "RefusedError", "Scope", "Send", "answer", "body_of", "refuse"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]
Header = tuple[bytes, bytes]

MAX_BODY = 65_536
"""Bytes of the body of a request."""

JSON: Header = (b"content-type", b"application/json")


class RefusedError(Exception):
    """A request that is not served: its status, a code and a message for the error's body, and further headers."""

    def __init__(self, status: int, code: str, message: str, headers: Iterable[Header] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = tuple(headers)


async def body_of(scope: Scope, receive: Receive) -> bytes:
    """The body of a request.

    Raises:
        RefusedError: it is larger than ``MAX_BODY``, or the client went away before its end.
    """
    for name, value in scope["headers"]:
        if name == b"content-length" and (len(value) > 9 or (value.isdigit() and int(value) > MAX_BODY)):
            raise _too_large()
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RefusedError(400, "incomplete", "the request broke off")
        body += bytes(message.get("body", b""))
        if len(body) > MAX_BODY:
            raise _too_large()
        if not message.get("more_body"):
            return body


def _too_large() -> RefusedError:
    return RefusedError(413, "too_large", f"a body may have {MAX_BODY} bytes", [(b"connection", b"close")])


async def answer(
    send: Send, status: int, body: bytes, headers: Iterable[Header] = (JSON,), *, head: bool = False
) -> None:
    """Send a whole answer; of one to a HEAD request only the headers."""
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": b"" if head else body})


async def refuse(send: Send, refused: RefusedError, *, head: bool = False) -> None:
    """Send an error in the platform's form."""
    body = json.dumps({"error": {"code": refused.code, "message": refused.message}}).encode()
    await answer(send, refused.status, body, (JSON, *refused.headers), head=head)
