"""Test blocks that together come by every edge of a flow.

The flow is seen as a graph of **stops**: blocks where the call stands (gather, bridge, redirect to somebody else,
decision) or ends. A **move** is an act at a stop, the edge that it takes, and the stop it leads to. A scenario is a
path of moves from the start to an end.

Three come first, the ones that the platform asks of every integration: the caller who gets what they came for, the
one who presses a wrong key every time, the one who stays silent. Then, for each edge that is still missing, the
shortest path to it and on to an end, and among equally short ones the path that comes by the most missing edges; the
weight of a path is the pair of its length and its missing edges, so that Dijkstra's algorithm finds it. Last, a
scenario whose edges others cover as well is dropped. An edge that no call reaches within its redirects has no
scenario. Fewest tests of all would be a minimum path cover; these are few and each is as short as the edge that it is
there for allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush

from flowc.ir.graph import Bridge, Decide, Edge, Flow, Gather, Goto, Program, Redirect, Route
from flowc.records import NamedTuple
from flowc.simulate.call import Call
from flowc.simulate.caller import ANSWER, FAIL, WAIT, Act, given, press
from flowc.simulate.coverage import Key, edge_key, edge_targets, own_blocks
from flowc.simulate.graph import Taken, choose, play_graph
from flowc.simulate.keys import example
from flowc.simulate.phrases import sentence_of, test_block, title_of
from flowc.source import Span

__all__ = ["Move", "Scenario", "press_for", "write_scenarios"]


class Move(NamedTuple):
    """``to`` is the stop that an act leads to, None where the call is over; ``key`` is the author's edge, if it is
    one."""

    at: int
    act: Act
    edge: Edge | None
    key: Key | None
    to: int | None


class Scenario(NamedTuple):
    """A test block: its title, its text as lines of a flow (not indented), the acts in it, the edges that it covers."""

    title: str
    lines: tuple[str, ...]
    acts: tuple[Act, ...]
    covers: frozenset[Key]


Path = tuple[Move, ...]


def write_scenarios(
    program: Program,
    flow: Flow,
    *,
    covered: Iterable[Key] = (),
    titles: Iterable[str] = (),
    first: bool = True,
    spell: Callable[[Span], str] | None = None,
) -> list[Scenario]:
    """Scenarios for every edge of a flow that a test can reach and that is not ``covered``.

    ``titles`` are taken already. ``first`` where there is to be at least one. ``spell`` gives the source text of a
    span, so that a test can call a destination by the name of its constant.
    """
    stops = _Stops(program, flow)
    if stops.start is None:
        return []
    missing = {target.key for target in edge_targets(program, own_blocks(program, flow))} - set(covered)
    taken = set(titles)
    scenarios = []
    for path in _choose(stops, missing, first):
        title = _unused(title_of(program, stops.start, path, spell), taken)
        scenarios.append(_written(program, flow, path, title))
    return scenarios


class _Stops:
    """The graph of stops, explored as far as somebody asks."""

    def __init__(self, program: Program, flow: Flow) -> None:
        self.program = program
        self.flow = flow
        self._moves: dict[int, list[Move]] = {}
        self.start = self.stop(program.nodes[flow.start].block)
        self.all: list[int] = [] if self.start is None else [self.start]
        seen = set(self.all)
        for at in self.all:
            for move in self.moves(at):
                if move.to is not None and move.to not in seen:
                    seen.add(move.to)
                    self.all.append(move.to)

    def stop(self, block: int) -> int | None:
        """Where a call stands, or ends, that comes to a block; None where it never does."""
        for _ in range(len(self.program.blocks) + 1):
            match self.program.blocks[block].exit:
                case Goto(to, _):
                    block = to
                case Redirect(_, int(to), _):
                    block = to
                case _:
                    return block
        return None

    def moves(self, at: int) -> list[Move]:
        known = self._moves.get(at)
        if known is None:
            known = self._moves[at] = list(self._find_moves(at))
        return known

    def _find_moves(self, at: int) -> Iterator[Move]:
        match self.program.blocks[at].exit:
            case Gather(route=index):
                route = self.program.routes[index]
                for edge in route.edges:
                    act = press_for(route, edge)
                    if act is not None:
                        yield from self._along(at, act, edge)
            case Decide(edges=edges):
                node = self.program.nodes[self.program.blocks[at].node].name
                for edge in edges:
                    outcome = _given_for(edges, edge)
                    if outcome is not None:
                        yield from self._along(at, given(node, outcome), edge)
            case Bridge(_, failed):
                yield Move(at, ANSWER, None, None, None)
                yield from self._along(at, FAIL, failed) if failed else [Move(at, FAIL, None, None, None)]
            case Redirect(_, None, failed):
                yield Move(at, ANSWER, None, None, None)
                if failed is not None:
                    yield from self._along(at, FAIL, failed)

    def _along(self, at: int, act: Act, edge: Edge) -> Iterator[Move]:
        to = self.stop(edge.to)
        if to is not None:
            yield Move(at, act, edge, edge_key(self.program, Taken(at, edge)), to)

    def ends(self, at: int) -> bool:
        return not self.moves(at)

    def holds(self, path: Path) -> bool:
        """Whether a call can take a path to its end: it may need more redirects than there are."""
        call = Call()
        player = play_graph(self.program, self.flow, call)
        place = next(player, None)
        for move in path:
            if place is None:
                return False
            try:
                place = player.send(move.act)
            except StopIteration:
                place = None
        return place is None and call.entries[-1].text != "failed"


def press_for(route: Route, edge: Edge) -> Act | None:
    """The shortest input that takes an edge out of a route; None where nothing can."""
    least, most, finish_on = route.gather.min_digits, route.gather.max_digits, route.gather.finish_on
    if edge.event == "noinput":
        return WAIT
    if edge.event == "incomplete":
        digits = example(range(1, least), None, (), finish_on)
    else:
        pattern = edge.event if edge.event not in ("digits", "nomatch") else None
        others = [other.event for other in route.edges if other is not edge and other.event[0] in _PRESSED]
        before = [event for event in others if pattern is None or _is_tried_first(route, event, pattern)]
        digits = example(range(least, most + 1), pattern, before, finish_on)
    if digits is None or choose(route, digits) is not edge:
        return None
    if finish_on is None or len(digits) == most or edge.event == "incomplete":
        return press(digits)
    return press(digits + finish_on)


def _given_for(edges: Sequence[Edge], edge: Edge) -> str | None:
    """The outcome of an edge as a test gives it: for a pattern of numbers the first number that takes the edge."""
    if not edge.event.startswith("+"):
        return edge.event
    before = [other.event[1:] for other in edges[: edges.index(edge)] if other.event.startswith("+")]
    digits = example((len(edge.event) - 1,), edge.event[1:], before, None)
    return None if digits is None else f"+{digits}"


def _is_tried_first(route: Route, event: str, pattern: str) -> bool:
    events = [edge.event for edge in route.edges]
    return events.index(event) < events.index(pattern)


_PRESSED = frozenset("0123456789*#XZN")


def _choose(stops: _Stops, missing: set[Key], first: bool) -> list[Path]:
    """The paths to be written down, for the edges in ``missing``; ``first`` where the flow has no test at all yet."""
    kept: list[Path] = []
    left = set(missing)
    for path in (_normal(stops), _stubborn(stops, "nomatch"), _stubborn(stops, "noinput")):
        if path is not None and stops.holds(path) and path not in kept and (left & _keys(path) or (first and not kept)):
            kept.append(path)
            left -= _keys(path)
    others: list[Path] = []
    while left:
        path = _next(stops, left)
        if path is None:
            break
        if stops.holds(path):
            others.append(path)
            left -= _keys(path)
        else:
            left.discard(next(move.key for move in path if move.key in left))
    return kept + _needed(kept, others, missing)


class _Best(NamedTuple):
    """The best way between a stop and the start, or an end: its length, its missing edges (negative), its moves."""

    length: int
    new: int
    path: Path


def _next(stops: _Stops, left: set[Key]) -> Path | None:
    """The best path through one of the edges that are left: short first, then with many of them."""
    to = _towards(stops, left)
    onward = _onwards(stops, left)
    best: tuple[int, int] | None = None
    path: Path | None = None
    for at, before in to.items():
        for move in stops.moves(at):
            after = _NOWHERE if move.to is None else onward.get(move.to)
            if move.key in left and after is not None:
                rank = (before.length + after.length, before.new + after.new)
                if best is None or rank < best:
                    best, path = rank, (*before.path, move, *after.path)
    return path


_NOWHERE = _Best(0, 0, ())


def _towards(stops: _Stops, left: set[Key]) -> dict[int, _Best]:
    """The best path from the start to every stop."""
    assert stops.start is not None
    found: dict[int, _Best] = {}
    heap: list[tuple[int, int, int, int, Path]] = [(0, 0, 0, stops.start, ())]
    count = 0
    while heap:
        length, new, _, at, path = heappop(heap)
        if at in found:
            continue
        found[at] = _Best(length, new, path)
        for move in stops.moves(at):
            if move.to is not None and move.to not in found:
                count += 1
                heappush(heap, (length + 1, new - (move.key in left), count, move.to, (*path, move)))
    return found


def _onwards(stops: _Stops, left: set[Key], allowed: Callable[[Move], bool] = lambda move: True) -> dict[int, _Best]:
    """The best path from every stop to an end of the call."""
    into: dict[int, list[Move]] = {}
    found: dict[int, _Best] = {}
    heap: list[tuple[int, int, int, int, Path]] = []
    count = 0
    for at in stops.all:
        if stops.ends(at):
            heappush(heap, (0, 0, count := count + 1, at, ()))
        for move in filter(allowed, stops.moves(at)):
            if move.to is None:
                heappush(heap, (1, -(move.key in left), count := count + 1, at, (move,)))
            else:
                into.setdefault(move.to, []).append(move)
    while heap:
        length, new, _, at, path = heappop(heap)
        if at in found:
            continue
        found[at] = _Best(length, new, path)
        for move in into.get(at, ()):
            if move.at not in found:
                count += 1
                heappush(heap, (length + 1, new - (move.key in left), count, move.at, (move, *path)))
    return found


def _normal(stops: _Stops) -> Path | None:
    """The caller who gets what they came for: understood at once, and every bridge answered."""
    assert stops.start is not None
    understood = _onwards(stops, set(), lambda move: move.key is None or (move.key[1] in _WANTED and _is_choice(move)))
    best = understood.get(stops.start) or _onwards(stops, set()).get(stops.start)
    return None if best is None else best.path


_WANTED = ("keys", "outcome")


def _is_choice(move: Move) -> bool:
    return move.edge is not None and move.edge.way == "direct"


def _stubborn(stops: _Stops, event: str) -> Path | None:
    """The caller to whom the same thing happens at every gather, and whom nobody answers, until the call ends."""
    assert stops.start is not None
    path: list[Move] = []
    seen: set[int] = set()
    at: int | None = stops.start
    while at is not None and not stops.ends(at):
        if at in seen:
            return None
        seen.add(at)
        moves = stops.moves(at)
        move = next((move for move in moves if move.edge is not None and move.edge.event == event), moves[0])
        path.append(move)
        at = move.to
    return tuple(path) if any(move.edge is not None and move.edge.event == event for move in path) else None


def _needed(kept: Sequence[Path], others: Sequence[Path], missing: set[Key]) -> list[Path]:
    """The others without those whose edges the rest covers as well, the longest dropped first."""
    needed = list(others)
    for path in sorted(others, key=len, reverse=True):
        rest = [*kept, *(other for other in needed if other is not path)]
        if _keys(path) & missing <= {key for other in rest for key in _keys(other)}:
            needed.remove(path)
    return needed


def _keys(path: Path) -> set[Key]:
    return {move.key for move in path if move.key is not None}


def _unused(title: str, taken: set[str]) -> str:
    unused, count = title, 2
    while unused in taken:
        unused, count = f"{title} ({count})", count + 1
    taken.add(unused)
    return unused


def _written(program: Program, flow: Flow, path: Path, title: str) -> Scenario:
    """Play a path on the graph, and write down what is heard and how it ends."""
    call = Call()
    player = play_graph(program, flow, call)
    lines: list[str] = []
    place = next(player, None)
    known = 0
    for move in path:
        if place is None:
            break
        if place.question is not None:
            lines.insert(known, f"given {place.question.seen_from(flow.name).node} {move.act.keys}")
            known += 1
        else:
            lines += sentence_of(place.heard)
            known = len(lines)
            lines += _act_lines(move.act, place.kind)
        try:
            place = player.send(move.act)
        except StopIteration:
            place = None
    player.close()
    lines += sentence_of(call.heard)
    last = next((entry for entry in reversed(call.entries) if entry.kind == "end"), None)
    acts = tuple(move.act for move in path)
    return Scenario(title, test_block(title, lines, last), acts, frozenset(_keys(path)))


def _act_lines(act: Act, kind: str) -> list[str]:
    if act == ANSWER and kind == "redirect":
        return []
    return [f"press {act.keys}" if act.kind == "press" else act.kind]
