from __future__ import annotations

import pytest

from flowc.baseline import BaselineError, compare, read, write
from flowc.diagnostics import Finding, warning
from flowc.source import SourceMap, Span

TEXT = "step a { say 1 }\nstep b { say 1 }\n"


def texts(text: str = TEXT) -> SourceMap:
    sources = SourceMap()
    sources.add("a.mv", text)
    return sources


def at(text: str, *codes: str) -> list[Finding]:
    """A finding of each code at every `say`."""
    places = [place for place in range(len(text)) if text.startswith("say", place)]
    return [warning(code, Span(place, place + 3), "m") for place in places for code in codes]


def test_findings_of_the_baseline_do_not_count_after_lines_have_moved():
    known = read(write(at(TEXT, "MV502"), texts()))
    moved = "// more\n\n" + TEXT
    assert compare(at(moved, "MV502"), texts(moved), known) == ([], 2, 0)


def test_one_more_of_the_same_is_new():
    known = read(write(at(TEXT, "MV502"), texts()))
    longer = TEXT + "step c { say 1 }\n"
    compared = compare(at(longer, "MV502"), texts(longer), known)
    assert (compared.new, compared.known) == (at(longer, "MV502")[2:], 2)


def test_another_rule_is_new_and_mended_entries_are_counted():
    known = read(write(at(TEXT, "MV502"), texts()))
    assert compare(at(TEXT, "MV503"), texts(), known) == (at(TEXT, "MV503"), 0, 2)


def test_what_cannot_be_ignored_is_never_in_a_baseline():
    broken = [Finding("MV101", "error", Span(0, 4), "m")]
    known = read(write(broken, texts()))
    assert not known
    assert compare(broken, texts(), known).new == broken


NO_BASELINES = ["", "[]", "{}", '{"format": 2}', '{"format": 1, "findings": 3}', "[" * 9000, "\ud800"]


@pytest.mark.parametrize("text", NO_BASELINES)
def test_what_is_no_baseline_is_refused(text):
    with pytest.raises(BaselineError):
        read(text)
