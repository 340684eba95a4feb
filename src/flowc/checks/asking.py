"""Menus and collects: which there are, what they handle, and the journeys that show what they do not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from flowc.checks.analyses.journeys import example_input
from flowc.checks.facts import Facts
from flowc.diagnostics import WitnessStep
from flowc.ir.graph import Gather, Node
from flowc.ir.outcomes import Answers, is_keys

__all__ = ["answers_of", "asking", "handled", "input_for", "journey", "journey_on"]


def asking(facts: Facts) -> Iterator[Node]:
    """Every menu and collect."""
    return (node for node in facts.program.nodes if node.gather is not None)


def handled(node: Node, event: str) -> bool:
    return any(handler.event == event for handler in node.handlers)


def answers_of(node: Node) -> Answers:
    """The branches of a node against all that a caller can press."""
    spec = node.gather
    assert spec is not None
    patterns = tuple(handler.event for handler in node.handlers if is_keys(handler.event))
    return _answers(spec.min_digits, spec.max_digits, spec.finish_on, patterns)


@lru_cache(maxsize=4096)
def _answers(least: int, most: int, finish_on: str | None, patterns: tuple[str, ...]) -> Answers:
    return Answers(least, most, finish_on, patterns)


def input_for(facts: Facts, node: Node, event: str) -> str:
    """What a caller does at a node so that an event happens, in whichever attempt."""
    if event == "noinput":
        return "wait"
    leave = facts.program.blocks[node.block].exit
    assert isinstance(leave, Gather)
    return example_input(facts.program.routes[leave.route], event)


def journey(facts: Facts, node: Node, *events: str) -> tuple[WitnessStep, ...]:
    """The shortest way to a node's first question, and then these events; empty where no call comes to it."""
    return journey_on(facts, node, *(input_for(facts, node, event) for event in events))


def journey_on(facts: Facts, node: Node, *inputs: str) -> tuple[WitnessStep, ...]:
    """The shortest way to a node's first question, and what the caller does there then, one after the other."""
    if not facts.reached(node.block):
        return ()
    there = facts.witness(node.block)[:-1]
    return (*there, *(WitnessStep(node.name, done) for done in inputs or ("",)))
