from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.config import Settings, load, read_layer
from flowc.diagnostics import Finding, warning
from flowc.fixes import apply_edits, fixing
from flowc.source import SourceMap, Span
from flowc.suppression import ignoring, suppress


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def left(text: str, *findings: Finding, settings: Settings | None = None) -> list[Finding]:
    sources = SourceMap()
    sources.add("a.mv", text)
    return sorted(suppress(findings, sources, settings or Settings()), key=lambda finding: finding.span)


def mended(text: str, *findings: Finding) -> str:
    """The text after the safe fixes of what was found about its suppressions."""
    sources = SourceMap()
    sources.add("a.mv", text)
    edits, _ = fixing(suppress(findings, sources, Settings()), unsafe=False)
    return apply_edits(edits, sources).get("a.mv", text)


@pytest.mark.parametrize(
    "text",
    [
        "on 2 -> sales // flowc: ignore[MV502] -- said before",
        "on 2 -> sales //flowc:ignore[key-not-announced] -- said before",
        "on 2 -> sales // the second // flowc: ignore[MV502] -- said before",
        "on 2 -> sales // flowc: ignore[MV401, MV502] -- said before",
        "// flowc: ignore[MV502] -- said before\non 2 -> sales",
        "// flowc: ignore[MV502] -- said before\n\n// another comment\n\n    on 2 -> sales",
        '"""long\non 2 -> sales\n""" // flowc: ignore[MV502] -- said before',
        '// flowc: ignore[MV502] -- said before\nsay """long\non 2 -> sales"""',
        "// flowc: ignore[MV502] -- said before\r\non 2 -> sales\r\n",
        '// flowc: ignore[MV502] -- said before\nsay """long\n\n// on 2"""\nhangup',
    ],
)
def test_a_finding_is_suppressed_on_its_line_or_from_the_line_above(text):
    assert [finding.code for finding in left(text, warning("MV502", at(text, "on 2"), "m"))] in ([], ["MV902"])
    assert "MV502" not in [finding.code for finding in left(text, warning("MV502", at(text, "on 2"), "m"))]


@pytest.mark.parametrize(
    "text",
    [
        "on 2 -> sales\n// flowc: ignore[MV502] -- too late",
        "// flowc: ignore[MV502] -- too early\nstep a {\non 2 -> sales",
        'say "// flowc: ignore[MV502] -- a text" on 2',
        "on 2 // flowc: ignore[MV503] -- another rule",
    ],
)
def test_a_finding_elsewhere_or_of_another_rule_stays(text):
    assert "MV502" in [finding.code for finding in left(text, warning("MV502", at(text, "on 2"), "m"))]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("// flowc: ignore[MV502]", "this suppression gives no reason, so it suppresses nothing"),
        ("// flowc: ignore[MV502] --", "this suppression gives no reason, so it suppresses nothing"),
        ("// flowc: ignore", "this suppression names no rule, so it suppresses nothing"),
        ("// flowc: ignore[] -- all of it", "this suppression names no rule, so it suppresses nothing"),
        ("// flowc: ignore -- all of it", "this suppression names no rule, so it suppresses nothing"),
        ("// flowc: ignore[MV5] -- a group", "there is no rule `MV5`, so nothing is suppressed by it"),
        ("// flowc: off", "`// flowc: off` is not understood, so it suppresses nothing"),
    ],
)
def test_a_suppression_without_rule_or_reason_suppresses_nothing_and_is_found(comment, message):
    text = f"on 2 -> sales {comment}"
    findings = left(text, warning("MV502", at(text, "on 2"), "m"))
    assert [(finding.code, finding.message) for finding in findings] == [("MV502", "m"), ("MV902", message)]
    assert findings[1].help == "write `// flowc: ignore[MV502] -- the reason`"


def test_what_suppresses_nothing_is_found_and_can_be_removed():
    text = "a\nb // flowc: ignore[MV502] -- why\n    // flowc: ignore[MV503] -- why\nc\n"
    messages = [finding.message for finding in left(text)]
    assert messages == [
        "this suppression of MV502 suppresses nothing",
        "this suppression of MV503 suppresses nothing",
    ]
    assert mended(text) == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("codes", "rest"),
    [("MV502, MV503", "MV502"), ("MV503, MV502", "MV502"), ("MV401 ,MV502,MV503", "MV502")],
)
def test_of_several_rules_only_the_idle_ones_are_removed(codes, rest):
    text = f"on 2 // flowc: ignore[{codes}] -- why"
    assert mended(text, warning("MV502", at(text, "on 2"), "m")) == f"on 2 // flowc: ignore[{rest}] -- why"


def test_a_binding_finding_stays_and_says_why():
    text = "on 2 // flowc: ignore[MV101] -- later"
    (finding,) = left(text, Finding("MV101", "error", at(text, "on 2"), "m"))
    assert finding.notes == ("MV101 cannot be ignored: until it is mended there is nothing to build",)


def test_nothing_is_called_unused_where_the_text_could_not_be_read():
    text = "on 2 // flowc: ignore[MV502] -- why"
    findings = left(text, Finding("MV001", "error", at(text, "2"), "m"))
    assert [finding.code for finding in findings] == ["MV001"]


def exempting(pointer: str) -> Settings:
    one = {"file": "answers/*.json", "code": "MV501", "pointer": pointer, "reason": "why"}
    return load([read_layer({"exemptions": [one]}, "", path="flowc.toml")])


def test_json_is_exempted_by_file_rule_and_pointer():
    sources = SourceMap()
    sources.add("answers/a.json", '{"actions": []}')
    finding = warning("MV501", Span(0, 1), "m")._replace(pointer="/actions/0")
    assert suppress([finding], sources, exempting("/actions/0")) == []
    assert suppress([finding], sources, exempting("/actions/*")) == []
    other = suppress([finding], sources, exempting("/actions/1"))
    assert [one.code for one in other] == ["MV501", "MV902"]


FOUND = st.tuples(st.sampled_from(["MV401", "MV502", "MV503"]), st.integers(0, 200))
PIECES = st.sampled_from(
    ["on 2 -> a", "\n", "\r\n", "    ", '"text // no"', '"""long\n\nwords', '"""', "// words", "\n\n", "\u00fc", "{"]
)


@given(st.lists(PIECES, max_size=25).map("".join), st.lists(FOUND, max_size=6))
def test_written_suppressions_suppress_what_they_were_written_for(text, places):
    """Law: whatever the text, with the comments written and the findings moved along, none of them is left."""
    sources = SourceMap()
    sources.add("a.mv", text)
    findings = [warning(code, Span(min(place, len(text)), min(place, len(text))), "m") for code, place in places]
    edits = ignoring(findings, sources, "why")
    written = SourceMap()
    written.add("a.mv", apply_edits(edits, sources).get("a.mv", text))
    moved = [
        finding._replace(span=Span(*[offset + _before(edits, offset) for offset in finding.span]))
        for finding in findings
    ]
    assert suppress(moved, written, Settings()) == []


def _before(edits, offset):
    return sum(len(edit.text) for edit in edits if edit.span.start <= offset)
