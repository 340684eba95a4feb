"""What names mean where they stand.

A **frame** is a place with names of its own: a flow, or one use of a part. Its ``scope`` has the values, its ``places``
the nodes, and its ``ways`` what a use has passed for a target. Names are looked up in the frame where they were
written, however far from there the words have been carried: what a use passes means what it means beside the use, and
a handler of named defaults what it means beside those.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flowc.diagnostics import Finding, Label, error
from flowc.ir.values import Scope, describe
from flowc.source import Span
from flowc.syntax import tree

if TYPE_CHECKING:
    from flowc.ir.declarations import Declarations

__all__ = ["Frame", "Way"]


class Way:
    """A target that a use passes to its part: a block, or an ending that becomes one where the part first leads to it.

    ``target`` means what it means in ``frame``, beside the use.
    """

    __slots__ = ("block", "frame", "target")

    def __init__(self, frame: Frame, target: tree.Action | tree.Hangup | None, block: int | None = None) -> None:
        self.frame = frame
        self.target = target
        self.block = block


class Frame:
    """The names of a flow, or of a use of a part.

    ``owner`` is the flow or the part, by name, and ``home`` what its file declares. ``within`` stands before the names
    of its nodes in the flow (``keep_number.``). ``places`` has for each node or use the full name of the node where a
    way to it begins; None where there is none because of a mistake that is told. ``parameters`` are those of the part,
    each with what it was passed.
    """

    def __init__(
        self, owner: str, scope: Scope, home: Declarations, *, within: str = "", outer: Frame | None = None
    ) -> None:
        self.owner = owner
        self.scope = scope
        self.home = home
        self.within = within
        self.outer = outer
        self.places: dict[str, str | None] = {}
        self.ways: dict[str, Way] = {}
        self.parameters: dict[str, tree.Argument] = {}
        self._claimed: dict[str, Span] = {}

    def beside(self, scope: Scope) -> Frame:
        """The same places with other values."""
        frame = Frame(self.owner, scope, self.home, within=self.within, outer=self.outer)
        frame.places, frame.ways, frame.parameters = self.places, self.ways, self.parameters
        return frame

    def claim(self, name: tree.Name) -> Finding | None:
        """Take a name for a node, a use or a parameter; a finding where it is taken."""
        first = self._claimed.setdefault(name.text, name.span)
        if first is name.span:
            return None
        return error(
            "MV103",
            name.span,
            f"there are two nodes called `{name.text}` in `{self.owner}`",
            labels=[Label(first, "the first one")],
            help="rename one of them, and the targets that mean it",
        )

    def names(self) -> Iterator[str]:
        """What a target can be here."""
        yield from self.places
        yield from self.ways

    def is_further_out(self, name: str) -> bool:
        """Whether something around the use has that name, which the part cannot see."""
        return self.outer is not None and (name in self.outer.places or self.outer.is_further_out(name))

    def no_way(self, name: tree.Name) -> Finding | None:
        """MV108 where a target names a parameter that was passed a value."""
        argument = self.parameters.get(name.text)
        if argument is None:
            return None
        value = argument.value
        kind = "a value" if isinstance(value, tree.Name | tree.Jump | tree.Action | tree.Hangup) else describe(value)
        return error(
            "MV108",
            argument.span,
            f"`{name.text}` is where the call goes on, and {kind} is passed for it",
            labels=[Label(name.span, "here the part leads to it")],
            help="pass the name of a node, or an ending such as `hangup`",
        )
