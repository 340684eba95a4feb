"""Exchange two names of a directory in one step, where the system can.

Linux has ``renameat2(RENAME_EXCHANGE)`` since 3.15, macOS ``renameatx_np(RENAME_SWAP)`` since 10.12; neither is in
Python's ``os``. Whether the *file system* can is known only by asking it. There is no fallback: any sequence of
ordinary renames has a moment in which the name leads nowhere.
"""

from __future__ import annotations

import os
import sys

__all__ = ["exchange"]

_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_SYS_RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "riscv64": 276, "ppc64le": 357, "s390x": 347}
"""Numbers of the system call, for C libraries that do not wrap it."""


def exchange(directory: int, one: str, other: str) -> None:
    """Let two existing entries of an open directory change places, whatever they are; links are not followed.

    Raises:
        OSError: with the system's reason; ``ENOSYS`` where this system has no such call, ``EINVAL`` (Linux) or
            ``ENOTSUP`` (macOS) where the file system cannot.
    """
    import ctypes

    names = os.fsencode(one), os.fsencode(other)
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        result = library.renameatx_np(directory, names[0], directory, names[1], _RENAME_SWAP)
    elif hasattr(library, "renameat2"):
        result = library.renameat2(directory, names[0], directory, names[1], _RENAME_EXCHANGE)
    elif os.uname().machine in _SYS_RENAMEAT2:
        number = ctypes.c_long(_SYS_RENAMEAT2[os.uname().machine])
        result = library.syscall(number, directory, names[0], directory, names[1], _RENAME_EXCHANGE)
    else:
        import errno

        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if result != 0:
        number_of_error = ctypes.get_errno()
        raise OSError(number_of_error, os.strerror(number_of_error))
