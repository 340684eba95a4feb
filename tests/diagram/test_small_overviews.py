"""What becomes of a picture that is too large, by one that is said to be."""

from __future__ import annotations

import pytest

from flowc.emit.diagram import overview, panels
from flowc.emit.diagram.picture import Card, Mark, Picture
from flowc.emit.diagram.words import Said
from tests.checks.build import hangup, program

from .test_small_pictures import card, way

HELLO, BYE = Said("speech", "Hello.", True), Said("speech", "Bye.", True)
MARK = Mark("error", "MV301", "an error")


def large() -> Picture:
    """Two parts hang on the first card; one leads to the other and back, and to a card that it does not begin with."""
    cards = (
        card("Start", (HELLO, BYE), (way("1", 1), way("2", 2), way("3", 5)), start=True)._replace(
            again="Silence: asks again", words=("Sorry.",)
        ),
        card("Hello", (HELLO,)),
        card("Sales", (HELLO,), (way("1", 3), way("2", 4))),
        card("", (BYE,), (way("1", -1)._replace(name="elsewhere"),))._replace(marks=(MARK,)),
        card(
            "Order",
            (),
            (way("silence", 5, quiet=True), way("9", 6)._replace(stub=True), way("8", 3)._replace(stub=True)),
        ),
        card("Support", (HELLO,), (way("1", 6), way("2", 7), way("9", 2)._replace(stub=True))),
        card("Desk", (BYE,), (way("7", 5)._replace(stub=True),)),
        card("Box", (BYE,)),
    )
    return Picture("f", "F", cards, "ga")


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> overview.Overview:
    monkeypatch.setattr(overview, "LARGE", 7)
    monkeypatch.setattr(overview, "_PART", 3)
    return overview.overview_of(program({"a": hangup()}), [("f", large())])


def ways(of: Card) -> list[tuple[tuple[str, ...], str, int, bool, str]]:
    return [(way.labels, way.kind, way.to, way.stub, way.name) for way in of.ways]


def test_of_a_large_flow_each_part_is_a_card(cut: overview.Overview) -> None:
    first = cut.first
    assert (first.flow, first.title, first.language) == ("f", "F", "ga")
    assert [card.name for card in first.cards] == ["Start", "Sales", "Support"]
    assert [card.said for card in first.cards] == [
        (HELLO, Said("note", "2 cards")),
        (HELLO, Said("note", "3 cards")),
        (HELLO, Said("note", "3 cards")),
    ]
    assert [(card.again, card.words) for card in first.cards] == [("", ())] * 3
    assert [card.marks for card in first.cards] == [(), (MARK,), ()]
    assert [ways(card) for card in first.cards] == [
        [((), "next", 1, False, ""), ((), "next", 2, False, "")],
        [],
        [((), "next", 1, True, "")],
    ]
    assert {way.taken for card in first.cards for way in card.ways} == {()}


def test_ways_out_of_a_part_are_stubs(cut: overview.Overview) -> None:
    assert [name for name, _ in cut.parts] == ["Start", "Sales", "Support"]
    assert [part.title for _, part in cut.parts] == ["F: Start", "F: Sales", "F: Support"]
    keys = "keys"
    assert [[ways(card) for card in part.cards] for _, part in cut.parts] == [
        [
            [(("1",), keys, 1, False, ""), (("2",), keys, -1, True, "Sales"), (("3",), keys, -1, True, "Support")],
            [],
        ],
        [
            [(("1",), keys, 1, False, ""), (("2",), keys, 2, False, "")],
            [(("1",), keys, -1, False, "elsewhere")],
            [
                (("silence",), "silence", -1, True, "Support"),
                (("9",), keys, -1, True, "Desk"),
                (("8",), keys, 1, False, ""),
            ],
        ],
        [
            [(("1",), keys, 1, False, ""), (("2",), keys, 2, False, ""), (("9",), keys, -1, True, "Sales")],
            [(("7",), keys, 0, True, "")],
            [],
        ],
    ]


def test_as_many_cards_as_are_not_large_stay_one_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "LARGE", 8)
    picture = large()
    assert overview.overview_of(program({"a": hangup()}), [("f", picture)]) == (picture, ())


def test_ways_between_panels_are_stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "SHEET", 8)
    assert panels.panelled(large()).panels == ()
    monkeypatch.setattr(panels, "SHEET", 7)
    monkeypatch.setattr(panels, "PANEL", 3)
    picture = panels.panelled(large())
    assert picture.panels == ((0, 1), (2, 3, 4), (5, 6, 7))
    assert [[way.stub for way in card.ways] for card in picture.cards] == [
        [False, True, True],
        [],
        [False, False],
        [False],
        [True, True, True],
        [False, False, True],
        [True],
        [],
    ]


def test_cards_that_only_stubs_lead_to_are_with_the_first_where_they_are_few() -> None:
    alone = tuple(card(name) for name in "abcdef")
    assert panels.parts_of(alone, 3) == [[0, 5, 4, 3, 2, 1]]
    three = (
        card("a"),
        card("b", (), (way("1", 2), way("2", 3))),
        card("c"),
        card("d"),
        card("e", (), (way("1", 5),)),
        card("f"),
    )
    assert panels.parts_of(three, 8) == [[0, 4, 5], [1, 2, 3]]


def test_panels_lie_in_columns_each_at_the_foot_of_the_shortest() -> None:
    assert panels.columns([(100, 50)] * 4) == [(0, 0), (136, 0), (0, 86), (136, 86)]
    assert panels.columns([(100, 200), (80, 50), (60, 50)]) == [(0, 0), (136, 0), (136, 86)]
    assert panels.columns([(100, 50)]) == [(0, 0)]
