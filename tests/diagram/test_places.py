"""Where cards lie: trees without Graphviz, as it would lay them; pieces in their order; copies on one card."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc import compile_text
from flowc.emit.diagram import placing
from flowc.emit.diagram.dot import ASIDE, weight_of
from flowc.emit.diagram.engine import EngineError, Positions, lay_out
from flowc.emit.diagram.folding import fold
from flowc.emit.diagram.picture import Card, Picture, Way
from flowc.emit.diagram.placing import place
from flowc.emit.diagram.said import alike
from flowc.emit.diagram.sizes import ARRIVAL, WIDTH, Box, box_of
from flowc.emit.diagram.tree import tree_of
from flowc.emit.diagram.words import Said
from flowc.source import Span
from tests.diagram.drawing import picture_of
from tests.diagram.test_pictures import EXAMPLES


def made(ways: list[list[tuple[int, bool]]], lines: list[int]) -> Picture:
    """A picture with these ways (target, whether it is quiet) and so many things said on each card."""
    cards = [
        Card(
            f"c{index}", "menu", f"c{index}", (Said("speech", "Hello."),) * said, "", (),
            tuple(
                Way((str(key),), "silence" if quiet else "keys", to, False, ()) for key, (to, quiet) in enumerate(out)
            ),
            index == 0, False, (index,), Span(0, 0),
        )
        for index, (out, said) in enumerate(zip(ways, lines, strict=True))
    ]  # fmt: skip
    return Picture("f", "F", tuple(cards))


def boxes_of(picture: Picture) -> list[Box]:
    return [box_of(picture, index) for index in range(len(picture.cards))]


@st.composite
def trees(draw: st.DrawFn) -> Picture:
    count = draw(st.integers(1, 14))
    ways: list[list[tuple[int, bool]]] = [[] for _ in range(count)]
    for index in range(1, count):
        ways[draw(st.integers(0, index - 1))].append((index, draw(st.booleans())))
    return made(ways, draw(st.lists(st.integers(0, 6), min_size=count, max_size=count)))


Corner = tuple[float, float]


def corners_of(at: Positions, count: int) -> list[Corner]:
    return [at.nodes[f"n{index}"] for index in range(count)]


def apart(one: Corner, box: Box, other: Corner, other_box: Box) -> bool:
    beside = one[0] + box.width <= other[0] or other[0] + other_box.width <= one[0]
    return beside or one[1] + box.height < other[1] or other[1] + other_box.height < one[1]


def rises(picture: Picture, boxes: list[Box], at: Positions) -> float:
    """How much the lines of a picture rise or fall, by their weight."""
    corners = corners_of(at, len(boxes))
    return sum(
        weight_of(way) * abs(corners[index][1] + boxes[index].ports[place] - corners[way.to][1] - ARRIVAL)
        for index, card in enumerate(picture.cards)
        for place, way in enumerate(card.ways)
        if not way.stub
    )


@settings(max_examples=200, deadline=None)
@given(trees())
def test_cards_of_a_tree_lie_apart_and_fill_the_sheet(picture: Picture) -> None:
    boxes = boxes_of(picture)
    at = place(picture, boxes, range(len(boxes)))
    corners = corners_of(at, len(boxes))
    placed = list(zip(corners, boxes, strict=True))
    assert all(apart(*one, *other) for one, other in combinations(placed, 2))
    assert min(corners)[0] == min(y for _, y in corners) == 0
    assert max(x + box.width for (x, _), box in placed) == at.width
    assert max(y + box.height for (_, y), box in placed) == at.height


@settings(max_examples=200, deadline=None)
@given(trees())
def test_lines_of_a_tree_lead_to_the_next_column_and_do_not_cross(picture: Picture) -> None:
    boxes = boxes_of(picture)
    corners = corners_of(place(picture, boxes, range(len(boxes))), len(boxes))
    between: dict[float, list[tuple[float, float]]] = {}
    for index, card in enumerate(picture.cards):
        x, y = corners[index]
        for number, way in enumerate(card.ways):
            assert corners[way.to][0] == x + WIDTH + ASIDE
            between.setdefault(x, []).append((y + boxes[index].ports[number], corners[way.to][1]))
    for lines in between.values():
        assert sorted(lines) == sorted(lines, key=lambda line: line[1])


@settings(max_examples=100, deadline=None)
@given(trees(), st.floats(-200, 200))
def test_a_card_lies_where_its_lines_are_the_shortest(picture: Picture, moved: float) -> None:
    boxes = boxes_of(picture)
    at = place(picture, boxes, range(len(boxes)))
    x, y = at.nodes["n0"]
    elsewhere = at._replace(nodes={**at.nodes, "n0": (x, y + moved)})
    assert rises(picture, boxes, at) <= rises(picture, boxes, elsewhere) + 1e-6


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_tree_lies_nearly_as_well_as_graphviz_lays_it(path) -> None:
    picture = picture_of(path.read_text(encoding="utf-8"))
    boxes = boxes_of(picture)
    for panel in picture.panels or [range(len(boxes))]:
        own, theirs = (place(picture, boxes, panel, engine) for engine in ("auto", "embedded"))
        assert own.width * own.height <= 1.15 * theirs.width * theirs.height
        assert rises(picture, boxes, own) <= 1.15 * rises(picture, boxes, theirs)


@pytest.mark.parametrize(
    "ways",
    [
        [[(1, False), (2, False)], [(2, False)], []],
        [[(1, False)], [(0, False)]],
        [[(0, False)]],
    ],
    ids=["two lead to one", "back", "to itself"],
)
def test_what_is_no_tree_is_left_to_graphviz(ways: list[list[tuple[int, bool]]]) -> None:
    picture = made(ways, [1] * len(ways))
    boxes = boxes_of(picture)
    assert tree_of(picture, boxes, range(len(boxes))) is None
    assert place(picture, boxes, range(len(boxes))).nodes.keys() == {f"n{index}" for index in range(len(boxes))}


def test_outlines_are_as_large_as_the_tree_however_deep_it_is() -> None:
    """To keep the outline of every card by itself would take more memory than there is."""
    depth = 20_000
    picture = made([*([(index + 1, False)] for index in range(depth - 1)), []], [1] * depth)
    tree = tree_of(picture, boxes_of(picture), range(depth))
    assert tree is not None
    heights = [y for _, y in tree.nodes.values()]
    assert len({below - above for above, below in pairwise(heights)}) == 1, "every line is straight"
    assert tree.width > depth * WIDTH


def test_two_lines_to_one_card_are_a_tree_whose_heavier_line_is_straight() -> None:
    picture = made([[(1, True), (1, False)], []], [1, 1])
    boxes = boxes_of(picture)
    tree = tree_of(picture, boxes, range(2))
    assert tree is not None
    assert tree.nodes["n1"][1] + ARRIVAL == tree.nodes["n0"][1] + boxes[0].ports[1]


def test_only_a_piece_that_is_no_tree_is_given_to_graphviz(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def spy(dot: str, engine: str) -> Positions:
        asked.append(dot)
        return lay_out(dot, engine)

    monkeypatch.setattr(placing, "lay_out", spy)
    picture = made([[(2, False)], [(3, False), (4, True)], [], [(4, False)], []], [1] * 5)
    boxes = boxes_of(picture)
    corners = corners_of(place(picture, boxes, range(5)), 5)
    (dot,) = asked
    assert {f"n{index} [" in dot for index in (1, 3, 4)} == {True}
    assert {f"n{index} [" in dot for index in (0, 2)} == {False}
    assert corners[1][0] == corners[0][0] == 0
    assert corners[1][1] > corners[0][1]


def test_pieces_lie_in_rows_in_the_order_of_their_first_cards() -> None:
    picture = made([[]] * 9, [3] * 9)
    corners = corners_of(place(picture, boxes_of(picture), range(9)), 9)
    assert sorted(corners, key=lambda at: (at[1], at[0])) == corners
    assert len({x for x, _ in corners}) == len({y for _, y in corners}) == 3


def test_an_engine_that_is_named_lays_out_trees_too(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    picture = made([[(1, False)], []], [1, 1])
    with pytest.raises(EngineError, match="`dot` cannot be run"):
        place(picture, boxes_of(picture), range(2), "dot")


MENU = """
flow f {{
    base_url "https://voice.example/ivr"
    start ask
    menu ask {{
        prompt "How was it?"
        on {keys} {{ {body} }}
        on noinput, nomatch -> bye
    }}
    step bye {{ hangup }}
}}
"""


def cards_behind(keys: str, body: str, **options: bool) -> list[tuple[str, ...]]:
    """What is said on the cards that the keys of a menu lead to, one for each way."""
    picture = picture_of(MENU.format(keys=keys, body=body), **options)
    ask = picture.cards[0]
    return [tuple(text for _, text, _ in picture.cards[way.to].said) for way in ask.ways if way.kind == "keys"]


def test_what_is_written_once_for_several_keys_is_one_card() -> None:
    assert cards_behind("1, 2, 3", 'set "rating" = digits; goto bye') == [("Note rating: {digits}",)]
    assert cards_behind("1, *", 'say "You pressed {digits}."; set rating = digits; hangup') == [
        ("You pressed {digits}.", "Note rating: {digits}", "The call ends")
    ]


def test_the_key_of_a_single_card_stands_on_it() -> None:
    assert cards_behind("1", 'set "rating" = digits; goto bye') == [("Note rating: 1",)]


def test_each_key_has_its_card_where_attempts_are_unrolled() -> None:
    each = cards_behind("1, 2", 'set "rating" = digits; goto bye', unroll=True)
    assert each == [("Note rating: 1",), ("Note rating: 2",)]


def test_only_what_the_key_stands_for_becomes_digits() -> None:
    """A number that is written is told as it is, though it be the key of one of the copies."""
    body = 'say "Two of 2 pressed {digits}."; hangup'
    assert cards_behind("1, 2, 3", body) == [("Two of 2 pressed {digits}.", "The call ends")]
    assert cards_behind("2, 1", body) == [("Two of 2 pressed {digits}.", "The call ends")]


def test_keys_of_any_length_have_one_card() -> None:
    assert (
        cards_behind(
            "1, 12, 123",
            "set rating = digits; hangup",
        )[0][0]
        == "Note rating: {digits}"
    )


def test_numbers_of_copies_stay_numbers() -> None:
    body = 'say "Line {digits}."; bridge +15551230001 timeout 20s'
    assert cards_behind("1, 2", body) == [("Line {digits}.", "Connect to +15551230001", "Rings for 20 s")]


def test_a_redirect_with_the_key_in_its_url_is_one_card() -> None:
    cards = cards_behind("1, 2", 'redirect "https://crm.example/{digits}"')
    assert cards == [("Hand the call over to crm.example/{digits}",)]


KEYS = st.text("0123456789*#", min_size=1, max_size=3)
PIECES = st.lists(st.text("12* ab", max_size=4), min_size=1, max_size=4)


def heard(pieces: list[str], digits: str) -> tuple[Said, ...]:
    return (Said("note", "Noted"), Said("speech", digits.join(pieces), True))


@settings(max_examples=300, deadline=None)
@given(PIECES, st.text("12*", min_size=1, max_size=1), st.text("12*", min_size=1, max_size=1))
def test_copies_have_in_common_what_was_written(pieces: list[str], keys: str, other: str) -> None:
    both = alike(heard(pieces, keys), keys, heard(pieces, other), other)
    assert both == heard(pieces, keys if keys == other else "{digits}")


@settings(max_examples=300, deadline=None)
@given(PIECES, PIECES, KEYS, KEYS)
def test_what_two_blocks_have_in_common_comes_to_both(one: list[str], two: list[str], keys: str, other: str) -> None:
    mine, theirs = heard(one, keys), heard(two, other)
    both = alike(mine, keys, theirs, other)
    if both is not None:
        text = both[1].text
        assert (text.replace("{digits}", keys), text.replace("{digits}", other)) == (mine[1].text, theirs[1].text)


def test_blocks_that_differ_otherwise_are_no_copies() -> None:
    one = (Said("speech", "Hello 1.", True),)
    assert alike(one, "1", (*one, *one), "1") is None
    assert alike(one, "1", (Said("note", "Hello 2."),), "2") is None
    assert alike(one, "1", (Said("speech", "Hello 2.", True),), "") is None
    assert alike(one, "1", (Said("speech", "Hello 2, again.", True),), "2") is None


def test_a_copy_that_waits_for_what_is_pressed_is_no_copy_of_one_that_knows_it() -> None:
    text = """
flow desk {
    base_url "https://voice.example/ivr"
    start number
    collect number {
        prompt "Enter your number."
        digits 2
        on 12, 3X { say "You entered {digits}."; transfer +15551230001 }
        on noinput, incomplete, nomatch -> transfer +15551230001
    }
}
"""
    program = compile_text(text).program
    assert program is not None
    owner = fold(program, program.flows[0], unroll=False).owner
    apart = [index for index in owner if program.blocks[index].name in ("number.on_12", "number.on_3X")]
    assert [owner[index] for index in apart] == apart
    assert len(apart) == 2
