"""Two thousand hostile texts, and a sample of those that are made to cost too much; more of both by command."""

from __future__ import annotations

import pytest

from tests.hostile.fuzz import broken_promise, texts
from tests.hostile.guard import run
from tests.hostile.large import TEXTS, text

PARTS, EACH = 20, 100
SMALL = 20_000
"""Characters: enough that what grows with the square of the text, or faster, is past two seconds at a megabyte only."""
HANG = 60.0
"""Seconds: here only what hangs fails; how long it takes is measured by the commands of ``docs/quality.md``."""


@pytest.mark.parametrize("seed", range(PARTS))
def test_no_text_breaks_a_promise(seed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for one, kind, content in texts(EACH, seed):
        assert broken_promise(kind, content, tmp_path, HANG) is None, one


@pytest.mark.parametrize("name", TEXTS)
def test_texts_made_to_cost_too_much_are_answered(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert broken_promise("flow", text(name, SMALL), tmp_path, HANG) is None


def test_the_guard_sees_what_is_past_the_limits():
    assert run(["--version"]).complaint == ""
    assert run(["-c"]).status == 2


def test_the_same_seed_gives_the_same_texts():
    assert list(texts(50, 7)) == list(texts(50, 7))
    assert len({content for _, _, content in texts(50, 7)}) > 45


def test_texts_are_as_large_as_they_are_asked_to_be():
    for name in TEXTS:
        assert len(text(name, 50_000)) < 75_000, name
