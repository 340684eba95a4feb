"""Every small flow: the checker against callers who try everything (``python -m tests.laws --small``: larger ones)."""

from __future__ import annotations

import pytest

from tests.laws import laws, small

CODES = {"MV309", "MV310", "MV311", "MV312"}
FAMILIES = [
    (1, ("go", "bridge", "menu", "retry"), 5),
    (2, ("go", "bridge", "menu", "retry"), 204),
    (3, ("go", "retry"), 481),
]


def found_in(flow: small.SmallFlow) -> set[str]:
    made = laws.stage(small.text_of(flow))
    return {finding.code for finding in made.compilation.findings} & CODES


def disagreement(flow: small.SmallFlow) -> str | None:
    """What checker and explorer differ in; a caller who is trapped by silence need not be found trapped again."""
    found, judged = found_in(flow), small.judge(flow)
    if found == judged or (found == judged - {"MV310"} and "MV309" in found):
        return None
    return f"{flow}: found {sorted(found)}, judged {sorted(judged)}\n{small.text_of(flow)}"


@pytest.mark.parametrize(("size", "kinds", "count"), FAMILIES, ids=[f"{size}-{'-'.join(k)}" for size, k, _ in FAMILIES])
def test_checker_and_explorer_agree_on_every_flow(size: int, kinds: tuple[str, ...], count: int) -> None:
    every = list(small.every_flow(size, kinds))
    assert len(every) == count
    assert [told for flow in every if (told := disagreement(flow)) is not None] == []


def test_checker_and_explorer_agree_on_many_flows_of_three_menus() -> None:
    every = list(small.every_flow(3, ("menu",)))
    assert len(every) == 8428
    assert [told for flow in every[::23] if (told := disagreement(flow)) is not None] == []


def test_the_names_of_nodes_make_no_difference() -> None:
    for flow in list(small.every_flow(3, ("go", "retry")))[::23]:
        for renamed in small.every_order(flow):
            assert found_in(renamed) == found_in(flow)
