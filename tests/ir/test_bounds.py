"""How large a build may become: just within the limit it is built, past it there is one finding and no graph."""

from __future__ import annotations

import pytest

from flowc.diagnostics import Finding
from flowc.ir import bounds
from flowc.ir.bounds import Bounds, bounds_of

from .test_lowering import compiled

VOICEMAILS = "    voicemail message { max 5m; on done -> desk }\n"
MENU = '    menu more { prompt "For sales, press 1."; attempts 3; on 1 -> desk; on noinput, nomatch -> retry; on exhausted -> desk }\n'  # noqa: E501
CONFIRMED = (
    '    collect more { prompt "Your number?"; digits 4; confirm "{digits}? Press 1 or 2."; on 1XXX, 2XXX -> desk; '
    "on digits -> desk; on incomplete, noinput -> retry; on exhausted -> desk }\n"
)
SHARED = (
    "    defaults { attempts 3 shared tries; on noinput, nomatch -> retry; on exhausted -> desk }\n"
    '    menu more { prompt "Press 1."; on 1 -> most }\n    menu most { prompt "Press 1."; on 1 -> more }\n'
)


def flow(nodes: str) -> str:
    first = "message" if "message" in nodes else "more"
    return f"""    step main {{
        say "Hello."
        goto {first}
    }}
{nodes}"""


def too_large(monkeypatch: pytest.MonkeyPatch, text: str, blocks: int, edges: int) -> list[Finding]:
    with monkeypatch.context() as patch:
        patch.setattr("flowc.ir.lower.bounds_of", lambda characters: Bounds(blocks, edges))
        return [finding for finding in compiled(text).findings if finding.code == "MV002"]


@pytest.mark.parametrize("nodes", [VOICEMAILS, MENU, CONFIRMED, SHARED])
def test_what_unrolling_comes_to_has_a_limit(monkeypatch: pytest.MonkeyPatch, nodes: str) -> None:
    text = flow(nodes)
    program = compiled(text).program
    assert program is not None
    blocks, edges = len(program.blocks), sum(len(route.edges) for route in program.routes)
    assert too_large(monkeypatch, text, blocks, edges) == []
    (documents,) = too_large(monkeypatch, text, blocks - 1, edges)
    assert f"more than {blocks - 1} documents" in documents.message
    (branches,) = too_large(monkeypatch, text, blocks, edges - 1)
    assert f"more than {edges - 1} branches of questions" in branches.message


def test_of_what_is_too_large_nothing_else_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flowc.ir.lower.bounds_of", lambda characters: Bounds(2, 2))
    result = compiled(flow(MENU))
    assert result.program is None
    assert [finding.code for finding in result.findings] == ["MV002"]


def test_the_limits_grow_with_the_text_and_are_never_small() -> None:
    assert bounds_of(0) == bounds_of(100_000) == (bounds.MAX_BLOCKS, bounds.MAX_EDGES)
    large = bounds_of(18_000_000)
    assert large.blocks > 1_000_000
    assert large.edges > 5_000_000
