"""``on failed`` of the defaults behind the redirect that follows each gather.

It stands there only where its way comes to an ending without a gather, for behind a redirect that cannot be fetched
another gather, with another redirect behind it, would help nobody. Else the default serves bridges and redirects only;
a default that serves nothing at all is noted, once for the flow. That is seen when all nodes have their blocks.

Where the default leads to a node of the flow, its edge is the same for every gather, and known before there are any:
they are made with it, and lose it where it may not stand. Of other defaults each node has a block of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowc.ir import graph
from flowc.records import new
from flowc.syntax import tree

if TYPE_CHECKING:
    from flowc.ir.body import NodeLowering
    from flowc.ir.flow import FlowLowering

__all__ = ["expected_fallback", "place_fallbacks"]


def expected_fallback(flow: FlowLowering) -> graph.Edge | None:
    """The edge that the gathers of a flow are to be made with; None where each node is to get its own, or none."""
    if flow.default_failed is None:
        return None
    _, handler = flow.default_failed
    match handler.target:
        case tree.Jump(flow=None, name=name) as jump:
            frame = flow.defaults.frames[id(jump)]
            place = frame.places.get(name.text)
            if name.text not in frame.ways and place in flow.first_blocks:
                return graph.Edge("failed", flow.first_blocks[place], "direct", handler.span)
    return None


def place_fallbacks(flow: FlowLowering, asking: list[NodeLowering]) -> None:
    """See to the fallback behind the gathers of those nodes that ask."""
    if flow.default_failed is None or not asking:
        return
    event, handler = flow.default_failed
    if flow.fallback is not None:
        if not _may_stand(flow, event, flow.fallback):
            for node in asking:
                _lead(node, None)
        return
    for node in asking:
        edge = node.failure(handler, ("on_failed",))
        if edge is not None and not _may_stand(flow, event, edge):
            return
        _lead(node, edge)


def _may_stand(flow: FlowLowering, event: tree.Event, edge: graph.Edge) -> bool:
    """Whether the way of a fallback comes to no gather, and the default is of use so; else it is refused."""
    asking = _gather_on_the_way(flow.build.blocks, edge.to)
    if asking is not None:
        flow.refuse_fallback(event, asking)
        return False
    flow.served_defaults.add(id(event))
    return True


def _lead(node: NodeLowering, edge: graph.Edge | None) -> None:
    """Have a node's gathers go another way when their redirect fails."""
    blocks = node.flow.build.blocks
    for index in node.gathers:
        block = blocks[index]
        if block is not None and isinstance(block.exit, graph.Gather):
            route, prompt, prompt_span, _, span, carries = block.exit
            exit = new(graph.Gather, (route, prompt, prompt_span, edge, span, carries))
            name, of, attempt, actions, _, block_span, fills = block
            blocks[index] = new(graph.Block, (name, of, attempt, actions, exit, block_span, fills))


def _gather_on_the_way(blocks: list[graph.Block | None], start: int) -> int | None:
    """The block of the first gather that the call comes to by itself, or of a cycle; None where the call ends."""
    seen = set()
    at: int | None = start
    while at is not None:
        block = blocks[at]
        if at in seen or block is None:
            return at
        seen.add(at)
        match block.exit:
            case graph.Goto(to=to):
                at = to
            case graph.Bridge(failed=failed) | graph.Redirect(failed=failed):
                at = failed.to if failed is not None else None
            case graph.Gather():
                return at
            case _:
                at = None
    return None
