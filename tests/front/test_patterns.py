"""A pattern is compiled when it is first used, and then is what ``re`` makes."""

from __future__ import annotations

import re

from flowc.patterns import pattern


def test_a_pattern_finds_what_re_finds(monkeypatch):
    compiled = []
    compile_ = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or compile_(*given))
    digits = pattern(r"[0-9]+", re.ASCII)
    assert compiled == []
    assert digits.search("a12b")[0] == "12"
    assert digits.fullmatch("12")
    assert not digits.fullmatch("a")
    assert digits.search("a34")[0] == "34"
    assert digits.pattern == "[0-9]+"
    assert compiled == [(r"[0-9]+", re.ASCII)] * 3, "once for each method"
