"""What is on and what is off, along every path: a forward analysis to a fixed point.

A **switch** is anything that actions turn on and off and that lasts: a recording, a track of a stream, a variable, a
notice that has been given. For each switch the analysis keeps the *set* of states in which some call may be: off,
on, or unknown (an ``entry`` that somebody else's application leads to). Where paths meet, sets are united; an action
replaces the set of the switch that it turns. Sets only grow, so a fixed point is reached; since every action either
sets a switch or leaves it alone, the sets are exact for each switch by itself, given that every path of the graph
can be taken.

All sets of a block lie in one integer, three bits for each switch, so that a step of the analysis is one ``and`` and
one ``or`` however many switches there are. What two switches do *together* is not in the sets; ``FlowState.search``
walks the paths themselves, and answers for several at once, with a path to show.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from flowc.checks.analyses.journeys import Step, far_end_fails
from flowc.checks.analyses.ways import Ways
from flowc.ir.graph import Action, Block, Program
from flowc.records import NamedTuple

__all__ = ["OFF", "ON", "UNKNOWN", "FlowState", "Switch", "Turn", "Turns"]

OFF, ON, UNKNOWN = 1, 2, 4
"""The states of a switch; a set of them is their sum."""

_WIDTH = 3
_UNFOLLOWED = -1
_END = 1 << 60
"""A position behind every action of a block."""

_SEARCH_STEPS = 100_000
_SEARCH_STEPS_A_BLOCK = 1
"""Steps that all searches of one analysis may take together, whichever is more; beyond them a finding has no path to
show."""

_SHOWN_STEPS = 100_000
"""Steps of all paths together that are shown; beyond them none is."""

_MOST_BITS = 1 << 28
"""Bits that all sets of states may take. Switches that do not fit are not followed: of them nothing is known."""


Switch = tuple[str, ...]
"""A switch by its kind and whatever tells it from others of its kind: ``("stream", url, "inbound")``."""


class Turn(NamedTuple):
    """An action turns a switch on or off."""

    switch: Switch
    on: bool


Turns = Callable[[Action], Iterable[Turn]]
"""What an action does to switches, in order."""


_Node = tuple[int, tuple[int, ...]]
_History = list[tuple[int, bool]]
"""The turns of one switch in one block: where, and whether on."""


class _Tree:
    """The pairs of block and states that calls reach, each with the step that led there first, as far as it has grown.

    ``at`` lists the pairs of each block, nearest first; ``complete`` where there are no others.
    """

    def __init__(self, starts: Iterable[_Node]) -> None:
        self.last: dict[_Node, tuple[_Node, Step] | None] = dict.fromkeys(starts)
        self.at: dict[int, list[_Node]] = {}
        self.waiting = deque(self.last)
        self.postponed: deque[tuple[_Node, _Node, Step]] = deque()

    @property
    def complete(self) -> bool:
        return not self.waiting and not self.postponed


class FlowState:
    """The states of all switches at every place of a program.

    ``fresh`` are the blocks where a call begins with everything off, ``unknown`` those where one comes in of which
    nothing is known. ``turns`` says what each action does, ``leaving`` what the exit of a block does besides.
    """

    def __init__(
        self,
        program: Program,
        ways: Ways,
        fresh: Iterable[int],
        unknown: Iterable[int],
        turns: Turns,
        leaving: Callable[[Block], Iterable[Turn]] | None = None,
    ) -> None:
        self._program = program
        self._blocks = program.blocks
        self._ways = ways
        self._fresh = tuple(fresh)
        self._unknown = tuple(unknown)
        self._turns: dict[int, dict[Switch, _History]] = {}
        self._histories: dict[Switch, dict[int, _History]] = {}
        self._index: dict[Switch, int] = {}
        self._trees: dict[tuple[Switch, ...], _Tree] = {}
        self._steps_left = max(_SEARCH_STEPS, _SEARCH_STEPS_A_BLOCK * len(program.blocks))
        self._shown_left = _SHOWN_STEPS
        self._most = _MOST_BITS // (_WIDTH * len(program.blocks) or 1)
        for number, block in enumerate(program.blocks):
            for position, action in enumerate(block.actions):
                for turn in turns(action):
                    self._note(number, position, turn)
            for turn in leaving(block) if leaving is not None else ():
                self._note(number, len(block.actions), turn)
        self._at_entry = self._solve() if self._index else [0] * len(self._blocks)

    def _note(self, number: int, position: int, turn: Turn) -> None:
        slot = len(self._index) + 1
        self._index.setdefault(turn.switch, slot if slot <= self._most else _UNFOLLOWED)
        history = self._turns.setdefault(number, {}).setdefault(turn.switch, [])
        history.append((position, turn.on))
        self._histories.setdefault(turn.switch, {})[number] = history

    @property
    def switches(self) -> list[Switch]:
        """Every switch that some action turns, in the order of the blocks."""
        return list(self._index)

    def places(self, turning: bool = False) -> Iterator[int]:
        """The blocks that calls reach; with ``turning`` those that turn a switch. None where nothing is ever turned."""
        for number in sorted(self._turns) if turning else range(len(self._blocks)):
            if self._at_entry[number]:
                yield number

    def of(self, switch: Switch, block: int, position: int) -> int:
        """The set of states of a switch before an action of a block, or before its exit, which stands behind the last.

        One that no action turns reads as it was at the start.
        """
        slot = self._index.get(switch, 0)
        states = self._at_entry[block] >> _WIDTH * slot & 7 if slot >= 0 else UNKNOWN
        return _latest(self._turns.get(block, {}).get(switch, ()), position, states)

    def search(
        self, block: int, position: int, switches: Sequence[Switch], wanted: Callable[[tuple[int, ...]], bool]
    ) -> tuple[bool, list[Step]]:
        """Whether some path reaches a place with states of ``switches`` that are ``wanted``, and a shortest such path.

        Where the search would take too long the answer is yes, without a path.
        """
        key = tuple(switches)
        tree = self._trees.get(key)
        if tree is None:
            off, unknown = ((state,) * len(key) for state in (OFF, UNKNOWN))
            starts = [(start, off) for start in self._fresh] + [(start, unknown) for start in self._unknown]
            tree = self._trees[key] = _Tree(starts)
        histories = [self._histories.get(switch, {}) for switch in key]
        for node in chain(tuple(tree.at.get(block, ())), self._grow(tree, histories, block)):
            if wanted(_through(histories, block, position, node[1])):
                return True, self._path(tree, node)
        return not tree.complete, []

    def _path(self, tree: _Tree, node: _Node) -> list[Step]:
        steps = []
        came = tree.last[node]
        while came is not None:
            self._shown_left -= 1
            if self._shown_left < 0:
                return []
            node, step = came
            steps.append(step)
            came = tree.last[node]
        return steps[::-1]

    def last_turn(self, steps: Sequence[Step], block: int, position: int, switch: Switch) -> Action | None:
        """The action that turned a switch last on a journey to a place, None where none did."""
        for number, end in ((block, position), *((step.block, _END) for step in reversed(steps))):
            history = self._histories.get(switch, {}).get(number, ())
            before = bisect_left(history, (end, False))
            if before:
                actions, at = self._blocks[number].actions, history[before - 1][0]
                return actions[at] if at < len(actions) else None
        return None

    def _solve(self) -> list[int]:
        """The set of states of every switch at the entry of every block; slot 0 is the switch that nobody turns."""
        slots = min(len(self._index), self._most) + 1
        ones = sum(1 << _WIDTH * slot for slot in range(slots))
        entry = [0] * len(self._blocks)
        for start in self._fresh:
            entry[start] |= ones * OFF
        for start in self._unknown:
            entry[start] |= ones * UNKNOWN
        waiting = deque(dict.fromkeys((*self._fresh, *self._unknown)))
        queued = set(waiting)
        while waiting:
            number = waiting.popleft()
            queued.discard(number)
            states = self._after(number, entry[number])
            for edge in self._ways[number]:
                to = edge.to
                joined = entry[to] | states if entry[to] else states
                if joined != entry[to]:
                    entry[to] = joined
                    if to not in queued:
                        queued.add(to)
                        waiting.append(to)
        return entry

    def _after(self, number: int, states: int) -> int:
        """The sets of states behind a block."""
        turned = self._turns.get(number)
        if turned is None:
            return states
        kept = made = 0
        for switch, history in turned.items():
            place = _WIDTH * self._index[switch]
            if place >= 0:
                kept |= 7 << place
                made |= (ON if history[-1][1] else OFF) << place
        return states & ~kept | made

    def _grow(self, tree: _Tree, histories: Sequence[Mapping[int, _History]], block: int) -> Iterator[_Node]:
        """Breadth first over blocks together with the states of a few switches; yields the pairs of ``block``.

        As in ``find_journeys``, failures of the build's own server come last.
        """
        last, waiting, postponed = tree.last, tree.waiting, tree.postponed
        while self._steps_left > 0 and not tree.complete:
            if not waiting:
                following, node, step = postponed.popleft()
                if following not in last:
                    last[following] = node, step
                    waiting.append(following)
                continue
            node = waiting.popleft()
            number, states = node
            tree.at.setdefault(number, []).append(node)
            states = _through(histories, number, _END, states)
            for edge in self._ways[number]:
                following = (edge.to, states)
                if following in last:
                    continue
                self._steps_left -= 1
                step = Step(number, edge)
                if edge.event == "failed" and not far_end_fails(self._program, number):
                    postponed.append((following, node, step))
                    continue
                last[following] = node, step
                waiting.append(following)
            if number == block:
                yield node


def _through(
    histories: Sequence[Mapping[int, _History]], block: int, position: int, states: tuple[int, ...]
) -> tuple[int, ...]:
    """States at the entry of a block, carried to a place within it."""
    if not any(block in history for history in histories):
        return states
    return tuple(
        _latest(history.get(block, ()), position, state) for history, state in zip(histories, states, strict=True)
    )


def _latest(history: Sequence[tuple[int, bool]], position: int, state: int) -> int:
    """The state after the last turn before a position, else what it was at the entry of the block."""
    before = bisect_left(history, (position, False))
    if not before:
        return state
    return ON if history[before - 1][1] else OFF
