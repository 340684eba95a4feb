"""SHA-256 without loading a cryptographic library for it, which would take as long as compiling a small flow."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from typing import Any

__all__ = ["sha256_hex", "sha256_of_all"]

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


def sha256_of_all(contents: Collection[bytes]) -> list[str]:
    """The SHA-256 of each, in their order; where there is much to do, loading the faster library pays after all."""
    new = _new
    if sum(map(len, contents)) > _MUCH:
        new = import_module("hashlib").sha256
    return [new(content).hexdigest() for content in contents]


def sha256_hex(content: bytes) -> str:
    """The SHA-256 of some bytes, in 64 hexadecimal digits."""
    return str(_new(content).hexdigest())
