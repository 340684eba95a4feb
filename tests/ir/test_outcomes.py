"""What callers can press is computed; here it is counted out, input by input."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from flowc.ir.digits import KEYS, box, size
from flowc.ir.outcomes import Answers

_CLASSES = {"X": "0123456789", "Z": "123456789", "N": "23456789"}


def matches(pattern: str, entry: str) -> bool:
    return len(pattern) == len(entry) and all(key in _CLASSES.get(p, p) for p, key in zip(pattern, entry, strict=True))


def complete_entries(least: int, most: int, finish_on: str | None) -> list[str]:
    keys = [key for key in KEYS if key != finish_on]
    return ["".join(entry) for length in range(least, most + 1) for entry in product(keys, repeat=length)]


patterns = st.lists(st.text("01*#XZN", min_size=1, max_size=3), max_size=8, unique=True)
gathers = st.tuples(st.integers(1, 2), st.integers(0, 1), st.sampled_from([None, "#", "*"]))


@given(gathers, patterns)
def test_what_is_left_over_is_what_no_pattern_matches(gather: tuple[int, int, str | None], given: list[str]) -> None:
    least, more, finish_on = gather
    answers = Answers(least, least + more, finish_on, given)
    left = [e for e in complete_entries(least, least + more, finish_on) if not any(matches(p, e) for p in given)]
    if answers.crossing:
        return
    assert answers.leaves_some == bool(left)
    if left:
        assert answers.example() in left
        assert len(answers.example() or "") == len(left[0])


@given(gathers, patterns)
def test_a_pattern_is_used_up_where_the_more_exact_ones_take_all_of_it(
    gather: tuple[int, int, str | None], given: list[str]
) -> None:
    least, more, finish_on = gather
    answers = Answers(least, least + more, finish_on, given)
    if answers.crossing:
        return
    entries = complete_entries(least, least + more, finish_on)
    taken = {pattern: {e for e in entries if matches(pattern, e)} for pattern in answers.patterns}
    for pattern in answers.patterns:
        before = [taken[other] for other in answers.patterns if taken[other] < taken[pattern]]
        assert (pattern in dict(answers.used_up)) == (set().union(*before) == taken[pattern])


@given(gathers, patterns)
def test_a_pattern_crosses_the_first_with_which_it_shares_entries_while_neither_holds_the_other(
    gather: tuple[int, int, str | None], given: list[str]
) -> None:
    least, more, finish_on = gather
    answers = Answers(least, least + more, finish_on, given)
    entries = complete_entries(least, least + more, finish_on)
    taken = [{e for e in entries if matches(pattern, e)} for pattern in answers.patterns]
    expected = []
    for j in range(len(taken)):
        crossed = [i for i in range(j) if taken[i] & taken[j] and not (taken[i] <= taken[j] or taken[j] <= taken[i])]
        expected += [(answers.patterns[i], answers.patterns[j]) for i in crossed[:1]]
    assert answers.crossing == expected


@given(st.text("0123456789*#XZN", min_size=1, max_size=3))
def test_the_size_of_a_pattern_is_the_number_of_its_entries(pattern: str) -> None:
    assert size(box(pattern)) == sum(matches(pattern, e) for e in complete_entries(len(pattern), len(pattern), None))


def test_what_a_menu_leaves_reads_as_people_say_it() -> None:
    assert Answers(1, 1, None, ["1", "2", "9"]).left() == "3-8, 0, *, #"
    assert Answers(1, 1, "#", ["1", "2"]).left() == "3-9, 0, *"
    assert Answers(1, 1, None, [*"12345678", "0"]).left() == "9, *, #"


def test_what_a_collect_leaves_reads_as_patterns() -> None:
    assert Answers(3, 3, "#", ["2XX"]).left() == "[013-9*]??, 2*?, 2X*"
    assert Answers(1, 4, "#", ["2X"]).left() == "[013-9*]?, 2*, any 1 digit, any 3 to 4 digits"


def test_what_can_never_match_is_named_with_its_reason() -> None:
    reasons = {misfit.pattern: misfit.reason for misfit in Answers(2, 3, "#", ["1", "1234", "1#", "12"]).misfits}
    assert set(reasons) == {"1", "1234", "1#"}
    assert "least" in reasons["1"]
    assert "most" in reasons["1234"]
    assert "ends the entry" in reasons["1#"]


def test_thousands_of_patterns_take_no_longer_than_reading_them() -> None:
    answers = Answers(4, 4, None, [f"{number:04d}" for number in range(0, 10_000, 3)])
    assert answers.leaves_some
    assert answers.example() == "1111"
