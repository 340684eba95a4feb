"""A platform that is as awkward as it may be, played against two servers: who takes a branch that they have not chosen?

Nothing of the server's own code says what is right here. A caller knows what they pressed at which question; the tables
below say where that leads; and a route is answered rightly by that document, or by the one for silence.

All of it happens on a clock of its own, so that hours of calls take seconds. Clocks of the servers differ from the
platform's by up to the tolerance, either way and each in its own way; events come one to five times, up to ten seconds
late, at either server, in any order; requests are made twice, or come and their answers do not, or never come; the
store goes away, and so do the servers, while a web server in front answers callers as silent.

    python -m tests.serve.wrong 10000 [SEED]

plays more calls than the tests do.
"""

from __future__ import annotations

import asyncio
import json
import random
import selectors
import sys
from collections import Counter
from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from flowc.serve.app import App, create_app
from flowc.serve.builds import Build
from flowc.serve.logs import Log
from flowc.serve.settings import Settings
from flowc.serve.stores import StoreDownError
from flowc.serve.stores.memory import MemoryStore
from tests.serve.builds import BASE, gather, made, redirect, say
from tests.serve.client import request

__all__ = ["play"]

SKEW = 1.0
_EPOCH = 1_700_000_000.0


class _Question(NamedTuple):
    """Where keys lead, and nothing else."""

    keys: Mapping[str, str]
    silence: str
    other: str


_ASK = [{"gather": {"prompt": "1 or 2?", "timeout_seconds": 5}}]
_SHAPES: list[tuple[dict[str, list[Any]], dict[str, _Question]]] = [
    (  # everything leads back, sooner or later
        {
            "answer": [say("Welcome."), *_ASK, redirect("route/ask"), redirect("quiet.json")],
            "again": [*_ASK, redirect("route/ask")],
            "told": [say("We are open from nine to five on all days of the week."), *_ASK, redirect("route/ask")],
            "two": [*_ASK, redirect("route/two"), *_ASK, redirect("route/ask")],
            "quiet": [say("Nothing?"), *_ASK, redirect("route/two")],
            "end": [say("Goodbye.")],
        },
        {
            "ask": _Question({"1": "told", "2": "again", "3": "two"}, "quiet", "again"),
            "two": _Question({"1": "again", "2": "two", "3": "end"}, "again", "quiet"),
        },
    ),
    (  # a menu that says the same to silence
        {
            "answer": [*_ASK, redirect("route/ask")],
            "one": [say("One."), redirect("answer.json")],
            "two": [say("Two."), *_ASK, redirect("route/ask")],
            "three": [redirect("answer.json")],
            "end": [say("Goodbye.")],
        },
        {"ask": _Question({"1": "one", "2": "two", "3": "three", "4": "end"}, "answer", "answer")},
    ),
    (  # attempts, and then the first again
        {
            "answer": [say("Hello."), *_ASK, redirect("route/ask")],
            "ask2": [say("Once more?"), *_ASK, redirect("route/ask2")],
            "ask3": [say("A last time?"), *_ASK, redirect("route/ask3")],
            "menu": [*_ASK, redirect("route/ask")],
            "one": [say("One."), *_ASK, redirect("route/ask2")],
            "end": [say("Goodbye.")],
        },
        {
            "ask": _Question({"1": "one", "2": "menu"}, "ask2", "ask2"),
            "ask2": _Question({"1": "menu", "2": "one"}, "ask3", "ask3"),
            "ask3": _Question({"1": "one", "2": "menu"}, "menu", "end"),
        },
    ),
]


class _Loop(asyncio.SelectorEventLoop):
    """An event loop that does not wait: where nothing is to be done, it is as late as the next thing to do."""

    def __init__(self) -> None:
        self._instant = 0.0
        loop = self

        class Selector(selectors.DefaultSelector):  # type: ignore[misc,valid-type]
            def select(self, timeout: float | None = None) -> Any:
                assert timeout is not None, "everybody waits for ever"
                loop._instant += timeout
                return super().select(0)

        super().__init__(Selector())

    def time(self) -> float:
        return self._instant


class _Store(MemoryStore):
    away = False

    async def read(self, call: str) -> bytes | None:
        self._check()
        return await super().read(call)

    async def update(self, call: str, change: Any, *, safely: bool = True) -> Any:
        self._check()
        return await super().update(call, change, safely=safely)

    async def ping(self) -> None:
        self._check()

    def _check(self) -> None:
        if self.away:
            raise StoreDownError("away")


class _Call:
    """One call, from the side of the platform and of the caller."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.loop = asyncio.get_running_loop()
        self.documents, self.questions = chance.choice(_SHAPES)
        routes = {
            name: gather(name, question.keys, question.silence, nomatch=question.other)
            for name, question in self.questions.items()
        }
        self.build = Build([made(self.documents, routes)])
        self.store = _Store()
        self.nodes = [self.node() for _ in range(2)]
        self.counts: Counter[str] = Counter()
        self.flying: list[asyncio.Task[None]] = []
        self.gathers = 0
        self.coarse = chance.random() < 0.2
        self.keyed = chance.random() < 0.7
        self.troubled = chance.random() < 0.5
        self.telling = chance.random() < 0.15
        self.fronted = chance.random() < 0.5
        self.away_until = 0.0

    def node(self) -> App:
        offset = self.chance.uniform(-SKEW, SKEW)
        clock = lambda: _EPOCH + self.loop.time() + offset  # noqa: E731
        return create_app(self.build, Settings(clock_skew=SKEW), self.store, clock=clock, log=Log("off"))

    async def run(self) -> Counter[str]:
        weather = asyncio.create_task(self.weather())
        name: str | None = "answer"
        await self.fetch("answer")
        for _ in range(12):
            if name is None:
                break
            name = await self.document(name)
        weather.cancel()
        await asyncio.gather(*self.flying)
        return self.counts

    async def document(self, name: str) -> str | None:
        """Carry out a document; the one that follows."""
        digits = ""
        for action in self.documents[name]:
            [(kind, fields)] = action.items()
            if kind == "say":
                await asyncio.sleep(len(fields["text"].split()) * 0.4 * self.chance.uniform(0.6, 1.5))
            elif kind == "gather":
                digits = await self.gather()
            else:
                target = fields["url"].removeprefix(f"{BASE}/flow/")
                if not target.startswith("route/"):
                    await self.fetch(target.removesuffix(".json"))
                    return target.removesuffix(".json")
                following = await self.route(target.removeprefix("route/"), digits)
                if following is not None:
                    return following
        return None

    async def gather(self) -> str:
        digits = self.chance.choice(["1", "2", "3", "4", "1", "2", ""])
        await asyncio.sleep(5.0 if digits == "" else self.chance.choice([0.02, 0.3, 1.0, 3.0]))
        self.gathers += 1
        at = _EPOCH + self.loop.time()
        created = datetime.fromtimestamp(int(at) if self.coarse else at, UTC).isoformat()
        data = {"digits": digits, "timeout_seconds": 5, **({"event_key": f"k{self.gathers}"} if self.keyed else {})}
        body = {"event": "call.gathered", "created_at": created, "call": {"id": "call"}, "data": data}
        longest = self.chance.choice([0.02, 0.02, 1.0, 10.0])
        for _ in range(self.chance.randint(1, 5)):
            self.flying.append(asyncio.create_task(self.deliver(json.dumps(body).encode(), longest)))
        return digits

    async def deliver(self, body: bytes, longest: float) -> None:
        await asyncio.sleep(self.chance.uniform(0, longest))
        for _ in range(50):
            if not self.is_away() and (await request(self.any(), "/v1/events", "POST", body)).status == 200:
                return
            await asyncio.sleep(self.chance.uniform(0.3, 3.0))

    async def fetch(self, name: str) -> None:
        """Ask for a document by name; which one it is, is known."""
        if not self.fronted and not self.is_away():
            assert (await request(self.any(), f"/v1/flow/{name}.json?call_id=call")).status == 200

    async def route(self, name: str, digits: str) -> str | None:
        """Ask a route; the document that the call goes on with, None where the redirect fails."""
        await asyncio.sleep(self.chance.choice([0.0, 0.01, 0.2, 1.0]))
        question, chance = self.questions[name], self.chance.random()
        if chance < 0.04:
            return None  # it is lost on its way
        query = f"&digits={digits}" if self.telling else ""
        answers = [await self.ask(name, query)]
        if 0.04 < chance < 0.14:
            pause = self.chance.uniform(0, 1.9)
            await asyncio.sleep(pause)
            answers.append(await self.ask(name, query))
        elif 0.14 < chance < 0.2:
            answers += await asyncio.gather(self.ask(name, query), self.ask(name, query))
        right = question.silence if digits == "" else question.keys.get(digits, question.other)
        for answer in answers:
            kind = "right" if answer == right else "silent" if answer == question.silence else "wrong"
            self.counts[kind] += 1
        if 0.2 < chance < 0.24:
            return None  # its answer is lost
        return answers[-1]

    async def ask(self, name: str, query: str) -> str:
        """The name of the document that a route is answered with."""
        if self.is_away():
            return self.questions[name].silence
        answer = await request(self.any(), f"/v1/flow/route/{name}?call_id=call{query}")
        assert answer.status == 200, answer
        return next(key for key, actions in self.documents.items() if actions == answer.value["actions"])

    async def weather(self) -> None:
        while self.troubled:
            await asyncio.sleep(self.chance.uniform(3, 25))  # the call begins, else there is none
            if self.chance.random() < 0.5:
                seconds = self.chance.uniform(0.1, 8)
                self.away_until = float("inf")
                await asyncio.sleep(seconds)
                self.nodes = [self.node() for _ in range(2)]
                self.away_until = 0.0
            else:
                self.store.away = True
                await asyncio.sleep(self.chance.uniform(0.1, 8))
                for node in self.nodes:  # whoever balances the load asks all the time
                    assert (await request(node, "/readyz")).status == 503
                self.store.away = False

    def is_away(self) -> bool:
        """Whether the servers are being started anew."""
        return self.loop.time() < self.away_until

    def any(self) -> App:
        return self.chance.choice(self.nodes)


def play(seed: int) -> Counter[str]:
    """Play one call: how many answers were ``right``, ``silent``, ``wrong``."""

    async def call() -> Counter[str]:
        return await _Call(random.Random(seed)).run()

    return _run(call())


def _run(work: Coroutine[Any, Any, Counter[str]]) -> Counter[str]:
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)


if __name__ == "__main__":
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    total: Counter[str] = Counter()
    for number in range(first, first + int(sys.argv[1]) if len(sys.argv) > 1 else 1000):
        counts = play(number)
        total += counts
        if counts["wrong"]:
            print(number, dict(counts))
    print(dict(total))
    raise SystemExit(total["wrong"] > 0)
