"""Deliveries whose signature, timestamp, headers or body were changed: none is accepted, and none is a mistake of ours.

    python -m tests.serve.mutated 100000

tries more of them than the tests do.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter

from flowc.serve.app import create_app
from flowc.serve.builds import Build
from flowc.serve.settings import Settings
from tests.serve.builds import made
from tests.serve.client import SECRET, event, request, signed

__all__ = ["mutate"]


def mutate(number: int, seed: int = 0) -> Counter[int]:
    """How often each status was answered."""
    return asyncio.run(_mutate(number, random.Random(seed)))


async def _mutate(number: int, chance: random.Random) -> Counter[int]:
    app = create_app(Build([made({"answer": []}, {})]), Settings(secrets=(SECRET, b"another")))
    statuses: Counter[int] = Counter()
    for _ in range(number):
        body = event("call", chance.choice(["1", "12345678", ""]))
        headers = signed(body)
        changed, others = body, headers
        while (changed, others) == (body, headers):
            changed, others = _changed(body, headers, chance)
        statuses[(await request(app, "/v1/events", "POST", changed, others)).status] += 1
    return statuses


def _changed(
    body: bytes, headers: list[tuple[bytes, bytes]], chance: random.Random
) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    at = chance.randrange(len(headers))
    name, value = headers[at]
    match chance.randrange(7):
        case 0:
            return _bytes(body, chance), headers
        case 1 | 2 | 3:
            return body, [*headers[:at], (name, _bytes(value, chance)), *headers[at + 1 :]]
        case 4:
            return body, [*headers[:at], *headers[at + 1 :]]
        case 5:
            return body, [*headers, (name, chance.choice([value, b"", _bytes(value, chance)]))]
        case _:
            return body, signed(body, chance.choice([b"", b"other", SECRET + b"\n", SECRET[:-1]]))


def _bytes(value: bytes, chance: random.Random) -> bytes:
    """A value with a bit turned over, or a few bytes more, fewer, or in another case."""
    at = chance.randrange(len(value))
    match chance.randrange(5):
        case 0:
            return value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]
        case 1:
            return value[:at] + value[at + chance.randint(1, 4) :]
        case 2:
            return value[:at] + chance.randbytes(chance.randint(1, 4)) + value[at:]
        case 3:
            return value.swapcase()
        case _:
            return chance.choice([b"", b" " + value, value + b" ", value * 2, value + b"\n", b"\xff" + value])


if __name__ == "__main__":
    counts = mutate(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    print(", ".join(f"{status}: {count:,}" for status, count in sorted(counts.items())))
    raise SystemExit(any(status < 400 or status >= 500 for status in counts))
