"""What there is to call: the last build without errors, and what was found in the last edit.

Every edit that builds makes an **edition**. An edit with errors makes none: the edition before it is served on, its
findings are shown beside it, and calls under way notice nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flowc.records import NamedTuple

__all__ = ["Bench", "Decided", "Edit", "Entry", "Found", "OnCall", "Spot", "state_of"]


class Spot(NamedTuple):
    """Where an action of a document is in the picture: the identifier of its card, and words for where that is."""

    card: str
    words: str


class Decided(NamedTuple):
    """A decision of a flow: its ``node``, the ``kind`` of its route, and every outcome that it has a way for.

    ``zone`` belongs to opening hours.
    """

    node: str
    kind: str
    outcomes: Sequence[str]
    zone: str = ""


class Entry(NamedTuple):
    """A node at which other applications send calls back, and the document that they name."""

    node: str
    document: str


class OnCall(NamedTuple):
    """A flow as the page knows it.

    ``places`` has, by document, a spot for every action. ``draw`` makes the picture, as SVG; that can take a while.
    """

    name: str
    title: str
    language: str
    base_url: str
    places: Mapping[str, Sequence[Spot]]
    decisions: Sequence[Decided]
    entries: Sequence[Entry]
    draw: Callable[[], str]


class Found(NamedTuple):
    """A finding. ``place`` is ``file:line:column``."""

    severity: str
    code: str
    place: str
    message: str
    help: str


class Edit(NamedTuple):
    """What one edit came to: ``flows`` and their ``files`` (contents by name, by flow), or None with errors."""

    flows: Sequence[OnCall] | None
    files: Mapping[str, Mapping[str, bytes]]
    findings: Sequence[Found]


class Bench(NamedTuple):
    """All editions up to now, as far as they matter: the ``number`` of the last, and when it was made.

    ``edits`` counts what was taken, so that a reader notices every change. ``broken``: the last edit had errors.
    """

    edits: int = 0
    number: int = 0
    made_at: str = ""
    flows: Sequence[OnCall] = ()
    findings: Sequence[Found] = ()
    broken: bool = False

    def take(self, edit: Edit, at: str) -> Bench:
        """The bench after an edit; ``at`` is the time of day."""
        if edit.flows is None:
            return self._replace(edits=self.edits + 1, findings=edit.findings, broken=True)
        return Bench(self.edits + 1, self.number + 1, at, edit.flows, edit.findings)


def state_of(bench: Bench) -> dict[str, Any]:
    """What the page is told, as a JSON value. ``picture`` is an address relative to the page's own."""
    return {
        "format": 1,
        "edition": bench.number,
        "made_at": bench.made_at,
        "broken": bench.broken,
        "findings": [found._asdict() for found in bench.findings],
        "flows": [
            {
                "name": flow.name,
                "title": flow.title,
                "language": flow.language,
                "base_url": flow.base_url,
                "decisions": [decided._asdict() for decided in flow.decisions],
                "entries": [entry._asdict() for entry in flow.entries],
                "picture": f"picture/{flow.name}.svg?{bench.number}",
                "places": {name: [spot._asdict() for spot in spots] for name, spots in flow.places.items()},
            }
            for flow in bench.flows
        ],
    }
