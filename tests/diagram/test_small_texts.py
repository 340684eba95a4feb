"""Texts and colours as they stand in a picture."""

from __future__ import annotations

import pytest

from flowc.emit.diagram.text import plain, xml
from flowc.emit.diagram.theme import LIGHT, style_sheet


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a\u2400b"),
        ("a\x1bb", "a\u241bb"),
        ("a\x7fb", "a\u2421b"),
        ("a\x80b", "a\ufffdb"),
        ("a\u202eb", "a\ufffdb"),
        (" a \n b ", "a b"),
    ],
)
def test_a_character_that_is_none_has_a_visible_sign(text: str, shown: str) -> None:
    assert plain(text) == shown
    assert xml(f"<{text}>").startswith("&lt;")


def test_fixed_colours_stand_in_the_rules_themselves() -> None:
    rules = style_sheet(fixed=True)
    assert rules == style_sheet("", fixed=True)
    assert "var(" not in rules
    assert rules.endswith("}\n")
    assert f".paper {{ fill: {LIGHT['paper']} }}\n" in rules
    assert f".go > .band {{ fill: {LIGHT['go-back']} }}\n" in rules


def test_rules_hold_within_what_they_are_for() -> None:
    free, held = style_sheet().splitlines(), style_sheet(".call").splitlines()
    assert "svg { --paper: #f6f7f9;" in free[0]
    assert ".call { --paper: #f6f7f9;" in held[0]
    assert ".call .small, .call .cap text { font-size: 11px }" in held
    for rule, within in zip(free[2:], held[2:], strict=True):
        selectors, _, body = rule.partition(" {")
        assert within == ", ".join(f".call {selector}" for selector in selectors.split(", ")) + " {" + body
