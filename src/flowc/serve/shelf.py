"""The builds in use: the one that new calls begin with, and those that calls under way have begun with.

Every build is put by as it was loaded, in a directory called after its digest, so that a call finds the documents that
it began with when the server has been restarted with a newer build. What no call can be in any more is removed.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from typing import TypeVar

from flowc.serve.builds import Build, BuildError, Document, RouteAt, load

__all__ = ["Shelf"]

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_PUT_BY = re.compile(r"[0-9a-f]{64}([.][0-9]+[.][0-9]+)?\Z")
"""What builds that were put by are called, and those that somebody was about to put by."""
_Served = TypeVar("_Served", Document, RouteAt)


class Shelf:
    """Builds by digest; ``current`` is replaced in one step.

    ``keep`` is for how many seconds a build may still be asked for after it has been replaced.
    """

    def __init__(self, build: Build, keep: float = 5 * 3600.0) -> None:
        self._directory: str | None = None
        self._keep = keep
        self._since: dict[str, float] = {}
        self._builds: dict[str, Build] = {}
        self._missing: set[str] = set()
        self.take(build)

    def __len__(self) -> int:
        return len(self._builds)

    def put_by(self, build: Build) -> None:
        """Put a build by, before it is taken: that takes longer than requests can wait. OSError where it cannot be."""
        if self._directory is not None:
            _put_by(build, os.path.join(self._directory, build.digest))

    def take(self, build: Build) -> None:
        """Serve new calls from this build. OSError where it cannot be put by; then nothing changes."""
        self.put_by(build)
        self._builds[build.digest] = build
        self._missing.discard(build.digest)
        now = time.time()
        self._since = {digest: self._since.get(digest, now) for digest in self._builds if digest != build.digest}
        self.current = build

    def of(self, digest: str) -> Build:
        """The build that a call began with; the current one where that is not to be had any more."""
        build = self._builds.get(digest)
        if build is None and digest and digest not in self._missing:
            build = self._fetch(digest)
        return build or self.current

    def route(self, path: str, digest: str = "") -> tuple[Build, RouteAt] | None:
        """The route at a path, from a call's build, or else from the newest that has it."""
        for build in self._order(digest):
            if path in build.routes:
                return build, build.routes[path]
        return None

    def document(self, path: str, digest: str = "") -> tuple[Build, Document] | None:
        """The document at a path, from a call's build, or else from the newest that has it."""
        for build in self._order(digest):
            if path in build.documents:
                return build, build.documents[path]
        return None

    def receives(self, path: str) -> bool:
        """Whether events come in at a path."""
        return path in self.current.receivers or any(path in build.receivers for build in self._builds.values())

    def keep_in(self, directory: str) -> None:
        """Put builds by in a directory from now on, and have at hand what an earlier process has put by there."""
        os.makedirs(os.path.dirname(os.path.abspath(directory)), mode=0o700, exist_ok=True)
        os.makedirs(directory, mode=0o700, exist_ok=True)
        self._directory = directory
        entries = [entry for entry in os.scandir(directory) if _DIGEST.match(entry.name)]
        for entry in sorted(entries, key=lambda entry: entry.stat().st_mtime):
            self.of(entry.name)
        self.take(self.current)

    def tidy(self, now: float) -> None:
        """Forget the builds that have been replaced for longer than a call can last; what else is there stays."""
        for digest, since in list(self._since.items()):
            if since < now - self._keep:
                del self._since[digest], self._builds[digest]
        if self._directory is None or not os.path.isdir(self._directory):
            return
        os.utime(os.path.join(self._directory, self.current.digest))
        for entry in list(os.scandir(self._directory)):
            is_past = _PUT_BY.match(entry.name) is not None and entry.name != self.current.digest
            if is_past and entry.stat(follow_symlinks=False).st_mtime < now - self._keep:
                shutil.rmtree(entry.path, ignore_errors=True)

    def _order(self, digest: str) -> list[Build]:
        first = self.of(digest)
        if first is self.current and len(self._builds) == 1:
            return [first]
        return [first, self.current, *reversed(self._builds.values())]

    def _fetch(self, digest: str) -> Build | None:
        """A build that was put by, if it is still what it was."""
        try:
            if self._directory is not None and _DIGEST.match(digest):
                build = load(os.path.join(self._directory, digest))
                if build.digest == digest:
                    self._builds[digest] = build
                    self._since[digest] = time.time()
                    return build
        except (OSError, BuildError):
            pass
        self._missing.add(digest)
        return None


def _put_by(build: Build, path: str) -> None:
    """Write a build's files, all of them or none."""
    if os.path.isdir(path):
        os.utime(path)
        return
    staged = f"{path}.{os.getpid()}.{time.monotonic_ns()}"
    for name, flow in build.files.items():
        os.makedirs(os.path.join(staged, name))
        for file, content in flow.files.items():
            with open(os.path.join(staged, name, file), "wb") as target:
                target.write(content)
    try:
        os.rename(staged, path)
    except OSError:
        shutil.rmtree(staged, ignore_errors=True)
        if not os.path.isdir(path):
            raise
