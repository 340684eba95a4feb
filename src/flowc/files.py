"""Files that are read and files that are replaced. Only the command line and the library's face come here."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence

from flowc.records import NamedTuple

__all__ = ["InputError", "find", "read_text", "reason", "replace_bytes", "replace_text"]

_MOST = 128 * 1024 * 1024
"""Bytes that are read of one file; more than the reader of flows accepts, so that it can say so."""
_USUAL, _LARGE = 65_536, 16 * 1024 * 1024
"""Bytes that are read at once; most files have fewer than the first. The objects of ``open`` would take longer than
reading a small file."""
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_LOOK_FOR_NUL = 8192
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BLANK = b"\xef\xbb\xbf \t\r\n"
"""The bytes of a byte order mark, and white space."""


class InputError(Exception):
    """A file cannot be read, or is not one to read: one line that names it, and perhaps another on what to do."""

    def __init__(self, message: str, help_: str = "") -> None:
        super().__init__(message)
        self.help = help_


class Found(NamedTuple):
    """Files in the order of their naming, each once, and what keeps operands from leading to any."""

    files: list[str]
    problems: list[InputError]


def find(operands: Sequence[str], suffix: str) -> Found:
    """The files that operands mean: a file is itself, a directory all files of an ending beneath it.

    Hidden directories are left out. A pattern that no shell has expanded is expanded here.
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    problems: list[InputError] = []
    for operand in operands:
        told = len(problems)
        named = list(_named(operand, suffix, folders, problems))
        if not named and len(problems) == told:
            problems.append(_nothing(operand, suffix))
        for identity, path in named:
            files.setdefault(identity, path)
    return Found(list(files.values()), problems)


def _named(operand: str, suffix: str, folders: dict[str, str], problems: list[InputError]) -> Iterator[tuple[str, str]]:
    """The files that an operand means, each with what it is called without links; ``folders`` are those that have been
    asked about."""
    if operand == "-":
        yield operand, operand
    elif os.path.isdir(operand):
        folder = os.path.normpath(operand)
        yield from _beneath(folder, os.path.realpath(folder), suffix, problems)
    elif os.path.lexists(operand):
        path = os.path.normpath(operand)
        yield _identity(path, folders), path
    elif any(sign in operand for sign in "*?["):
        from glob import glob

        for path in sorted(glob(operand, recursive=True)):
            yield from _named(path, suffix, folders, problems)


def _identity(path: str, folders: dict[str, str]) -> str:
    """What a file is called without links."""
    if os.path.islink(path):
        return os.path.realpath(path)
    folder, name = os.path.split(path)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], name)


def _beneath(folder: str, real: str, suffix: str, problems: list[InputError]) -> Iterator[tuple[str, str]]:
    """The files of a directory, then those of the directories in it; links to directories are not followed."""
    names: list[str] = []
    below: list[str] = []
    links, odd = set(), set()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith("."):
                    continue
                if _is_directory(entry):
                    if not entry.is_symlink():
                        below.append(name)
                elif name.endswith(suffix):
                    names.append(name)
                    if entry.is_symlink():
                        links.add(name)
                    elif not entry.is_file():
                        odd.add(name)
    except OSError as problem:
        problems.append(InputError(f"{folder}: {reason(problem)}"))
        return
    within, real_within = os.path.join("" if folder == os.curdir else folder, ""), os.path.join(real, "")
    for name in sorted(names):
        path = within + name
        if name in odd:
            problems.append(InputError(f"{path}: a pipe or a device, not a file", "named by itself, it is read"))
            continue
        yield os.path.realpath(path) if name in links else real_within + name, path
    for name in sorted(below):
        yield from _beneath(within + name, real_within + name, suffix, problems)


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself; whoever reads it is told
        return False


def _nothing(operand: str, suffix: str) -> InputError:
    if os.path.isdir(operand):
        return InputError(f"{operand}: no {suffix} file in this directory or beneath it")
    if any(sign in operand for sign in "*?["):
        return InputError(f"{operand}: no file matches")
    meant = _meant(operand, suffix)
    return InputError(f"{operand}: no such file or directory", f"did you mean `{meant}`?" if meant else "")


def _meant(operand: str, suffix: str) -> str | None:
    """What is there and has a name close to one that is not."""
    from flowc.diagnostics import did_you_mean

    folder, name = os.path.split(operand)
    try:
        entries = list(os.scandir(folder or os.curdir))
    except OSError:
        return None
    names = [entry.name for entry in entries if entry.name.endswith(suffix) or _is_directory(entry)]
    stems = {entry.removesuffix(suffix): entry for entry in reversed(names)}  # a suffix that all have likens nothing
    close = name + suffix if name + suffix in names else did_you_mean(name.removesuffix(suffix), stems)
    return os.path.join(folder, stems.get(close, close)) if close else None


def reason(problem: OSError) -> str:
    """Why the system refused, as the end of a line."""
    from errno import EBADF

    if problem.errno == EBADF:
        return "standard input is closed"
    return (problem.strerror or str(problem)).lower()


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
        opened = os.open(path, _READING) if descriptor is None else descriptor
        try:
            content = os.read(opened, _USUAL)
            more = os.read(opened, _LARGE) if content else b""
            if more:
                content = b"".join((content, more, *_rest(opened, _MOST - len(content) - len(more))))
        finally:
            if descriptor is None:
                os.close(opened)
    except OSError as problem:
        raise InputError(f"{path}: {reason(problem)}") from None
    if b"\0" in content and b"\0" in content[:_LOOK_FOR_NUL]:
        if content.startswith(_UTF_16):
            raise InputError(f"{path}: a text in UTF-16", "save it as UTF-8")
        raise InputError(f"{path}: a binary file, not a text")
    if content[:1] in _BLANK and not content.strip(_BLANK):
        raise InputError(f"{path}: an empty file")
    return content.decode("utf-8", "surrogateescape")


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
