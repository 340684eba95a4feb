"""The server as an ASGI application, to be run by ``flowc serve`` or mounted in an application of one's own.

``create_app`` puts its parts together. The application opens the store and begins its work with the lifespan of the
server that runs it; where it is mounted and nobody passes that on, ``begin`` and ``end`` are to be awaited instead.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping

from flowc.serve.answering import Answered, Answering
from flowc.serve.builds import Build, load
from flowc.serve.decisions import Facts
from flowc.serve.forwarding import Forwarding
from flowc.serve.hearing import Hearing
from flowc.serve.keeping import Keeping
from flowc.serve.logs import Log
from flowc.serve.metrics import Metrics
from flowc.serve.receiving import Receiving
from flowc.serve.requests import Asked, read
from flowc.serve.settings import Settings
from flowc.serve.shelf import Shelf
from flowc.serve.stores import Store, StoreDownError
from flowc.serve.stores.memory import MemoryStore
from flowc.serve.wire import JSON, ASGIApp, Receive, RefusedError, Scope, Send, answer, body_of, refuse

__all__ = ["App", "create_app"]

_PLAIN = (b"content-type", b"text/plain; version=0.0.4; charset=utf-8")
_FIXED = (b"cache-control", b"no-cache")
_FLEETING = (b"cache-control", b"no-store")
_SWEEP_SECONDS = 30.0


def create_app(
    builds: Build | Shelf | str,
    settings: Settings | None = None,
    store: Store | None = None,
    *,
    extra_routes: Mapping[str, ASGIApp] | None = None,
    log: Log | None = None,
    context: ssl.SSLContext | None = None,
    clock: Callable[[], float] = time.time,
    facts: Callable[[Facts], Facts] | None = None,
) -> App:
    """A server as an ASGI application.

    Args:
        builds: what is served: a directory that ``flowc build`` wrote, a build, or a shelf where builds are replaced.
        settings: what is set of it. Without secrets no signature is asked for.
        store: where calls are kept; in memory where none is given.
        extra_routes: further applications by path; where that ends in a slash, also for what is beneath it.
        log: where it tells of its work.
        context: which certificates of others are trusted; None for what the system trusts.
        clock: tells the time in seconds since the epoch.
        facts: gives other facts than those that are known of a call, for trying flows out.

    Raises:
        BuildError: the directory holds no build.
        OSError: the directory cannot be read.
    """
    build = load(builds) if isinstance(builds, str) else builds
    shelf = build if isinstance(build, Shelf) else Shelf(build)
    return App(
        shelf,
        settings or Settings(),
        store or MemoryStore(),
        extra_routes or {},
        log or Log("warning"),
        context,
        clock,
        facts,
    )


class App:
    """The application; ``shelf`` holds the builds that it serves, ``metrics`` what it counts."""

    def __init__(
        self,
        shelf: Shelf,
        settings: Settings,
        store: Store,
        extra_routes: Mapping[str, ASGIApp],
        log: Log,
        context: ssl.SSLContext | None,
        clock: Callable[[], float],
        facts: Callable[[Facts], Facts] | None,
    ) -> None:
        self.shelf = shelf
        self.settings = settings
        self.store = store
        self.metrics = Metrics()
        self._extra = extra_routes
        self._log = log
        self._clock = clock
        self._hearing = Hearing(self.metrics, log)
        self._keeping = keeping = Keeping(
            store, settings, lambda: self.metrics.count("flowc_store_errors_total"), clock
        )
        self._forwarding = Forwarding(settings.forward, store, keeping, self.metrics, log, context, clock)
        self._answering = Answering(shelf, settings, keeping, self.metrics, self._hearing, context, clock, facts)
        self._receiving = Receiving(shelf, settings, keeping, self._forwarding, self.metrics, self._hearing, log, clock)
        self._sweeping: asyncio.Task[None] | None = None

    # --- its life ----------------------------------------------------------------------------------------------

    async def begin(self) -> None:
        """Open the store, and go on with what an earlier process has left. StoreDownError where it cannot."""
        await self.store.open()
        for warning in self.store.warnings:
            self._log.warning("store", told=warning)
        await self._forwarding.begin()
        self._sweeping = asyncio.get_running_loop().create_task(self._sweep_for_ever())

    async def end(self) -> None:
        """Finish, and close the store."""
        if self._sweeping is not None:
            self._sweeping.cancel()
            await asyncio.gather(self._sweeping, return_exceptions=True)
        await self._forwarding.end()
        await self.store.close()
        self._log.flush()

    async def sweep(self) -> None:
        """Forget what is not to be kept any longer. The application does it by itself every half minute."""
        now = self._clock()
        swept = await self.store.sweep(now)
        self.metrics.count("flowc_calls_forgotten_total", swept.forgotten)
        self.metrics.count("flowc_forwards_dropped_total", swept.waiting)
        if swept.waiting:
            self._log.error("never_passed_on", calls=swept.waiting)
        self.shelf.tidy(now)

    async def _sweep_for_ever(self) -> None:
        pause = min(_SWEEP_SECONDS, max(1.0, self.settings.retry_horizon / 4))
        while True:
            await asyncio.sleep(pause)
            try:
                await self.sweep()
            except (StoreDownError, OSError) as problem:
                self._log.error("not_swept", problem=type(problem).__name__)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                try:
                    await self.begin()
                except StoreDownError as problem:
                    await send({"type": "lifespan.startup.failed", "message": str(problem)})
                    return
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self.end()
                await send({"type": "lifespan.shutdown.complete"})
                return

    # --- requests ----------------------------------------------------------------------------------------------

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        if scope["type"] != "http":
            return
        extra = self._extra_at(scope["path"])
        if extra is not None:
            await extra(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        try:
            await self._answer(scope, receive, send, head)
        except RefusedError as refused:
            self.metrics.count("flowc_requests_refused_total", status=str(refused.status))
            await refuse(send, refused, head=head)
        except Exception as problem:
            self.metrics.count("flowc_errors_total")
            self._log.error("mistake", problem=type(problem).__name__, where=_where(problem))
            await refuse(send, RefusedError(500, "internal_error", "the server has made a mistake"), head=head)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, head: bool) -> None:
        path = _path(scope)
        own = _OWN.get(path)
        if own is not None:
            _allow(scope, "GET", "HEAD")
            await own(self, send, head)
        elif self.shelf.receives(path):
            _allow(scope, "POST")
            await self._event(scope, receive, send)
        elif self.shelf.route(path) is not None:
            _allow(scope, "GET", "POST")
            await self._route(path, scope, receive, send)
        elif self.shelf.document(path) is not None:
            _allow(scope, "GET", "HEAD", "POST")
            await self._document(path, scope, receive, send, head)
        else:
            raise RefusedError(404, "not_found", "there is no such document")

    async def _event(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = time.perf_counter()
        body = await body_of(scope, receive)
        await self._receiving.deliver(scope["headers"], body)
        self.metrics.observe("flowc_event_seconds", time.perf_counter() - begun)
        await answer(send, 200, b'{"accepted": true}')

    async def _route(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        begun = time.perf_counter()
        asked = await self._asked(scope, receive)
        answered = await self._answering.route(path, asked)
        self.metrics.count("flowc_routes_total", way=answered.way)
        self.metrics.observe("flowc_route_seconds", time.perf_counter() - begun)
        if self._log.tells_all:
            name = path.rpartition("/")[2]
            self._log.info("route", call=asked.call, route=name, way=answered.way)
        await answer(send, 200, answered.body, (JSON, _FLEETING, *self._location(answered)))

    async def _document(self, path: str, scope: Scope, receive: Receive, send: Send, head: bool) -> None:
        asked = await self._asked(scope, receive)
        if head:
            asked = asked._replace(call=None)  # to look at a document leads no call there
        answered = await self._answering.document(path, asked)
        self.metrics.count("flowc_documents_total")
        if self._log.tells_all:
            self._log.info("document", call=asked.call)
        if answered.etag is None:
            await answer(send, 200, answered.body, (JSON, _FLEETING, *self._location(answered)), head=head)
            return
        headers = (JSON, _FIXED, (b"etag", answered.etag.encode()), *self._location(answered))
        if scope["method"] != "POST" and _has(scope, answered):
            await send({"type": "http.response.start", "status": 304, "headers": headers[1:]})
            await send({"type": "http.response.body"})
            return
        await answer(send, 200, answered.body, headers, head=head)

    async def _asked(self, scope: Scope, receive: Receive) -> Asked:
        body = b"" if scope["method"] in ("GET", "HEAD") else await body_of(scope, receive)
        return read(self.settings, scope["query_string"], scope["headers"], body)

    def _location(self, answered: Answered) -> tuple[tuple[bytes, bytes], ...]:
        return ((b"content-location", answered.path.encode()),) if self.settings.locations else ()

    def _extra_at(self, path: str) -> ASGIApp | None:
        for prefix, app in self._extra.items():
            if path == prefix or (prefix.endswith("/") and path.startswith(prefix)):
                return app
        return None

    # --- about itself ------------------------------------------------------------------------------------------

    async def _health(self, send: Send, head: bool) -> None:
        await answer(send, 200, b'{"status": "alive"}', (JSON, _FLEETING), head=head)

    async def _ready(self, send: Send, head: bool) -> None:
        try:
            await self._keeping.ping()
            answers = True
        except StoreDownError:
            answers = False
        told = {
            "status": "ready" if answers else "not_ready",
            "build": self.shelf.current.digest,
            "flows": self.shelf.current.flows,
            "store": {"title": self.store.title, "answers": answers},
            "alarm": self._hearing.alarm,
        }
        await answer(send, 200 if answers else 503, json.dumps(told).encode(), (JSON, _FLEETING), head=head)

    async def _metrics(self, send: Send, head: bool) -> None:
        self.metrics.set("flowc_builds", len(self.shelf))
        await answer(send, 200, self.metrics.text().encode(), (_PLAIN, _FLEETING), head=head)


_OWN: Mapping[str, Callable[[App, Send, bool], Awaitable[None]]] = {
    "/healthz": App._health,
    "/readyz": App._ready,
    "/metrics": App._metrics,
}


def _path(scope: Scope) -> str:
    """The path within the application: where it is mounted, ``root_path`` stands before it."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path.removeprefix(root) if root and path.startswith(root + "/") else path


def _allow(scope: Scope, *methods: str) -> None:
    if scope["method"] not in methods:
        allowed = ", ".join(methods)
        raise RefusedError(405, "method_not_allowed", f"this takes {allowed}", [(b"allow", allowed.encode())])


def _has(scope: Scope, answered: Answered) -> bool:
    """Whether whoever asks has the document already."""
    given = [value.decode("latin-1") for name, value in scope["headers"] if name == b"if-none-match"]
    tags = [tag.strip().removeprefix("W/") for value in given for tag in value.split(",")]
    return "*" in tags or answered.etag in tags


def _where(problem: BaseException) -> str:
    """The place of a mistake, without the values that led to it."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
