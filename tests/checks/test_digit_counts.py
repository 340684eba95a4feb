from __future__ import annotations

import pytest

from flowc.checks.analyses.digit_counts import asked_digits


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("Enter your six digit member number.", 6),
        ("Please enter the 16 digits on the front of your card.", 16),
        ("Welcome to Acme. Please type your 4-digit PIN, followed by hash.", 4),
        ("Enter the last four digits of your number.", 4),
        ("Key in your ten-digit telephone number.", 10),
        ("Enter the last 4 digits of your 16 digit number.", None),
        ("Enter two digits for the month and two digits for the day.", None),
        ("Enter the month and the day, two digits each.", None),
        ("Enter 4 to 6 digits.", None),
        ("Enter at least 4 digits.", None),
        ("We have your ten digit number. Press 1 if it is right.", None),
        ("A member number has six digits.", None),
        ("Enter your member number.", None),
        ("", None),
    ],
)
def test_the_number_of_digits_that_a_prompt_asks_for(prompt, count):
    found = asked_digits(prompt)
    assert (found and found.digits) == count


def test_the_words_are_pointed_at():
    prompt = "Enter your six digit member number."
    found = asked_digits(prompt)
    assert found is not None
    assert prompt[found.start : found.end] == "six digit"
