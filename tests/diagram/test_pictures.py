"""What is to be seen in a picture, before anything is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.emit.diagram.dot import export_dot
from flowc.emit.diagram.metrics import text_width, wrapped
from flowc.emit.diagram.overview import overview_of
from flowc.emit.diagram.picture import HUB, Card, Picture, stubs_of
from flowc.emit.diagram.words import key_label
from tests.diagram.drawing import picture_of, program_of
from tests.diagram.large import company

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.mv"))
RECEPTIONIST = next(path for path in EXAMPLES if path.stem == "receptionist").read_text(encoding="utf-8")


def card(picture: Picture, name: str) -> Card:
    return next(card for card in picture.cards if card.name == name)


def leads(picture: Picture, of: Card) -> list[tuple[tuple[str, ...], str, str]]:
    return [(way.labels, way.kind, picture.target_name(way)) for way in of.ways]


def test_attempts_are_one_card_that_says_how_often_it_asks() -> None:
    picture = picture_of(RECEPTIONIST)
    assert [card.name for card in picture.cards if card.name] == ["Welcome", "Main", "Appointments", "Reception"]
    assert card(picture, "Main").again == "Silence or wrong key: asks again, 3 times in all"
    assert "Sorry, we did not hear anything." in card(picture, "Main").words


def test_unrolled_attempts_have_cards_of_their_own() -> None:
    names = [card.name for card in picture_of(RECEPTIONIST, unroll=True).cards]
    assert {"Main, attempt 2, silence", "Main, attempt 3, wrong key"} <= set(names)


def test_keys_stand_before_what_callers_do_not_choose() -> None:
    picture = picture_of(RECEPTIONIST)
    assert leads(picture, card(picture, "Main")) == [
        (("1",), "keys", "Appointments"),
        (("2",), "keys", "Main"),
        (("9",), "keys", "Main"),
        (("after 3 tries",), "exhausted", "Reception"),
    ]


def test_main_paths_show_only_what_callers_choose() -> None:
    picture = picture_of(RECEPTIONIST, paths="main")
    assert not any(way.quiet for card in picture.cards for way in card.ways)
    assert "Reception" in [card.name for card in picture.cards]


def test_all_paths_show_faults_of_the_web() -> None:
    usual = [way.kind for card in picture_of(RECEPTIONIST).cards for way in card.ways]
    everything = [
        label for card in picture_of(RECEPTIONIST, paths="all").cards for way in card.ways for label in way.labels
    ]
    assert usual.count("fault") == 1
    assert everything.count("out of reach") == 3


def test_keys_to_one_target_share_a_way() -> None:
    picture = picture_of(
        'flow f { start a; menu a { prompt "Press a key."; attempts 1; on 1, 2, 3 -> b; on any -> b }\n'
        'step b { say "Goodbye."; hangup } }'.replace(";", "\n")
    )
    assert leads(picture, picture.cards[0])[0] == (("1", "2", "3"), "keys", "B")


@pytest.mark.parametrize(
    ("event", "label"), [("1", "1"), ("*", "*"), ("2XX", "200\u2013299"), ("NXX", "200\u2013999"), ("X5", "\u20225")]
)
def test_patterns_are_ranges_where_they_are(event: str, label: str) -> None:
    gather = program_of(RECEPTIONIST).routes[0].gather
    assert key_label(event, gather, others=True) == label


def test_a_hub_has_one_line_and_stubs_beside() -> None:
    hub = HUB + 1
    ways = [[(place + 1, False), (hub, False)] for place in range(HUB)] + [[(hub, False)], []]
    stubs = stubs_of(ways)
    assert (0, 1) not in stubs
    assert {(place, 1) for place in range(1, HUB)} <= stubs


def test_lines_that_lead_back_are_stubs() -> None:
    assert stubs_of([[(1, False)], [(0, False)]]) == {(1, 0)}


def test_a_card_without_a_name_is_never_a_stub() -> None:
    assert stubs_of([[(1, False)], [(0, False)]], nameless={0}) == set()


def test_quiet_ways_are_stubs_where_there_is_a_line_already() -> None:
    assert stubs_of([[(1, False), (1, True)], []]) == {(0, 1)}


@pytest.mark.parametrize("nodes", [30, 100])
def test_every_card_of_a_large_flow_is_on_one_panel(nodes: int) -> None:
    picture = picture_of(company(nodes))
    assert sorted(index for panel in picture.panels for index in panel) == list(range(len(picture.cards)))
    panel_of = {index: number for number, panel in enumerate(picture.panels) for index in panel}
    assert all(
        panel_of[way.to] == panel_of[index]
        for index, card in enumerate(picture.cards)
        for way in card.ways
        if not way.stub
    )


def test_a_very_large_flow_has_an_overview_and_parts() -> None:
    program = program_of(company(400))
    picture = picture_of(company(400))._replace(panels=())
    overview = overview_of(program, [("company", picture)])
    assert len(overview.parts) == len(overview.first.cards) > 2
    assert sum(len(part.cards) for _, part in overview.parts) == len(picture.cards)


def test_several_flows_have_an_overview() -> None:
    text = "\n".join(
        f'flow {name} {{\n base_url "https://v.example/i"\n start a\n step a {{\n say "Hello."\n {end}\n}}\n}}'
        for name, end in (("one", 'redirect "https://v.example/i/two/answer.json"'), ("two", "transfer +15551230099"))
    )
    program = program_of(text)
    from flowc.emit.diagram.picture import make_picture

    overview = overview_of(program, [(flow.name, make_picture(program, flow)) for flow in program.flows])
    assert [name for name, _ in overview.parts] == ["one", "two"]
    assert [way.to for way in overview.first.cards[0].ways] == [1]


def test_wrapped_lines_are_no_wider_than_the_room() -> None:
    text = "https://crm.example/voice/appointment/with/a/long/path and then " + "w" * 80
    lines = wrapped(text, 12, 200, 20)
    assert all(text_width(line, 12) <= 200 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrapped(text, 12, 200, 2)[-1].endswith("\u2026")


def test_dot_of_a_small_flow() -> None:
    text = 'flow f {\n start a\n step a {\n say "Hello \\"you\\" {{x}} \\\\"\n hangup\n }\n}'
    assert export_dot(picture_of(text)) == (Path(__file__).parent / "small.dot").read_text(encoding="utf-8")
