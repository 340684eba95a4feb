"""What stands on a page, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flowc.records import NamedTuple

__all__ = ["FlowPart", "Found", "Journey", "Leads", "Page", "Prompt", "Step"]


class Leads(NamedTuple):
    """Where something leads: ``keys`` or what becomes of the caller, the ``target``, how often tests took it."""

    keys: str
    target: str
    chosen: bool
    taken_by: int | None


class Step(NamedTuple):
    """A card of the picture. ``anchor`` is its identifier there, ``kind`` what it is, ``says`` what happens in it.

    ``path`` and ``line`` are the place of its ``source``, whose lines are given without what follows them.
    """

    anchor: str
    name: str
    kind: str
    says: Sequence[str]
    leads: Sequence[Leads]
    path: str
    line: int
    source: Sequence[str]


class Prompt(NamedTuple):
    """Something to be spoken. ``name`` tells it from all others; ``seconds`` is an estimate."""

    name: str
    where: str
    text: str
    seconds: float


class Journey(NamedTuple):
    """A test: what happened, line by line, and what was wrong where it failed."""

    title: str
    failure: str
    lines: Sequence[str]


class FlowPart(NamedTuple):
    """A flow.

    ``numbers`` are names and values worth knowing; ``coverage`` is by kind: covered, and all; ``missed`` what no test
    comes by. ``untested`` says why there are no journeys.
    """

    name: str
    title: str
    language: str
    picture: str
    steps: Sequence[Step]
    prompts: Sequence[Prompt]
    numbers: Sequence[tuple[str, str]]
    coverage: Mapping[str, tuple[int, int]]
    missed: Sequence[str]
    journeys: Sequence[Journey]
    untested: str


class Found(NamedTuple):
    """A finding. ``anchor`` is the step that it belongs to, empty where it belongs to none."""

    severity: str
    code: str
    name: str
    place: str
    message: str
    help: str
    anchor: str


class Page(NamedTuple):
    """All of it. ``version`` is that of the tool."""

    title: str
    flows: Sequence[FlowPart]
    findings: Sequence[Found]
    version: str
