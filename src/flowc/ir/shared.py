"""One count of attempts for several menus: the graph multiplied by what is left of it.

Menus that name the same count (``attempts 3 shared tries``) are lowered like any other, each with its attempts
unrolled: attempt k is what it asks after k - 1 failures. What is missing is that a caller who has failed once at one
menu comes to the next with one attempt less. So whatever lies behind a later attempt, and leads to a menu of the count
again, is laid down once more for each number of failures: a **copy**, called ``NAME.tries_left2``. A copy of a menu
asks its question in the usual words and takes the answers of the attempt that the count has come to. The count never
starts afresh within a call, and nothing counts at run time.

A second count multiplies what the first has made.
"""

from __future__ import annotations

from collections.abc import Iterable

from flowc.diagnostics import Finding, Label, error
from flowc.ir import graph
from flowc.ir.bounds import Bounds
from flowc.ir.names import document_name
from flowc.records import NamedTuple

__all__ = ["share_attempts"]


class _Count(NamedTuple):
    """A count of one flow: its name, how many attempts it has, and the nodes that share it."""

    name: str
    attempts: int
    nodes: frozenset[int]


def share_attempts(program: graph.Program, bounds: Bounds, findings: list[Finding]) -> graph.Program | None:
    """The program with every shared count in the shape of its graph; itself where there is none.

    None, and MV002, where it would become too large.
    """
    for count in _counts(program, findings):
        copying = _Copying(program, count, bounds)
        too_large = copying.run()
        if too_large is not None:
            findings.append(too_large)
            return None
        program = copying.result()
    return program


def _counts(program: graph.Program, findings: list[Finding]) -> Iterable[_Count]:
    """The counts in the order in which they are first named; a menu that counts otherwise than the first is told."""
    sharing: dict[tuple[int, str], list[int]] = {}
    for index, node in enumerate(program.nodes):
        if node.gather is not None and node.gather.shared is not None:
            sharing.setdefault((node.flow, node.gather.shared), []).append(index)
    for (_, name), nodes in sharing.items():
        specs = [spec for node in nodes if (spec := program.nodes[node].gather) is not None]
        for spec in specs[1:]:
            if spec.attempts != specs[0].attempts:
                message = f"`{name}` has {spec.attempts} attempts here, and {specs[0].attempts} elsewhere"
                label = Label(specs[0].attempts_span, "the first menu that shares it")
                help = "one count has one number of attempts; write the same for every menu that shares it"
                findings.append(error("MV103", spec.attempts_span, message, labels=[label], help=help))
        yield _Count(name, min(spec.attempts for spec in specs), frozenset(nodes))


class _Copying:
    """The tables of a program while they grow. A state is a block and how many failures have been counted there."""

    def __init__(self, program: graph.Program, count: _Count, bounds: Bounds) -> None:
        self.bounds = bounds
        self.program = program
        self.count = count
        self.blocks = list(program.blocks)
        self.routes = list(program.routes)
        self.edge_count = sum(len(route.edges) for route in program.routes)
        self.matters = _leading_to(program, count.nodes)
        self.copies: dict[tuple[int, int], int] = {}
        self.route_copies: dict[tuple[int, int], int] = {}
        self.waiting: list[tuple[int, int]] = []

    def run(self) -> Finding | None:
        """Make every copy that is needed; MV002 where there would be too many."""
        nodes = self.count.nodes
        for index, block in enumerate(self.program.blocks):
            if block.node in nodes and block.attempt > 1 and isinstance(block.exit, graph.Gather):
                self.blocks[index] = block._replace(exit=self._failing(block.exit, self._failures(block.attempt)))
        for index, route in enumerate(self.program.routes):
            if route.node in nodes and route.attempt > 1:
                self.routes[index] = route._replace(edges=self._edges(route.edges, self._failures(route.attempt)))
        while self.waiting:
            if len(self.blocks) > self.bounds.blocks or self.edge_count > self.bounds.edges:
                first = self.program.nodes[min(nodes)].gather
                assert first is not None
                span = first.attempts_span
                return self.bounds.exceeded(len(self.blocks), self.edge_count, self.count.name, span)
            index, failures = self.waiting.pop()
            self._fill(index, failures)
        return None

    def result(self) -> graph.Program:
        program = self.program
        blocks, routes = self.blocks[len(program.blocks) :], self.routes[len(program.routes) :]
        added_blocks: list[list[int]] = [[] for _ in program.flows]
        added_routes: list[list[int]] = [[] for _ in program.flows]
        for index, block in enumerate(blocks, len(program.blocks)):
            added_blocks[program.nodes[block.node].flow].append(index)
        for index, route in enumerate(routes, len(program.routes)):
            added_routes[program.nodes[route.node].flow].append(index)
        flows = tuple(
            flow._replace(blocks=(*flow.blocks, *more_blocks), routes=(*flow.routes, *more_routes))
            for flow, more_blocks, more_routes in zip(program.flows, added_blocks, added_routes, strict=True)
        )
        return graph.Program(flows, program.nodes, tuple(self.blocks), tuple(self.routes))

    # --- states ----------------------------------------------------------------------------------------------------

    def _failures(self, attempt: int) -> int:
        """How many failures have been counted where the attempt is made, one attempt being left at the least."""
        return min(attempt, self.count.attempts) - 1

    def _at(self, block: int, failures: int) -> int:
        """The block for a state: itself where nothing behind it depends on the count, or where it knows the count."""
        original = self.program.blocks[block]
        if failures == 0 or not self.matters[block]:
            return block
        if original.node in self.count.nodes and isinstance(original.exit, graph.Gather) and original.attempt > 1:
            return block
        state = block, failures
        if state not in self.copies:
            self.copies[state] = len(self.blocks)
            self.blocks.append(original._replace(name=self._name(original.name, failures)))
            self.waiting.append(state)
        return self.copies[state]

    def _name(self, name: str, failures: int) -> str:
        return document_name(name, f"{self.count.name}_left{self.count.attempts - failures}")

    def _fill(self, index: int, failures: int) -> None:
        """Give a copy its way out."""
        copy = self.copies[index, failures]
        leave = self.program.blocks[index].exit
        match leave:
            case graph.Goto(to=to):
                leave = leave._replace(to=self._at(to, failures))
            case graph.Gather(route=route):
                leave = self._failing(leave._replace(route=self._route(route, failures)), failures)
            case graph.Decide(edges=edges):
                leave = leave._replace(edges=self._edges(edges, failures))
            case graph.Bridge() | graph.Redirect():
                leave = self._failing(leave, failures)
        self.blocks[copy] = self.blocks[copy]._replace(exit=leave)

    def _failing(self, leave: graph.Exit, failures: int) -> graph.Exit:
        if isinstance(leave, graph.Gather | graph.Bridge | graph.Redirect) and leave.failed is not None:
            return leave._replace(failed=leave.failed._replace(to=self._at(leave.failed.to, failures)))
        return leave

    def _edges(self, edges: Iterable[graph.Edge], failures: int) -> tuple[graph.Edge, ...]:
        return tuple(edge._replace(to=self._at(edge.to, failures)) for edge in edges)

    def _route(self, route: int, failures: int) -> int:
        """The answers to a question in a state: at a menu of the count those of a later attempt, else a copy."""
        original = self.program.routes[route]
        if original.node in self.count.nodes:
            later = self._later(route, failures)
            if later is not None:
                return later
        state = route, failures
        if state not in self.route_copies:
            self.route_copies[state] = len(self.routes)
            self.routes.append(original)
            copy = original._replace(
                name=self._name(original.name, failures), edges=self._edges(original.edges, failures)
            )
            self.routes[self.route_copies[state]] = copy
            self.edge_count += len(copy.edges)
        return self.route_copies[state]

    def _later(self, route: int, failures: int) -> int | None:
        """The route of the attempt after so many failures, found by failing so often; None where nothing fails."""
        later: int | None = route
        for _ in range(failures):
            later = None if later is None else self._again(later)
        return later

    def _again(self, route: int) -> int | None:
        """The route of the next attempt. A collect that reads entries back may fail nowhere but there."""
        edges = self.program.routes[route].edges
        retry = next((edge.to for edge in edges if edge.way == "retry"), None)
        if retry is not None:
            return self._asked(retry)
        asked = (self._asked(edge.to) for edge in edges)
        confirms = (to for to in asked if to is not None and self.program.routes[to].confirms is not None)
        return next((again for again in map(self._again, confirms) if again is not None), None)

    def _asked(self, block: int) -> int | None:
        """The route of the question with which a block ends."""
        leave = self.program.blocks[block].exit
        return leave.route if isinstance(leave, graph.Gather) else None


def _leading_to(program: graph.Program, nodes: frozenset[int]) -> list[bool]:
    """For each block whether some way leads from it to a question of these nodes."""
    before: list[list[int]] = [[] for _ in program.blocks]
    for index, block in enumerate(program.blocks):
        for edge in graph.edges_of(program, block):
            before[edge.to].append(index)
    waiting = [
        index
        for index, block in enumerate(program.blocks)
        if block.node in nodes and isinstance(block.exit, graph.Gather)
    ]
    leads = [False] * len(program.blocks)
    while waiting:
        index = waiting.pop()
        if not leads[index]:
            leads[index] = True
            waiting += before[index]
    return leads
