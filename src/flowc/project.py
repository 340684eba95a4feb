"""The files of a project, as far as imports may reach them.

The root of a project is the nearest directory, at or above the file that imports, with a ``flowc.toml`` or a ``.git``
in it; where there is none, the file's own directory. What a path means is asked of the file system, so that neither
``..`` nor a symbolic link leads out of it, and what is read is the very file that was asked about.
"""

from __future__ import annotations

import os
import stat

from flowc.files import InputError, read_text, reason
from flowc.modules import Place, Refused

__all__ = ["ProjectFiles"]

_MARKS = ("flowc.toml", ".git")
_LONGEST = 4_096
"""Bytes of a path; no usual system takes more."""


class ProjectFiles:
    """Finds and reads what files import, beside them on the disk. Each root is looked for once."""

    def __init__(self) -> None:
        self._roots: dict[str, str] = {}

    def identity(self, path: str) -> str:
        """The file itself, however it is named."""
        return os.path.realpath(path)

    def find(self, importer: str, written: str) -> Place | Refused:
        folder = os.path.dirname(importer)
        named = os.path.normpath(os.path.join(folder, *written.split("/")))
        if len(os.fsencode(named)) > _LONGEST:
            return Refused("the path of this import is longer than any path can be")
        real = os.path.realpath(os.path.join(folder, *written.split("/")))
        root = self.root(os.path.realpath(folder or os.curdir))
        if not _is_beneath(real, root):
            return Refused(
                f"`{written}` leads out of the project, whose root is {root}",
                "keep shared files in the project; its root is the nearest directory with a flowc.toml or a .git",
            )
        if not os.path.lexists(real):
            return Refused(f"there is no file `{written}` beside `{importer}`", _NEW, _meant(written, folder))
        return Place(real, named)

    def read(self, place: Place) -> str | Refused:
        """The text of a file; only of a regular one, so that no import waits for a pipe or a device."""
        try:
            descriptor = os.open(place.identity, os.O_RDONLY | _CAREFUL)
        except OSError as problem:
            return Refused(f"`{place.path}` cannot be read: {reason(problem)}")
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                what = "a directory" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "no file that holds a text"
                return Refused(f"`{place.path}` is {what}", "an import names one `.mv` file")
            return read_text(place.path, descriptor)
        except InputError as problem:
            return Refused(f"`{place.path}` cannot be read: {str(problem).removeprefix(place.path + ': ')}")
        finally:
            os.close(descriptor)

    def root(self, folder: str) -> str:
        """The root of the project that a directory (a real path) belongs to."""
        if folder not in self._roots:
            self._roots[folder] = _root_above(folder)
        return self._roots[folder]


_NEW = "paths are relative to the file that imports: `common.mv`, `shared/hours.mv`, `../common.mv`"
_CAREFUL = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"))
"""No link in the place of the file that was found, and no waiting for whoever writes into a pipe."""


def _root_above(folder: str) -> str:
    above = folder
    while True:
        if any(os.path.lexists(os.path.join(above, mark)) for mark in _MARKS):
            return above
        parent = os.path.dirname(above)
        if parent == above:
            return folder
        above = parent


def _is_beneath(path: str, root: str) -> bool:
    try:
        return os.path.commonpath((path, root)) == root
    except ValueError:  # on another drive
        return False


def _meant(written: str, folder: str) -> str | None:
    """The path of a file that is there and whose name is close to what was written."""
    from flowc.diagnostics import did_you_mean

    inner, name = os.path.split(written)
    try:
        entries = sorted(os.listdir(os.path.join(folder, inner) or os.curdir))
    except OSError:
        return None
    stems = [entry.removesuffix(".mv") for entry in entries if entry.endswith(".mv")]
    close = did_you_mean(name.removesuffix(".mv"), stems)  # an ending that all have likens nothing
    return None if close is None else f"{inner}/{close}.mv" if inner else f"{close}.mv"
