"""What is drawn over a picture, what is left out of it, and what gives way where there is too much."""

from __future__ import annotations

import pytest

from flowc.diagnostics import warning
from flowc.emit.diagram.mermaid import draw_mermaid, fits
from flowc.emit.diagram.overlay import with_findings, with_traffic
from flowc.emit.diagram.overview import overview_of
from flowc.emit.diagram.picture import Picture, make_picture
from flowc.emit.diagram.svg import draw_svg
from flowc.source import Span
from tests.diagram.drawing import picture_of, program_of
from tests.diagram.large import company
from tests.diagram.test_second_half import DECIDING

MENU = """
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1. For support, press 2."
        on 1 -> sales
        on 2 -> support
        on noinput, nomatch -> retry "Sorry, we did not get that."
        on exhausted -> sales
    }
    step sales { say "Connecting you."; bridge +15551230001 on failed -> support }
    step support { say "Connecting you."; transfer +15551230002 }
}
"""
LONELY = 'flow f {\n start a\n step a {\n say "Hello."\n hangup\n }\n}'


def labels(picture: Picture, name: str) -> set[str]:
    return {label for card in picture.cards if card.name == name for way in card.ways for label in way.labels}


def test_a_finding_that_lies_on_no_card_is_on_none() -> None:
    marked = with_findings(picture_of(LONELY), [warning("MV316", Span(0, 1), "the flow itself")])
    assert not any(card.marks for card in marked.cards)


def test_of_many_findings_on_a_card_some_are_counted_only() -> None:
    picture = picture_of(LONELY)
    at = picture.cards[0].span
    codes = ["MV301", "MV302", "MV303", "MV304", "MV305"]
    drawn = draw_svg(with_findings(picture, [warning(code, at, "here") for code in codes]), engine="embedded")
    assert "! MV303" in drawn
    assert "! MV304" not in drawn
    assert ">+2<" in drawn


def test_traffic_says_how_many_came_by_were_asked_again_and_hung_up() -> None:
    program = program_of(MENU)
    plain = make_picture(program, program.flows[0])
    block = {card.name: card.blocks for card in plain.cards}
    main = block["Main"]
    calls = [[*main[:2], block["Sales"][0]], [main[0]], [main[0], block["Support"][0]]]
    taken = {(main[0], "1"): 1, (main[0], "2"): 1}
    picture = with_traffic(plain, calls, taken, {main[0]: 1}, block["Support"])
    said = {card.name: [said.text for said in card.said if said.sign == "callers"] for card in picture.cards}
    assert said["Main"] == ["3 callers came by, were asked 4 times, 1 hung up"]
    assert said["Sales"] == ["1 caller came by"]
    assert said["Support"] == []  # nothing tells who came there
    drawn = draw_svg(picture, engine="embedded")
    assert "stroke-width:" in drawn
    assert "the more callers, the wider" in drawn


def test_a_legend_explains_only_what_is_drawn() -> None:
    drawn = draw_svg(picture_of(LONELY), engine="embedded")
    assert "pressed by the caller" not in drawn
    assert "what else can happen" not in drawn


def test_panels_have_frames() -> None:
    picture = picture_of(company(100))
    assert draw_svg(picture, engine="embedded").count('<rect class="panel"') == len(picture.panels) > 1


def test_main_paths_of_a_message_a_confirmation_and_a_decision_leave_out_what_goes_wrong() -> None:
    main, usual = picture_of(DECIDING, paths="main"), picture_of(DECIDING)
    assert labels(usual, "Customer") - labels(main, "Customer") == {"no answer"}
    assert labels(usual, "Number") == {"4 digits", "after 3 tries"}
    assert labels(main, "Number") == {"4 digits"}
    assert "time is up" in labels(usual, "Box")
    assert "time is up" not in labels(main, "Box")


def test_unrolled_attempts_have_their_confirmations_with_them() -> None:
    picture = picture_of(DECIDING, unroll=True)
    read_back = [card.name for card in picture.cards if any("You entered" in said.text for said in card.said)]
    assert read_back == ["Number", "Number, attempt 2", "Number, attempt 3"]


@pytest.mark.parametrize(("nodes", "words"), [(60, 1_000), (400, 10)])
def test_a_large_flow_is_cut_until_mermaid_draws_it(nodes: int, words: int) -> None:
    """Texts are shortened first; where that is not enough, what callers do not choose is left out."""
    text = company(nodes).replace("Connecting you to our department", "Connecting you " + "to our department " * words)
    assert fits(draw_mermaid(picture_of(text))) or nodes > 300


def test_a_way_into_another_flow_stays_one_in_a_part_of_a_large_flow() -> None:
    branch = 'flow branch { base_url "https://v.example/ivr"; start hello; step hello { transfer +15551230001 } }'
    onward = "    step onward { goto branch.hello }\n    step voice_mail {"
    leaving = company(400).replace("    step voice_mail {", onward)
    leaving = leaving.replace("transfer +15551230099", "bridge +15551230099 on failed -> onward") + branch
    program = program_of(leaving)
    overview = overview_of(program, [("company", make_picture(program, program.flows[0]))])
    ways = [way for _, part in overview.parts for card in part.cards for way in card.ways if way.to < 0]
    assert any(way.name.startswith(("branch", "Branch")) for way in ways)
