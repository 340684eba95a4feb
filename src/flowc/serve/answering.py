"""Documents and routes, answered: digits found, decisions taken, templates filled.

Whatever goes wrong with a store, or with somebody who is asked, a route of a gather has an answer: in the end its
author's own for silence. Each of those is counted with its reason.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from flowc.serve import calls
from flowc.serve.builds import Build, Document, RouteAt
from flowc.serve.client import PostError, post
from flowc.serve.decisions import Facts
from flowc.serve.hearing import Hearing
from flowc.serve.keeping import Keeping
from flowc.serve.metrics import Metrics
from flowc.serve.records import NEW, Entry, Record
from flowc.serve.requests import Asked
from flowc.serve.routing import Asking, arrive, decide, lead, without_finish
from flowc.serve.settings import Settings
from flowc.serve.shelf import Shelf
from flowc.serve.stores import StoreDownError, UnconfirmedError
from flowc.serve.wire import RefusedError
from flowc.templates import fill

__all__ = ["Answered", "Answering"]


_MOST_CALLS, _MOST_OF_A_CALL = 10_000, 8
"""Calls that may have requests waiting, and how many each: anybody can ask, and who waits takes room, and a look at the
record with each change of it."""


class Answered(NamedTuple):
    """An answer: its body, how it was come by (see ``flowc_routes_total``), and the path of the document that it is.

    ``etag`` is that of a fixed document.
    """

    body: bytes
    way: str
    path: str
    etag: str | None = None


class _Claim(NamedTuple):
    """What a route of a gather leads to, before decisions: ``entry`` fills it, ``record`` is the call's from now on."""

    build: Build
    route: RouteAt
    document: Document
    entry: str
    way: str
    record: Record


class Answering:
    """Answers requests by path."""

    def __init__(
        self,
        shelf: Shelf,
        settings: Settings,
        keeping: Keeping,
        metrics: Metrics,
        hearing: Hearing,
        context: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.time,
        facts: Callable[[Facts], Facts] | None = None,
    ) -> None:
        self._shelf = shelf
        self._settings = settings
        self._keeping = keeping
        self._metrics = metrics
        self._hearing = hearing
        self._context = context
        self._clock = clock
        self._looked_at = facts or (lambda facts: facts)
        self._waiting: dict[str, int] = {}
        self._asking = asyncio.Semaphore(settings.asks_at_once)

    # --- documents ---------------------------------------------------------------------------------------------

    async def document(self, path: str, asked: Asked) -> Answered:
        """A document by name. RefusedError where there is none, or nothing to fill it with."""
        record = await self._record(asked)
        held = self._shelf.document(path, record.build)
        if held is None:
            raise _not_found()
        build, document = held
        if asked.call is not None:
            await self._lead(asked.call, document, build)
        if document.fills:
            if asked.entry is None:
                raise _not_found()
            return Answered(_filled(document, asked.entry), "document", document.path)
        return Answered(document.body, "document", document.path, document.etag)

    # --- routes ------------------------------------------------------------------------------------------------

    async def route(self, path: str, asked: Asked) -> Answered:
        """What a route leads to. RefusedError where there is no such route, or nothing decides it."""
        record = await self._record(asked) if len(self._shelf) > 1 else NEW
        held = self._shelf.route(path, record.build)
        if held is None:
            raise _not_found()
        build, route = held
        if route.table["kind"] != "gather":
            return await self._decision(build, route, asked, await self._record(asked))
        claim = await self._gathered(path, build, route, asked)
        document = await self._go_on(claim, asked)
        body = _filled(document, claim.entry) if document.fills else document.body
        return Answered(body, claim.way, document.path)

    async def _gathered(self, path: str, build: Build, route: RouteAt, asked: Asked) -> _Claim:
        if asked.call is None:
            if asked.digits is None:
                return self._silent(build, route, NEW, "unnamed")
            self._hearing.heard()
            return self._by_digits(build, route, NEW, asked.digits, asked, "request")
        try:
            if asked.digits is not None:
                self._hearing.heard()
                return await self._claim_by_digits(asked.call, path, asked.digits, asked)
            return await self._claim_by_event(asked.call, path, asked)
        except StoreDownError:
            if asked.digits is None:
                return self._silent(build, route, NEW, "store")
            return self._by_digits(build, route, NEW, asked.digits, asked, "request")

    async def _claim_by_digits(self, call: str, path: str, digits: str, asked: Asked) -> _Claim:
        now = self._clock()

        def change(record: Record) -> tuple[Record, _Claim]:
            build, route = self._held(path, record)
            claim = self._by_digits(build, route, record, digits, asked, "request")
            there = calls.found(record, route, build, now, self._settings.clock_skew, calls.last_answer(record, route))
            used = there.entries if there.entries and there.entries[-1].digits == digits else ()
            return self._settled(claim, now, now, used, keep="")  # whoever asks again brings the digits again

        return await self._keeping.change(call, change, safely=False)

    async def _claim_by_event(self, call: str, path: str, asked: Asked) -> _Claim:
        begun = self._clock()
        loop = asyncio.get_running_loop()
        with self._patience(call) as seconds, self._keeping.watch(call) as watch:
            deadline = loop.time() + seconds
            record = await self._keeping.read(call)
            earlier = calls.last_answer(record, self._held(path, record)[1])
            while True:
                left = deadline - loop.time()

                def change(record: Record, is_last: bool = left <= 0) -> tuple[Record | None, _Claim | None]:
                    build, route = self._held(path, record)
                    skew, doubt = self._settings.clock_skew, self._keeping.doubt
                    there = calls.found(record, route, build, begun, skew, earlier, doubt)
                    if there.kind == "wait" and not is_last:
                        return None, None
                    return self._decided(build, route, record, there, asked, begun)

                try:
                    claim = await self._keeping.change(call, change)
                except UnconfirmedError as unconfirmed:
                    claim = unconfirmed.result  # whoever asks can do nothing about it, and the caller waits
                if claim is not None:
                    break
                await watch.wait(left)
        if claim.way != "silence":
            self._hearing.heard()
        else:
            self._tell_silence("event_late" if claim.record.entries else "no_event")
        return claim

    def _decided(
        self, build: Build, route: RouteAt, record: Record, there: calls.Found, asked: Asked, begun: float
    ) -> tuple[Record | None, _Claim]:
        """The claim that follows from what was found, and the record that it leaves."""
        if there.answer is not None:
            document = build.document(there.answer.document)
            entry = there.answer.entry or asked.entry or ""
            if document is None or (document.fills and not entry):
                return None, self._noinput(build, route, record)
            return None, _Claim(build, route, document, entry, "again", record)
        now = self._clock()
        if not there.entries:
            return self._settled(self._noinput(build, route, record), begun, now, (), keep="")
        claim = self._by_entry(build, route, record, there.entries[-1], asked)
        return self._settled(claim, begun, now, there.entries, keep="" if asked.entry else claim.entry)

    def _settled(
        self, claim: _Claim, begun: float, now: float, used: tuple[Entry, ...], keep: str
    ) -> tuple[Record, _Claim]:
        """The record behind a claim. ``keep`` are digits of an event, which are no secret where it has them."""
        record = calls.answered(
            claim.record,
            claim.route,
            claim.document,
            claim.build,
            asked=begun,
            now=now,
            skew=self._settings.clock_skew,
            entries=used,
            entry=keep,
        )
        return record, claim._replace(record=record)

    def _by_entry(self, build: Build, route: RouteAt, record: Record, entry: Entry, asked: Asked) -> _Claim:
        if entry.digits is not None:
            return self._by_digits(build, route, record, entry.digits, asked, "event")
        document = build.document(entry.leads.get(route.key, ""))
        if document is None or (document.fills and not asked.entry):
            return self._noinput(build, route, record)
        return _Claim(build, route, document, asked.entry or "", "event", record)

    def _by_digits(
        self, build: Build, route: RouteAt, record: Record, digits: str, asked: Asked, way: str
    ) -> _Claim:
        _, target = lead(route.table, digits)
        document = build.target(route.flow, target)
        entry = asked.entry or ("" if "confirms" in route.table else without_finish(route.table, digits))
        if document is None or (document.fills and not entry):
            return self._noinput(build, route, record)
        return _Claim(build, route, document, entry, way, record)

    def _silent(self, build: Build, route: RouteAt, record: Record, reason: str) -> _Claim:
        self._tell_silence(reason)
        return self._noinput(build, route, record)

    def _noinput(self, build: Build, route: RouteAt, record: Record) -> _Claim:
        document = build.target(route.flow, route.table["noinput"])
        assert document is not None, "a build whose targets were checked"
        return _Claim(build, route, document, "", "silence", record)

    def _tell_silence(self, reason: str) -> None:
        self._metrics.count("flowc_silence_total", reason=reason)
        if reason in ("unnamed", "no_event"):
            self._hearing.heard_nothing(reason)

    # --- decisions ---------------------------------------------------------------------------------------------

    async def _decision(self, build: Build, route: RouteAt, asked: Asked, record: Record) -> Answered:
        if asked.call is not None and not record.seen and route.table["kind"] != "hours":
            record = await self._first_word(asked.call, asked, record)
        outcome = decide(build, route, self._facts(asked, record))
        document = await self._put(outcome)
        if document is not None:
            document = await self._put(arrive(build, document, self._facts(asked, record)))
        if document is None or (document.fills and asked.entry is None):
            self._metrics.count("flowc_undecided_total")
            raise RefusedError(404, "undecided", "nothing that is known of the call decides this")
        final = document
        if asked.call is not None:
            await self._lead(asked.call, final, build)
        body = _filled(final, asked.entry or "") if final.fills else final.body
        return Answered(body, "decision", final.path)

    async def _go_on(self, claim: _Claim, asked: Asked) -> Document:
        """The document that a claim comes to when all decisions on the way are taken."""
        if claim.document.decides is None:
            return claim.document
        facts = self._facts(asked, claim.record)
        document = await self._put(arrive(claim.build, claim.document, facts))
        if document is None or (document.fills and not claim.entry):
            self._metrics.count("flowc_undecided_total")
            silence = self._noinput(claim.build, claim.route, claim.record).document
            document = await self._put(arrive(claim.build, silence, facts))
        if document is None or (document.fills and not claim.entry):
            raise RefusedError(404, "undecided", "nothing that is known of the call decides this")
        final = document
        if asked.call is not None:
            await self._keeping.note(asked.call, lambda record: calls.reached(record, claim.route, final))
        return final

    async def _put(self, going: Any) -> Document | None:
        """Take the decisions of a generator of ``flowc.serve.routing``, asking whoever has to be asked."""
        outcome = None
        try:
            while True:
                outcome = await self._ask(going.send(outcome))
        except StopIteration as end:
            document: Document | None = end.value
            return document

    async def _ask(self, asking: Asking) -> str | None:
        """The ``outcome`` that somebody else tells; None where there is none in time.

        Where too many are being asked already, the time passes in waiting for one of them to be done.
        """
        deadline = asyncio.get_running_loop().time() + asking.timeout_ms / 1000
        try:
            async with asyncio.timeout_at(deadline):
                await self._asking.acquire()
        except TimeoutError:
            self._metrics.count("flowc_asks_total", outcome="crowded")
            return None
        try:
            outcome = await self._outcome(asking, deadline - asyncio.get_running_loop().time())
        finally:
            self._asking.release()
        self._metrics.count("flowc_asks_total", outcome="failed" if outcome is None else "told")
        return outcome

    async def _outcome(self, asking: Asking, seconds: float) -> str | None:
        try:
            reply = await post(
                asking.url,
                json.dumps(asking.body).encode(),
                seconds,
                headers=[("Content-Type", "application/json"), ("Accept", "application/json")],
                context=self._context,
            )
            value = json.loads(reply.body) if reply.status == 200 else None
        except (PostError, ValueError, RecursionError):
            return None
        outcome = value.get("outcome") if isinstance(value, dict) else None
        return outcome if isinstance(outcome, str) else None

    async def _first_word(self, call: str, asked: Asked, record: Record) -> Record:
        """The record of a call when its first event has come, which tells its numbers and variables."""
        if asked.caller is not None or asked.called is not None or asked.variables is not None:
            return record
        loop = asyncio.get_running_loop()
        try:
            with self._patience(call) as seconds, self._keeping.watch(call) as watch:
                deadline = loop.time() + seconds
                record = await self._keeping.read(call)
                while not record.seen and deadline > loop.time() and await watch.wait(deadline - loop.time()):
                    record = await self._keeping.read(call)
        except StoreDownError:
            pass
        return record

    def _facts(self, asked: Asked, record: Record) -> Facts:
        variables: Mapping[str, str] | None = record.variables if asked.variables is None else asked.variables
        facts = Facts(
            self._clock(),
            asked.call,
            record.caller if asked.caller is None else asked.caller,
            record.called if asked.called is None else asked.called,
            variables,
        )
        return self._looked_at(facts)

    @contextmanager
    def _patience(self, call: str) -> Iterator[float]:
        """For how many seconds a request may wait: not at all where too many do, of its call or of all."""
        those = self._waiting.get(call, 0)
        is_crowded = those >= _MOST_OF_A_CALL or len(self._waiting) >= _MOST_CALLS
        self._waiting[call] = those + 1
        try:
            yield 0.0 if is_crowded else calls.PATIENCE
        finally:
            self._waiting[call] -= 1
            if not self._waiting[call]:
                del self._waiting[call]

    async def _lead(self, call: str, document: Document, build: Build) -> None:
        """Note that a call was answered with a document that it asked for by name."""
        now, skew = self._clock(), self._settings.clock_skew
        await self._keeping.note(call, lambda record: calls.called_for(record, document, build, now, skew))

    # --- beneath -----------------------------------------------------------------------------------------------

    async def _record(self, asked: Asked) -> Record:
        """What is known of a call; nothing where it has no name or the store is away."""
        if asked.call is None:
            return NEW
        try:
            return await self._keeping.read(asked.call)
        except StoreDownError:
            return NEW

    def _held(self, path: str, record: Record) -> tuple[Build, RouteAt]:
        held = self._shelf.route(path, record.build)
        assert held is not None, "it was there when the request came"
        return held


def _filled(document: Document, entry: str) -> bytes:
    return json.dumps(fill(json.loads(document.body), entry)).encode()


def _not_found() -> RefusedError:
    return RefusedError(404, "not_found", "there is no such document")
