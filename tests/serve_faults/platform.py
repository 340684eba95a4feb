"""The platform's side over real sockets: signed deliveries of events, and what it asks after a gather.

Small on purpose and sharing no code with the server: one connection for each request, as the signature is specified,
``v1=`` and the hexadecimal HMAC-SHA-256 of timestamp, full stop and raw body.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

__all__ = ["SECRET", "Answer", "ask", "deliver", "event", "gathered", "request"]

SECRET = "a-secret-of-the-tests"


class Answer(NamedTuple):
    """``seconds`` is how long it took; the names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


async def request(
    port: int, method: str, target: str, headers: dict[str, str] | None = None, body: bytes = b"", patience: float = 15
) -> Answer:
    """One request on a connection of its own."""
    begin = time.monotonic()
    async with asyncio.timeout(patience):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            lines = {"Host": f"127.0.0.1:{port}", "Connection": "close", "Content-Length": str(len(body))}
            lines |= headers or {}
            head = f"{method} {target} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
            writer.write(head.encode() + b"\r\n" + body)
            raw = await reader.read()
        finally:
            writer.close()
    head_of_answer, _, rest = raw.partition(b"\r\n\r\n")
    first, *others = head_of_answer.decode("latin-1").split("\r\n")
    received = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in others)}
    return Answer(int(first.split()[1]), received, rest, time.monotonic() - begin)


async def deliver(port: int, prefix: str, body: dict[str, Any], secret: str = SECRET) -> Answer:
    """Send an event to the receiver, signed now."""
    raw = json.dumps(body).encode()
    stamp = str(int(time.time()))
    signature = hmac.new(secret.encode(), f"{stamp}.".encode() + raw, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/json", "X-MiniVoice-Timestamp": stamp, "X-MiniVoice-Signature": f"v1={signature}",
    }  # fmt: skip
    return await request(port, "POST", f"{prefix}/events", headers, raw)


async def ask(port: int, prefix: str, flow: str, route: str, **query: str) -> Answer:
    """Ask which document follows."""
    return await request(port, "GET", f"{prefix}/{flow}/route/{route}?{urlencode(query)}")


def gathered(call: str, digits: str, visit: str, at: float | None = None) -> dict[str, Any]:
    """The event of a gather that ended ``at`` (now, where not given); ``visit`` makes its key unique in the call."""
    data = {"digits": digits, "status": "completed" if digits else "timeout", "timed_out": not digits}
    return event("call.gathered", call, {**data, "event_key": f"{call}:call.gathered:{visit}"}, at)


def event(name: str, call: str, data: dict[str, Any], at: float | None = None) -> dict[str, Any]:
    """Any event of a call."""
    created = datetime.fromtimestamp(time.time() if at is None else at, UTC)
    return {
        "event": name,
        "created_at": created.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "call": {
            "id": call, "customer_id": "cust_1", "application_id": "app_1", "status": "in-progress",
            "direction": "inbound", "from": "+15557650101", "to": "+15551230000",
        },
        "variables": {},
        "data": data,
    }  # fmt: skip
