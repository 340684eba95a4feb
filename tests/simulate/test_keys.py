"""Digits: what a gather makes of keys, what patterns take, and inputs found for them, against trying everything."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from flowc.simulate.keys import KEYS, Ask, Entry, enter, example, matches

patterns = st.text("12*X0ZN", min_size=1, max_size=3)


def test_the_finish_key_ends_the_gather_and_is_no_digit() -> None:
    assert enter("12#34", Ask(1, 4, "#", 5)) == Entry("12", False, "34")
    assert enter("#", Ask(1, 4, "#", 5)) == Entry("", False, "")


def test_the_last_digit_ends_the_gather() -> None:
    assert enter("1234#", Ask(1, 4, "#", 5)) == Entry("1234", False, "#")


def test_too_few_keys_wait_for_the_time() -> None:
    assert enter("12", Ask(4, 4, None, 5)) == Entry("12", True, "")
    assert enter("", Ask(1, 1, None, 5)) == Entry("", True, "")


def test_wildcards_take_digits_and_never_star_or_hash() -> None:
    assert [key for key in KEYS if matches("X", key)] == list("1234567890")
    assert [key for key in KEYS if matches("Z", key)] == list("123456789")
    assert [key for key in KEYS if matches("N", key)] == list("23456789")
    assert [key for key in KEYS if matches("*", key)] == ["*"]
    assert not matches("XX", "1")


@given(st.lists(st.integers(1, 3), min_size=1, max_size=2), st.none() | patterns, st.lists(patterns, max_size=4))
def test_an_example_is_found_exactly_where_there_is_one(
    lengths: list[int], within: str | None, without: list[str]
) -> None:
    def fits(digits: str) -> bool:
        return (within is None or matches(within, digits)) and not any(matches(rival, digits) for rival in without)

    found = example(lengths, within, without, "#")
    everything = ("".join(keys) for length in lengths for keys in product(KEYS.replace("#", ""), repeat=length))
    assert found == next(filter(fits, everything), None)
