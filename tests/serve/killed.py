"""A server that is killed again and again while events come in: what it has acknowledged is there afterwards.

    python -m tests.serve.killed 100

kills more often than the tests do.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.serve_faults.platform import ask, deliver, gathered
from tests.serve_faults.server import NAME, PREFIX, Server, build

__all__ = ["Toll", "kill"]

_SENDERS = 8


class Toll(NamedTuple):
    """``acknowledged`` events, and how many of them were ``lost``: not there when their call asked for its route."""

    acknowledged: int
    lost: int


def kill(folder: Path, times: int, seed: int = 0) -> Toll:
    """Kill a server that keeps calls in SQLite, at moments that nobody chose, and count what it has lost."""
    server = Server(build(folder), f"sqlite:{folder / 'calls.db'}", folder / "state", "--clock-skew", "60")
    chance = random.Random(seed)
    acknowledged: list[str] = []
    names = (f"call{number}" for number in range(1_000_000))
    try:
        for _ in range(times):
            acknowledged += asyncio.run(_load(server, names, chance.uniform(0.02, 0.25)))
            server.start()
        return asyncio.run(_count(server, acknowledged))
    finally:
        server.kill()


async def _load(server: Server, names: Iterator[str], seconds: float) -> list[str]:
    """Send events until the server is killed; the calls whose event it has acknowledged."""
    acknowledged: list[str] = []

    async def send() -> None:
        for name in names:
            try:
                answer = await deliver(server.port, PREFIX, gathered(name, "1", "1"))
            except (OSError, IndexError, TimeoutError):
                return
            if answer.status == 200:
                acknowledged.append(name)

    senders = [asyncio.create_task(send()) for _ in range(_SENDERS)]
    await asyncio.sleep(seconds)
    server.kill()
    await asyncio.gather(*senders)
    return acknowledged


async def _count(server: Server, acknowledged: list[str]) -> Toll:
    table = server.routes()["main"]["branches"]
    right = server.documents()[next(branch["next"] for branch in table if branch["pattern"] == "1")]
    slots = asyncio.Semaphore(_SENDERS)

    async def is_lost(name: str) -> bool:
        async with slots:
            answer = await ask(server.port, PREFIX, NAME, "main", call_id=name)
            return bool(json.loads(answer.body) != right)

    lost = await asyncio.gather(*map(is_lost, acknowledged))
    return Toll(len(acknowledged), sum(lost))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        toll = kill(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 100)
    print(f"{toll.acknowledged:,} events acknowledged, {toll.lost} lost")
    raise SystemExit(toll.lost > 0)
