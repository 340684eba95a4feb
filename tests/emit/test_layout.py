"""Which document every block is in: the rule of fifty, row by row, and as laws over generated graphs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.ir import graph
from flowc.ir.layout import MAX_ACTIONS, Document, Key, Layout, lay_out
from flowc.ir.names import MAX_NAME, document_name, event_name
from tests.emit.sketch import (
    NodeSketches,
    bridge,
    decide,
    gather,
    goto,
    hangup,
    open_end,
    program,
    programs,
    redirect,
    transfer,
)


def by_key(layout: Layout) -> dict[Key, Document]:
    return {document.key: document for document in layout}


def sheets(layout: Layout) -> dict[str, tuple[int, str | None]]:
    """Each document's number of actions, and where it goes on."""
    documents = by_key(layout)
    return {
        document.name: (document.size, None if document.goes_on is None else documents[document.goes_on].name)
        for document in documents.values()
    }


FIFTY: dict[str, tuple[NodeSketches, dict[str, tuple[int, str | None]]]] = {
    "exactly fifty fit": (
        {"a": [("a", 49, transfer())]},
        {"a": (50, None)},
    ),
    "fifty and a hangup, which is no action, fit": (
        {"a": [("a", 50, hangup())]},
        {"a": (50, None)},
    ),
    "fifty-one of one node are cut after fifty": (
        {"a": [("a", 50, transfer())]},
        {"a": (50, "a.part2"), "a.part2": (1, None)},
    ),
    "a long node is cut after each fifty of its own": (
        {"a": [("a", 149, transfer())]},
        {"a": (50, "a.part2"), "a.part2": (50, "a.part3"), "a.part3": (50, None)},
    ),
    "two nodes that fit together stay together": (
        {"a": [("a", 25, goto("b"))], "b": [("b", 24, transfer())]},
        {"a": (50, None)},
    ),
    "the first node that does not fit begins its own document": (
        {"a": [("a", 25, goto("b"))], "b": [("b", 25, goto("c"))], "c": [("c", 0, transfer())]},
        {"a": (50, "c"), "c": (1, None)},
    ),
    "a node is not split to fill a document": (
        {"a": [("a", 30, goto("b"))], "b": [("b", 40, hangup())]},
        {"a": (30, "b"), "b": (40, None)},
    ),
    "a long node behind another begins its own document and is cut there": (
        {"a": [("a", 1, goto("b"))], "b": [("b", 60, hangup())]},
        {"a": (1, "b"), "b": (50, "b.part2"), "b.part2": (10, None)},
    ),
    "what follows a long node follows its last part": (
        {"a": [("a", 60, goto("b"))], "b": [("b", 40, goto("c"))], "c": [("c", 1, hangup())]},
        {"a": (50, "a.part2"), "a.part2": (50, "c"), "c": (1, None)},
    ),
    "a gather and its redirect are the last two of fifty": (
        {"a": [("a", 48, gather({"noinput": "b"}))], "b": [("b", 0, hangup())]},
        {"a": (50, None), "b": (0, None)},
    ),
    "a gather and its redirect are not parted": (
        {"a": [("a", 49, gather({"noinput": "b"}))], "b": [("b", 0, hangup())]},
        {"a": (49, "a.part2"), "a.part2": (2, None), "b": (0, None)},
    ),
    "the fallback of a gather is a node like any other": (
        {"a": [("a", 47, gather({"noinput": "b"}, failed="b"))], "b": [("b", 1, transfer())]},
        {"a": (49, "b"), "b": (2, None)},
    ),
    "the fallback of a bridge may stand in the next part": (
        {"a": [("a", 49, bridge(failed="a.on_failed")), ("a.on_failed", 1, hangup())]},
        {"a": (50, "a.part2"), "a.part2": (1, None)},
    ),
    "inline blocks count to their node": (
        {"a": [("a", 1, goto("b"))], "b": [("b", 29, bridge("b.on_failed")), ("b.on_failed", 20, hangup())]},
        {"a": (1, "b"), "b": (50, None)},
    ),
    "a part is called after the block that the document began with": (
        {
            "a": [("a", 0, gather({"1": "a.on_1", "noinput": "a.on_1"})), ("a.on_1", 60, hangup())],
        },
        {"a": (2, None), "a.on_1": (50, "a.on_1.part2"), "a.on_1.part2": (10, None)},
    ),
    "nodes that do nothing are stepped over, also where a document is cut": (
        {
            "a": [("a", 50, goto("b"))],
            "b": [("b", 0, goto("c"))],
            "c": [("c", 0, goto("d"))],
            "d": [("d", 1, hangup())],
        },
        {"a": (50, "d"), "d": (1, None)},
    ),
    "a node that does nothing leads to a long one by a redirect": (
        {"a": [("a", 0, goto("b"))], "b": [("b", 51, hangup())]},
        {"a": (0, "b"), "b": (50, "b.part2"), "b.part2": (1, None)},
    ),
}


@pytest.mark.parametrize("row", FIFTY)
def test_rule_of_fifty(row: str) -> None:
    nodes, expected = FIFTY[row]
    assert sheets(lay_out(program(nodes))) == expected


def test_only_what_a_call_can_reach_and_every_entry_has_a_document() -> None:
    nodes: NodeSketches = {
        "a": [("answer", 1, gather({"1": "b", "noinput": "c"}))],
        "b": [("b", 1, goto("d"))],
        "c": [("c", 1, redirect(to="e"))],
        "d": [("d", 1, hangup())],
        "e": [("e", 1, hangup())],
        "f": [("f", 1, hangup())],
        "g": [("g", 1, gather({"noinput": "h"}))],
        "h": [("h", 1, hangup())],
    }
    layout = lay_out(program(nodes, entries=["g"]))
    assert list(sheets(layout)) == ["answer", "b", "c", "e", "g", "h"]
    assert [share.routes for share in layout.shares] == [[0, 1]]


def test_what_a_document_leads_to_has_a_document_in_its_own_flow() -> None:
    one: NodeSketches = {
        "a": [("answer", 1, gather({"1": "c", "noinput": "d"}, failed="b"))],
        "b": [("b", 1, redirect(to="e", failed="d"))],
        "d": [("d", 0, decide({"open": "f", "closed": "c"}))],
        "e": [("e", 1, hangup())],
    }
    two: NodeSketches = {"c": [("c", 1, hangup())], "f": [("f", 1, hangup())], "g": [("g", 1, hangup())]}
    layout = lay_out(programs({"one": one, "two": two}, starts={"two": "c"}))
    assert [[document.name for document in layout.documents(flow)] for flow in (0, 1)] == [
        ["answer", "d", "e"],
        ["c", "f"],
    ]
    assert [share.decisions for share in layout.shares] == [[2], []]
    assert layout.first(0).name == "answer"


def test_a_way_into_another_flow_is_a_redirect() -> None:
    two: NodeSketches = {"b": [("b", 3, bridge("c"))], "c": [("c", 1, hangup())]}
    layout = lay_out(programs({"one": {"a": [("a", 2, goto("b"))]}, "two": two}))
    assert sheets(layout) == {"a": (2, "b"), "b": (5, None)}


def test_a_cycle_of_actions_is_laid_out_and_told() -> None:
    layout = lay_out(program({"a": [("a", 1, goto("b"))], "b": [("b", 1, goto("a"))]}))
    assert [layout.loops, sheets(layout)] == [(1,), {"a": (2, "a")}]


def test_a_node_that_leads_to_itself_ends() -> None:
    layout = lay_out(program({"a": [("a", 0, goto("a"))]}))
    assert sheets(layout) == {"a": (0, "a")}


def test_a_block_that_does_not_say_how_it_ends_ends_its_document() -> None:
    assert sheets(lay_out(program({"a": [("a", 1, open_end())]}))) == {"a": (1, None)}


def test_a_long_chain_is_laid_out_without_recursion() -> None:
    count = 5_000
    nodes: NodeSketches = {f"n{i}": [(f"n{i}", 0, goto(f"n{i + 1}"))] for i in range(count)}
    chain = program({**nodes, f"n{count}": [(f"n{count}", 1, hangup())]})
    assert sheets(lay_out(chain)) == {"n0": (1, None)}


# Laws. A flow is nodes in a row; each has blocks that lead to the next block or node, never back.


@st.composite
def rows(draw: st.DrawFn) -> NodeSketches:
    nodes: dict[str, list[tuple[str, int, object]]] = {}
    count = draw(st.integers(1, 6))
    for node in range(count):
        following = f"n{node + 1}" if node + 1 < count else None
        blocks = draw(st.integers(1, 3))
        names = [f"n{node}", *(f"n{node}.on_{extra}" for extra in range(1, blocks))]
        ways = [*names[1:], following]
        nodes[names[0]] = []
        for name, onward in zip(names, ways, strict=True):
            size = draw(st.sampled_from([0, 0, 1, 2, 10, 24, 25, 48, 49, 50, 51, 99, 120]))
            kind = draw(st.sampled_from(["goto", "gather", "bridge", "redirect"]))
            nodes[names[0]].append((name, size, _leave(kind, onward)))
    return nodes  # type: ignore[return-value]


def _leave(kind: str, onward: str | None) -> object:
    if kind == "gather":
        return gather({"noinput": "n0", **({"1": onward} if onward else {})}, failed=onward)
    if kind == "bridge":
        return bridge(onward)
    if kind == "redirect":
        return redirect(failed=onward)
    return goto(onward) if onward else hangup()


def _path(made: graph.Program, block: int | None) -> Iterator[tuple[int, int, int]]:
    """What the platform does from a block on: the block, which item, how many actions it comes to."""
    while block is not None:
        here = made.blocks[block]
        for item in range(len(here.actions)):
            yield block, item, 1
        match here.exit:
            case graph.Gather(failed=failed):
                yield block, len(here.actions), 2
            case graph.Bridge(failed=failed) | graph.Redirect(failed=failed):
                yield block, len(here.actions), 1
            case graph.Ending():
                yield block, len(here.actions), 1
                return
            case graph.Goto(to=to):
                block = to
                continue
            case _:
                return
        block = None if failed is None else failed.to


@settings(max_examples=150, deadline=None)
@given(rows())
def test_documents_in_their_order_are_the_path(nodes: NodeSketches) -> None:
    made = program(nodes, entries=list(nodes))
    documents = by_key(lay_out(made))
    for start, part in documents:
        if part != 1:
            continue
        read = []
        key: tuple[int, int] | None = (start, 1)
        while key is not None:
            document = documents[key]
            items = [(block, item) for block in document.blocks for item in range(len(made.blocks[block].actions) + 1)]
            beyond = 0 if not document.blocks else len(made.blocks[document.blocks[-1]].actions) + 1 - document.stop
            read += items[document.first : len(items) - beyond]
            key = document.goes_on
        does_something = {(block, item) for block, item, _ in _path(made, start)}
        assert [item for item in read if item in does_something] == [item[:2] for item in _path(made, start)]


@settings(max_examples=150, deadline=None)
@given(rows())
def test_documents_are_as_full_as_the_rule_allows_and_no_fuller(nodes: NodeSketches) -> None:
    made = program(nodes, entries=list(nodes))
    documents = by_key(lay_out(made))
    for (start, part), document in documents.items():
        items = list(_path(made, start))
        before = sum(documents[start, earlier].size for earlier in range(1, part))
        rest = _skip(items, before)
        here, beyond = rest[: _count(rest, document.size)], rest[_count(rest, document.size) :]
        assert document.size == sum(size for _, _, size in here) <= MAX_ACTIONS
        if not beyond:
            assert document.goes_on is None
            continue
        assert document.goes_on is not None
        next_node = made.blocks[beyond[0][0]].node
        own = _of_one_node(made, beyond)
        if document.goes_on[0] == start:
            assert part + 1 == document.goes_on[1]
            assert document.size + beyond[0][2] > MAX_ACTIONS
            assert {made.blocks[block].node for block, _, _ in here} <= {next_node, document.node}
        else:
            assert document.goes_on == (beyond[0][0], 1)
            assert document.size + own > MAX_ACTIONS or own > MAX_ACTIONS
            assert beyond[0][1] == 0 or not made.blocks[beyond[0][0]].actions


def _skip(items: list[tuple[int, int, int]], size: int) -> list[tuple[int, int, int]]:
    return items[_count(items, size) :]


def _count(items: list[tuple[int, int, int]], size: int) -> int:
    """How many items come to this many actions."""
    total = 0
    for count, item in enumerate(items):
        if total == size:
            return count
        total += item[2]
    return len(items)


def _of_one_node(made: graph.Program, items: list[tuple[int, int, int]]) -> int:
    total = 0
    for block, _, size in items:
        if made.blocks[block].node != made.blocks[items[0][0]].node:
            break
        total += size
    return total


@pytest.mark.parametrize(
    ("event", "spelling"), [("1*", "1star"), ("*#", "starhash"), ("2XX", "2XX"), ("noinput", "noinput")]
)
def test_events_are_spelled_in_the_alphabet_of_names(event: str, spelling: str) -> None:
    assert event_name(event) == spelling


def test_a_name_of_a_hundred_characters_stays_and_a_longer_one_is_told_apart_by_its_digest() -> None:
    fits = "a" * MAX_NAME
    assert document_name(fits) == fits
    longer = document_name("a" * 60, "on_" + "#" * 32), document_name("a" * 60, "on_" + "#" * 31 + "1")
    assert [len(name) for name in longer] == [MAX_NAME, MAX_NAME]
    assert longer[0] != longer[1]
    assert document_name("a" * 60, "on_" + "#" * 32) == longer[0]
