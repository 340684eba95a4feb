"""How the language writes strings, names, actions and handlers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flowc.actions import ActionDef, FieldDef
from flowc.patterns import pattern
from flowc.records import NamedTuple

__all__ = ["Handler", "apart", "block", "is_name", "quoted", "statement", "target_of", "variable"]

_INDENT = "    "
_NAME = pattern(r"[a-z][a-z0-9_]{0,63}\Z")
_BARE_NUMBER = pattern(r"\+[0-9]{1,15}\Z")
_BARE_SIP = pattern(r"sips?:[^\x00-\x20\x7f;{}/]+\Z")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_BRACES = {"{": "{{", "}": "}}"}


class Handler(NamedTuple):
    """``on EVENTS TARGET``: the target as the lines of a block, or as one line behind ``->``."""

    events: tuple[str, ...]
    target: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        head = f"on {', '.join(self.events)}"
        return [f"{head} {self.target[0]}"] if is_arrow(self.target) else block(head, self.target)


def block(head: str, lines: Iterable[str]) -> list[str]:
    """Lines within braces."""
    return [f"{head} {{", *(_INDENT + line if line else "" for line in lines), "}"]


def apart(blocks: Iterable[Sequence[str]]) -> list[str]:
    """Blocks of lines with an empty line between any two."""
    lines: list[str] = []
    for one in blocks:
        lines += ["", *one] if lines else one
    return lines


def target_of(body: Sequence[str]) -> tuple[str, ...]:
    """Statements as a target. A block of one is a target as it stands: a block ends, so that one is an ending."""
    return (f"-> {body[0].removeprefix('goto ')}",) if len(body) == 1 else tuple(body)


def is_arrow(target: Sequence[str]) -> bool:
    return len(target) == 1 and target[0].startswith("-> ")


def is_name(text: str) -> bool:
    return _NAME.match(text) is not None


def quoted(text: str, template: bool = False) -> str:
    """A string of the language; braces in a ``template`` mean what they mean there."""
    escapes = _ESCAPES if template else _ESCAPES | _BRACES
    return '"' + "".join(escapes.get(char, char if char >= " " else f"\\u{{{ord(char):x}}}") for char in text) + '"'


def variable(name: str) -> str:
    return name if is_name(name) else quoted(name)


def statement(action: ActionDef, fields: dict[str, Any], template: bool) -> str:
    """An action as a flow writes it, its main field first."""
    words = [action.name]
    if action.main is not None and action.main in fields:
        words.append(_value(action.fields[action.main], fields[action.main], template))
    for name, field in action.fields.items():
        if name not in fields or name == action.main:
            continue
        if field.type == "boolean":
            words.append(field.word if fields[name] else f"{field.word} false")
        else:
            words.append(f"{field.word} {_value(field, fields[name], template)}")
    return " ".join(words)


def _value(field: FieldDef, value: Any, template: bool) -> str:
    if field.unit is not None:
        return f"{int(value)}{field.unit}"
    if field.enum or not isinstance(value, str):
        return str(value)
    bare = field.format in ("destination", "caller") and (_BARE_NUMBER.match(value) or _BARE_SIP.match(value))
    return value if bare else quoted(value, template)
