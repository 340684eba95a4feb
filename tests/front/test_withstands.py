"""Whatever stands in a file, the answer is findings: no traceback, no status but 0, 1 and 2, and no long wait."""

from __future__ import annotations

import time

import pytest

from flowc.cli import main

from .mutants import mutants, take

BATCHES, BATCH = 20, 100


@pytest.mark.parametrize("seed", range(BATCHES))
def test_spoilt_flows_are_taken_well(seed, folder):
    for number, content in enumerate(mutants(BATCH, seed)):
        assert take(content, folder) is None, f"mutant {seed}:{number}"


MEGABYTE = 1_000_000
LARGE = {
    "braces": "{",
    "closing braces": "}",
    "quotes": '"',
    "long quotes": '"""',
    "slashes": "/",
    "comments": "// x\n",
    "lines": "\n",
    "names": "a ",
    "one name": "a",
    "digits": "1",
    "arrows": "->",
    "flows": "flow a { start b; step b { hangup } }\n",
    "open flows": "flow a {\n",
    "inserts": 'const a = "{a}{a}{a}"\n',
    "escapes": '"\\u{',
    "events": "on 1, ",
    "patterns": "on XXXXXXXX -> a\n",
    "suppressions": "// flowc: ignore[MV502] -- why\n",
    "malformed suppressions": "// flowc: ignore[MV502\n",
    "control characters": "\x1b",
    "reading directions": "\u202e",
    "bytes that are no text": "\udcff",
    "semicolons": ";",
    "nested bridges": "bridge +15551230001 on failed { ",
}


@pytest.mark.parametrize("name", LARGE)
@pytest.mark.parametrize("begin", ["", "flow a { base_url \"https://a.example\"\n start b\n step b {\n"])
def test_a_megabyte_of_one_thing_is_answered_soon(name, begin, folder, capsys):
    piece = LARGE[name]
    text = begin + piece * (MEGABYTE // len(piece))
    (folder / "large.mv").write_bytes(text.encode("utf-8", "surrogateescape"))
    start = time.perf_counter()
    status = main(["check", "large.mv", "--format", "concise"])
    seconds = time.perf_counter() - start
    captured = capsys.readouterr()
    assert status in (1, 2), captured.err
    assert "internal error" not in captured.err
    assert seconds < 30  # 2 s on a machine of its own; this one may be shared by many


def test_deep_nesting_is_a_finding(folder, capsys):
    deep = "bridge +15551230001 on failed { " * 3000
    (folder / "deep.mv").write_text('flow a { base_url "https://a.example"\n start b\n step b { ' + deep)
    assert main(["check", "deep.mv", "--format", "concise"]) == 1
    assert "MV002" in capsys.readouterr().out
