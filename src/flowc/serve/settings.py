"""What can be set of a server, put together: see ``flowc.serving`` for each setting's meaning."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Settings"]


class Settings(NamedTuple):
    """Times in seconds. ``secrets`` are those with which events may be signed; none where signatures are not asked for.

    Of the names of what stands in a request the first that is there counts. ``locations``: answers say which document
    they are, in ``Content-Location``, which may give away what was pressed.
    """

    secrets: tuple[bytes, ...] = ()
    digits_names: tuple[str, ...] = ("digits", "Digits", "data.digits")
    call_names: tuple[str, ...] = ("call_id", "call.id", "CallId")
    call_headers: tuple[str, ...] = ("x-call-id", "x-minivoice-call-id")
    caller_names: tuple[str, ...] = ("from", "From", "call.from", "caller")
    called_names: tuple[str, ...] = ("to", "To", "call.to", "called")
    variables_name: str = "variables"
    clock_skew: float = 1.0
    call_limit: float = 4 * 3600.0
    retry_horizon: float = 3600.0
    forward: str | None = None
    asks_at_once: int = 100
    locations: bool = False
