"""A flow that is written with parts is the flow that it would be without them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from flowc import build, compile_text
from flowc.compile import Compilation
from flowc.testing import flows

from .wrapping import nodes_of, renamed, wrapped


@st.composite
def split_flows(draw: st.DrawFn, careless: bool = False) -> tuple[str, list[str]]:
    text = draw(flows(max_nodes=8, careless=careless))
    names = nodes_of(text)
    return text, draw(st.lists(st.sampled_from(names), unique=True, min_size=1)) if names else []


@settings(max_examples=60, deadline=None)
@given(split_flows())
def test_a_flow_in_parts_builds_the_documents_of_the_flow_in_one_piece(case: tuple[str, list[str]]) -> None:
    text, chosen = case
    parts, rest = wrapped(text, chosen)
    plain, split = compile_text(text), compile_text(parts + rest)
    assert not split.has_errors, told(split)
    for (name, before), (_, after) in zip(build(plain).items(), build(split).items(), strict=True):
        assert renamed(after.documents, chosen) == before.documents, name
        assert renamed(after.routes, chosen) == before.routes, name


@settings(max_examples=40, deadline=None)
@given(split_flows())
def test_parts_that_are_imported_are_parts_that_stand_in_the_file(case: tuple[str, list[str]]) -> None:
    text, chosen = case
    parts, rest = wrapped(text, chosen)
    constants = "".join(line + "\n" for line in rest.splitlines() if line.startswith("const "))
    inline = compile_text(parts + rest)
    outside = compile_text('import "parts.mv"\n' + without(rest, constants), imports={"parts.mv": constants + parts})
    assert not outside.has_errors, told(outside)
    for (name, before), (_, after) in zip(build(inline).items(), build(outside).items(), strict=True):
        assert after.documents == before.documents, name
        assert after.routes == before.routes, name


@settings(max_examples=60, deadline=None)
@given(split_flows(careless=True))
def test_what_is_found_in_a_part_that_is_used_once_is_what_is_found_without_it(case: tuple[str, list[str]]) -> None:
    text, chosen = case
    parts, rest = wrapped(text, chosen)
    assert codes(compile_text(parts + rest)) == codes(compile_text(text))


def codes(compilation: Compilation) -> Counter[str]:
    return Counter(finding.code for finding in compilation.findings)


def told(compilation: Compilation) -> list[str]:
    return [f"{finding.code} {finding.message}" for finding in compilation.findings if finding.severity == "error"]


def without(text: str, lines: str) -> str:
    dropped = set(lines.splitlines())
    return "".join(line + "\n" for line in text.splitlines() if line not in dropped)
