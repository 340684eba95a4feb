"""Where commands write to and read from: data to standard output, prose to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

__all__ = ["Console", "UserError"]


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

    @contextmanager
    def progress(self, text: str) -> Iterator[None]:
        """Show a line while work takes long, only to somebody who watches, and take it away again."""
        watched = self._err is not None and self._err.isatty() and self.environment.get("TERM") != "dumb"
        if not watched or self._err is None:
            yield
            return
        self._err.write(f"{text}\r")
        self._err.flush()
        try:
            yield
        finally:
            self._err.write("\x1b[K")
            self._err.flush()


def _wants_colour(stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """As no-color.org and force-color.org have it: a variable counts where it is not empty."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") and environment["FORCE_COLOR"] != "0":
        return True
    return stream is not None and stream.isatty() and environment.get("TERM") != "dumb"
