"""The development server as an ASGI application: the page, and before it the server that answers calls.

Until there is a first build there is nothing to answer calls with: only the page is there then. The server behind is
made with the first build, and later ones are put on its shelf, so that a call under way keeps what it began with.

A server that listens to this machine alone answers to this machine's names alone, and to those under which its flows
are published: else any page that the developer has open could have its own name lead here, and read and call the flows.
For the same reason nothing but the page is answered to what another page sends here: events are taken unsigned, and
may be passed on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from flowc.serve.app import App, create_app
from flowc.serve.builds import Build, FlowFiles
from flowc.serve.dev.desk import HOME, Desk, Page
from flowc.serve.dev.edition import Bench, Edit
from flowc.serve.dev.given import GIVEN, read_given, with_given
from flowc.serve.logs import Log
from flowc.serve.settings import Settings
from flowc.serve.wire import Receive, RefusedError, Scope, Send, answer, refuse

__all__ = ["Front"]

_SKEW = 0.05
"""Seconds that the clocks of page and server may differ: as a rule they are one. Keys that cut a prompt short come
sooner behind it than the usual skew could tell apart."""

_HERE = ("127.0.0.1", "::1", "localhost")
"""Names of the machine itself."""


class Front:
    """``bench`` is what the page is told. Edits are taken in the event loop that serves.

    Args:
        style: the style sheet of pictures.
        settings: those of the server behind; it takes events unsigned and says which documents it answers with.
        host: the address at which it listens.
    """

    def __init__(self, style: str, settings: Settings, log: Log, host: str) -> None:
        self.bench = Bench()
        self._desk = Desk(lambda: self.bench, style)
        self._settings = settings._replace(secrets=(), locations=True, clock_skew=_SKEW)
        self._log = log
        self._local = host in _HERE
        self._app: App | None = None

    async def take(self, edit: Edit, at: str) -> None:
        """Serve what an edit came to; ``at`` is the time of day."""
        if edit.flows is not None:
            await self._serve(edit.files)
        self.bench = self.bench.take(edit, at)

    async def _serve(self, files: Mapping[str, Mapping[str, bytes]]) -> None:
        build = Build(FlowFiles(flow) for flow in files.values())
        if self._app is None:
            app = create_app(build, self._settings, log=self._log, facts=with_given)
            await app.begin()
            self._app = app
        else:
            self._app.shelf.take(build)

    async def end(self) -> None:
        if self._app is not None:
            await self._app.end()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path: str = scope["path"]
        if self._local and _host(scope) not in {*_HERE, *self._names()}:
            await refuse(send, RefusedError(421, "misdirected", "this server answers to names of its own machine only"))
        elif path == "/" or path.startswith(HOME):
            await self._page(scope, send)
        elif self._is_of_another_page(scope):
            await refuse(send, RefusedError(403, "foreign", "a page of somebody else's has sent this"))
        elif self._app is not None:
            GIVEN.set(read_given(scope["query_string"]))
            await self._app(scope, receive, send)
        else:
            await refuse(send, RefusedError(503, "no_build", "the flow has errors, and was never built"))

    def _is_of_another_page(self, scope: Scope) -> bool:
        origin = _header(scope, b"origin")
        if not origin:
            return _header(scope, b"sec-fetch-site") in ("cross-site", "same-site")
        try:
            parts = urlsplit(origin)
            return parts.netloc != _header(scope, b"host") and (parts.hostname or "-") not in self._names()
        except ValueError:
            return True

    def _names(self) -> Iterator[str]:
        return (urlsplit(flow.base_url).hostname or "" for flow in self.bench.flows)

    async def _page(self, scope: Scope, send: Send) -> None:
        head = scope["method"] == "HEAD"
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(send, RefusedError(405, "method_not_allowed", "this takes GET, HEAD"))
            return
        page = await asyncio.to_thread(self._desk.answer, scope["path"], _header(scope, b"if-none-match"))
        await answer(send, page.status, page.content, _headers(page), head=head)


def _host(scope: Scope) -> str:
    """The name that a request calls the server by, without the port; empty where it is none."""
    try:
        return urlsplit(f"//{_header(scope, b'host')}").hostname or ""
    except ValueError:
        return ""


def _header(scope: Scope, wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == wanted), "")


def _headers(page: Page) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in page.headers.items()]
