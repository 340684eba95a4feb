from __future__ import annotations

from flowc.checks.limits import ABOUT, Limits


def test_every_limit_says_what_it_means_and_where_its_default_comes_from():
    assert tuple(ABOUT) == Limits._fields
    for about in ABOUT.values():
        assert about.codes
        assert about.meaning
        assert about.source
