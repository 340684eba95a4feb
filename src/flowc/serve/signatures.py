"""Whether an event comes from the platform: HMAC-SHA-256 over the timestamp, a full stop, and the body as it came.

Nothing is read of an event before its signature has been found good. Both headers have to be there exactly once and
exactly in their form; anything else is no signature. Two secrets count at once, while one is being replaced.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Sequence

__all__ = ["SIGNATURE", "TIMESTAMP", "TOLERANCE", "is_signed", "sign"]

TIMESTAMP = b"x-minivoice-timestamp"
SIGNATURE = b"x-minivoice-signature"

TOLERANCE = 300
"""Seconds that a timestamp may differ from our clock, either way."""

_TIME = re.compile(rb"[0-9]{1,12}\Z")
_SIGNATURE = re.compile(rb"v1=[0-9a-f]{64}\Z")


def is_signed(headers: Iterable[tuple[bytes, bytes]], body: bytes, secrets: Sequence[bytes], now: float) -> bool:
    """Whether a delivery is signed with one of the secrets, now.

    Args:
        headers: all headers of the request, their names in lower case.
        body: the body, byte by byte as it came.
        secrets: those that count.
        now: seconds since the epoch.
    """
    timestamps, signatures = [], []
    for name, value in headers:
        if name == TIMESTAMP:
            timestamps.append(value)
        elif name == SIGNATURE:
            signatures.append(value)
    if len(timestamps) != 1 or len(signatures) != 1:
        return False
    (timestamp,), (signature,) = timestamps, signatures
    if not _TIME.match(timestamp) or not _SIGNATURE.match(signature) or abs(now - int(timestamp)) > TOLERANCE:
        return False
    good = [hmac.compare_digest(sign(secret, timestamp, body), signature) for secret in secrets]
    return any(good)


def sign(secret: bytes, timestamp: bytes, body: bytes) -> bytes:
    """The value of the signature's header."""
    message = hmac.new(secret, timestamp + b".", "sha256")
    message.update(body)
    return b"v1=" + message.hexdigest().encode()
