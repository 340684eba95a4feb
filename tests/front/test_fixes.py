from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flowc.cli import main
from flowc.diagnostics import Edit, Fix, warning
from flowc.fixes import apply_edits, fixing
from flowc.source import SourceMap, Span

TEXT = "0123456789"


def fixes(*places: tuple[int, int, str], safe: bool = True):
    return [
        warning("MV105", Span(start, end), "m")._replace(fix=Fix("t", (Edit(Span(start, end), text),), safe))
        for start, end, text in places
    ]


def applied(edits) -> str:
    sources = SourceMap()
    sources.add("other.mv", "x")
    base = sources.add("a.mv", TEXT).base
    moved = [Edit(Span(edit.span.start + base, edit.span.end + base), edit.text) for edit in edits]
    changed = apply_edits(moved, sources)
    assert set(changed) <= {"a.mv"}
    return changed.get("a.mv", TEXT)


def test_of_two_fixes_that_touch_the_first_is_taken():
    edits, mended = fixing(fixes((0, 3, "A"), (2, 5, "B"), (5, 6, "C")), unsafe=False)
    assert applied(edits) == "A34C6789"
    assert len(mended) == 2


def test_two_insertions_at_one_place_wait_for_one_another():
    edits, _ = fixing(fixes((3, 3, "A"), (3, 3, "B")), unsafe=False)
    assert applied(edits) == "012A3456789"


def test_a_fix_that_changes_a_call_needs_to_be_asked_for():
    unsafe = fixes((0, 1, "A"), safe=False)
    assert fixing(unsafe, unsafe=False) == ([], [])
    assert applied(fixing(unsafe, unsafe=True)[0]) == "A123456789"


PLACES = st.tuples(st.integers(0, 10), st.integers(0, 3), st.sampled_from(["", "A", "BC"]))


@given(st.lists(PLACES.map(lambda p: (p[0], min(10, p[0] + p[1]), p[2])), max_size=8))
def test_what_is_taken_never_overlaps_and_what_lies_between_stays(places):
    edits, _ = fixing(fixes(*places), unsafe=False)
    for one, other in pairwise(edits):
        assert one.span.end <= other.span.start
        assert one.span.start < other.span.start
    kept = [TEXT[one.span.end : other.span.start] for one, other in pairwise(edits)]
    text = applied(edits)
    for piece in kept:
        assert piece in text


def test_what_only_a_fix_has_made_idle_is_not_deleted(tmp_path):
    path = tmp_path / "desk.mv"
    path.write_text(
        'flow desk {\n    base_url "https://voice.example/ivr"\n    start welcome\n    step welcome {\n'
        '        say "One moment please."\n        bridge +15551230099\n    }\n    step queue {\n'
        '        say "All of us are busy. Please hold."\n        conference "queue"\n    }\n}\n',
        encoding="utf-8",
    )
    main(["check", str(path), "--unsafe-fixes"])
    mended = path.read_text(encoding="utf-8")
    assert "on failed -> hangup" in mended
    assert "step queue" in mended
