"""Nodes that a part has brought, as a part again.

Of a use of a part the documents tell the nodes, ``driver.ask``. They come back as a part of their own that is used
once: whatever they lead to outside becomes a parameter. A use within a part, ``driver.offer.ask``, comes back within
that part, which passes on what it needs. What several uses had in common is not looked for.

A **context** is where something is written: the name of a use, for what its part holds, or nothing, for the flow.
"""

from __future__ import annotations

from collections.abc import Mapping

from flowc.lint.flow_text.words import apart, block

__all__ = ["Uses"]


class Uses:
    """What nodes are called where they are referred to, and the parts that come of it.

    ``at`` says whose lines are written: references depend on it. ``prefix`` stands before the names of parts.
    """

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._context = ""
        self._passed: dict[str, dict[str, str]] = {}
        self._entered: dict[str, dict[str, None]] = {}

    def at(self, node: str) -> str:
        """Go on to write a node; the name that its declaration has. Nothing stands for the flow itself."""
        use = self._context = node.rpartition(".")[0]
        while use:
            self._passed.setdefault(use, {})
            use = use.rpartition(".")[0]
        return node.rpartition(".")[2]

    def reference(self, node: str) -> str:
        """A node as the one that is being written refers to it.

        A part is entered by the name of its use, and only at its first node.
        """
        path, context = node.split("."), self._context.split(".") if self._context else []
        common = 0
        while common < min(len(path) - 1, len(context)) and path[common] == context[common]:
            common += 1
        for depth in range(common + 1, len(path)):
            self._entered.setdefault(".".join(path[:depth]), {})[path[depth]] = None
        return self._passed_down(path[common], ".".join(path[: common + 1]), common)

    def elsewhere(self, target: str) -> str:
        """A node of another flow, as the one that is being written refers to it."""
        return self._passed_down(target, target, 0)

    def _passed_down(self, name: str, target: str, depth: int) -> str:
        """What the context that is being written calls a target that is called ``name`` in the one ``depth`` uses deep
        around it: every part between the two has a parameter for it."""
        context = self._context.split(".") if self._context else []
        parameter = f"to_{target.replace('.', '_')}"
        for level in range(depth + 1, len(context) + 1):
            self._passed[".".join(context[:level])][parameter] = name
            name = parameter
        return name

    def several(self) -> list[str]:
        """The uses that are entered at more than one node, which no part can be."""
        return [use for use, first in self._entered.items() if len(first) > 1]

    def blocks(self, nodes: Mapping[str, list[str]]) -> tuple[list[list[str]], list[list[str]]]:
        """The declarations of parts, and the blocks of the flow: its nodes and its uses of those parts, in the order of
        ``nodes``."""
        contents: dict[str, dict[str, list[str]]] = {"": {}}
        for node, lines in nodes.items():
            use, _, name = node.rpartition(".")
            self._open(use, contents)
            contents[use][name] = lines
        declared = []
        for use in sorted(filter(None, contents), key=lambda use: -use.count(".")):  # a part stands before its user
            entry = next(iter(self._entered.get(use, ())), "")
            own = sorted(contents[use], key=lambda name: name != entry)
            head = f"part {self._part(use)}({', '.join(self._passed[use])})"
            declared.append(block(head, apart([contents[use][name] for name in own])))
        return declared, list(contents[""].values())

    def _open(self, use: str, contents: dict[str, dict[str, list[str]]]) -> None:
        """Begin the contents of a use, and of those around it, where they have not been begun."""
        if use in contents:
            return
        around, _, name = use.rpartition(".")
        self._open(around, contents)
        arguments = (f"{parameter}: {target}" for parameter, target in self._passed[use].items())
        contents[around][name] = [f"use {self._part(use)} as {name}({', '.join(arguments)})"]
        contents[use] = {}

    def _part(self, use: str) -> str:
        return f"{self._prefix}{use.replace('.', '_')}_part"
