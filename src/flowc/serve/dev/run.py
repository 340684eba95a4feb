"""The development server at work: one event loop that serves, and beside it somebody who looks for edits.

Compiling takes its time in a thread of its own, so that calls go on meanwhile. What is edited while an edit is being
compiled is noticed after it.
"""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import time
from collections.abc import Callable
from typing import NamedTuple

import uvicorn

from flowc.serve.dev.edition import Edit
from flowc.serve.dev.front import Front
from flowc.serve.dev.watch import PAUSE, Watch
from flowc.serve.protocol import guarded

__all__ = ["Work", "run"]

_GRACE = 2
"""Seconds that what is in flight has to finish."""


class Work(NamedTuple):
    """What the server cannot do itself: ``edit`` compiles what is there now, ``say`` tells people."""

    watch: Watch
    edit: Callable[[], Edit]
    say: Callable[[str], None]


def run(front: Front, work: Work, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve on a listening socket until a signal ends it; ``ready`` is called behind the first edit."""
    gc.enable()
    config = guarded(front, timeout_graceful_shutdown=_GRACE)
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve(front, work, listener, ready, uvicorn.Server(config)))


async def _serve(
    front: Front, work: Work, listener: socket.socket, ready: Callable[[], None], server: uvicorn.Server
) -> None:
    await _take(front, work)
    ready()
    following = asyncio.create_task(_follow(front, work))

    def stop(_: asyncio.Task[None]) -> None:
        server.should_exit = True

    following.add_done_callback(stop)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # uvicorn raises them once more when it has finished
    try:
        await server.serve(sockets=[listener])
    finally:
        following.cancel()
        await asyncio.wait([following])
        await front.end()
    if not following.cancelled():
        following.result()


async def _follow(front: Front, work: Work) -> None:
    while True:
        await asyncio.sleep(PAUSE)
        if await asyncio.to_thread(work.watch.changed):
            await _take(front, work)


async def _take(front: Front, work: Work) -> None:
    edit = await asyncio.to_thread(work.edit)
    at = time.strftime("%H:%M:%S")
    await front.take(edit, at)
    bench = front.bench
    if not bench.broken:
        work.say(f"{at} build {bench.number}: {', '.join(flow.name for flow in bench.flows)}")
    elif bench.number:
        work.say(f"{at} not built; build {bench.number} of {bench.made_at} is served on")
    else:
        work.say(f"{at} not built; nothing can be called yet")
