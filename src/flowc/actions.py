"""The action catalogue: what the platform can be told to do, read from the annotated schema.

Every fact about an action (its fields, their limits and units, whether it ends the call, what it turns on or off)
stands in ``schemas/source/answer.annotated.json`` and nowhere else. The published ``answer.schema.json`` is made from
the same file, so that a validator and this tool cannot come to know different platforms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from flowc.diagnostics import did_you_mean
from flowc.records import NamedTuple
from flowc.resources import data_path

__all__ = ["ActionDef", "Effect", "Ends", "FieldDef", "catalogue", "catalogue_of", "closest_action"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    Ends = Literal["never", "always", "connected", "joined", "loaded"]
else:
    Ends = str
"""Whether actions behind it can run: ``never`` ends the call, ``always`` does; the others do where the bridge is
connected, the room joined, the document loaded."""

_UNIT_SUFFIXES = {"s": "_seconds", "ms": "_ms"}


class Effect(NamedTuple):
    """Something that an action turns on or off: ``recording``, ``hold``, ``mute``, ``stream``, ``variable``.

    ``by`` names the fields that tell which one of several.
    """

    state: str
    turn: Literal["on", "off"]
    by: tuple[str, ...]


class FieldDef(NamedTuple):
    """A field of an action.

    ``name`` is the name on the wire, ``word`` the one in a flow (without the unit). ``unit`` is ``s`` or ``ms`` where a
    number counts time. ``format`` is what a text is beyond its pattern: ``destination``, ``caller``, ``url``.
    ``form`` says in words what is allowed, ``assumed`` that the limit is this tool's reading of the platform and not
    the documentation's. ``alias_of`` is the field that this is another name of. ``schema`` is the JSON schema of the
    value, references resolved.
    """

    name: str
    word: str
    type: str
    required: bool
    unit: str | None
    default: Any
    minimum: int | None
    maximum: int | None
    enum: tuple[str, ...]
    pattern: str | None
    format: str | None
    form: str
    assumed: bool
    alias_of: str | None
    description: str
    schema: Mapping[str, Any]


class ActionDef(NamedTuple):
    """An action. ``fields`` by name, in the order in which they are written; ``words`` the same by word.

    ``main`` is the field whose value stands right behind the name in a flow. ``written`` says how a flow writes the
    action where that is not by its name. ``synonyms`` are what people call it. ``unlike`` has names of what the
    platform cannot do where this action comes nearest, and what to tell who writes them. ``documented`` is False where
    the wire form is assumed.
    """

    name: str
    main: str | None
    fields: Mapping[str, FieldDef]
    words: Mapping[str, FieldDef]
    ends: Ends
    effects: tuple[Effect, ...]
    documented: bool
    written: str | None
    synonyms: tuple[str, ...]
    unlike: Mapping[str, str]
    description: str
    examples: tuple[Mapping[str, Any], ...]

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields.values() if field.required)


@cache
def catalogue() -> Mapping[str, ActionDef]:
    """Every action by its name, in the order of the schema."""
    import json

    with open(data_path("schemas", "source", "answer.annotated.json"), encoding="utf-8") as file:
        return catalogue_of(json.load(file))


def catalogue_of(schema: Mapping[str, Any]) -> Mapping[str, ActionDef]:
    """The catalogue of an annotated schema."""
    definitions = schema["$defs"]
    return {
        name: _action(name, definition, definitions)
        for name, definition in definitions.items()
        if "x-ends" in definition
    }


def closest_action(
    name: str,
    known: Mapping[str, ActionDef] | None = None,
    *,
    guess: Callable[[str, Iterable[str]], str | None] = did_you_mean,
) -> str | None:
    """The action that somebody means who writes ``name``: by a synonym, else by its spelling; None for neither.

    ``guess`` is what compares spellings.
    """
    plain = name.lower().replace("-", "_").replace(" ", "_")
    other = _usual_spellings() if known is None else _spellings(known)
    known = catalogue() if known is None else known
    if plain in known:
        return plain
    return other.get(plain) or other.get(plain.replace("_", "")) or guess(name, known)


@cache
def _usual_spellings() -> Mapping[str, str]:
    return _spellings(catalogue())


def _spellings(known: Mapping[str, ActionDef]) -> Mapping[str, str]:
    """The names of actions by what else they are called: their names without underscores, their synonyms, and names of
    what they come nearest to."""
    plain = {name.replace("_", ""): name for name in known}
    return plain | {other: action.name for action in known.values() for other in (*action.synonyms, *action.unlike)}


def _action(name: str, definition: Mapping[str, Any], definitions: Mapping[str, Any]) -> ActionDef:
    required = {*definition.get("required", ()), *definition.get("then", {}).get("required", ())}
    fields = {
        field: _field(field, field in required, written, definitions)
        for field, written in definition["properties"].items()
    }
    return ActionDef(
        name=name,
        main=definition["x-main"],
        fields=fields,
        words={field.word: field for field in fields.values()},
        ends=definition["x-ends"],
        effects=tuple(
            Effect(effect["state"], effect["turn"], tuple(effect.get("by", ())))
            for effect in definition.get("x-effects", ())
        ),
        documented=definition.get("x-documented", True),
        written=definition.get("x-written"),
        synonyms=tuple(definition.get("x-synonyms", ())),
        unlike=definition.get("x-unlike", {}),
        description=definition["description"],
        examples=tuple(definition.get("examples", ())),
    )


def _field(name: str, required: bool, written: Mapping[str, Any], definitions: Mapping[str, Any]) -> FieldDef:
    schema = _resolved(written, definitions)
    unit = schema.get("x-unit")
    return FieldDef(
        name=name,
        word=name.removesuffix(_UNIT_SUFFIXES[unit]) if unit else name,
        type=schema["type"],
        required=required,
        unit=unit,
        default=schema.get("default"),
        minimum=schema.get("minimum"),
        maximum=schema.get("maximum"),
        enum=tuple(schema.get("enum", ())),
        pattern=schema.get("pattern"),
        format=schema.get("x-format"),
        form=schema.get("x-form", ""),
        assumed=schema.get("x-assumed", False),
        alias_of=schema.get("x-alias-of"),
        description=schema.get("description", ""),
        schema=schema,
    )


def _resolved(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema with its reference, and those of its members, written out; its own keywords come first."""
    whole: dict[str, Any] = dict(schema)
    reference = whole.pop("$ref", None)
    if reference is not None:
        whole = {**_resolved(definitions[reference.rpartition("/")[2]], definitions), **whole}
    for keyword in ("items", "propertyNames", "additionalProperties"):
        if isinstance(whole.get(keyword), dict):
            whole[keyword] = _resolved(whole[keyword], definitions)
    return whole
