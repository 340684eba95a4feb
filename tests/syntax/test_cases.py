"""Broken texts, and what is said about them: every ``cases/*.mv`` with its findings in the ``.txt`` beside it.

A line of expectation is ``line:column code message``, with the help and the edit of the finding below it. To write what
is found now into the files: ``python -m tests.syntax.test_cases`` (then read what has changed).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.source import Source, SourceMap
from flowc.syntax import parse

CASES = sorted((Path(__file__).parent / "cases").glob("*.mv"))


def found(case: Path) -> str:
    """The findings of a case as text."""
    sources = SourceMap()
    source = sources.add(case.name, case.read_bytes().decode("utf-8"))
    lines = []
    for finding in sorted(parse(source)[1], key=lambda finding: (finding.span, finding.code)):
        place = sources.locate(finding.span)
        lines.append(f"{place.line}:{place.column} {finding.code} {finding.message}")
        for label in finding.labels:
            place = sources.locate(label.span)
            lines.append(f"    {place.line}:{place.column} {label.message}")
        if finding.help:
            lines.append(f"    help: {finding.help}")
        if finding.fix:
            edits = "; ".join(f"{source.slice(edit.span)!r} -> {edit.text!r}" for edit in finding.fix.edits)
            lines.append(f"    fix: {finding.fix.title}: {edits}")
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_has_the_findings_beside_it(case: Path) -> None:
    expected = case.with_suffix(".txt").read_text(encoding="utf-8")
    assert found(case) == expected, "read it, then: python -m tests.syntax.test_cases"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_fix_mends_what_it_is_offered_for(case: Path) -> None:
    text = case.read_bytes().decode("utf-8")
    before = parse(Source(case.name, text))[1]
    for finding in before:
        if finding.fix is None:
            continue
        mended = text
        for edit in sorted(finding.fix.edits, reverse=True):
            mended = mended[: edit.span.start] + edit.text + mended[edit.span.end :]
        after = parse(Source(case.name, mended))[1]
        assert len(after) < len(before), (finding.message, set(after) - set(before))


def test_every_mistake_is_seen_in_a_case() -> None:
    """Each recogniser speaks somewhere, so that none is there for nothing."""
    from flowc.syntax import mistakes, recovery
    from flowc.syntax.trouble import Mistake, Trouble

    heard = set()

    def listening(trouble: Trouble) -> Mistake:
        for recogniser in mistakes.RECOGNISERS:
            mistake = recogniser(trouble)
            if mistake is not None:
                heard.add(recogniser.__name__)
                return mistake
        return mistakes.whatever_else(trouble)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recovery, "recognise", listening)
        for case in CASES:
            found(case)
    assert heard == {recogniser.__name__ for recogniser in mistakes.RECOGNISERS}


if __name__ == "__main__":
    for case in CASES:
        case.with_suffix(".txt").write_text(found(case), encoding="utf-8", newline="\n")
