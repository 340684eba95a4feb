"""A query is read the same whether or not there is something to decode in it."""

from __future__ import annotations

from urllib.parse import parse_qsl

from hypothesis import example, given
from hypothesis import strategies as st

from flowc.serve.requests import read
from flowc.serve.settings import Settings

NAMES = ("a", "b", "")


@given(st.text("ab=&;%+41 #?", max_size=20))
@example("&".join(["a=1"] * 200))
@example("&".join(["a=1"] * 201))
def test_digits_are_those_that_a_form_parser_reads_first(query: str) -> None:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        pairs = []
    given = next((value for name in NAMES for found, value in pairs if found == name), None)
    asked = read(Settings(caller_names=NAMES), query.encode(), (), b"")
    assert asked.caller == given
