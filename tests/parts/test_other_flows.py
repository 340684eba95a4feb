"""Ways from one flow into another of the same build."""

from __future__ import annotations

import json

import pytest

from flowc import build, compile_text
from flowc.emit.diagram.picture import make_picture

DESK = """\
flow desk {
    base_url "https://voice.example/desk"
    start main
    menu main {
        prompt "For the shop, press 1. For help, press 2."
        on 1 -> shop.orders
        on 2 { say "One moment."; goto shop.help }
        on any -> shop.help
    }
}
"""
SHOP = """\
flow shop {
    base_url "https://voice.example/shop"
    start main
    step main { say "The shop."; goto help }
    step help { say "Help."; transfer +15551230001 }
    step orders { say "Orders."; transfer +15551230002 }
}
"""


@pytest.mark.parametrize("text", [DESK + SHOP, SHOP + DESK], ids=["before", "behind"])
def test_a_route_names_the_flow_before_the_document(text: str) -> None:
    compilation = compile_text(text)
    assert [finding.code for finding in compilation.findings if finding.severity != "info"] == []
    made = build(compilation)
    route = made["desk"].routes["routes"]["main"]
    assert [branch["next"] for branch in route["branches"]] == ["shop/orders", "main.on_2"]
    assert route["noinput"] == "shop/help"
    assert set(made["shop"].documents) == {"answer", "help", "orders"}
    assert set(made["desk"].documents) == {"answer", "main.on_2"}


def test_an_action_goes_on_in_another_flow_by_a_redirect_to_its_document() -> None:
    documents = build(compile_text(DESK + SHOP))["desk"].documents
    redirect = {"redirect": {"url": "https://voice.example/shop/shop/help.json"}}
    assert documents["main.on_2"]["actions"] == [{"say": {"text": "One moment."}}, redirect]


def test_what_only_another_flow_leads_to_is_reached() -> None:
    codes = {finding.code for finding in compile_text(SHOP).findings}
    assert "MV307" in codes
    assert "MV307" not in {finding.code for finding in compile_text(DESK + SHOP).findings}


def test_a_cycle_through_two_flows_is_found_like_any_other() -> None:
    one = 'flow one {\n    base_url "https://voice.example/ivr"\n    start a\n    step a { say "A."; goto two.b }\n}\n'
    two = 'flow two {\n    base_url "https://voice.example/ivr"\n    start b\n    step b { say "B."; goto one.a }\n}\n'
    assert "MV312" in {finding.code for finding in compile_text(one + two).findings}


def test_a_default_may_fail_over_into_another_flow() -> None:
    text = DESK.replace("    start main", "    start main\n    defaults { on failed -> shop.help }")
    documents = build(compile_text(text + SHOP))["desk"].documents
    assert json.dumps(documents["answer"]["actions"][-1]) == json.dumps(
        {"redirect": {"url": "https://voice.example/shop/shop/help.json"}}
    )


def test_a_default_that_asks_again_in_another_flow_serves_no_gather() -> None:
    text = DESK.replace("    start main", "    start main\n    defaults { on failed -> two.ask }")
    two = 'flow two {\n    base_url "https://voice.example/ivr"\n    start ask\n'
    two += '    menu ask { prompt "Press 1."; on 1 -> hangup; on any -> hangup }\n}\n'
    (finding,) = (one for one in compile_text(text + SHOP + two).findings if one.code == "MV316")
    assert "`ask`" in finding.message


def test_a_way_into_a_flow_of_which_nothing_is_left_is_told_once() -> None:
    broken = 'flow shop {\n    base_url "https://voice.example/shop"\n    start orders\n    use nothing as orders()\n'
    broken += "    use nothing as help()\n}\n"
    errors = [finding.code for finding in compile_text(DESK + broken).findings if finding.severity == "error"]
    assert errors == ["MV108", "MV108"]


def test_a_picture_names_the_place_in_the_other_flow() -> None:
    program = compile_text(DESK + SHOP).program
    assert program is not None
    picture = make_picture(program, program.flows[0])
    names = {way.name for card in picture.cards for way in card.ways if way.to < 0}
    assert names == {"Shop: Orders", "Shop: Help"}
