"""Every picture looks as it did: words, signs, lines and their places."""

from __future__ import annotations

import pytest

from flowc.emit.diagram import placing
from tests.diagram.cases import HERE, drawings, drawn, ladder


@pytest.mark.parametrize(("file", "name"), list(drawings()), ids=lambda value: value)
def test_a_picture_is_what_stands_under_its_name(file: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "lay_out", ladder)
    expected = (HERE / "cases" / file).read_text(encoding="utf-8")
    assert drawn(file, name) == expected, "look at it, then: python -m tests.diagram.cases"
