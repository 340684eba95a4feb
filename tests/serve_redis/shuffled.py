"""Many calls at once on several nodes, with the events of each delivered one to five times, shuffled and late.

Each call is played by somebody who knows what was pressed. At every route there are two right answers: the document
of the key that was pressed on this visit, and the one for silence, where the event did not come in time. Any other
document is a wrong branch. The caller then goes on from the document that came, as a telephone would.

Some requests are made twice, as they are where an answer is lost; the call goes on from the second answer. It has to be
the same as the first, with one exception: where a document leads to the question that it answers, nobody can tell a
second request from the next visit's, and silence is as right.

    python -m tests.serve_redis.shuffled 300 [--seed N]

plays more calls than the tests do, with the server's own tolerance of clocks and events up to ten seconds late.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.serve_faults.platform import ask, deliver, gathered
from tests.serve_faults.server import NAME, PREFIX, Server, build
from tests.serve_redis.server import RedisServer

__all__ = ["Manner", "play"]

AGAIN = 2.0
"""Seconds for which a route that is asked again is given the same answer, whoever asks."""


class Manner(NamedTuple):
    """How the calls go: an event comes up to ``late`` seconds after its gather, which took at least ``gather``.

    ``prompt`` is the share of events that are not held up at all.
    """

    late: float
    gather: float
    prompt: float = 0.5
    visits: int = 6


def play(servers: Sequence[Server], calls: int, manner: Manner, seed: int) -> Counter[str]:
    """How often what was answered: ``right``, ``silent`` or ``wrong``.

    ``unequal`` counts where asking again gave another document, ``refused`` deliveries that were not accepted.
    """
    return asyncio.run(_play(servers, calls, manner, seed))


async def _play(servers: Sequence[Server], calls: int, manner: Manner, seed: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    table = _Table(servers[0])
    players = [_Caller(f"call_{seed}_{n}", servers, table, manner, random.Random(f"{seed}-{n}")) for n in range(calls)]
    for caller in await asyncio.gather(*(caller.call() for caller in players)):
        counts += caller
    return counts


class _Table:
    """What was built, looked up in the files and not asked of the server."""

    def __init__(self, server: Server) -> None:
        self.documents = server.documents()
        self.routes = server.routes()

    def branch(self, route: str, digit: str) -> dict[str, Any]:
        taken = [branch["next"] for branch in self.routes[route]["branches"] if branch["pattern"] == digit]
        return self.documents[taken[0]]

    def silence(self, route: str) -> dict[str, Any]:
        return self.documents[self.routes[route]["noinput"]]

    def leads_to(self, document: dict[str, Any]) -> str | None:
        """The route that the document ends in."""
        url = document["actions"][-1].get("redirect", {}).get("url", "")
        _, found, route = url.partition(f"/{NAME}/route/")
        return route if found else None


class _Caller:
    def __init__(
        self, call: str, servers: Sequence[Server], table: _Table, manner: Manner, chance: random.Random
    ) -> None:
        self._call = call
        self._servers = servers
        self._table = table
        self._manner = manner
        self._chance = chance
        self._answered: dict[str, float] = {}
        self._deliveries: list[asyncio.Task[int]] = []

    async def call(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        route = self._table.leads_to(self._table.documents["answer"])
        for visit in range(self._manner.visits):
            if route is None:
                break
            route = await self._visit(route, visit, counts)
        for status in await asyncio.gather(*self._deliveries):
            counts["refused"] += status // 100 != 2
        return counts

    async def _visit(self, route: str, visit: int, counts: Counter[str]) -> str | None:
        asked_before = self._answered.get(route, 0.0)
        at_least = max(self._manner.gather, asked_before + AGAIN + 0.2 - time.monotonic())
        await asyncio.sleep(at_least + self._chance.uniform(0, self._manner.gather))
        digit = self._chance.choice("1234" if visit > 2 else "123")
        self._send(gathered(self._call, digit, str(visit)))
        document = await self._ask(route)
        right, silence = self._table.branch(route, digit), self._table.silence(route)
        counts["right" if document == right else "silent" if document == silence else "wrong"] += 1
        if self._chance.random() < 0.3:
            first, document = document, await self._ask(route)
            may_differ = self._table.leads_to(first) == route
            counts["unequal"] += document != first and not (may_differ and document == silence)
        return self._table.leads_to(document)

    async def _ask(self, route: str) -> dict[str, Any]:
        answer = await ask(self._node(), PREFIX, NAME, route, call_id=self._call)
        self._answered[route] = time.monotonic()
        assert answer.status == 200, (answer.status, answer.body)
        document: dict[str, Any] = json.loads(answer.body)
        return document

    def _send(self, body: dict[str, Any]) -> None:
        is_prompt = self._chance.random() < self._manner.prompt
        for _ in range(self._chance.randint(1, 5)):
            delay = self._chance.uniform(0, 0.05 if is_prompt else self._manner.late)
            self._deliveries.append(asyncio.create_task(self._deliver(body, delay)))

    async def _deliver(self, body: dict[str, Any], delay: float) -> int:
        await asyncio.sleep(delay)
        return (await deliver(self._node(), PREFIX, body)).status

    def _node(self) -> int:
        return self._chance.choice(self._servers).port


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.serve_redis.shuffled", description=__doc__)
    parser.add_argument("calls", type=int, nargs="?", default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        redis = RedisServer(folder)
        built = build(folder)
        servers = [Server(built, redis.url, folder / f"state{number}") for number in range(2)]
        try:
            counts = play(servers, arguments.calls, Manner(late=10, gather=1.5, visits=10), arguments.seed)
        finally:
            for server in servers:
                server.stop()
            redis.kill()
    print(", ".join(f"{counts[kind]} {kind}" for kind in ("right", "silent", "wrong", "unequal", "refused")))
    return 1 if counts["wrong"] or counts["unequal"] or counts["refused"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
