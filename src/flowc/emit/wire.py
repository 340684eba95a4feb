"""Actions as the platform reads them, in either of its two forms.

Keyed: ``{"say": {"text": "…"}}``. Typed: ``{"type": "say", "text": "…"}``. Either is made as the text of one item of
the list of actions that a document is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flowc.emit.json_text import json_object, json_text
from flowc.ir.graph import GatherSpec
from flowc.records import NamedTuple

__all__ = ["MARGIN", "WIRES", "Json", "Wire", "gather_fields"]

Json = dict[str, Any]

MARGIN = "\n    "
"""Line break and indent of an action in its document."""


class Wire(NamedTuple):
    """A form. ``action`` puts an action together from its name and the texts of fields; ``margin`` is the line break
    and the indent of a field."""

    action: Callable[[str, Sequence[str]], str]
    margin: str

    def fields(self, fields: Iterable[tuple[str, Any]]) -> list[str]:
        """The texts of fields, by name."""
        margin = self.margin
        return [f'"{name}": {json_text(value, margin)}' for name, value in fields]

    def joined(self, fields: Iterable[tuple[str, Any]]) -> str:
        """The same as one text, to stand for all of them among others."""
        return f",{self.margin}".join(self.fields(fields))


def _keyed(name: str, fields: Sequence[str]) -> str:
    return f'{{{MARGIN}  "{name}": {json_object(fields, _DEEPER)}{MARGIN}}}'


def _typed(name: str, fields: Sequence[str]) -> str:
    return json_object([f'"type": "{name}"', *fields], MARGIN)


_DEEPER = MARGIN + "  "

WIRES: Mapping[str, Wire] = {"keyed": Wire(_keyed, _DEEPER + "  "), "typed": Wire(_typed, _DEEPER)}
"""The forms by the name that ``--wire`` takes."""


def gather_fields(spec: GatherSpec) -> list[tuple[str, Any]]:
    """What a gather says besides its prompt: a fixed number of digits is ``num_digits``, a range is its two ends."""
    fields: list[tuple[str, Any]]
    if spec.min_digits == spec.max_digits:
        fields = [("num_digits", spec.max_digits)]
    else:
        fields = [("min_digits", spec.min_digits), ("max_digits", spec.max_digits)]
    fields.append(("timeout_seconds", spec.timeout_seconds))
    if spec.finish_on is not None:
        fields.append(("finish_on_key", spec.finish_on))
    return fields
