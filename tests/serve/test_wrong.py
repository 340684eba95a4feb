"""Calls on an awkward platform, two servers and weather: nobody takes a branch that they have not chosen."""

from __future__ import annotations

from collections import Counter

from tests.serve.wrong import play


def test_nobody_takes_a_branch_that_they_have_not_chosen() -> None:
    total: Counter[str] = Counter()
    for seed in range(150):
        counts = play(seed)
        assert counts["wrong"] == 0, f"call {seed}: {dict(counts)}"
        total += counts
    assert total["right"] > 2 * total["silent"] > 0
