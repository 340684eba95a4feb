"""What holds for every text: the formatter keeps meaning and comments and is stable; nothing crashes the parser."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.source import Source
from flowc.syntax import format_file, tree
from tests.syntax.reading import read, without_spans
from tests.syntax.sentences import damaged, sentences


@given(sentences(), st.sampled_from([0, 1000]))
@settings(max_examples=120, deadline=None)
def test_formatting_changes_no_meaning_and_loses_no_comment(text: str, base: int) -> None:
    file, findings = read(text, base)
    if findings:
        return
    again, findings = read(format_file(file, Source("test.mv", text, base)))
    assert findings == []
    assert without_spans(again.items) == without_spans(file.items)
    assert [comment.text for comment in again.comments] == [comment.text for comment in file.comments]


@given(sentences())
@settings(max_examples=120, deadline=None)
def test_formatting_twice_is_formatting_once(text: str) -> None:
    file, findings = read(text)
    if findings:
        return
    once = format_file(file, Source("test.mv", text))
    assert format_file(read(once)[0], Source("test.mv", once)) == once


@given(st.one_of(damaged(sentences()), st.text(), st.binary().map(lambda data: data.decode("latin-1"))))
@settings(max_examples=153, deadline=None)
def test_every_text_has_a_tree_and_findings_within_it(text: str) -> None:
    file, findings = read(text, 50)
    assert isinstance(file, tree.File)
    for finding in findings:
        assert 50 <= finding.span.start <= finding.span.end <= 50 + len(text)
        assert finding.message
        assert "\n" not in finding.message
        assert finding.severity == "error"


@given(damaged(sentences()))
@settings(max_examples=86, deadline=None)
def test_no_syntax_error_is_told_twice(text: str) -> None:
    findings = read(text)[1]
    assert len(set(findings)) == len(findings)


@given(damaged(sentences()), st.integers(1, 1000))
@settings(max_examples=53, deadline=None)
def test_a_text_reads_the_same_wherever_it_lies(text: str, base: int) -> None:
    here, there = read(text), read(text, base)
    assert without_spans(here[0].items) == without_spans(there[0].items)
    assert [finding.message for finding in here[1]] == [finding.message for finding in there[1]]


@given(damaged(sentences()))
@settings(max_examples=86, deadline=None)
def test_what_a_fix_says_is_within_the_text(text: str) -> None:
    for finding in read(text)[1]:
        for edit in finding.fix.edits if finding.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(text)
