"""Templates: what is filled in is what was pressed, and nothing else changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.templates import MARK, encoded, escape_braces, fill, spoken

DIGITS = st.text("0123456789*#", max_size=32)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["text", "url", "room", "variables", "x"]), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("field", "written"),
    [("text", "4 star pound"), ("prompt", "4 star pound"), ("room", "4*#"), ("url", "4%2A%23"), ("to", "4%2A%23")],
)
def test_each_field_writes_digits_in_its_own_way(field: str, written: str) -> None:
    assert fill({"actions": [{"any": {field: f"<{MARK}>"}}]}, "4*#") == {"actions": [{"any": {field: f"<{written}>"}}]}


def test_a_variable_holds_what_was_pressed_whatever_it_is_called() -> None:
    actions = {"actions": [{"type": "set_variables", "variables": {"text": MARK, "url": MARK, "{digits}": "x"}}]}
    (action,) = fill(actions, "1#")["actions"]
    assert action["variables"] == {"text": "1#", "url": "1#", "{digits}": "x"}


def test_doubled_braces_are_braces() -> None:
    assert fill({"text": "{{digits}} {{{digits}}} }} {{"}, "12") == {"text": "{digits} {1 2} } {"}


@given(DIGITS)
def test_an_encoded_entry_is_one_part_of_a_url(digits: str) -> None:
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(fill({"url": f"https://api.example/a/{MARK}/b?n={MARK}"}, digits)["url"])
    assert (parts.hostname, parts.fragment) == ("api.example", "")
    assert parts.path.split("/") == ["", "a", encoded(digits), "b"]
    assert unquote(parts.query) == f"n={digits}"


@given(DIGITS)
def test_spoken_digits_come_one_by_one(digits: str) -> None:
    names = {"star": "*", "pound": "#"}
    assert "".join(names.get(word, word) for word in spoken(digits).split()) == digits


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return escape_braces(value)
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    return {name: _escaped(item) for name, item in value.items()} if isinstance(value, dict) else value


@given(JSON, DIGITS)
def test_escaped_texts_come_out_as_they_were(value: Any, digits: str) -> None:
    assert fill(_escaped(value), digits) == value
