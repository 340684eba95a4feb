"""What a request of the platform holds: which call it is of, digits, numbers, variables.

The platform promises nothing of what a request carries, so every place is looked at: the query, a JSON body, a form,
headers. A name such as ``call.id`` is looked for as it stands, and in JSON also as a path. The first name that is there
counts, even where it is empty: digits that are empty are silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from flowc.serve.events import is_call_id
from flowc.serve.settings import Settings

__all__ = ["Asked", "read"]

_DIGITS = re.compile(r"[0-9A-D*#]{0,64}\Z")
_ENTRY = re.compile(r"[0-9*#]{1,32}\Z")
_FIELDS = 200


class Asked(NamedTuple):
    """What a request holds; None for what is not in it. ``entry`` is the digits of a question asked earlier."""

    call: str | None = None
    digits: str | None = None
    entry: str | None = None
    caller: str | None = None
    called: str | None = None
    variables: Mapping[str, str] | None = None


def read(settings: Settings, query: bytes, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> Asked:
    """Read a request; what cannot be read of it is not there."""
    given = _pairs(query)
    tree: Mapping[str, Any] = {}
    if body:
        tree = _object(body)
        given = {**(_pairs(body) if not tree else {}), **given}
    if not given and not tree:
        return Asked(call=_header(settings.call_headers, headers))

    def first(names: Sequence[str]) -> str | None:
        for name in names:
            text = given.get(name)
            if text is None and tree:
                text = _at(tree, name)
            if text is not None:
                return text
        return None

    call = first(settings.call_names)
    if call is None or not is_call_id(call):
        call = _header(settings.call_headers, headers)
    digits = first(settings.digits_names)
    entry = given.get("entry")
    return Asked(
        call,
        digits if digits is not None and _DIGITS.match(digits) else None,
        entry if entry is not None and _ENTRY.match(entry) else None,
        first(settings.caller_names),
        first(settings.called_names),
        _variables(tree.get(settings.variables_name)),
    )


def _pairs(content: bytes) -> dict[str, str]:
    if not content:
        return {}
    try:
        text = content.decode("ascii")
        if "%" in text or "+" in text:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS)
        elif text.count("&") >= _FIELDS:
            return {}
        else:  # the same, where there is nothing to decode
            pairs = [(name, value) for name, _, value in (field.partition("=") for field in text.split("&") if field)]
    except ValueError:
        return {}
    return dict(reversed(pairs))


def _object(body: bytes) -> Mapping[str, Any]:
    if body.lstrip()[:1] != b"{":
        return {}
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _at(tree: Mapping[str, Any], name: str) -> str | None:
    """The text of a name, or of a path of names with full stops between."""
    value: Any = tree.get(name)
    if value is None:
        value = tree
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None


def _header(names: Sequence[str], headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    wanted = [name.encode() for name in names]
    for name, value in headers:
        if name in wanted:
            text = value.decode("latin-1")
            return text if is_call_id(text) else None
    return None


def _variables(value: object) -> Mapping[str, str] | None:
    if not isinstance(value, dict):
        return None
    return {name: text for name, text in value.items() if isinstance(text, str)}
