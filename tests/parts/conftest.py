"""The command line as a function, as the tests of the front have it."""

from __future__ import annotations

from ..front.conftest import flowc

__all__ = ["flowc"]
