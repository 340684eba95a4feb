"""How blocks, and so documents, are called.

A name is made of parts joined by dots: the node, the attempt (``retry2``), the cause (``noinput``, ``on_9``), the
part (``part2``). Node names hold no dot, so two names are equal only where their parts are. The alphabet is
``[a-z0-9_.XZN]``: every name is a file name and a URL segment as it stands, on every system.
"""

from __future__ import annotations

__all__ = ["MAX_NAME", "document_name", "event_name", "outcome_name", "shorten"]

MAX_NAME = 100
"""Characters in a document's name; with ``.json`` behind it well under what file systems take (255 bytes)."""

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
_WORDS = frozenset({"other", "unset", "failed", "confirm"})

_DIGEST = 16
"""Hexadecimal digits of SHA-256 at the end of a name that was cut: 64 bits."""


def event_name(event: str) -> str:
    """An event as a name spells it: ``*`` as ``star``, ``#`` as ``hash`` (``1*`` is ``1star``)."""
    return event.replace("*", "star").replace("#", "hash")


def outcome_name(outcome: str, kind: str) -> str:
    """An outcome of a decision as a name spells it: a word as it is, a number without its ``+``, and a string in lower
    case. Where that is not the string itself, or could be taken for a word, a digest behind it keeps it apart."""
    if kind != "text":
        return outcome.removeprefix("+")
    plain = "".join(letter if letter in _PLAIN else "_" for letter in outcome.lower())
    if plain == outcome and outcome and outcome not in _WORDS:
        return plain
    from flowc.digest import sha256_hex

    return f"{plain}_{sha256_hex(outcome.encode())[:8]}"


def document_name(*parts: str) -> str:
    """The name made of these parts, in their order: ``("main", "retry2", "on_#")`` is ``main.retry2.on_hash``."""
    return shorten(event_name(".".join(parts)))


def shorten(name: str) -> str:
    """The name itself, or, where it is longer than ``MAX_NAME``, its beginning and a digest of the whole."""
    if len(name) <= MAX_NAME:
        return name
    from flowc.digest import sha256_hex

    return f"{name[: MAX_NAME - _DIGEST - 1]}.{sha256_hex(name.encode())[:_DIGEST]}"
