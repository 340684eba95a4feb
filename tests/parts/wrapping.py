"""A flow with some of its nodes moved into parts of their own, each used once: it must mean what it meant.

A node ``main`` becomes a part ``part_main`` with the one node ``inside``, used as ``main``. Every node that it leads to
and every constant of the flow that it names is passed, under a name that is not its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from flowc.source import Source, Span
from flowc.syntax import parse, tree

INSIDE = "inside"


def nodes_of(text: str) -> list[str]:
    """The nodes that can be moved: those that name no hours of the flow."""
    flow = _flow(text)
    return [node.name.text for node in flow.items if isinstance(node, tree.Node) and node.kind != "decide"]


def wrapped(text: str, chosen: Collection[str]) -> tuple[str, str]:
    """The parts, and the file with uses in the place of the chosen nodes."""
    flow = _flow(text)
    constants = {item.name.text for item in flow.items if isinstance(item, tree.Const)}
    parts = []
    pieces = []
    done = 0
    for node in flow.items:
        if isinstance(node, tree.Node) and node.name.text in chosen:
            part, use = _moved(node, text, constants)
            parts.append(part)
            pieces += [text[done : node.span.start], use]
            done = node.span.end
    return _documents("\n".join(parts) + "\n", chosen), _documents("".join([*pieces, text[done:]]), chosen)


def _documents(text: str, chosen: Collection[str]) -> str:
    """A text whose redirects go to the documents of nodes as they are called in a use."""
    return re.sub(r"/([a-z_]+)[.]json\b", lambda at: f"/{at[1]}.{INSIDE}.json" if at[1] in chosen else at[0], text)


def renamed(value: Any, chosen: Collection[str]) -> Any:
    """What was built of the wrapped flow, with the nodes called as before."""
    if isinstance(value, str):
        return re.sub(rf"\b([a-z_]+)[.]{INSIDE}\b", lambda name: name[1] if name[1] in chosen else name[0], value)
    if isinstance(value, Mapping):
        return {renamed(key, chosen): renamed(item, chosen) for key, item in value.items()}
    return [renamed(item, chosen) for item in value] if isinstance(value, list) else value


def _flow(text: str) -> tree.Flow:
    file, findings = parse(Source("flow.mv", text))
    assert not findings
    return next(item for item in file.items if isinstance(item, tree.Flow))


def _moved(node: tree.Node, text: str, constants: Collection[str]) -> tuple[str, str]:
    passed: dict[str, str] = {}
    edits = [(node.name.span, INSIDE)]
    for name, is_target in _names(node.items):
        if is_target and name.text == node.name.text:
            edits.append((name.span, INSIDE))
        elif is_target or name.text in constants:
            parameter = f"{'to' if is_target else 'with'}_{name.text}"
            passed[parameter] = name.text
            edits.append((name.span, parameter))
    body = _edited(text, node.span, edits)
    name = node.name.text
    arguments = ", ".join(f"{parameter}: {argument}" for parameter, argument in passed.items())
    return f"part part_{name}({', '.join(passed)}) {{\n{body}\n}}", f"use part_{name} as {name}({arguments})"


def _names(value: object) -> Iterator[tuple[tree.Name, bool]]:
    """The names in a tree that may be of targets (True) or of values."""
    match value:
        case tree.Jump(flow=None, name=name) | tree.Goto(flow=None, name=name):
            yield name, True
        case tree.Action(words=words, failed=failed):
            yield from _names(words)
            yield from _names(failed)
        case tree.Setting(values=values):
            yield from _names(values)
        case tree.SetVariable(value=written):
            yield from _names(written)
        case tree.UnsetVariable():
            return
        case tree.Name():
            yield value, False
        case tree.Insert(name=name):
            yield name, False
        case tuple():
            for item in value:
                yield from _names(item)


def _edited(text: str, span: Span, edits: list[tuple[Span, str]]) -> str:
    pieces = []
    at = span.start
    for place, new in sorted(edits):
        pieces += [text[at : place.start], new]
        at = place.end
    return "".join([*pieces, text[at : span.end]])
