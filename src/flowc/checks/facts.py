"""What the rules read: the graph, the limits, and every analysis of it, each computed once and only when asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flowc.checks.analyses.actions import ActionPlace, DestinationPlace, actions_of, destinations_of
from flowc.checks.analyses.call_state import call_state
from flowc.checks.analyses.dominators import Dominators
from flowc.checks.analyses.flow_state import FlowState
from flowc.checks.analyses.journeys import Inputs, Journeys, Step, find_journeys, witness
from flowc.checks.analyses.notices import Unannounced, unannounced
from flowc.checks.analyses.persons import alone
from flowc.checks.analyses.questions import Question, questions_of
from flowc.checks.analyses.redirects import Redirects
from flowc.checks.analyses.spoken import Spoken
from flowc.checks.analyses.traps import Trap, find_traps, no_exit
from flowc.checks.analyses.walk import Arcs, Walk, arcs_of, walk
from flowc.checks.analyses.ways import Ways, ends, roots, ways_of
from flowc.checks.limits import Limits
from flowc.diagnostics import WitnessStep
from flowc.ir.graph import Node, Program

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Facts"]

_SHOWN_STEPS = 100_000
"""Steps that are shown in all findings together, for a thousand findings a thousand steps deep help nobody."""


class Facts:
    """The facts about one program. Blocks and nodes are indexes into the program's tables throughout."""

    def __init__(self, program: Program, limits: Limits, today: date | None = None) -> None:
        self.program = program
        self.limits = limits
        self._today = today
        self._steps_left = _SHOWN_STEPS

    @property
    def today(self) -> date:
        """The day on which the checks are made, for rules about dates."""
        if self._today is None:
            from datetime import date

            self._today = date.today()
        return self._today

    @cached_property
    def ways(self) -> Ways:
        """The edges of each block, in the order in which they are tried."""
        return ways_of(self.program)

    @cached_property
    def arcs(self) -> Arcs:
        """The blocks that each block leads to."""
        return arcs_of(self.ways)

    @cached_property
    def walk(self) -> Walk:
        """A depth-first walk over all blocks: an order of them, and the arcs that lead back."""
        return walk(self.arcs, self.roots)

    @cached_property
    def roots(self) -> list[int]:
        """The blocks where a call can begin."""
        return roots(self.program)

    @cached_property
    def fresh(self) -> list[int]:
        """The first blocks of calls that have just been answered: the start of every flow."""
        starts = (flow.start for flow in self.program.flows if flow.start >= 0)
        return list(dict.fromkeys(self.program.nodes[start].block for start in starts))

    @cached_property
    def ends(self) -> list[bool]:
        """For each block whether a call can end, or leave the build, there."""
        return ends(self.program)

    @cached_property
    def journeys(self) -> Journeys:
        """The shortest journey to every block that a call reaches."""
        return find_journeys(self.program, self.ways, self.arcs, self.roots)

    def reached(self, block: int) -> bool:
        return self.journeys.distance[block] >= 0

    @cached_property
    def dominators(self) -> Dominators:
        """What every call has passed on its way to a block."""
        return Dominators(self.arcs, self.walk, self.roots)

    @cached_property
    def traps(self) -> list[Trap]:
        """The cycles that hold callers who choose nothing."""
        return find_traps(self.ways, self.walk, self.journeys)

    @cached_property
    def no_exit(self) -> list[list[int]]:
        """The innermost groups of blocks from which no input ends the call, nearest block first."""
        return no_exit(self.program, self.arcs, self.walk, self.journeys, self.ends)

    @cached_property
    def redirects(self) -> Redirects:
        """What journeys cost, with the returns that callers choose left out."""
        return Redirects(self.program, self.ways, self.walk, self.journeys, self.dominators, self.ends)

    @cached_property
    def call_state(self) -> FlowState:
        """Recording, hold, mute, streams and variables, along every path."""
        return call_state(self.program, self.ways, self.fresh, self.roots)

    @cached_property
    def actions(self) -> list[ActionPlace]:
        """The actions of the whole build, each place of the source once."""
        return actions_of(self.program)

    @cached_property
    def destinations(self) -> list[DestinationPlace]:
        """The destinations of transfers and bridges, each place of the source once."""
        return destinations_of(self.actions)

    @cached_property
    def questions(self) -> list[Question]:
        """The gathers that calls come to, first attempts before later ones."""
        return questions_of(self.program, self.spoken)

    @cached_property
    def english_questions(self) -> list[Question]:
        """Those whose prompts can be read.

        Not those that read an entry back: what they say of their two keys is the same in all of them.
        """
        return [question for question in self.questions if question.english and not question.route.confirms]

    @cached_property
    def spoken(self) -> Spoken:
        """What callers have heard when a gather begins."""
        fresh = set(self.fresh)
        unknown = [block for block in self.roots if block not in fresh]
        return Spoken(self.program, self.ways, self.arcs, self.fresh, unknown)

    @cached_property
    def unannounced(self) -> list[Unannounced]:
        """The recordings and streams that a caller comes to without having been told."""
        return unannounced(self.program, self.ways, self.fresh)

    @cached_property
    def alone(self) -> list[bool]:
        """For each block whether no way leads from it to a person."""
        return alone(self.program, self.arcs, self.walk)

    def node(self, block: int) -> Node:
        """The node that a block belongs to."""
        return self.program.nodes[self.program.blocks[block].node]

    def witness(self, block: int) -> tuple[WitnessStep, ...]:
        """The shortest journey to a block, as nodes and inputs."""
        return self.witness_of(self.journeys.to(block), block)

    def witness_of(self, steps: list[Step], block: int) -> tuple[WitnessStep, ...]:
        """A journey that ends at a block, as nodes and inputs; empty where its beginning is not known, or too much has
        been shown already."""
        begins = steps[0].block if steps else block
        if begins not in self._begins or len(steps) > self._steps_left:
            return ()
        self._steps_left -= len(steps)
        return witness(self.program, steps, block, self._inputs)

    @cached_property
    def _inputs(self) -> Inputs:
        return {}

    @cached_property
    def _begins(self) -> frozenset[int]:
        return frozenset(self.roots)
