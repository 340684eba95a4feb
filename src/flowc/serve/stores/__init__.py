"""Where calls are kept. A store keeps one record for each call and knows nothing of what is in it.

Everything that is known of a call is one record, so that whatever changes it is one step, atomic and in order, in
every store; the changes themselves are pure functions (``flowc.serve.calls``) which the store applies. A store answers
for three things: that a change which it was told to keep **safely** is kept when ``update`` returns, that no change is
lost to another one, and that a record is gone for good once it has expired and ``sweep`` has run.

========  =============================================================  =======================
memory    nothing is kept                                                 ``stores/memory.py``
SQLite    what was kept safely survives the end of the process            ``stores/sqlite.py``
Redis     what was kept safely survives the loss of one server, where     ``stores/redis.py``
          a replica confirms
========  =============================================================  =======================
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from flowc.records import NamedTuple

__all__ = ["Change", "Page", "Store", "StoreDownError", "Swept", "UnconfirmedError", "Watch", "Write"]

T = TypeVar("T")


class StoreDownError(Exception):
    """The store cannot be reached, or cannot promise what it was asked to; what was asked may be asked again."""


class UnconfirmedError(StoreDownError):
    """The change was made and has its ``result``, and every reader sees it; but it is not kept safely."""

    def __init__(self, message: str, result: Any) -> None:
        super().__init__(message)
        self.result = result


class Write(NamedTuple):
    """What a record becomes.

    ``expires`` is when it is to be forgotten (seconds since the epoch). ``waiting`` where something in it waits to be
    passed on, so that it is found again after a restart.
    """

    record: bytes
    expires: float
    waiting: bool = False


class Page(NamedTuple):
    """Some of many calls, and the place to go on from: "" where that is the beginning again."""

    calls: Sequence[str]
    place: str


class Swept(NamedTuple):
    """How many records were forgotten, and in how many of them something was still waiting to be passed on."""

    forgotten: int
    waiting: int


Change = Callable[[bytes | None], tuple[Write | None, T]]
"""From the record of a call (None where there is none) to what it becomes (None where it stays) and a result.

Pure: a store may apply it more than once, where somebody else was quicker, and keeps only the last outcome.
"""


class Watch(Protocol):
    """News of one call's record."""

    async def wait(self, seconds: float) -> bool:
        """Wait for a change that was made since the watch began or ``wait`` last returned True; False after the time.

        It may be True for nothing: whoever waits reads the record again.
        """
        ...


class Store(Protocol):
    """A store. Every method but ``watch`` raises ``StoreDownError``; none takes longer than a second to do so."""

    title: str
    """What it is, for the line at the start: ``SQLite at calls.db``. No password stands in it."""

    lasting: bool
    """Whether it keeps anything when the process ends."""

    warnings: Sequence[str]
    """What whoever runs it should know once it is open, a line each."""

    async def open(self) -> None: ...

    async def close(self) -> None:
        """Finish what is under way, and let go of files and connections."""
        ...

    async def ping(self) -> None:
        """Return where the store answers and can write."""
        ...

    async def read(self, call: str) -> bytes | None:
        """The record of a call."""
        ...

    async def update(self, call: str, change: Change[T], *, safely: bool = True) -> T:
        """Change the record of a call in one step; the result of the change.

        ``safely`` False returns as soon as every reader of this store sees the change, kept or not.
        """
        ...

    def watch(self, call: str) -> AbstractContextManager[Watch]:
        """Watch a call's record; to be entered before it is read, so that no change falls between."""
        ...

    async def waiting(self, place: str, most: int) -> Page:
        """Some of the calls whose last ``Write`` was ``waiting``, about ``most`` of them, from a place on.

        From "" on to the next "" all come by that wait all the while; some may come twice.
        """
        ...

    async def sweep(self, now: float) -> Swept:
        """Forget the records that have expired, so that nothing of them is left anywhere."""
        ...
