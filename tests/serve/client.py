"""Requests to the application, without a network in between; and events, signed."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from flowc.serve.app import App
from flowc.serve.signatures import SIGNATURE, TIMESTAMP, sign

__all__ = ["SECRET", "Answer", "deliver", "event", "post", "request", "signed"]

SECRET = b"a secret of the tests"


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def value(self) -> Any:
        return json.loads(self.body)


async def request(
    app: App,
    target: str,
    method: str = "GET",
    body: bytes = b"",
    headers: Sequence[tuple[bytes, bytes]] = (),
    chunk: int = 1 << 20,
) -> Answer:
    """One request; the body comes in pieces of ``chunk`` bytes."""
    path, _, query = target.partition("?")
    pieces = [body[at : at + chunk] for at in range(0, len(body), chunk)] or [b""]
    sent: list[Any] = []

    async def receive() -> Any:
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": list(headers)}
    await asyncio.wait_for(app(scope, receive, send), 10)
    start, *rest = sent
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], told, b"".join(message.get("body", b"") for message in rest))


def event(call: str, digits: str | None = None, *, at: float | None = None, name: str = "", **more: Any) -> bytes:
    """The body of an event: of a gather where there are digits, else of the name."""
    created = datetime.fromtimestamp(time.time() if at is None else at, UTC).isoformat().replace("+00:00", "Z")
    data = {"digits": digits, "status": "completed", "timed_out": False, **more.pop("data", {})}
    value = {
        "event": name or "call.gathered",
        "created_at": created,
        "call": {"id": call, "from": "+353871234567", "to": "+35312345678", **more.pop("call", {})},
        "variables": {},
        "data": {} if digits is None else data,
        **more,
    }
    return json.dumps(value).encode()


def signed(body: bytes, secret: bytes = SECRET, at: float | None = None) -> list[tuple[bytes, bytes]]:
    """The headers of a delivery."""
    timestamp = str(int(time.time() if at is None else at)).encode()
    return [(TIMESTAMP, timestamp), (SIGNATURE, sign(secret, timestamp, body))]


async def deliver(app: App, body: bytes, path: str = "/v1/events") -> Answer:
    return await request(app, path, "POST", body, signed(body))


async def post(app: App, target: str, value: object, kind: str = "application/json") -> Answer:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return await request(app, target, "POST", body, [(b"content-type", kind.encode())])
