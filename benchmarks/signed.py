"""Requests as they go over the wire, written and signed beforehand, so that signing is no part of what is measured.

A signature is good for 300 seconds: sign shortly before sending.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

__all__ = ["Wire", "completed", "gathered", "write"]


class Wire:
    """Makes requests to the host and path that a flow is served at, with the platform's signature on each event."""

    def __init__(self, host: str, prefix: str, flow: str, secret: str) -> None:
        self._host = host
        self._prefix = prefix
        self._flow = flow
        self._secret = secret.encode()

    def event(self, body: dict[str, object]) -> bytes:
        """A delivery to the receiver of events, signed now."""
        raw = json.dumps(body, separators=(",", ":")).encode()
        stamp = str(int(time.time())).encode()
        signature = hmac.new(self._secret, stamp + b"." + raw, hashlib.sha256).hexdigest()
        head = (
            f"POST {self._prefix}/events HTTP/1.1\r\nHost: {self._host}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(raw)}\r\nX-MiniVoice-Timestamp: {stamp.decode()}\r\n"
            f"X-MiniVoice-Signature: v1={signature}\r\n\r\n"
        )
        return head.encode() + raw

    def route(self, name: str, **query: str) -> bytes:
        """What the platform asks after a gather, with what one has told it to send along."""
        target = f"{self._prefix}/{self._flow}/route/{name}?{urlencode(query)}"
        return f"GET {target} HTTP/1.1\r\nHost: {self._host}\r\n\r\n".encode()


def gathered(call: str, digits: str, visit: int = 1) -> dict[str, object]:
    """The event of a gather that has ended just now."""
    data = {
        "digits": digits, "status": "completed", "timed_out": False, "min_digits": 1, "max_digits": 1,
        "timeout_seconds": 5, "finish_on_key": None, "event_key": f"{call}:call.gathered:{visit}",
    }  # fmt: skip
    return _event("call.gathered", call, data)


def completed(call: str) -> dict[str, object]:
    """The event of a call that has ended just now."""
    return _event("call.completed", call, {"event_key": f"{call}:call.completed"})


def _event(name: str, call: str, data: dict[str, object]) -> dict[str, object]:
    return {
        "event": name,
        "created_at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "call": {
            "id": call, "customer_id": "cust_1", "application_id": "app_1", "status": "in-progress",
            "direction": "inbound", "from": "+15557650101", "to": "+15551230000",
        },
        "variables": {},
        "data": data,
    }  # fmt: skip


def write(path: Path, requests: Iterable[bytes]) -> None:
    """The file that ``requests.lua`` reads."""
    with path.open("wb") as file:
        file.writelines(_framed(requests))


def _framed(requests: Iterable[bytes]) -> Iterator[bytes]:
    for request in requests:
        yield b"%d\n" % len(request)
        yield request
