"""A server that runs until it is told to stop: uvicorn around the application, signals, and builds taken over.

``SIGTERM`` and ``SIGINT`` finish what is in flight; ``SIGHUP`` takes a new build over, and so does the watch. A build
that cannot be read changes nothing, and is told of.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable

import uvicorn

from flowc.serve.app import App
from flowc.serve.builds import BuildError, load
from flowc.serve.logs import Log
from flowc.serve.protocol import guarded

__all__ = ["Takeover", "run"]

_KEEP_ALIVE = 75
_GRACE = 10
_SWITCH_SECONDS = 0.0005
"""For how long the event loop may keep the interpreter from the thread that writes: a commit takes it several times."""
_WATCH_SECONDS = 0.5
_ATTEMPTS, _PAUSE = 5, 0.2


def run(app: App, listener: socket.socket, takeover: Takeover, started: Callable[[], None], *, watch: bool) -> None:
    """Serve on a listening socket until a signal ends it.

    Args:
        started: called when requests are about to be answered.
        watch: whether a new build is taken over as soon as it is there.

    Raises:
        StoreDownError: the store cannot be opened.
    """
    gc.enable()
    sys.setswitchinterval(_SWITCH_SECONDS)
    logging.getLogger("uvicorn").addHandler(logging.NullHandler())  # what is to be told, the application tells
    logging.getLogger("uvicorn").propagate = False
    config = guarded(
        app,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
        backlog=2048,
    )
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve(app, config, listener, takeover, started, watch))


async def _serve(
    app: App,
    config: uvicorn.Config,
    listener: socket.socket,
    takeover: Takeover,
    started: Callable[[], None],
    watch: bool,
) -> None:
    await app.begin()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)  # requests leave next to no garbage in circles
    watching = asyncio.create_task(takeover.watch()) if watch else None
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, takeover.begin)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # uvicorn takes them, and raises them once more when it has finished
    try:
        started()
        await uvicorn.Server(config).serve(sockets=[listener])
    finally:
        if watching is not None:
            watching.cancel()
        await app.end()


class Takeover:
    """Takes builds over from a directory."""

    def __init__(self, app: App, directory: str, log: Log) -> None:
        self._app = app
        self._directory = directory
        self._log = log
        self._task: asyncio.Task[None] | None = None
        self._seen = _state(directory)

    def begin(self) -> None:
        """Take over what is there now, if it is something new."""
        before = self._task
        self._task = asyncio.get_running_loop().create_task(self._take_after(before))

    async def watch(self) -> None:
        """Take over whatever comes, until cancelled."""
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            state = await asyncio.to_thread(_state, self._directory)
            if state != self._seen:
                self._seen = state
                await self._take()

    async def _take_after(self, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        await self._take()

    async def _take(self) -> None:
        before = self._app.shelf.current.digest
        problem = ""
        for _ in range(_ATTEMPTS):
            try:
                build = await asyncio.to_thread(load, self._directory)
                await asyncio.to_thread(self._app.shelf.put_by, build)
                self._app.shelf.take(build)
            except (BuildError, OSError) as failure:
                problem = str(failure)
                await asyncio.sleep(_PAUSE)  # it may be being exchanged this moment
                continue
            self._log.info("build_taken_over", build=build.digest, before=before, flows=len(build.flows))
            return
        self._log.error("build_not_taken_over", problem=problem)


def _state(directory: str) -> tuple[tuple[str, int, int], ...]:
    """What changes when a build is written: the manifests, as the file system knows them."""
    try:
        folders = [directory, *sorted(entry.path for entry in os.scandir(directory) if entry.is_dir())]
    except OSError:
        return ()
    return tuple(_manifests(folders))


def _manifests(folders: list[str]) -> list[tuple[str, int, int]]:
    found = []
    for folder in folders:
        try:
            status = os.stat(os.path.join(folder, "manifest.json"))
        except OSError:
            continue
        found.append((folder, status.st_ino, status.st_mtime_ns))
    return found
