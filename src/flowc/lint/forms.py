"""The two forms of an action: which action an object names, and where its fields are.

Keyed, ``{"say": {"text": "Hello"}}``, the only key is the name. Typed, ``{"type": "say", "text": "Hello"}``, the name
stands beside the fields.
"""

from __future__ import annotations

from flowc.actions import ActionDef, catalogue, closest_action
from flowc.diagnostics import Edit, Finding, Fix, Label, error, is_slip
from flowc.field_checks import json_kind, shorten
from flowc.lint.values import Array, Json, Member, Object, Scalar, escaped
from flowc.records import NamedTuple
from flowc.source import Span

__all__ = ["Written", "read_action"]

_ENDS = frozenset(("hangup", "hang_up", "hang-up", "end", "exit", "quit", "disconnect", "terminate"))
"""What people write to end a call."""


class Written(NamedTuple):
    """An action as it was written. ``fields`` are its members without ``type``; ``pointer`` leads to the object that
    holds them. ``name_span`` is the name, ``span`` the whole action."""

    action: ActionDef
    fields: Object
    typed: bool
    name_span: Span
    span: Span
    pointer: str


def read_action(value: Json, pointer: str, findings: list[Finding]) -> Written | None:
    """The action that an item of ``actions`` is; None, and a finding, where it is none."""
    if not isinstance(value, Object):
        findings.append(_no_object(value, pointer))
        return None
    named = value.get("type")
    return _keyed(value, pointer, findings) if named is None else _typed(value, named, pointer, findings)


def _typed(value: Object, named: Member, pointer: str, findings: list[Finding]) -> Written | None:
    where = f"{pointer}/type"
    if not isinstance(named.value, Scalar) or not isinstance(named.value.value, str):
        kind = json_kind(named.value.value) if isinstance(named.value, Scalar) else _kind(named.value)
        message = f"`type` is {kind}, and wants the name of an action, as a string"
        findings.append(error("MV204", _shown(named.value), message)._replace(pointer=where))
        return None
    name = named.value.value
    action = catalogue().get(name)
    if action is None:
        findings.append(_unknown(name, named.value.span, where, value))
        return None
    others = [member for member in value.members if member.key in catalogue() and member.key not in action.fields]
    if others:
        findings.append(_several(others[0], named.value.span, pointer))
        return None
    fields = Object(tuple(member for member in value.members if member is not named), value.span)
    return Written(action, fields, True, named.value.span, value.span, pointer)


def _keyed(value: Object, pointer: str, findings: list[Finding]) -> Written | None:
    actions = [member for member in value.members if member.key in catalogue()]
    if len(value.members) != 1 or not actions:
        findings.append(_not_one(value, actions, pointer))
        return None
    [member] = actions
    action = catalogue()[member.key]
    where = f"{pointer}/{member.key}"
    if isinstance(member.value, Object):
        return Written(action, member.value, False, member.key_span, value.span, where)
    findings.append(_no_fields(action, member.value, where))
    return None


# --- findings ------------------------------------------------------------------------------------------------------


def _not_one(value: Object, actions: list[Member], pointer: str) -> Finding:
    """An object without ``type`` that has not one key, or a key that is no action."""
    if not value.members:
        help = 'write {"say": {"text": "..."}}, or delete it'
        return _finding("MV208", value.span, "this action object is empty: it names no action", help, pointer)
    if len(actions) > 1:
        return _several(actions[1], actions[0].key_span, pointer)
    if actions:
        [action] = actions
        beside = next(member for member in value.members if member is not action)
        help = _into_fields(action, beside)
        message = f"`{shorten(beside.key)}` stands beside `{action.key}`, and an action object has one key, its action"
        found = _finding("MV208", beside.key_span, message, help, f"{pointer}/{escaped(beside.key)}")
        return found._replace(labels=(Label(action.key_span, "the action"),))
    named = _name_elsewhere(value)
    if named is not None:
        [key, name] = named
        found = _finding(
            "MV208", key.key_span, "this action object names no action: its `type` is missing",
            f'write "type": "{name}"', pointer,
        )  # fmt: skip
        return found._replace(fix=Fix('write "type"', (Edit(key.key_span, '"type"'),)))
    if len(value.members) == 1:
        [member] = value.members
        return _unknown(member.key, member.key_span, f"{pointer}/{escaped(member.key)}", member.value)
    keys = ", ".join(f"`{shorten(member.key)}`" for member in value.members[:4])
    owner = _owner(value)
    help = f'write "type": "{owner}" beside them' if owner else 'write {"type": "say", ...} or {"say": {...}}'
    return _finding("MV208", Span(value.span.start, value.span.start + 1),
                    f"this action object names no action: it has {keys}", help, pointer)  # fmt: skip


def _several(second: Member, first: Span, pointer: str) -> Finding:
    message = f"an action object names exactly one action, and `{second.key}` is a second one"
    found = _finding("MV208", second.key_span, message, "give it an object of its own", f"{pointer}/{second.key}")
    return found._replace(labels=(Label(first, "the first one"),))


def _unknown(name: str, span: Span, pointer: str, fields: Json) -> Finding:
    close = closest_action(name)
    owner = None if close else _owner_of([name])
    unlike = catalogue()[close].unlike.get(name) if close else None
    if name.lower() in _ENDS:
        close, help = None, "delete it: the call ends by itself where the actions run out"
    elif unlike is not None:
        close, help = None, unlike
    elif owner is not None:
        help = f'`{shorten(name)}` is a field of `{owner}`: write {{"{owner}": {{"{name}": ...}}}}'
    elif close is not None:
        help = f"did you mean `{close}`?"
    else:
        help = f"the actions are {', '.join(catalogue())}"
    found = _finding("MV201", span, f"there is no action called `{shorten(name)}`", help, pointer)
    if close is None:
        return found
    safe = is_slip(name, close, catalogue()) and _have(catalogue()[close], fields)
    fix = Fix(f'write "{close}"', (Edit(span, f'"{close}"'),), safe)
    return found._replace(fix=fix)


def _have(action: ActionDef, fields: Json) -> bool:
    """Whether these may be the fields of an action, by their names."""
    return isinstance(fields, Object) and all(
        member.key in action.fields or member.key == "type" for member in fields.members
    )


def _no_object(value: Json, pointer: str) -> Finding:
    kind = json_kind(value.value) if isinstance(value, Scalar) else _kind(value)
    if isinstance(value, Scalar) and isinstance(value.value, str) and value.value in catalogue():
        name = value.value
        help, text = f'write {{"{name}": {{}}}}', f'{{"{name}": {{}}}}'
        found = _finding("MV204", value.span, f"an action is an object, and this is {kind}", help, pointer)
        return found._replace(fix=Fix(help, (Edit(value.span, text),)))
    help = 'write {"say": {"text": "..."}}'
    return _finding("MV204", _shown(value), f"an action is an object, and this is {kind}", help, pointer)


def _no_fields(action: ActionDef, value: Json, pointer: str) -> Finding:
    kind = json_kind(value.value) if isinstance(value, Scalar) else _kind(value)
    message = f"the fields of `{action.name}` are an object, and this is {kind}"
    text = "{}"
    if isinstance(value, Scalar) and isinstance(value.value, str) and action.main is not None:
        written = value.value.replace("\\", "\\\\").replace('"', '\\"')
        text = f'{{"{action.main}": "{written}"}}'
    elif action.fields:
        text = ""
    help = f"write {text}" if text and len(text) < 80 else f"write {{{_example(action)}}}"
    found = _finding("MV204", _shown(value), message, help, pointer)
    return found._replace(fix=Fix("write an object", (Edit(value.span, text),))) if text else found


def _example(action: ActionDef) -> str:
    return f'"{action.main}": ...' if action.main else ""


def _into_fields(action: Member, beside: Member) -> str:
    if beside.key in catalogue()[action.key].fields:
        return f'it is a field of `{action.key}`: write {{"{action.key}": {{"{beside.key}": ...}}}}'
    return f"put it into the object of `{action.key}`, or into an action object of its own"


def _name_elsewhere(value: Object) -> tuple[Member, str] | None:
    """The member that has the name of an action as its value: ``{"action": "say", …}``."""
    for member in value.members:
        if member.key.lower() in ("type", "action", "name", "verb", "kind", "command"):
            known = member.value
            if isinstance(known, Scalar) and isinstance(known.value, str) and known.value in catalogue():
                return member, known.value
    return None


def _owner(value: Object) -> str | None:
    return _owner_of([member.key for member in value.members])


def _owner_of(keys: list[str]) -> str | None:
    """The one action that has all these fields."""
    owners = [action.name for action in catalogue().values() if all(key in action.fields for key in keys)]
    return owners[0] if len(owners) == 1 else None


def _finding(code: str, span: Span, message: str, help: str, pointer: str) -> Finding:
    return error(code, span, message, help=help)._replace(pointer=pointer)


def _kind(value: Json) -> str:
    return "an array" if isinstance(value, Array) else "an object"


def _shown(value: Json) -> Span:
    return value.span if isinstance(value, Scalar) else Span(value.span.start, value.span.start + 1)
