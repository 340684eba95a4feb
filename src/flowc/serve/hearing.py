"""Whether digits arrive at all. Where they never do, every caller is taken for silent, and nobody is told but callers.

That is so where requests carry neither digits nor the ID of their call, or where they name the call and no event of it
ever comes. Callers who press nothing do not count: their event comes, and tells of no digits.
"""

from __future__ import annotations

from flowc.serve.logs import Log
from flowc.serve.metrics import Metrics

__all__ = ["Hearing"]

_IN_A_ROW = 3
"""Calls that may be without their event before it is taken for none coming at all."""

_ADVICE = {
    "unnamed": "requests carry neither digits nor a call ID; have the platform send one of them, or set the names "
    "under which it does (--digits-names, --call-names, --call-headers)",
    "no_event": "no event comes for the calls that requests name; enter the webhook_url that was told at the start",
}


class Hearing:
    """Keeps watch; ``alarm`` says what to set, None while digits arrive."""

    def __init__(self, metrics: Metrics, log: Log) -> None:
        self._metrics = metrics
        self._log = log
        self._deaf: dict[str, int] = {}
        self.alarm: str | None = None

    def heard(self) -> None:
        """Digits have arrived, or word that there are none."""
        self._deaf.clear()
        if self.alarm is not None:
            self.alarm = None
            self._metrics.set("flowc_everybody_silent", 0)
            self._log.info("digits_arrive_again")

    def heard_nothing(self, reason: str) -> None:
        """A route was answered as for silence because of this: ``unnamed`` or ``no_event``."""
        self._deaf[reason] = self._deaf.get(reason, 0) + 1
        if self.alarm is None and self._deaf[reason] >= (1 if reason == "unnamed" else _IN_A_ROW):
            self.alarm = _ADVICE[reason]
            self._metrics.set("flowc_everybody_silent", 1)
            self._log.error("everybody_silent", help=self.alarm)
