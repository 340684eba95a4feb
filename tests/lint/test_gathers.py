"""What a gather takes and how long it waits, as its fields say or as is assumed where they do not."""

from __future__ import annotations

import pytest

from flowc.lint.gathers import entry_of


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (1, 1, 30)),
        ({"timeout_seconds": 5}, (1, 1, 5)),
        ({"num_digits": 4}, (4, 4, 30)),
        ({"min_digits": 4, "max_digits": 6, "timeout_seconds": 8}, (4, 6, 8)),
        ({"min_digits": 4}, (4, 32, 30)),
        ({"min_digits": 40}, (40, 40, 30)),
        ({"max_digits": 6}, (1, 6, 30)),
        ({"min_digits": 2, "num_digits": 4}, (2, 4, 30)),
        ({"min_digits": 0, "max_digits": 1}, (1, 1, 30)),
    ],
)
def test_a_gather_takes_what_its_fields_say(fields, expected):
    assert entry_of(fields) == expected
