"""What the rules read: the graph, the limits, and every analysis of it, each computed once and only when asked for."""

from __future__ import annotations

from functools import cached_property

from flowc.checks.limits import Limits
from flowc.ir.graph import Program, edges_of

__all__ = ["Facts"]


class Facts:
    def __init__(self, program: Program, limits: Limits) -> None:
        self.program = program
        self.limits = limits

    @cached_property
    def successors(self) -> list[list[int]]:
        """The blocks that each block leads to, in the order of its edges."""
        return [[edge.to for edge in edges_of(self.program, block)] for block in self.program.blocks]
