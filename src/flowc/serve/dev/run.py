"""The development server at work: one event loop that serves, and beside it somebody who looks for edits.

Compiling takes its time in a thread of its own, so that calls go on meanwhile. What is edited while an edit is being
compiled is noticed after it.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import NamedTuple

from flowc.serve.dev.edition import Edit
from flowc.serve.dev.front import Front
from flowc.serve.dev.watch import PAUSE, Watch

__all__ = ["Work", "listen", "run"]

_SHUTDOWN_SECONDS = 2


class Work(NamedTuple):
    """What the server cannot do itself: ``edit`` compiles what is there now, ``say`` tells people."""

    watch: Watch
    edit: Callable[[], Edit]
    say: Callable[[str], None]


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; OSError where it cannot. Port 0 is any that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def run(front: Front, work: Work, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until the process is told to stop; ``ready`` is called when the first edit has been compiled."""
    asyncio.run(_serve(front, work, listening, ready))


async def _serve(front: Front, work: Work, listening: socket.socket, ready: Callable[[], None]) -> None:
    from uvicorn import Config, Server

    config = Config(
        front,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
    )
    server = Server(config)
    await _take(front, work)
    ready()
    following = asyncio.create_task(_follow(front, work))
    following.add_done_callback(lambda _: setattr(server, "should_exit", True))
    await server.serve([listening])
    following.cancel()
    await asyncio.wait([following])
    if not following.cancelled():
        following.result()


async def _follow(front: Front, work: Work) -> None:
    while True:
        await asyncio.sleep(PAUSE)
        if await asyncio.to_thread(work.watch.changed):
            await _take(front, work)


async def _take(front: Front, work: Work) -> None:
    import time

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
