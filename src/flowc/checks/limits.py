"""The limits that rules compare against, each a setting with a default and the source of the default."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Limits"]


class Limits(NamedTuple):
    """Everything about the checks that a project may set."""

    max_redirects: int = 20
    """Redirects in one call. Source: the platform's limit for ``max_redirects``, read cautiously."""
    allow_regions: tuple[str, ...] = ()
    """Regions (two letters) that a call may be sent to; empty: not checked."""
