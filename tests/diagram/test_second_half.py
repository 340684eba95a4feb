"""Decisions, confirmations, messages and other flows in a picture."""

from __future__ import annotations

from flowc.emit.diagram.dot import export_dot
from flowc.emit.diagram.mermaid import draw_mermaid
from flowc.emit.diagram.picture import Card, Picture
from flowc.emit.diagram.svg import draw_svg
from tests.diagram.drawing import picture_of

DECIDING = """
hours office "Europe/Dublin" {
    mon-fri 09:00-12:30, 13:30-17:30
    2051-12-25 closed
}
flow front {
    base_url "https://voice.example/ivr"
    start opening
    decide opening { by hours office; on open -> plan; on closed -> night }
    decide plan { by variable plan; on "gold", "silver" -> region; on unset, other -> night }
    decide region { by caller; on +35387XXXXXXX -> customer; on withheld -> night; on other -> number }
    decide customer {
        ask "https://crm.example/voice/customer?x=1" timeout 500ms
        send caller
        on "known" -> box
        on other -> branch.hello
        on failed -> night
    }
    collect number {
        prompt "Enter your number."
        digits 4
        confirm "You entered {digits}. If so, press 1."
        on digits { say "{digits} {{noted}}"; goto night }
        on any -> retry "Four digits."
        on exhausted -> night
    }
    voicemail box { prompt "This call is recorded."; max 70s; on done -> night }
    step night { say "We are closed."; hangup }
}
flow branch {
    base_url "https://voice.example/ivr"
    title "The branch"
    start hello
    step hello { transfer +15551230001 }
}
"""


def picture() -> Picture:
    return picture_of(DECIDING)


def card(name: str) -> Card:
    return next(card for card in picture().cards if card.name == name)


def ways(name: str) -> dict[tuple[str, ...], str]:
    return {way.labels: picture().target_name(way) for way in card(name).ways}


def test_a_decision_tells_what_it_is_taken_by_and_how_it_can_come_out() -> None:
    assert [said.text for said in card("Opening").said] == [
        "Open at the hour of the call? Local time of Europe/Dublin",
        "Mon\u2013Fri 09:00\u201312:30, 13:30\u201317:30",
        "2051-12-25 closed",
    ]
    assert ways("Opening") == {("open",): "Plan", ("closed",): "Night"}
    assert ways("Plan") == {("gold", "silver"): "Region", ("not set", "anything else"): "Night"}
    outcomes = {
        ("+35387\u2022\u2022\u2022\u2022\u2022\u2022\u2022",): "Customer",
        ("number withheld",): "Night",
        ("any other number",): "Number",
    }
    assert ways("Region") == outcomes
    assert [said.text for said in card("Customer").said] == [
        "Asks crm.example/voice/customer",
        "Sends caller; waits 0.5 s for the answer",
    ]


def test_another_flow_is_a_stub_with_its_name() -> None:
    assert ways("Customer")["anything else",] == "The branch: Hello"
    [way] = [way for way in card("Customer").ways if way.to < 0]
    assert way.stub


def test_that_nobody_answers_is_no_outcome_that_anybody_chose() -> None:
    assert [way.kind for way in card("Customer").ways] == ["outcome", "outcome", "failed"]


def test_a_confirmation_is_part_of_its_collect() -> None:
    number = card("Number")
    assert [said.text for said in number.said if said.quoted] == [
        "Enter your number.",
        "You entered {digits}. If so, press 1.",
    ]
    assert number.again == "Silence, too few digits or not confirmed: asks again, 3 times in all"
    assert [way.labels for way in number.ways] == [("4 digits",), ("after 3 tries",)]
    said = next(card for card in picture().cards if card.kind == "block" and card.said[0].quoted)
    assert said.said[0].text == "{digits} {noted}"


def test_a_message_is_one_card_however_often_it_waits() -> None:
    box = card("Box")
    assert box.said[-1].text == "Takes a message, 70 s at the most, ended by #"
    assert [way.labels for way in box.ways] == [("#",), ("time is up",)]


def test_a_decision_has_a_shape_of_its_own_in_every_format() -> None:
    drawn = draw_svg(picture())
    assert drawn.count('class="card decide') == 4
    assert "decided without the caller" in drawn
    assert "how it comes out" in drawn
    assert 'n0{"<b>Opening</b>' in draw_mermaid(picture())
    assert "\u25c7 Opening" in export_dot(picture())


SHARED = """\
flow line {
    base_url "https://voice.example/ivr"
    start topic
    defaults {
        attempts 3 shared patience
        on noinput, nomatch -> retry "Sorry?"
        on exhausted -> hangup
        on failed -> hangup
    }
    menu topic {
        prompt "For news, press 1. For your account, press 2."
        on 1 {
            say "All is well."
            goto again
        }
        on 2 -> account
    }
    decide account {
        ask "https://api.example/account"
        on "known" -> again
        on other, failed -> again
    }
    menu again {
        prompt "To go on, press 1. To end the call, press 2."
        on 1 -> topic
        on 2 -> hangup
    }
}
"""


def test_what_a_shared_count_lays_down_again_is_one_card() -> None:
    drawn = picture_of(SHARED)
    assert [card.name for card in drawn.cards].count("Account") == 1
    said = [words.text for card in drawn.cards for words in card.said]
    assert said.count("All is well.") == 1
    topic = next(card for card in drawn.cards if card.name == "Topic")
    assert [way.labels for way in topic.ways if not way.quiet] == [("1",), ("2",)]


def test_unrolled_each_copy_of_a_shared_count_is_a_card() -> None:
    drawn = picture_of(SHARED, unroll=True)
    said = [words.text for card in drawn.cards for words in card.said]
    assert said.count("All is well.") == 3
