"""The reader knows the JSON that Python's own reader knows, the places of it, and more of what is wrong."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.lint.reader import MAX_DEPTH, read_json
from flowc.lint.values import Array, Object, Scalar, plain
from flowc.source import Source

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
pieces = st.sampled_from(
    ["{", "}", "[", "]", ",", ":", '"', "'", "a", '"a"', "1", "-", "0", ".", "e", "true", "null", "NaN", "\\", "\\u12",
     "\\ud800", "\\udc00", " ", "\n", "\t", "//", "/*", "#", "\ud800", "\x00", "é"]
)  # fmt: skip


def strictly(text):
    """What Python reads, held to RFC 8259; ValueError where it is none."""

    def refuse(constant):
        raise ValueError(constant)

    def once(pairs):
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError("twice")
        return dict(pairs)

    value = json.loads(text, parse_constant=refuse, object_pairs_hook=once)
    if "inf" in repr(value) or any("\ud800" <= char <= "\udfff" for char in json.dumps(value, ensure_ascii=False)):
        raise ValueError("no JSON")
    return value


@given(values, st.sampled_from([None, 0, 2]), st.booleans())
def test_what_python_writes_is_read_as_it_was(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    if any("\ud800" <= char <= "\udfff" for char in json.dumps(value, ensure_ascii=False)):
        return
    reading = read_json(Source("a.json", text))
    assert reading.value is not None
    assert (plain(reading.value), reading.findings, reading.end) == (value, [], len(text))


@settings(max_examples=500)
@given(st.lists(pieces, max_size=12).map("".join))
def test_a_text_is_refused_where_python_refuses_it(text):
    reading = read_json(Source("a.json", text))
    try:
        expected = strictly(text)
    except ValueError:
        assert reading.findings or reading.end < len(text)
    else:
        assert reading.value is not None
        assert (plain(reading.value), reading.findings) == (expected, [])


@given(values)
def test_every_value_stands_where_its_span_says(value):
    text = json.dumps(value, ensure_ascii=False)
    reading = read_json(Source("a.json", text, base=1000))
    if reading.value is None or reading.findings:
        return
    for part in parts(reading.value):
        assert json.loads(text[part.span.start - 1000 : part.span.end - 1000]) == plain(part)


def parts(value):
    yield value
    match value:
        case Object(members=members):
            for member in members:
                yield Scalar(member.key, member.key_span)
                yield from parts(member.value)
        case Array(items=items):
            for item in items:
                yield from parts(item)


def test_nesting_is_read_up_to_the_documented_depth():
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert read_json(Source("a.json", deep)).findings == []
    [finding] = read_json(Source("a.json", f"[{deep}]")).findings
    assert finding.code == "MV002"


@pytest.mark.parametrize("text", ["[" * 1_000_000, '{"a":' * 200_000, '"\\' * 500_000, "[1 " * 300_000, "," * 1_000_000,
                                  '"' + "\udc80a" * 400_000, "1" * 1_000_000, "/*" * 500_000, "[" + "1 " * 400_000,
                                  "[" + '"a"' * 300_000])  # fmt: skip
def test_no_text_of_a_megabyte_takes_more_than_its_share_of_findings(text):
    assert len(read_json(Source("a.json", text)).findings) < 1_000
