"""Nodes that a part has brought, as a part again.

Of a use of a part the documents tell the nodes, ``driver.ask``. They come back as a part of their own that is used
once: whatever they lead to outside becomes a parameter. What several uses had in common is not looked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["Uses"]

_INDENT = "    "


class Uses:
    """The names of nodes as the text calls them. ``at`` says whose lines are written: references depend on it."""

    def __init__(self) -> None:
        self._use = ""
        self._passed: dict[str, dict[str, str]] = {}
        self._entered: dict[str, dict[str, None]] = {}

    def at(self, node: str) -> str:
        """Go on to write a node; the name that its declaration has."""
        self._use = node.rpartition(".")[0]
        if self._use:
            self._passed.setdefault(self._use, {})
        return node.rpartition(".")[2]

    def reference(self, node: str) -> str:
        """A node as the one that is being written refers to it."""
        use, _, name = node.rpartition(".")
        if use == self._use:
            return name
        if use:
            self._entered.setdefault(use, {})[node] = None
        return self._outside(node) if self._use else node

    def elsewhere(self, target: str) -> str:
        """A node of another flow, as the one that is being written refers to it."""
        return self._outside(target) if self._use else target

    def _outside(self, target: str) -> str:
        parameter = f"to_{target.replace('.', '_')}"
        self._passed[self._use][parameter] = target
        return parameter

    def settled(self, lines: Sequence[str]) -> list[str]:
        """The lines of the flow, where a part is entered by the name of its use."""
        for use, nodes in self._entered.items():
            first = next(iter(nodes))
            lines = [_renamed(line, first, use) for line in lines]
        return list(lines)

    def parts(self, nodes: Mapping[str, Sequence[str]]) -> tuple[list[str], list[list[str]]]:
        """The parts, and the uses of them, each with the lines of its nodes; the node first that is led to from
        outside."""
        declared: list[str] = []
        used: list[list[str]] = []
        for use, passed in self._passed.items():
            own = [name for name in nodes if name.rpartition(".")[0] == use]
            entered = self._entered.get(use, {})
            own.sort(key=lambda name: name not in entered)
            name = f"{use.replace('.', '_')}_part"
            body = "\n\n".join("\n".join(_INDENT + line for line in nodes[node]) for node in own)
            declared.append(f"part {name}({', '.join(passed)}) {{\n{body}\n}}\n")
            arguments = [f"{parameter}: {self._name_of(target)}" for parameter, target in passed.items()]
            used.append([f"use {name} as {use}({', '.join(arguments)})"])
        return declared, used

    def _name_of(self, target: str) -> str:
        use = target.rpartition(".")[0]
        return use if use in self._entered and target == next(iter(self._entered[use])) else target


def _renamed(line: str, node: str, use: str) -> str:
    for before in ("goto ", "-> "):
        if line.endswith(before + node):
            return line[: -len(node)] + use
    return line
