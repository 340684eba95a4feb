"""How large a build may become: limits of this tool.

Flows are compiled into more than is written. Attempts are unrolled, each with its words for every cause; a confirmation
is a document for every branch and attempt, a voicemail one for every half minute, and a shared count multiplies
what lies behind it. So a few lines could come to more than any machine holds. The limits grow with the text, so
that a project may be as large as it likes; flows that people write come to a quarter of them at most.
"""

from __future__ import annotations

from flowc.diagnostics import Finding, error
from flowc.records import NamedTuple
from flowc.source import Span

__all__ = ["MAX_BLOCKS", "MAX_EDGES", "Bounds", "bounds_of"]

MAX_BLOCKS = 30_000
"""Blocks that the flows of one build may always come to, however short they are."""
MAX_EDGES = 300_000
"""Branches of its questions, likewise."""
_CHARACTERS_A_BLOCK = 12
_CHARACTERS_AN_EDGE = 3
"""Characters of flows that allow for one more."""

_HELP = (
    "give menus and collects fewer attempts, fewer causes to ask again with words of their own, fewer branches to "
    "confirm, or counts of their own, and voicemails less time"
)


class Bounds(NamedTuple):
    """The most blocks, and edges of routes, that a build may come to."""

    blocks: int
    edges: int

    def exceeded(self, blocks: int, edges: int, name: str, span: Span) -> Finding | None:
        """MV002 where there are more; ``name`` is what has been compiled last, or counted, and ``span`` its place."""
        if blocks > self.blocks:
            comes_to = f"{self.blocks:,} documents"
        elif edges > self.edges:
            comes_to = f"{self.edges:,} branches of questions"
        else:
            return None
        message = f"with `{name}` the flows come to more than {comes_to}, and to too many for what is written"
        return error("MV002", span, message, help=_HELP)


def bounds_of(characters: int) -> Bounds:
    """The bounds of a build whose texts have so many characters."""
    return Bounds(max(MAX_BLOCKS, characters // _CHARACTERS_A_BLOCK), max(MAX_EDGES, characters // _CHARACTERS_AN_EDGE))
