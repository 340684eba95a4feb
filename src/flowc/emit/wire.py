"""Actions as the platform reads them, in either of its two forms.

Keyed: ``{"say": {"text": "…"}}``. Typed: ``{"type": "say", "text": "…"}``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flowc.ir.graph import Action, Gather, GatherSpec

__all__ = ["WIRES", "Json", "Wire", "action_fields", "gather_fields"]

Json = dict[str, Any]
Wire = Callable[[str, Json], Json]


def _keyed(name: str, fields: Json) -> Json:
    return {name: fields}


def _typed(name: str, fields: Json) -> Json:
    return {"type": name, **fields}


WIRES: Mapping[str, Wire] = {"keyed": _keyed, "typed": _typed}
"""The forms by the name that ``--wire`` takes."""


def action_fields(action: Action) -> Json:
    return {name: value for name, value, _ in action.fields}


def gather_fields(gather: Gather, spec: GatherSpec) -> Json:
    """The fields of a gather: a fixed number of digits is ``num_digits``, a range is its two ends without it."""
    fields: Json = {}
    if gather.prompt is not None:
        fields["prompt"] = gather.prompt
    if spec.min_digits == spec.max_digits:
        fields["num_digits"] = spec.max_digits
    else:
        fields["min_digits"] = spec.min_digits
        fields["max_digits"] = spec.max_digits
    fields["timeout_seconds"] = spec.timeout_seconds
    if spec.finish_on is not None:
        fields["finish_on_key"] = spec.finish_on
    return fields
