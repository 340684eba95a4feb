"""Files that are read and files that are replaced. Only the command line and the library's face come here."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence

from flowc.records import NamedTuple

__all__ = ["InputError", "find", "read_text", "replace_bytes", "replace_text"]

_MOST = 128 * 1024 * 1024
"""Bytes that are read of one file; more than the reader of flows accepts, so that it can say so."""
_USUAL, _LARGE = 65_536, 16 * 1024 * 1024
"""Bytes that are read at once; most files have fewer than the first."""
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_LOOK_FOR_NUL = 8192
_BLANK = b"\xef\xbb\xbf \t\r\n"
"""The bytes of a byte order mark, and white space."""


class InputError(Exception):
    """A file cannot be read, or is not one to read: one line that names it."""


class Found(NamedTuple):
    """Files in the order of their naming, each once, and one line about each operand that led to none."""

    files: list[str]
    problems: list[str]


def find(operands: Sequence[str], suffix: str) -> Found:
    """The files that operands mean: a file is itself, a directory all files of an ending beneath it.

    Hidden directories are left out. A pattern that no shell has expanded is expanded here.
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    problems = []
    for operand in operands:
        named = list(_named(operand, suffix, folders))
        if not named:
            problems.append(_nothing(operand, suffix))
        for identity, path in named:
            files.setdefault(identity, path)
    return Found(list(files.values()), problems)


def _named(operand: str, suffix: str, folders: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The files that an operand means, each with what it is called without links; ``folders`` are those that have been
    asked about."""
    if operand == "-":
        yield operand, operand
    elif os.path.isdir(operand):
        folder = os.path.normpath(operand)
        yield from _beneath(folder, os.path.realpath(folder), suffix)
    elif os.path.lexists(operand):
        path = os.path.normpath(operand)
        yield _identity(path, folders), path
    elif any(sign in operand for sign in "*?["):
        from glob import glob

        for path in sorted(glob(operand, recursive=True)):
            yield from _named(path, suffix, folders)


def _identity(path: str, folders: dict[str, str]) -> str:
    """What a file is called without links."""
    if os.path.islink(path):
        return os.path.realpath(path)
    folder, name = os.path.split(path)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], name)


def _beneath(folder: str, real: str, suffix: str) -> Iterator[tuple[str, str]]:
    """The files of a directory, then those of the directories in it; links to directories are not followed."""
    try:
        with os.scandir(folder) as entries:
            here = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError:
        return
    below = []
    within, real_within = os.path.join("" if folder == os.curdir else folder, ""), os.path.join(real, "")
    for entry in here:
        if entry.is_dir():
            if not entry.is_symlink():
                below.append(entry.name)
        elif entry.name.endswith(suffix):
            path = within + entry.name
            yield os.path.realpath(path) if entry.is_symlink() else real_within + entry.name, path
    for name in below:
        yield from _beneath(within + name, real_within + name, suffix)


def _nothing(operand: str, suffix: str) -> str:
    if os.path.isdir(operand):
        return f"{operand}: no {suffix} file in this directory or beneath it"
    if any(sign in operand for sign in "*?["):
        return f"{operand}: no file matches"
    return f"{operand}: no such file or directory"


def read_text(path: str, descriptor: int | None = None) -> str:
    """The text of a file, line ends and byte order mark as they are.

    Bytes that are not UTF-8 become lone surrogates, which the reader of flows reports at their places.

    Args:
        path: the file; with ``descriptor`` only its name in messages.
        descriptor: an open file to read instead.

    Raises:
        InputError: it cannot be read, or holds no text.
    """
    try:
        content = _content(path if descriptor is None else descriptor)
    except OSError as problem:
        raise InputError(f"{path}: {(problem.strerror or str(problem)).lower()}") from None
    if b"\0" in content[:_LOOK_FOR_NUL]:
        raise InputError(f"{path}: a binary file, not a text")
    if content[:1] in _BLANK and not content.strip(_BLANK):
        raise InputError(f"{path}: an empty file")
    return content.decode("utf-8", "surrogateescape")


def _content(file: str | int) -> bytes:
    """At most so many bytes; without the objects of ``open``, which take longer than reading a small file."""
    descriptor = os.open(file, _READING) if isinstance(file, str) else file
    try:
        content = os.read(descriptor, _USUAL)
        more = os.read(descriptor, _LARGE) if content else b""
        return content if not more else b"".join((content, more, *_rest(descriptor, _MOST - len(content) - len(more))))
    finally:
        if isinstance(file, str):
            os.close(descriptor)


def _rest(descriptor: int, left: int) -> Iterator[bytes]:
    while left > 0 and (content := os.read(descriptor, min(left, _LARGE))):
        left -= len(content)
        yield content


def replace_text(path: str, text: str) -> None:
    """Put a text into a file in one step, so that whoever reads it finds the old one or the new one.

    A link stays a link, and the file keeps its permissions.

    Raises:
        OSError: the file stays as it was.
    """
    replace_bytes(path, text.encode("utf-8", "surrogateescape"))


def replace_bytes(path: str, content: bytes) -> None:
    """Put bytes into a file in one step, as ``replace_text`` does.

    Raises:
        OSError: the file stays as it was.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):  # a terminal, a pipe, /dev/null
        with open(target, "wb") as stream:
            stream.write(content)
        return
    staging = f"{target}.{os.getpid()}.flowc-staging"
    try:
        with open(staging, "xb") as stream:
            stream.write(content)
        if os.path.exists(target):
            os.chmod(staging, stat.S_IMODE(os.stat(target).st_mode))
        os.replace(staging, target)
    except BaseException:
        if os.path.exists(staging):
            os.unlink(staging)
        raise
