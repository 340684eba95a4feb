"""Nodes that a part has brought, as a part again.

Of a use of a part the documents tell the nodes, ``driver.ask``. They come back as a part of their own that is used
once: whatever they lead to outside becomes a parameter. A use within a part, ``driver.offer.ask``, comes back within
that part, which passes on what it needs. What several uses had in common is not looked for.

A **context** is where something is written: the name of a use, for what its part holds, or nothing, for the flow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["Uses"]

_INDENT = "    "


class Uses:
    """The names of nodes as the text calls them. ``at`` says whose lines are written: references depend on it.

    ``prefix`` stands before the names of parts.
    """

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._context = ""
        self._passed: dict[str, dict[str, str]] = {}
        self._entered: dict[str, dict[str, None]] = {}
        self._elsewhere: set[str] = set()

    def at(self, node: str) -> str:
        """Go on to write a node; the name that its declaration has. Nothing stands for the flow itself."""
        use = self._context = node.rpartition(".")[0]
        while use:
            self._passed.setdefault(use, {})
            use = use.rpartition(".")[0]
        return node.rpartition(".")[2]

    def reference(self, node: str) -> str:
        """A node as the one that is being written refers to it."""
        use, _, name = node.rpartition(".")
        if use == self._context:
            return name
        if use and not self._context.startswith(f"{use}."):  # what is within a part does not enter it
            self._entered.setdefault(use, {})[node] = None
        return node if use.rpartition(".")[0] == self._context and use else self._from_outside(node, self._context)

    def elsewhere(self, target: str) -> str:
        """A node of another flow, as the one that is being written refers to it."""
        self._elsewhere.add(target)
        return self._from_outside(target, self._context)

    def _from_outside(self, target: str, context: str) -> str:
        """What a context calls a target that is not its own: a part a parameter, by which it is passed."""
        if not context:
            return target
        parameter = f"to_{target.replace('.', '_')}"
        self._passed[context][parameter] = target
        return parameter

    def settled(self, lines: Sequence[str]) -> list[str]:
        """The lines of a context, where a part is entered by the name of its use."""
        for use, nodes in self._entered.items():
            first = next(iter(nodes))
            lines = [_renamed(line, first, use.rpartition(".")[2]) for line in lines]
        return list(lines)

    def parts(self, nodes: Mapping[str, Sequence[str]]) -> tuple[list[str], list[list[str]]]:
        """The parts, and the uses of them in the flow, each with the lines of its nodes; the node first that is led to
        from outside."""
        declared: list[str] = []
        used: dict[str, list[list[str]]] = {}
        for use in sorted(self._passed, key=lambda use: -use.count(".")):  # within before without: more is passed on
            context, _, own_name = use.rpartition(".")
            own = [name for name in nodes if name.rpartition(".")[0] == use]
            entered = self._entered.get(use, {})
            own.sort(key=lambda name: name not in entered)
            blocks = [*(self.settled(nodes[node]) for node in own), *used.pop(use, [])]
            body = "\n\n".join("\n".join(_INDENT + line for line in block) for block in blocks)
            name, passed = f"{self._prefix}{use.replace('.', '_')}_part", self._passed[use]
            arguments = [f"{parameter}: {self._seen(target, context)}" for parameter, target in passed.items()]
            declared.append(f"part {name}({', '.join(passed)}) {{\n{body}\n}}\n")
            used.setdefault(context, []).append([f"use {name} as {own_name}({', '.join(arguments)})"])
        return declared, used.get("", [])

    def _seen(self, target: str, context: str) -> str:
        """What a context calls a target that it passes to a part within it."""
        use, _, name = target.rpartition(".")
        if target in self._elsewhere:
            return self._from_outside(target, context)
        if use == context:
            return name
        if use in self._entered and use.rpartition(".")[0] == context and target == next(iter(self._entered[use])):
            return use.rpartition(".")[2]
        return self._from_outside(target, context)


def _renamed(line: str, node: str, use: str) -> str:
    for before in ("start ", "goto ", "-> "):
        if line.endswith(before + node):
            return line[: -len(node)] + use
    return line
