"""What a caller has heard when a gather begins: everything that is spoken since the last gather, on every path.

A forward analysis to a fixed point. At the entry of a block it keeps three things: whether some caller has heard
nothing yet; the keys that *every* caller has heard of; and the keys that *some* caller was told to press, each with the
place that says so first. Where paths meet, the first and the third are united, the second is cut down to what they
share. A gather ends what was heard before it, whatever the caller does there. Each of the three can change only as
often as there are keys, so the work is linear in blocks and edges.

Where somebody else's application leads into the flow (an ``entry``), nothing is known of what it said: such a path
takes nothing away and adds nothing. Text in another language than English names no keys here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from flowc.checks.analyses.announced import ALL_KEYS, Announcement, announced, mentioned
from flowc.checks.analyses.journeys import Step
from flowc.checks.analyses.walk import Arcs
from flowc.checks.analyses.ways import Ways
from flowc.ir.graph import Block, Gather, Program
from flowc.records import NamedTuple
from flowc.source import Span

__all__ = ["Heard", "Saying", "Spoken", "Told", "is_english", "sayings"]

_MOST_ANNOUNCED = 32
"""Keys that are carried from one block to the next; a flow that announces more of them is past help by a rule."""
_SEARCH_STEPS = 500_000
"""Steps that all searches for a way may take together; beyond them a finding has no journey to show."""


class Saying(NamedTuple):
    """A text that is spoken, and the value in the flow that holds it."""

    text: str
    span: Span


class Told(NamedTuple):
    """An instruction, the text it stands in, and the block that says it."""

    announcement: Announcement
    saying: Saying
    block: int


class Heard(NamedTuple):
    """``silent`` where some caller has heard nothing; single keys ``mentioned`` to all; runs ``announced`` to some."""

    silent: bool
    mentioned: frozenset[str]
    announced: Mapping[str, Told]


_NOTHING = Heard(True, frozenset(), {})
_SPEECH = Heard(False, frozenset(), {})
"""Words that name no key."""
_ANYTHING = Heard(False, ALL_KEYS, {})
"""What is taken to be heard where nothing is known: enough that no rule complains."""


def is_english(language: str) -> bool:
    """Whether a BCP 47 tag means English."""
    return language.replace("_", "-").partition("-")[0].lower() == "en"


def sayings(block: Block) -> list[Saying]:
    """The texts that a block speaks by ``say``, in order; blank ones are silence."""
    return [
        Saying(field.value, field.span)
        for action in block.actions
        if action.name == "say"
        for field in action.fields
        if field.name == "text" and isinstance(field.value, str) and field.value.strip()
    ]


class Spoken:
    """``fresh`` are the blocks where a call begins, ``unknown`` those where one comes in from elsewhere."""

    def __init__(self, program: Program, ways: Ways, arcs: Arcs, fresh: Iterable[int], unknown: Iterable[int]) -> None:
        self._program = program
        self._ways = ways
        self._arcs = arcs
        self._fresh = frozenset(fresh)
        self._english = [is_english(flow.language) for flow in program.flows]
        self._said = [self._own(number) if block.actions else None for number, block in enumerate(program.blocks)]
        self._entry = self._solve(unknown)
        self._steps_left = _SEARCH_STEPS

    def before_prompt(self, block: int) -> Heard | None:
        """What is heard when the block comes to its exit, its own words included; None where no call comes."""
        entry = self._entry[block]
        return None if entry is None else _add(entry, self._said[block])

    def way_without(self, block: int, key: str | None) -> list[Step] | None:
        """A shortest way to a block on which nobody mentions ``key`` (None: on which nothing is said).

        It begins right behind a gather, whose step comes first, or where a call begins. None where there is no such
        way, or the search takes too long.
        """

        def silent(number: int) -> bool:
            said = self._said[number]
            return said is None or (key is not None and key not in said.mentioned)

        return self._way(block, silent)

    def way_from(self, origin: int, block: int) -> list[Step] | None:
        """A shortest way from one block to another without a gather in between."""
        return self._way(block, lambda number: True, origin)

    def _way(self, block: int, through: Callable[[int], bool], origin: int | None = None) -> list[Step] | None:
        """Backward, breadth first, to the origin, or to any place where nothing has been heard."""
        onward: dict[int, int | None] = {block: None}
        waiting = deque((block,))
        while waiting and self._steps_left > 0:
            number = waiting.popleft()
            if number == origin or (origin is None and number in self._fresh):
                return self._follow(number, onward)
            for source in self._before[number]:
                self._steps_left -= 1
                if isinstance(self._program.blocks[source].exit, Gather):
                    if origin is None:
                        return [self._step(source, number), *self._follow(number, onward)]
                elif source not in onward and through(source):
                    onward[source] = number
                    waiting.append(source)
        return None

    def _follow(self, begin: int, onward: Mapping[int, int | None]) -> list[Step]:
        steps = []
        to = onward[begin]
        while to is not None:
            steps.append(self._step(begin, to))
            begin, to = to, onward[to]
        return steps

    def _step(self, source: int, to: int) -> Step:
        """The first edge by which one block leads to another."""
        return Step(source, next(edge for edge in self._ways[source] if edge.to == to))

    def _own(self, number: int) -> Heard | None:
        """What a block says itself; None where it says nothing."""
        block = self._program.blocks[number]
        said = sayings(block)
        if not said:
            return None
        if not self._english[self._program.nodes[block.node].flow]:
            return _SPEECH
        told: dict[str, Told] = {}
        keys: frozenset[str] = frozenset()
        for saying in said:
            keys |= mentioned(saying.text)
            for announcement in announced(saying.text):
                told.setdefault(announcement.keys, Told(announcement, saying, number))
        return Heard(False, keys & ALL_KEYS, told) if keys else _SPEECH

    def _solve(self, unknown: Iterable[int]) -> list[Heard | None]:
        entry: list[Heard | None] = [None] * len(self._ways)
        for start in unknown:
            entry[start] = _ANYTHING
        for start in self._fresh:
            entry[start] = _NOTHING
        waiting = deque(number for number, heard in enumerate(entry) if heard is not None)
        queued = set(waiting)
        asked: set[Sequence[int]] = set()
        while waiting:
            number = waiting.popleft()
            queued.discard(number)
            heard = entry[number]
            assert heard is not None
            targets = self._arcs[number]
            if not isinstance(self._program.blocks[number].exit, Gather):
                after = _add(heard, self._said[number])
            elif targets in asked:  # another question has led here, with nothing heard
                continue
            else:
                asked.add(targets)
                after = _NOTHING
            for to in targets:
                known = entry[to]
                joined = after if known is None or known is after else _join(known, after)
                if joined is not known:
                    entry[to] = joined
                    if to not in queued:
                        queued.add(to)
                        waiting.append(to)
        return entry

    @cached_property
    def _before(self) -> list[list[int]]:
        """For each block those that calls come from, once for each of their edges."""
        before: list[list[int]] = [[] for _ in self._ways]
        for number, edges in enumerate(self._ways):
            if self._entry[number] is not None:
                for edge in edges:
                    before[edge.to].append(number)
        return before


def _add(heard: Heard, said: Heard | None) -> Heard:
    """What is heard after something was said."""
    if said is None or (said is _SPEECH and not heard.silent):
        return heard
    return Heard(False, heard.mentioned | said.mentioned, _union(heard.announced, said.announced))


def _join(one: Heard, other: Heard) -> Heard:
    """What is heard where two paths meet; ``one`` itself where the other changes nothing."""
    silent = one.silent or other.silent
    shared = one.mentioned & other.mentioned
    told = _union(one.announced, other.announced)
    if silent == one.silent and shared == one.mentioned and told is one.announced:
        return one
    return Heard(silent, shared, told)


def _union(one: Mapping[str, Told], other: Mapping[str, Told]) -> Mapping[str, Told]:
    new = [keys for keys in other if keys not in one][: max(0, _MOST_ANNOUNCED - len(one))]
    return {**one, **{keys: other[keys] for keys in new}} if new else one
