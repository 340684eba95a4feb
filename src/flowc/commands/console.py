"""Where commands write to and read from: data to standard output, prose to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["Console", "UserError", "write_file"]


class UserError(Exception):
    """The work cannot be done, and the user can mend it: one line, and perhaps another that says how."""

    def __init__(self, message: str, help_: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help_


class Console:
    """The streams of a process and what is known of them."""

    def __init__(self, out: TextIO | None, err: TextIO | None, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.colour = _wants_colour(out, environment)
        self._out = out
        self._err = err

    @classmethod
    def of_the_process(cls) -> Console:
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="backslashreplace")
        return cls(sys.stdout, sys.stderr, os.environ)

    def data(self, text: str) -> None:
        """What was asked for."""
        if self._out is not None:
            self._out.write(text)

    def binary(self, content: bytes) -> None:
        """What was asked for, where it is no text."""
        if self._out is not None:
            self._out.flush()
            self._out.buffer.write(content)

    def say(self, text: str) -> None:
        """A line about the work, or a whole report that has to make room for data."""
        if self._err is not None:
            if self._out is not None:
                self._out.flush()
            self._err.write(text if text.endswith("\n") else text + "\n")

    def fail(self, failure: UserError) -> None:
        from flowc.report.glyphs import visible

        self.say(f"flowc: {visible(failure.message)}")
        if failure.help:
            self.say(f"  help: {visible(failure.help)}")

    def progress(self, text: str) -> Progress:
        """Shows a line while work takes long (``with``), only to somebody who watches."""
        watched = self._err is not None and self._err.isatty() and self.environment.get("TERM") != "dumb"
        return Progress(self._err if watched else None, text)


class Progress:
    """A line that stands there while work goes on, and is taken away again."""

    def __init__(self, stream: TextIO | None, text: str) -> None:
        self._stream = stream
        self._text = text

    def __enter__(self) -> None:
        self._show(f"{self._text}\r")

    def __exit__(self, *problem: object) -> None:
        self._show("\x1b[K")

    def _show(self, text: str) -> None:
        if self._stream is not None:
            self._stream.write(text)
            self._stream.flush()


def write_file(path: str, content: str | bytes) -> None:
    """Put what was asked for into a file, in one step.

    Raises:
        UserError: it cannot be written; the file stays as it was.
    """
    from flowc.files import reason, replace_bytes

    try:
        replace_bytes(path, content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))
    except OSError as problem:
        folder = os.path.dirname(path)
        help_ = f"there is no directory `{folder}`" if folder and not os.path.isdir(folder) else ""
        raise UserError(f"{path} cannot be written: {reason(problem)}", help_) from None


def _wants_colour(stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """As no-color.org and force-color.org have it: a variable counts where it is not empty."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") and environment["FORCE_COLOR"] != "0":
        return True
    return stream is not None and stream.isatty() and environment.get("TERM") != "dumb"
