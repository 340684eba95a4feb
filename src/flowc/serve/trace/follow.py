"""Which way a call went: its events laid against the flow graph.

A call is a walk through the graph on which each gather uses up the next ``call.gathered``. Most walks are laid down by
the digits. Where events do not decide (what another system answered, whether a bridge was connected), and where
something is missing or does not fit, there are several. Each departure has a price, and the cheapest walk is the way
that the call went: Dijkstra's algorithm over pairs of a block and the number of events used up. A call that
is as the flow says costs nothing and is found by going straight ahead.

A step is sure where no other edge out of its block leads on to a walk that is as cheap.

What the prices mean, from dear to cheap. An event is **missing**: they are delivered until they are accepted. A
**difference** is what the flow cannot cause. An event is **left** over when the call has been handed to another
application, which may gather as well; that is no difference, but must not explain away what does not fit. A redirect
of ours that **failed** is what the flow provides for, but a fault of the web. An **unheard** caller hung up at a gather
that sent no event. **Guessed** is what happens less often where nothing tells.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import groupby, islice, permutations, product

from flowc.ir.graph import (
    Action,
    Bridge,
    Decide,
    Edge,
    Ending,
    Flow,
    Gather,
    Goto,
    Hangup,
    Program,
    Redirect,
    Route,
    edges_of,
)
from flowc.records import NamedTuple
from flowc.serve.trace.events import CallLog, Event, Gathered
from flowc.serve.trace.evidence import decided, entered

__all__ = ["Difference", "Follower", "Step", "Way", "follow"]

_DIFFERENCE, _MISSING, _LEFT, _FAILED, _UNHEARD, _GUESSED = 100_000, 150_000, 60_000, 30, 4, 1
_MOST_ORDERS = 24
"""Orders of gathers of one moment that are tried, where the first does not fit."""
_MOST, _MOST_MISSING, _MOST_OTHERS = 50_000, 3_000, 1_000
"""Places that are looked at for a call: without missing events, with them, and for what else a step could have been.
A longer search ends at the place that has used up most events; one with missing events then counts for nothing."""


class Difference(NamedTuple):
    """What is otherwise than the flow says. ``kind`` is

    ``settings``: a gather with other limits or another time; ``digits``: more digits than it takes, or keys that are
    none; ``unhandled``: an entry that nothing takes; ``missing``: a gather without an event; ``after``: an event after
    the call's end; ``recording``: a recording that failed, or that the flow does not start; ``failed``: the platform
    gave the call up; ``conflict``: an event that came again with other contents.

    ``event`` is its place among the call's events, ``block`` the place in the flow, each None where there is none.
    """

    kind: str
    event: int | None
    block: int | None


class Step(NamedTuple):
    """A block that the call came to, and the edge by which it left it, None at its last.

    ``event`` is the place among the call's events of what the block's gather came to. ``sure`` is about the edge, or
    about the end.
    """

    block: int
    edge: Edge | None
    event: int | None
    sure: bool


class Way(NamedTuple):
    """``end`` is ``transfer``, ``conference``, ``bridge``, ``redirect`` (to somebody else), ``hangup`` (the flow's),
    ``caller`` (who hung up), ``failed`` (the platform gave up), or ``open`` while the call goes on."""

    flow: Flow
    steps: tuple[Step, ...]
    end: str
    differences: tuple[Difference, ...]


class _Place(NamedTuple):
    """A block, how many gathers have been used up before it, and how many of the recordings that were started."""

    block: int
    used: int
    recorded: int


class _Move(NamedTuple):
    """A way on from a place; ``to`` is None where the call ends there, as ``end`` says."""

    price: int
    to: _Place | None
    edge: Edge | None = None
    event: int | None = None
    end: str = ""
    differences: tuple[Difference, ...] = ()


_Walk = list[tuple[_Place, _Move]]
"""Places, each with the move that is made there."""


def follow(program: Program, call: CallLog) -> Way:
    """The way of one call; a ``Follower`` is for many."""
    return Follower(program).follow(call)


class Follower:
    """Follows calls through a program, of which at least one flow says where it starts."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._silent: dict[int, list[int]] | None = None
        self._touched: dict[int, frozenset[str]] = {}

    def follow(self, call: CallLog) -> Way:
        """The way of a call through the flow that explains it best."""
        program = self.program
        best: tuple[int, _Walk, Flow, _Search] | None = None
        for gathers in islice(_orders(call), _MOST_ORDERS):
            search = _Search(self, call, gathers)
            for flow in program.flows:
                if flow.start >= 0:
                    price, moves = search.best(_Place(program.nodes[flow.start].block, 0, 0))
                    if best is None or price < best[0]:
                        best = (price, moves, flow, search)
            if best is not None and best[0] < _LEFT:
                break
        assert best is not None, "some flow says where it starts"
        _, moves, flow, search = best
        steps = tuple(
            Step(place.block, move.edge, move.event, search.is_sure(place, moves[index:]))
            for index, (place, move) in enumerate(moves)
        )
        differences = [difference for _, move in moves for difference in move.differences]
        return Way(flow, steps, moves[-1][1].end, (*differences, *search.others(steps)))

    def touched(self, block: int) -> frozenset[str]:
        """The variables that are set or unset between the gathers around a block, on some way through it."""
        found = self._touched.get(block)
        if found is None:
            blocks = self._reached([block], self._before()) | self._reached([block], None)
            actions = (action for index in blocks for action in self.program.blocks[index].actions)
            found = self._touched[block] = frozenset(name for action in actions for name in _variables(action))
        return found

    def _before(self) -> dict[int, list[int]]:
        """For every block those that lead to it without asking anybody."""
        if self._silent is None:
            self._silent = {}
            for index, block in enumerate(self.program.blocks):
                if not isinstance(block.exit, Gather):
                    for edge in edges_of(self.program, block):
                        self._silent.setdefault(edge.to, []).append(index)
        return self._silent

    def _reached(self, blocks: list[int], before: dict[int, list[int]] | None) -> set[int]:
        """The blocks that are come to without asking anybody; with ``before`` backwards."""
        seen = set(blocks)
        for index in blocks:
            block = self.program.blocks[index]
            if before is not None:
                following = before.get(index, [])
            else:
                following = [] if isinstance(block.exit, Gather) else [e.to for e in edges_of(self.program, block)]
            blocks += [one for one in dict.fromkeys(following) if one not in seen]
            seen.update(following)
        return seen


def _variables(action: Action) -> Iterable[str]:
    """The variables that an action sets or unsets."""
    return [*(action.get("variables") or ()), *(action.get("names") or ())]


def _orders(call: CallLog) -> Iterator[list[int]]:
    """The orders in which a call's gathers can have come, before its end: those of one moment in any."""
    ending = len(call.events) if call.ending is None else call.events.index(call.ending)
    before = [at for at in call.gathers if at < ending]
    moments = [list(group) for _, group in groupby(before, key=lambda at: call.events[at].at)]
    for order in product(*map(permutations, moments)):
        yield [at for moment in order for at in moment]


class _Search:
    def __init__(self, follower: Follower, call: CallLog, gathers: list[int]) -> None:
        self.follower = follower
        self.program = follower.program
        self.call = call
        self.gathers = gathers
        self.recordings = sum(event.name == "recording.started" for event in call.events)
        self.ended = "" if call.ending is None else call.ending.name.removeprefix("call.")

    def best(self, start: _Place) -> tuple[int, _Walk]:
        """The cheapest walk, its price first. Missing events are thought of only where it would not do without."""
        price, walk, _ = self.walk(start, _MOST)
        if price < _MISSING:
            return price, walk
        with_missing, other, finished = self.walk(start, _MOST_MISSING, missing=True)
        return (with_missing, other) if finished and with_missing < price else (price, walk)

    def walk(
        self, start: _Place, most: int, *, limit: int | None = None, missing: bool = False
    ) -> tuple[int, _Walk, bool]:
        """The cheapest walk to an end: its price, its places with the move that is made at each, and whether it was
        found among the ``most`` places that are looked at, and below the ``limit``."""
        came: dict[_Place, tuple[_Place, _Move]] = {}
        best = {start: 0}
        heap = [(0, 0, start)]
        furthest, count = start, 0
        finished: tuple[int, _Place, _Move] | None = None
        while heap and count <= most:
            price, _, place = heapq.heappop(heap)
            if finished is not None and price >= finished[0]:
                break
            if price > best[place] or (limit is not None and price >= limit):
                continue
            furthest = max(furthest, place, key=lambda each: each.used)
            for move in self.moves(place, missing=missing):
                total = price + move.price
                if move.to is None:
                    if finished is None or total < finished[0]:
                        finished = (total, place, move)
                elif total < best.get(move.to, total + 1):
                    best[move.to] = total
                    came[move.to] = (place, move)
                    count += 1
                    heapq.heappush(heap, (total, count, move.to))
        found = finished is not None
        if finished is None:
            end = self._leave(furthest, "open")
            finished = (best[furthest] + end.price, furthest, end)
        total, place, move = finished
        walked = [(place, move)]
        while place != start:
            place, move = came[place]
            walked.append((place, move))
        return total, walked[::-1], found

    def is_sure(self, place: _Place, rest: _Walk) -> bool:
        """Whether no other move out of a place leads to an end at a price that nothing speaks against."""
        chosen = rest[0][1]
        limit = sum(move.price for _, move in rest) + _UNHEARD
        for move in self.moves(place):
            other = (move.to, move.edge, move.end) != (chosen.to, chosen.edge, chosen.end)
            if other and move.price < min(limit, chosen.price + _UNHEARD):
                if move.to is None:
                    return False
                price, _, found = self.walk(move.to, _MOST_OTHERS, limit=limit - move.price)
                if found and move.price + price < limit:
                    return False
        return True

    def moves(self, place: _Place, *, missing: bool = False) -> Iterator[_Move]:
        """All ways on from a place, those first that are likelier at the same price; with ``missing`` those as well for
        which an event would have to be missing."""
        block, used = place.block, place.used
        left = used == len(self.gathers)
        if left and self.ended == "failed" and isinstance(self.program.blocks[block].exit, Gather):
            yield self._leave(place, "failed")
        match self.program.blocks[block].exit:
            case Goto(to, span):
                yield _Move(0, self._next(place, to, used), Edge("goto", to, "direct", span))
            case Gather() as gather if left:
                yield self._leave(place, "caller" if self.ended else "open", _UNHEARD if self.ended else 0)
            case Gather() as gather:
                yield from self._asked(place, gather)
                if missing:
                    yield from self._unasked(place, gather)
            case Decide() as decide:
                yield from self._decided(place, decide)
            case Bridge(failed=failed):
                yield self._leave(place, "bridge")
                if failed is not None:
                    yield _Move(_GUESSED if left else 0, self._next(place, failed.to, used), failed)
            case Redirect(action=action, to=to, failed=failed):
                if to is not None:
                    yield _Move(0, self._next(place, to, used), Edge("redirect", to, "direct", action.span))
                else:
                    yield self._leave(place, "redirect", _LEFT * (len(self.gathers) - used), told=False)
                if failed is not None:
                    yield _Move(_FAILED if to is not None else 3, self._next(place, failed.to, used), failed)
            case Ending(action=action):
                yield self._leave(place, action.name)
            case Hangup():
                yield self._leave(place, "hangup")
            case _:
                yield self._leave(place, "open")

    def _leave(
        self,
        place: _Place,
        end: str,
        price: int = 0,
        *,
        event: int | None = None,
        differences: tuple[Difference, ...] = (),
        told: bool = True,
    ) -> _Move:
        """The end of the walk; gathers that are left over are events after the end, unless they are somebody else's
        (not ``told``). The price is that of what else was different."""
        if self.ended == "failed":
            end = "failed"
        over = tuple(Difference("after", at, place.block) for at in self.gathers[place.used :]) if told else ()
        unexplained = self.recordings - self._next(place, place.block, place.used).recorded
        price += _DIFFERENCE * (len(over) + unexplained)
        return _Move(price, None, None, event, end, (*differences, *over))

    def _next(self, place: _Place, to: int, used: int) -> _Place:
        """Where a call stands that has been through a place."""
        if place.recorded == self.recordings:
            return _Place(to, used, place.recorded)
        started = sum(action.name == "start_recording" for action in self.program.blocks[place.block].actions)
        return _Place(to, used, min(self.recordings, place.recorded + started))

    def _asked(self, place: _Place, gather: Gather) -> Iterator[_Move]:
        """What the next ``call.gathered`` comes to at a question."""
        route = self.program.routes[gather.route]
        at = self.gathers[place.used]
        gathered = self.call.events[at].gathered
        assert gathered is not None, "gathers are what was gathered"
        then = place.used + 1
        differences = tuple(Difference(kind, at, place.block) for kind in _misfits(route, gathered))
        price = _DIFFERENCE * len(differences)
        last = then == len(self.gathers)
        behind = place._replace(used=then)
        if last and (self.ended == "failed" or (self.ended == "completed" and _left_early(route, gathered))):
            yield self._leave(behind, "caller", price, event=at, differences=differences)
            price += _GUESSED
        edge = entered(route, gathered.digits)
        if edge is not None:
            yield _Move(price, self._next(place, edge.to, then), edge, at, "", differences)
        elif gather.failed is None:
            unhandled = (*differences, Difference("unhandled", at, place.block))
            yield self._leave(behind, "open", price + _DIFFERENCE, event=at, differences=unhandled)
        if gather.failed is not None:
            yield _Move(price + _FAILED, self._next(place, gather.failed.to, then), gather.failed, at, "", differences)

    def _unasked(self, place: _Place, gather: Gather) -> Iterator[_Move]:
        """The ways on from a question whose event is missing."""
        missing = (Difference("missing", None, place.block),)
        for edge in self.program.routes[gather.route].edges:
            yield _Move(_MISSING, self._next(place, edge.to, place.used), edge, None, "", missing)

    def _decided(self, place: _Place, decide: Decide) -> Iterator[_Move]:
        known = decided(decide, *self._around(place.used))
        certain = known is not None and decide.decision.variable not in self.follower.touched(place.block)
        for edge in decide.edges:
            if edge == known or not certain:
                price = 0 if known in (None, edge) else _GUESSED
                yield _Move(price, self._next(place, edge.to, place.used), edge)
        if not decide.edges:
            yield self._leave(place, "open")

    def _around(self, used: int) -> tuple[Event | None, Event | None]:
        """The events between which a call stands that has used up so many gathers."""
        events = self.call.events
        before = self.gathers[used - 1] if used else 0
        after = self.gathers[used] if used < len(self.gathers) else len(events) - 1
        return events[before], events[after] if after > before else None

    def others(self, steps: tuple[Step, ...]) -> Iterator[Difference]:
        """What is otherwise than the flow says, apart from the gathers."""
        started = sum(
            action.name == "start_recording" for step in steps for action in self.program.blocks[step.block].actions
        )
        for at, event in enumerate(self.call.events):
            if event.name == "recording.failed":
                yield Difference("recording", at, None)
            elif event.name == "recording.started":
                started -= 1
                if started < 0:
                    yield Difference("recording", at, None)
            elif event.name == "call.failed":
                yield Difference("failed", at, steps[-1].block)
            elif event.gathered is not None and at not in self.gathers:
                yield Difference("after", at, steps[-1].block)
        yield from (Difference("conflict", None, None) for _ in self.call.conflicting)


def _left_early(route: Route, gathered: Gathered) -> bool:
    """Whether a gather ended before its time and without enough: by hanging up, or by its finish key."""
    return not gathered.timed_out and len(gathered.digits) < route.gather.min_digits


def _misfits(route: Route, gathered: Gathered) -> Iterator[str]:
    """What the flow's gather cannot have sent."""
    spec = route.gather
    told = (gathered.least, gathered.most, gathered.seconds, gathered.finish_on or None)
    said = (spec.min_digits, spec.max_digits, spec.timeout_seconds, spec.finish_on)
    if any(one is not None and one != other for one, other in zip(told, said, strict=True)):
        yield "settings"
    digits = gathered.digits.removesuffix(spec.finish_on or "\0")
    if len(digits) > spec.max_digits or not set(digits) <= set("0123456789*#ABCD"):
        yield "digits"
