"""What is drawn of pictures that are made by hand: few cards, many ways, nothing said."""

from __future__ import annotations

import pytest

from flowc.diagnostics import warning
from flowc.emit.diagram.describe import description, told_of
from flowc.emit.diagram.face import Strokes
from flowc.emit.diagram.mermaid import MOST_CHARACTERS, MOST_EDGES, draw_mermaid, fits
from flowc.emit.diagram.metrics import shortened, text_width, wrapped
from flowc.emit.diagram.overlay import with_findings
from flowc.emit.diagram.picture import Card, Picture, Way
from flowc.emit.diagram.sizes import ROW
from flowc.emit.diagram.svg import draw_svg
from flowc.emit.diagram.words import Said
from flowc.source import Span


def way(label: str, to: int, *, quiet: bool = False, taken_by: int | None = None) -> Way:
    return Way((label,), "silence" if quiet else "keys", to, False, ())._replace(taken_by=taken_by)


def card(name: str, said: tuple[Said, ...] = (), ways: tuple[Way, ...] = (), *, start: bool = False) -> Card:
    return Card(name, "step", name, said, "", (), ways, start, False, (0,), Span(0, 9))


HELLO = Said("speech", "Hello.")


@pytest.mark.parametrize(
    ("counted", "taken_by", "visited", "count"),
    [
        ("coverage", 2, " taken", (2, 4)),
        ("coverage", 0, " missed", ("untested", 4)),
        ("coverage", None, "", None),
        ("journey", 2, " taken", None),
        ("journey", 0, "", None),
        ("traffic", 2, " taken", (2, 6)),
        ("traffic", 0, "", None),
    ],
)
def test_calls_are_counted_where_tests_and_traffic_are_drawn(
    counted: str, taken_by: int | None, visited: str, count: tuple[int | str, int] | None
) -> None:
    strokes = Strokes(counted, 4)
    expected = f'<text class="count" x="40" y="{ROW // 2 - count[1]}">{count[0]}</text>' if count else ""
    assert strokes.visited(taken_by) == visited
    assert strokes.count(way("1", 0, taken_by=taken_by), 40) == expected


def test_a_card_that_calls_come_back_to_says_so() -> None:
    back = card("a", (HELLO,))._replace(entry=True)
    drawn = draw_svg(Picture("f", "F", (back,)), engine="embedded")
    assert ">ENTRY</text>" in drawn
    assert ">START</text>" not in drawn


@pytest.mark.parametrize(("codes", "more"), [(3, ""), (4, "+1"), (6, "+3")])
def test_three_findings_are_named_on_a_card(codes: int, more: str) -> None:
    found = [warning(f"MV50{number}", Span(1, 2), "here") for number in range(1, codes + 1)]
    drawn = draw_svg(with_findings(Picture("f", "F", (card("a", (HELLO,)),)), found), engine="embedded")
    assert "! MV503<" in drawn
    assert (f">{more}<" in drawn) if more else (">+" not in drawn)


def test_mermaid_draws_as_many_lines_and_characters_as_it_does_by_default() -> None:
    assert fits("a --> b\n" * MOST_EDGES)
    assert fits("a -.-> b\n" * MOST_EDGES)
    assert not fits("a --> b\n" * MOST_EDGES + "a -.-> b\n")
    assert not fits("a -.-> b\n" * MOST_EDGES + "a --> b\n")
    assert fits("a" * MOST_CHARACTERS)
    assert not fits("a" * (MOST_CHARACTERS + 1))


def test_of_a_flow_that_is_too_large_for_mermaid_texts_are_shortened_before_ways_are_left_out() -> None:
    quiet = (way("1", 1), way("silence", 1, quiet=True))
    long = Picture("f", "F", tuple(card(f"c{n}", (Said("speech", "word " * 200),) * 2, quiet) for n in range(60)))
    assert fits(draw_mermaid(long))
    assert draw_mermaid(long).count("-.->") == 60
    many = tuple(way(str(number), 1, quiet=number % 2 == 1) for number in range(MOST_EDGES + 1))
    drawn = draw_mermaid(Picture("f", "F", (card("a", (HELLO,), many), card("b", (HELLO,)))))
    assert drawn.count("-->") > 100
    assert "-.->" not in drawn


def test_mermaid_is_told_all_starts_and_a_title_of_any_characters() -> None:
    drawn = draw_mermaid(Picture("f", 'A\\B "C"', (card("a", start=True), card("b", start=True), card(""))))
    assert "class n0,n1 start" in drawn
    assert '"A\\\\B \\"C\\"' in drawn
    assert 'n2[" "]' in drawn


def test_a_description_tells_of_sixty_cards() -> None:
    for count, end in ((60, "c59:"), (61, "c59: And 1 more."), (70, "c59: And 10 more.")):
        picture = Picture("f", "F", tuple(card(f"c{number}") for number in range(count)))
        assert description(picture, told_of(picture)).endswith(end)


def test_a_way_to_a_card_without_a_name_is_told_by_its_first_words() -> None:
    quoted = Said("speech", "Hello.")._replace(quoted=True)
    for said, name in (
        ((), "the next step"),
        ((quoted,), "\u201cHello.\u201d"),
        ((HELLO._replace(quoted=False),), "Hello."),
    ):
        told = told_of(Picture("f", "F", (card("a", (), (way("1", 1),)), card("", said))))
        assert told.ways[0] == [f"Pressing 1 leads to {name}"]


def test_widths_are_those_of_the_letters() -> None:
    assert text_width("\u8a9e", 1000) == 1000
    assert text_width("\uff37", 1000) == 1000
    assert text_width("\u00e9", 1000) == 600
    assert text_width("w", 1000, bold=True) == pytest.approx(722 * 1.07)


def test_a_bold_text_is_cut_by_its_own_width() -> None:
    room = text_width("wwww", 12)
    assert shortened("wwww", 12, text_width("wwww", 12, bold=True), bold=True) == "wwww"
    assert shortened("wwww", 12, room, bold=True) == "ww\u2026"
    assert shortened("wwww", 12, room) == "wwww"
    assert shortened("Yes, we are open", 12, text_width("Yes, \u2026", 12)) == "Yes\u2026"


def test_an_address_is_broken_behind_a_sign_that_stands_late_enough() -> None:
    room = text_width("aaaaaaaaaa", 12)
    assert wrapped("aaaaaaa/aaaaaaaaaa", 12, room, 5) == ("aaaaaaa/", "aaaaaaaaaa")
    assert wrapped("aa/aaaaaaaaaaaa", 12, room, 5)[0].startswith("aa/aaaaaaa")
