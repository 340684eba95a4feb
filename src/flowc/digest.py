"""SHA-256 without loading a cryptographic library for it, which would take as long as compiling a small flow."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["Digester", "sha256_hex"]

_MUCH = 2_000_000
"""Bytes; about where what a cryptographic library saves makes up for loading it."""


def _sha256() -> Any:
    """The interpreter's own SHA-256 (``_sha2`` since Python 3.12, ``_sha256`` before), else the one of ``hashlib``."""
    for module in ("_sha2", "_sha256", "hashlib"):
        try:
            return import_module(module).sha256
        except (ImportError, AttributeError):
            continue
    raise AssertionError("hashlib always has SHA-256")


_new = _sha256()


class Digester:
    """The SHA-256 of many contents; where there is much to do, loading the faster library pays after all."""

    def __init__(self) -> None:
        self._new = _new
        self._size = 0

    def hex(self, content: bytes) -> str:
        """The SHA-256 of some bytes, in 64 hexadecimal digits."""
        before = self._size
        self._size += len(content)
        if before <= _MUCH < self._size:
            self._new = import_module("hashlib").sha256
        return str(self._new(content).hexdigest())


def sha256_hex(content: bytes) -> str:
    """The SHA-256 of some bytes, in 64 hexadecimal digits."""
    return str(_new(content).hexdigest())
