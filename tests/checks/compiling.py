"""From the text of a flow to everything that is found in it, for the tests of rules."""

from __future__ import annotations

from flowc.checks.limits import Limits
from flowc.compile import Compilation, compile_text


def findings_of(text: str, limits: Limits | None = None) -> Compilation:
    return compile_text(text, path="flow.mv", limits=limits or Limits())
