"""How long things take in a call: one estimate, for the checks and for the simulator alike.

A synthetic voice says about 150 words a minute. A word is whatever stands between white space, so that "press 1" is two
words and "+15551230002" is one; the estimate is meant for comparing prompts, not for billing. Everything that is not
speech takes as long as its fields say, and what the platform leaves open has a constant here.
"""

from __future__ import annotations

from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["RING_SECONDS", "WORDS_PER_MINUTE", "action_seconds", "speech_seconds"]

WORDS_PER_MINUTE = 150

RING_SECONDS = 30
"""Assumed: how long a bridge without ``timeout_seconds`` rings before it fails. The platform names no default."""


def speech_seconds(text: str) -> float:
    """How long it takes to say a text, in seconds; nothing for an empty one."""
    return len(text.split()) * 60 / WORDS_PER_MINUTE


def action_seconds(name: str, field: Callable[[str], Any]) -> float:
    """The longest that an action can take before the next one runs, in seconds.

    ``name`` is the action's name; ``field`` gives a field by its name on the wire, None where it is missing (the
    ``get`` of a dictionary, or of ``flowc.ir.graph.Action``). A gather speaks its prompt and then waits out its
    timeout; a bridge rings until it fails; dialled digits take the pause before them. The rest happens at once.
    """
    match name:
        case "say":
            return speech_seconds(field("text") or "")
        case "gather":
            return speech_seconds(field("prompt") or "") + float(field("timeout_seconds") or 0)
        case "bridge":
            return float(field("timeout_seconds") or RING_SECONDS)
        case "send_digits":
            return float(field("pause_before_ms") or 0) / 1000
        case _:
            return 0.0
