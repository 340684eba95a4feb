"""Many small jobs done as few large ones.

What arrives while a batch is under way makes up the next one. A job that comes alone is done at once; under load the
batches grow until the cost of a journey to the store, or of a disk that is to confirm, is shared by all that wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

__all__ = ["Lane"]

J = TypeVar("J")


class Lane(Generic[J]):
    """Batches of jobs, one batch at a time, in the order in which they came.

    ``work`` does a batch and returns the jobs that have to be done once more. Each job carries its own outcome. Where
    ``work`` raises, ``fail`` is told of every job of the batch, and of those that wait behind it: they have waited long
    enough to be told that it does not work now. To be used from one event loop.
    """

    def __init__(
        self, work: Callable[[list[J]], Awaitable[list[J]]], fail: Callable[[J, Exception], None], most: int = 256
    ) -> None:
        self._work = work
        self._fail = fail
        self._most = most
        self._jobs: list[J] = []
        self._worker: asyncio.Task[None] | None = None

    def add(self, job: J) -> None:
        """Have a job done."""
        self._jobs.append(job)
        if self._worker is None:
            self._worker = asyncio.create_task(self._run())

    async def finish(self) -> None:
        """Return when nothing is left to do."""
        while self._worker is not None:
            await asyncio.wait([self._worker])

    async def _run(self) -> None:
        try:
            while self._jobs:
                batch, self._jobs = self._jobs[: self._most], self._jobs[self._most :]
                try:
                    self._jobs[:0] = await self._work(batch)
                except Exception as problem:
                    failed, self._jobs = batch + self._jobs, []
                    for job in failed:
                        self._fail(job, problem)
        finally:
            self._worker = None
