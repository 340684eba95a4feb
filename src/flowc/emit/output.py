"""The flow's directory changes in one step, or not at all.

Whoever reads ``<out>/<flow>/`` (a web server, a deployment) must never find documents of two builds there. So
nothing in it is ever written to. A build makes a **staging** directory beside it, whole, and exchanges the two names
in one step of the file system; what stood there is then under the staging name, and is removed. All flows of a build
are staged before the first is exchanged, and if an exchange fails those before it are taken back.

Killed at any moment, a build leaves the old set or the new one, and perhaps a staging directory. Builds take turns
by a lock on the output directory itself, which the system gives up with the process that held it; so a staging
directory that the holder of the lock finds belongs to nobody, and is swept away. Where directories cannot be locked
(some network file systems), nothing is swept, and of two builds at once one may fail; that they do not mix is the
exchange's doing alone.

Files whose contents stay the same are not written again: they are linked into the staging directory; a directory
in which everything stays the same is not touched. Links are never followed: files are opened below the one
descriptor of the output directory, and a symbolic link that stands where a flow's directory or a file belongs is
replaced. A directory is replaced whole only if a build made it, which its manifest tells, or if it is empty.

A build survives its own death, not the machine's: files are not forced to the disk one by one, which would take longer
than compiling them. They can be built again.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from flowc.emit.exchange import exchange
from flowc.records import NamedTuple

__all__ = ["OutputError", "write"]

_Files = Mapping[str, bytes]
"""Contents by file name."""
_SUFFIX = ".flowc-staging"
_PATIENCE = 60.0
"""Seconds that a build waits for another one to finish writing."""
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_DIRECTORY = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_FOLLOW
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _NO_FOLLOW
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW
_EFFECTIVE = os.access in os.supports_effective_ids
_CANNOT_EXCHANGE = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV}
_CANNOT_LOCK = {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


class OutputError(Exception):
    """The output could not be written; its text is one line. What stood there before stands there still."""


class _Identity(NamedTuple):
    """What makes an entry of a directory this one and no other."""

    device: int
    inode: int


class _Stage(NamedTuple):
    """A directory ready to take the place of a flow's; ``replaces`` is what stands there, None for nothing."""

    name: str
    flow: str
    replaces: _Identity | None


def write(out: str, flows: Mapping[str, _Files] | Iterable[tuple[str, _Files]]) -> list[str]:
    """Make ``<out>/<flow>/`` hold exactly these files, for every flow, or change nothing.

    Args:
        out: the output directory; made where it is missing. It may be a link to a directory: the caller named it.
        flows: contents by file name, by the name of the flow; or one flow after the other, with its name. Then each is
            staged, and let go, before the next is asked for.

    Returns:
        The flows whose directories changed.

    Raises:
        OutputError: nothing has changed.
    """
    if os.open not in os.supports_dir_fd:
        raise OutputError("this system cannot exchange directories in one step; nothing was written")
    with _worded(out):
        directory = _open_output(out)
        try:
            if _lock(directory, out):
                _sweep(directory)
            return _replace(directory, out, flows.items() if isinstance(flows, Mapping) else flows)
        finally:
            os.close(directory)


def _replace(directory: int, out: str, flows: Iterable[tuple[str, _Files]]) -> list[str]:
    stages: list[_Stage] = []
    try:
        for flow, files in flows:
            with _worded(f"{out}/{flow}"):
                stage = _stage(directory, out, flow, files)
            if stage is not None:
                stages.append(stage)
        _publish(directory, out, stages)
    finally:
        for stage in stages:
            _discard(directory, stage.name)
    return [stage.flow for stage in stages]


@contextmanager
def _worded(path: str) -> Iterator[None]:
    """Turn what the system says into one line about a path."""
    try:
        yield
    except OSError as problem:
        raise OutputError(f"cannot write {path}: {problem.strerror}; nothing was changed") from problem


def _open_output(out: str) -> int:
    follow = _DIRECTORY & ~getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(out, follow)
    except FileNotFoundError:
        os.makedirs(out, exist_ok=True)
        return os.open(out, follow)


def _lock(directory: int, out: str) -> bool:
    """Wait for other builds to finish here; False where this directory cannot be locked."""
    import fcntl

    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise OutputError(f"another build writes to {out}, for a minute now; nothing was changed") from None
            time.sleep(0.01)
        except OSError as problem:
            if problem.errno in _CANNOT_LOCK:
                return False
            raise


def _sweep(directory: int) -> None:
    """Remove what killed builds left; only for the holder of the lock."""
    for name in os.listdir(directory):
        if name.startswith(".") and name.endswith(_SUFFIX):
            _discard(directory, name)


def _stage(directory: int, out: str, flow: str, files: _Files) -> _Stage | None:
    """The directory that shall stand for a flow, ready; None where the right one stands there already."""
    old, replaces = _examine(directory, flow)
    try:
        same: set[str] = set()
        if old is not None:
            same, others = _compare(old, files)
            if not others and len(same) == len(files):
                return None
            if (same or others) and not ("manifest.json" in same or _made_by_a_build(old)):
                raise OutputError(
                    f"{out}/{flow} is not empty and was not made by a build, so it is not replaced; nothing was "
                    f"changed (move it away, or build into another directory)"
                )
            if not os.access(".", os.W_OK | os.X_OK, dir_fd=old, effective_ids=_EFFECTIVE):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        stage = _Stage(f".{flow}.{os.urandom(8).hex()}{_SUFFIX}", flow, replaces)
        os.mkdir(stage.name, dir_fd=directory)
        try:
            _fill(directory, stage.name, files, old, same)
        except BaseException:
            _discard(directory, stage.name)
            raise
        return stage
    finally:
        if old is not None:
            os.close(old)


def _examine(directory: int, flow: str) -> tuple[int | None, _Identity | None]:
    """What stands where a flow belongs: opened where it is a directory, and its identity where it is anything."""
    try:
        status = os.stat(flow, dir_fd=directory, follow_symlinks=False)
    except FileNotFoundError:
        return None, None
    if stat.S_ISLNK(status.st_mode):
        return None, _identity(status)
    old = os.open(flow, _DIRECTORY, dir_fd=directory)
    return old, _identity(os.fstat(old))


def _identity(status: os.stat_result) -> _Identity:
    return _Identity(status.st_dev, status.st_ino)


def _compare(old: int, files: _Files) -> tuple[set[str], bool]:
    """The files that stand there with the right contents, and whether anything else does."""
    same: set[str] = set()
    others = False
    with os.scandir(old) as entries:
        for entry in entries:
            content = files.get(entry.name)
            if content is not None and entry.is_file(follow_symlinks=False) and _holds(old, entry.name, content):
                same.add(entry.name)
            else:
                others = True
    return same, others


def _holds(directory: int, name: str, content: bytes) -> bool:
    """Whether a file can be read and has these contents; told in one read, which regular files answer in full."""
    with suppress(OSError):
        file = os.open(name, _READ, dir_fd=directory)
        try:
            return os.read(file, len(content) + 1) == content
        finally:
            os.close(file)
    return False


def _made_by_a_build(old: int) -> bool:
    """Whether a directory holds the manifest of a build."""
    import json

    try:
        file = os.open("manifest.json", _READ, dir_fd=old)
    except OSError:
        return False
    with open(file, "rb") as manifest:
        try:
            value = json.loads(manifest.read())
        except (OSError, ValueError, RecursionError):
            return False
    return (
        isinstance(value, dict)
        and value.get("format") == 1
        and isinstance(value.get("flow"), str)
        and isinstance(value.get("documents"), dict)
    )


def _fill(directory: int, name: str, files: _Files, old: int | None, same: set[str]) -> None:
    """Put every file into a staging directory: a link to the old one where that has the same contents."""
    staging = os.open(name, _DIRECTORY, dir_fd=directory)
    try:
        for file, content in files.items():
            assert file == os.path.basename(file), "files stand in the flow's directory itself"
            if not (old is not None and file in same and _link(old, staging, file)):
                _create(staging, file, content)
        if old is not None:
            os.fchmod(staging, stat.S_IMODE(os.fstat(old).st_mode))
    finally:
        os.close(staging)


def _link(old: int, staging: int, file: str) -> bool:
    try:
        os.link(file, file, src_dir_fd=old, dst_dir_fd=staging, follow_symlinks=False)
    except OSError:  # a file system without links, a file with too many, somebody else's file
        return False
    return True


def _create(directory: int, name: str, content: bytes) -> None:
    file = os.open(name, _CREATE, 0o666, dir_fd=directory)
    try:
        rest = content
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def _publish(directory: int, out: str, stages: list[_Stage]) -> None:
    """Exchange every staged directory with the one it replaces; take all back if one fails."""
    done: list[_Stage] = []
    try:
        for stage in stages:
            with _worded(f"{out}/{stage.flow}"):
                _put(directory, out, stage)
            done.append(stage)
    except BaseException:
        for stage in reversed(done):
            _take_back(directory, stage)
        raise


def _put(directory: int, out: str, stage: _Stage) -> None:
    if stage.replaces is None:
        os.rename(stage.name, stage.flow, src_dir_fd=directory, dst_dir_fd=directory)
        return
    try:
        exchange(directory, stage.name, stage.flow)
    except OSError as problem:
        if problem.errno in _CANNOT_EXCHANGE:
            raise OutputError(
                f"the file system of {out} cannot exchange directories in one step; nothing was changed (build into "
                f"an empty directory)"
            ) from problem
        raise
    if _identity(os.stat(stage.name, dir_fd=directory, follow_symlinks=False)) != stage.replaces:
        exchange(directory, stage.name, stage.flow)
        raise OutputError(f"{out}/{stage.flow} was replaced by somebody else meanwhile; nothing was changed")


def _take_back(directory: int, stage: _Stage) -> None:
    if stage.replaces is None:
        os.rename(stage.flow, stage.name, src_dir_fd=directory, dst_dir_fd=directory)
    else:
        exchange(directory, stage.name, stage.flow)


def _discard(directory: int, name: str) -> None:
    """Remove an entry and all below it, links not followed; what cannot be removed is left to the next build."""
    with suppress(OSError, RecursionError):
        _remove(directory, name)


def _remove(directory: int, name: str) -> None:
    if not stat.S_ISDIR(os.stat(name, dir_fd=directory, follow_symlinks=False).st_mode):
        os.unlink(name, dir_fd=directory)
        return
    inside = os.open(name, _DIRECTORY, dir_fd=directory)
    try:
        with os.scandir(inside) as entries:
            below = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        for entry, is_directory in below:
            if is_directory:
                _remove(inside, entry)
            else:
                os.unlink(entry, dir_fd=inside)
    finally:
        os.close(inside)
    os.rmdir(name, dir_fd=directory)
